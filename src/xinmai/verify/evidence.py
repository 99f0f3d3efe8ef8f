"""Verifies an evidence bundle offline: ``python evidence.py FOLDER [--key FILE]``. Standard library only; format: docs/evidence.md."""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT, SIGNATURE = "xinmai-evidence-1", "signature.json"
SIGNED = ("README.txt", "evidence.html", "evidence.json")
_SPKI = bytes.fromhex("302a300506032b6570032100")  # stands before the 32 bytes of a key in a file (RFC 8410)
_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Point = tuple[int, int, int, int]


def problems(folder: Path, key: bytes | None = None) -> Iterator[str]:
    """Yield what is wrong with a bundle, file by file; nothing if it is as it was signed (by ``key``, where one is given)."""
    for name, found in ((SIGNATURE, _signature_problems), ("evidence.json", _content_problems)):
        try:
            yield from found(folder, key) if (folder / name).is_file() else [f"{name}: is missing"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            yield f"{name}: cannot be read as part of a bundle: {type(error).__name__}: {error}"


def public_key(pem: str) -> bytes:
    """Return the 32 bytes of an Ed25519 key in a PEM file; ValueError if it holds none."""
    body = "".join(line for line in pem.splitlines() if not line.startswith("-----"))
    der = base64.b64decode(body, validate=True)
    if len(der) != len(_SPKI) + 32 or not der.startswith(_SPKI):
        raise ValueError("holds no Ed25519 public key")
    return der[len(_SPKI) :]


def _signature_problems(folder: Path, key: bytes | None) -> Iterator[str]:
    text = (folder / SIGNATURE).read_bytes()
    stated = {name: str(json.loads(text)[name]) for name in ("payload", "public_key", "signature")}
    public, payload = bytes.fromhex(stated["public_key"]), json.loads(stated["payload"])
    plain = json.dumps(stated, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if plain != text or stated["signature"] != stated["signature"].lower():
        yield f"{SIGNATURE}: is not written as it was made"
    if (payload["format"], payload["algorithm"]) != (FORMAT, "Ed25519"):
        yield f"{SIGNATURE}: format {payload['format']!r}, algorithm {payload['algorithm']!r}: not known to this verifier"
    if not is_signed(public, stated["payload"].encode(), bytes.fromhex(stated["signature"])):
        yield f"{SIGNATURE}: the signature does not fit; payload, key or signature was altered"
    if payload["key_id"] != hashlib.sha256(public).hexdigest() or public.hex() != stated["public_key"]:
        yield f"{SIGNATURE}: the public key is not the one that the signature names"
    if key is not None and key != public:
        yield f"{SIGNATURE}: signed with another key than the one given"
    yield from _file_problems(folder, payload["files"])


def _file_problems(folder: Path, digests: dict[str, str]) -> Iterator[str]:
    if sorted(digests) != sorted(SIGNED):
        yield f"{SIGNATURE}: does not cover exactly {', '.join(SIGNED)}"
    for name in SIGNED:
        if not (folder / name).is_file():
            yield f"{name}: is missing"
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != digests.get(name):
            yield f"{name}: was altered after it was signed"
    for name in sorted({file.name for file in folder.iterdir()} - {*SIGNED, SIGNATURE, ".DS_Store"}):
        yield f"{name!r}: is not signed and no part of the bundle"


def _content_problems(folder: Path, _key: bytes | None) -> Iterator[str]:
    evidence: Any = json.loads((folder / "evidence.json").read_text("utf-8"))
    facts = {fact["key"]: fact for fact in evidence["facts"]}
    sources = {None, *(source["id"] for source in evidence["sources"])}  # None: a value that nobody states
    if len(facts) != len(evidence["facts"]):
        yield "evidence.json: a fact is there twice"
    for key, fact in facts.items():
        content = json.loads(fact["content"])
        if hashlib.sha256(fact["content"].encode()).hexdigest() != fact["sha256"]:
            yield f"evidence.json: fact {key!r}: its digest does not fit its content"
        if content.get("source") != fact["source"] or content.get("locator") != fact["locator"]:
            yield f"evidence.json: fact {key!r}: source or locator is not the one in its content"
        if fact["source"] not in sources:
            yield f"evidence.json: fact {key!r}: its source {fact['source']!r} is not listed"
    for number, claim in enumerate(evidence["claims"], start=1):
        for key in (key for key in claim["facts"] if key not in facts):
            yield f"evidence.json: claim {number}: the fact {key!r} is not in the bundle"


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether a signature of Ed25519 (RFC 8032, 5.1.7) fits a message and a public key."""
    if len(public) != 32 or len(signature) != 64:  # noqa: PLR2004 - the lengths that the RFC gives
        return False
    a, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    left, right = _times(s, _BASE), _sum(r, _times(k, a))
    return all((left[i] * right[2] - right[i] * left[2]) % _P == 0 for i in (0, 1))


def _sum(p: _Point, q: _Point) -> _Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * _D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, p: _Point) -> _Point:
    product = (0, 1, 1, 0)
    while factor:
        product = _sum(product, p) if factor & 1 else product
        p, factor = _sum(p, p), factor >> 1
    return product


def _point(text: bytes) -> _Point | None:
    y, sign = int.from_bytes(text, "little") & (2**255 - 1), text[31] >> 7
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x * pow(2, (_P - 1) // 4, _P) % _P if (x * x - square) % _P else x
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else _P - x
    return x, y, 1, x * y % _P


_BASE = _point(bytes([0x58] + [0x66] * 31)) or (0, 1, 1, 0)


def main(words: list[str] | None = None) -> int:
    """Verify one bundle and say what was found; 0 = as signed, 1 = not (2 = a call that cannot be meant)."""
    parser = argparse.ArgumentParser(prog="evidence.py", description="Verify an evidence bundle, offline.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", type=Path, help="public key of whom it must be signed by (PEM)")
    asked = parser.parse_args(words)
    try:
        key = public_key(asked.key.read_text("ascii")) if asked.key else None
    except (OSError, ValueError) as error:
        parser.error(f"--key: {error}")
    if found := list(problems(asked.folder, key)):
        print("\n".join(found))
        return 1
    payload = json.loads(json.loads((asked.folder / SIGNATURE).read_text("utf-8"))["payload"])
    who = "the key given" if key else "a key not checked: compare its id with the issuer's, or give --key"
    print(f"As it was signed at {payload['made_at']!r}.\nSigned with {payload['key_id']}, {who}.")
    return 0


if __name__ == "__main__":
    sys.stdout = open(1, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115 - a console need not know Chinese
    sys.exit(main())
