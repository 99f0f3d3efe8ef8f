"""Logs are lines of JSON; what an exception says stays out of them."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from xinmai.web.logs import configure_logs


@pytest.fixture(autouse=True)
def after() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_lines_and_those_of_libraries_look_alike(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    structlog.get_logger("xinmai.web").info("request", status=200)
    logging.getLogger("uvicorn.error").warning("listening on %s", "127.0.0.1")
    ours, theirs = lines(capsys)
    assert (ours["event"], ours["level"], ours["status"]) == ("request", "info", 200)
    assert (theirs["event"], theirs["level"]) == ("listening on 127.0.0.1", "warning")
    assert ours["timestamp"].endswith("Z")


def test_less_severe_lines_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("warning")
    structlog.get_logger("xinmai.web").info("request")
    assert lines(capsys) == []


def test_an_exception_is_told_by_class_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("info")
    try:
        int("王五 11010519491231002X")
    except ValueError:
        structlog.get_logger("xinmai.web").exception("failed")
        logging.getLogger("uvicorn.error").exception("failed")
    ours, theirs = lines(capsys)
    for line in (ours, theirs):
        assert line["exception"] == "ValueError"
        assert "test_logs.py" in line["frames"][0]
        assert "王五" not in json.dumps(line, ensure_ascii=False)
