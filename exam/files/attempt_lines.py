"""What every line of a file of attempts must be: JSON of a known version, unbroken, and its texts clean."""

import hashlib
import json
from typing import Any

from exam.core.text import find_unsafe, one_line


class Faulty(ValueError):
    """What is wrong with a line, and what to do. Pydantic reports it from a validator under the field's name."""


def parsed(line: bytes) -> dict[str, Any]:
    """The object that a line is. Raises Faulty."""
    try:
        body = _read_json(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise Faulty("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise Faulty("it is not one line of JSON") from None
    if not isinstance(body, dict):
        raise Faulty("it is no JSON object")
    return body


def known_version(body: dict[str, Any], name: str, newest: int) -> int:
    """The version that a line names, 1 to `newest`. Raises Faulty."""
    version = body.get(name)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Faulty(f"it is no attempt that exam exported: {name} = {newest} is missing")
    if version > newest:
        raise Faulty(f"it was written by a newer exam (version {version}, not {newest}). Install the newest exam")
    return version


def require(body: dict[str, Any], fields: set[str]) -> None:
    """Raises Faulty where a field is missing."""
    if missing := fields - body.keys():
        raise Faulty(f"{', '.join(sorted(missing))} is missing")


def refuse_broken(body: dict[str, Any], after: str) -> tuple[str, str]:
    """The checksum of a line that is as it was written `after` another, and its JSON with sorted fields.

    Takes the checksum out of the line. Raises Faulty.
    """
    written, canonical = body.pop("sha256"), _canonical(body)
    found = _digest(canonical, after)
    if written != found:
        raise Faulty("its checksum does not fit: the line was changed or cut. Export it again")
    # Where nothing had to be escaped every letter is a plain one, as in most lines of attempts.
    if ("\\" in canonical or "\x7f" in canonical) and (where := _unsafe(body)) is not None:
        raise Faulty(f"a text in {where} has a character that could steer a terminal")
    return found, canonical


def checksum(body: dict[str, Any], after: str = "") -> str:
    """The checksum of a line without it, which follows a line with the checksum `after`. Raises Faulty."""
    return _digest(_canonical(body), after)


def _canonical(body: dict[str, Any]) -> str:
    try:
        return _write_json(body)
    except (RecursionError, ValueError):
        raise Faulty("it is nested too deeply") from None


def _digest(canonical: str, after: str) -> str:
    return hashlib.sha256((canonical + after).encode()).hexdigest()


def _unsafe(value: Any) -> str | None:
    """The field that holds a text which no screen should be sent; None where all are clean."""
    waiting: list[tuple[str, Any]] = [("the line", value)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str) and find_unsafe(value) is not None:
            return where
        if isinstance(value, dict):
            waiting += [(f"the name of a field in {where}", name) for name in value]
            waiting += [(one_line(name)[:40] or where, inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(where, inner) for inner in value]
    return None


def _refuse_constant(_name: str) -> None:
    raise ValueError


_read_json = json.JSONDecoder(parse_constant=_refuse_constant).decode
_write_json = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode
"""Made once: ten thousand lines are read."""
