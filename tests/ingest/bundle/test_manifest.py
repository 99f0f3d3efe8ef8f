"""The manifest: what is missing or wrong in it refuses the delivery before anything is read."""

from pathlib import Path

import pytest

from xinmai.errors import BundleError
from xinmai.ingest.bundle.source import BundleSource
from xinmai.ports.store import Store

from support.bundles import GOOD, MANIFEST, NEW_NUMBER, Deliver, toml_of, write_bundle


async def refused(deliver: Deliver, store: Store, untouched: str, **manifest: str | int) -> str:
    """Deliver the good rows under a manifest that is refused; return the error's text."""
    with pytest.raises(BundleError) as error:
        await deliver(GOOD, "", **manifest)
    assert error.value.code == "BUNDLE"
    assert "bundle.toml" in str(error.value)
    assert await store.digest() == untouched
    return str(error.value)


@pytest.mark.parametrize(
    ("key", "value", "problem", "remedy"),
    [
        ("colour", "red", "unknown key 'colour'", "The keys are: namespace, retrieved_on, agency"),
        ("namespace", "Shanghai", "'Shanghai' cannot be used", "lower-case letters"),
        ("namespace", "", "'' cannot be used", "lower-case letters"),
        ("namespace", "a:b", "'a:b' cannot be used", "lower-case letters"),
        ("namespace", "x" * 64, "cannot be used", "lower-case letters"),
        ("namespace", "phone", "'phone' cannot be used", "not address or phone"),
        ("namespace", 1, "namespace", "See docs/bundle.md"),
        ("mode", "replace", "mode 'replace' is unknown", "snapshot or delta"),
        ("retrieved_on", "01.01.2026", "'01.01.2026' is no date", "YYYY-MM-DD"),
        ("retrieved_on", "2026-02-30", "'2026-02-30' is no date", "YYYY-MM-DD"),
        ("retrieved_on", "", "'' is no date", "YYYY-MM-DD"),
        ("format", 2, "format 2 is unknown", "format = 1"),
        ("format", "1", "format", "See docs/bundle.md"),
    ],
)
async def test_a_wrong_entry(
    key: str,
    value: str | int,
    problem: str,
    remedy: str,
    deliver: Deliver,
    store: Store,
    untouched_digest: str,
) -> None:
    text = await refused(deliver, store, untouched_digest, **{key: value})
    assert problem in text
    assert remedy in text


async def test_an_identity_number_in_it_is_refused_and_not_repeated(
    deliver: Deliver, store: Store, untouched_digest: str
) -> None:
    text = await refused(deliver, store, untouched_digest, agency=f"王一 {NEW_NUMBER}")
    assert "agency holds a resident identity number" in text
    assert NEW_NUMBER not in text


@pytest.mark.parametrize("key", ["namespace", "retrieved_on"])
def test_a_missing_entry(key: str, tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "b", GOOD)
    (path / "bundle.toml").write_bytes(toml_of({k: v for k, v in MANIFEST.items() if k != key}))
    with pytest.raises(BundleError, match=rf"missing required field `{key}`.*docs/bundle.md"):
        BundleSource(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "missing required field"),
        (b"namespace = ", "is no valid TOML"),
        (b'namespace = "a"\nnamespace = "b"\n', "is no valid TOML"),
        ('namespace = "a"\nagency = "市某局"\n'.encode("gb18030"), "is not UTF-8. Save it as UTF-8"),
        (b'namespace = "a"\nretrieved_on = 2026-01-01T00:00:00\n', "is no date"),
    ],
)
def test_a_file_that_is_no_manifest(content: bytes, problem: str, tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "b", GOOD)
    (path / "bundle.toml").write_bytes(content)
    with pytest.raises(BundleError, match=problem):
        BundleSource(path)


def test_a_date_of_toml_and_a_byte_order_mark_are_understood(tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "b", GOOD)
    (path / "bundle.toml").write_bytes(b'\xef\xbb\xbfnamespace = "a"\r\nretrieved_on = 2026-01-01\r\n')
    manifest = BundleSource(path).manifest
    assert (manifest.namespace, manifest.retrieved_on, manifest.mode) == ("a", "2026-01-01", "delta")


def test_the_caller_may_state_the_mode(tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "b", GOOD)
    assert BundleSource(path, "snapshot").manifest.mode == "snapshot"
    with pytest.raises(BundleError, match="mode 'all' is unknown"):
        BundleSource(path, "all")
