"""compose.yaml and Dockerfile: the version line and what must not stand there."""

import re
from pathlib import Path

from xinmai.provision.pinned import PINNED

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_image_is_of_the_line_that_is_pinned() -> None:
    line = ".".join(PINNED.version.split(".")[:2])
    assert re.findall(r"image: (neo4j:\S+)", COMPOSE) == [f"neo4j:{line}-community"]


def test_there_is_no_password_unless_somebody_states_one() -> None:
    stated = re.findall(r"^.*PASSWORD.*$|^.*NEO4J_AUTH.*$", re.sub(r"#.*", "", COMPOSE), re.MULTILINE)
    assert len([line for line in stated if "${XINMAI_NEO4J_PASSWORD:?" in line]) == len(stated) > 0


def test_ports_are_shown_to_this_machine_only() -> None:
    ports = re.findall(r"^\s+- (\S+:\d+)$", COMPOSE, re.MULTILINE)
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_the_image_copies_is_there() -> None:
    named = {
        word for words in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE) for word in words.split()
    }
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in named} <= set(ignored)


def test_nothing_runs_as_root() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["xinmai"]
