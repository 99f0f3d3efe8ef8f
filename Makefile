# Every command works from a fresh clone on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: install run run-neo4j test differential check bench format schema docs lock

install: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: install            ## fill the embedded store if it is empty, answer three questions, serve
	$(BIN)/xinmai demo
	$(BIN)/xinmai serve

run-neo4j: install      ## the same on a Neo4j of this machine; needs a JDK (17 or 21) and, the first time, Maven
	store=$$($(BIN)/xinmai neo4j start) && $(BIN)/xinmai demo --store $$store && $(BIN)/xinmai serve --store $$store

test: install           ## all tests
	$(BIN)/python -m pytest

differential: install   ## both engines beside each other for ten minutes; writes the result into bench/RESULTS.md
	PYTHONPATH=tests $(BIN)/python -m support.differential --minutes 10

check: install          ## format, lint, types, layers, committed schema, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src tests
	$(BIN)/lint-imports
	$(BIN)/xinmai schema --check
	$(BIN)/python -m pytest -q tests/docs

bench: install          ## every number we state; writes bench/RESULTS.md
	$(BIN)/python -m bench

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: install         ## write graphql/schema.graphql anew
	$(BIN)/xinmai schema --write

docs: install           ## run the sessions that documents show, and write what they print
	PYTHONPATH=tests $(BIN)/python -m support.console README.md docs/*.md

lock:                   ## resolve anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev --output-file requirements.lock pyproject.toml .ci/build.in
