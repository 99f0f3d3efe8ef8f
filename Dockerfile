# Every package is compared with the checksums of requirements.lock; only what runs reaches the second stage.
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements.lock ./
RUN pip wheel --no-cache-dir --require-hashes --requirement requirements.lock --wheel-dir /wheels
COPY pyproject.toml README.md LICENSE ./
COPY cypher cypher
COPY graphql graphql
COPY seed seed
COPY src src
RUN pip wheel --no-cache-dir --no-index --find-links /wheels --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-compile --no-index --find-links /wheels xinmai \
    && useradd --system --uid 10001 --home-dir /var/lib/xinmai --create-home xinmai
USER xinmai
WORKDIR /var/lib/xinmai
ENV PYTHONUNBUFFERED=1 XINMAI_HOST=0.0.0.0
VOLUME /var/lib/xinmai
EXPOSE 8000
ENTRYPOINT ["xinmai"]
CMD ["serve"]
