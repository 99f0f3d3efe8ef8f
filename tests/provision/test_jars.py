"""The files of Neo4j: what is pinned agrees, and nothing else is run."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from xinmai.errors import FetchedOtherwise, FetchFailed, JavaUnusable, MavenMissing
from xinmai.provision import jars, java
from xinmai.provision.jars import class_path, require_pinned
from xinmai.provision.pinned import DATA, PINNED, checksums

Put = Callable[[str, str], None]


@pytest.fixture
def two_jars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "lib"
    folder.mkdir()
    for name in ("a.jar", "b.jar"):
        (folder / name).write_bytes(name.encode())
    monkeypatch.setattr(
        jars, "checksums", lambda: {name: sha256(name.encode()).hexdigest() for name in ("a.jar", "b.jar")}
    )
    return folder


def test_what_is_pinned_is_one_version() -> None:
    pom = (DATA / "pom.xml").read_text(encoding="utf-8")
    assert f"<version>{PINNED.version}</version>" in pom
    assert f"neo4j-{PINNED.version}.jar" in checksums()
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in checksums().values())
    assert len(checksums()) == 213


def test_the_files_that_were_pinned_are_taken(two_jars: Path) -> None:
    require_pinned(two_jars)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.jar", b"other", "a.jar has another checksum"),
        ("b.jar", None, "b.jar is missing"),
        ("c.jar", b"c.jar", "c.jar is none of its files"),
    ],
)
def test_other_files_are_refused(two_jars: Path, name: str, content: bytes | None, problem: str) -> None:
    if content is None:
        (two_jars / name).unlink()
    else:
        (two_jars / name).write_bytes(content)
    with pytest.raises(FetchedOtherwise, match=problem):
        require_pinned(two_jars)


def test_without_maven_it_says_what_is_missing(put: Put, tmp_path: Path) -> None:
    with pytest.raises(MavenMissing, match="no mvn on the PATH"):
        class_path(tmp_path / "cache", print)


def test_what_maven_says_is_told_and_nothing_half_done_stays(put: Put, tmp_path: Path) -> None:
    put("mvn", 'echo "[ERROR] no network"; exit 1')
    told: list[str] = []
    with pytest.raises(FetchFailed, match=r"mvn: \[ERROR\] no network"):
        class_path(tmp_path / "cache", told.append)
    assert len(told) == 1
    assert list((tmp_path / "cache" / f"neo4j-{PINNED.version}").iterdir()) == []


def test_what_maven_brings_is_compared_before_it_is_kept(put: Put, tmp_path: Path) -> None:
    put("mvn", "exit 0")
    with pytest.raises(FetchedOtherwise, match="is missing"):
        class_path(tmp_path / "cache", print)
    assert list((tmp_path / "cache" / f"neo4j-{PINNED.version}").iterdir()) == []


@pytest.mark.parametrize(
    ("said", "release"),
    [
        ("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment", 17),
        ("java 21.0.1 2023-10-17 LTS", 21),
        ("openjdk 25 2025-09-16", 25),
        ("", None),
    ],
)
def test_the_release_of_java_is_read(said: str, release: int | None) -> None:
    assert java.release_in(said) == release


def test_a_machine_without_java_is_told_which(put: Put) -> None:
    with pytest.raises(JavaUnusable, match="Java 17 or 21: there is no java on the PATH"):
        java.require_java()


def test_a_java_without_compiler_will_not_do(put: Put) -> None:
    put("java", "echo openjdk 17.0.15 2025-04-15")
    with pytest.raises(JavaUnusable, match="there is no javac on the PATH"):
        java.require_java()


@pytest.mark.parametrize(("says", "found"), [("openjdk 11.0.2 2019", "is 11"), ("", "is older than 9")])
def test_another_java_will_not_do(put: Put, says: str, found: str) -> None:
    put("java", f"echo {says}")
    put("javac", "exit 0")
    with pytest.raises(JavaUnusable, match=f"the java on the PATH {found}"):
        java.require_java()
