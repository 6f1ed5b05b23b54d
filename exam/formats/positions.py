"""Where each key and each entry of a list stands in a TOML text, by its path.

The text is one that the parser has accepted, or the part of one before the parser's complaint. It is walked only when
there is a fault to show: parsers give values without positions, and keeping those would make every start slower.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from typing import NamedTuple

import tomli

from exam.files.faults import FieldPath
from exam.formats.limits import TEXT

_SPACE = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\n]++|#[^\n]*+){0,1000}")
"""Some of the blanks, line ends and comments that follow: a group without a bound would remember each of its rounds."""
_TEXT = re.compile(TEXT, re.DOTALL)
_KEY = re.compile(rf"[ \t]*+(?:(?P<bare>[A-Za-z0-9_-]++)|(?P<quoted>{TEXT}))[ \t]*+", re.DOTALL)
_SCALAR = re.compile(r"[^\s,\[\]{}#]++(?: \d\d:[^\s,\[\]{}#]++)?")


class Position(NamedTuple):
    """Where something stands, as indexes into the text."""

    at: int
    """Of the key, the header or the entry."""
    value: int
    """Of the value after the key; the same as `at` for headers and entries."""


class _Lost(LookupError):
    """What follows is no TOML."""


def positions_in(text: str) -> Iterator[tuple[FieldPath, Position]]:
    """Every path in the order of the text; a table that is opened twice comes twice.

    Ends without an error where the text is no TOML.
    """
    lengths: dict[FieldPath, int] = {}
    header: FieldPath = ()
    try:
        at = _after_gap(text, 0)
        while at < len(text):
            if text[at] == "[":
                header, at = yield from _header(text, at, lengths)
            else:
                at = yield from _pair(text, at, header, lengths)
            at = _after_gap(text, at)
    except LookupError:
        return


def text_at(text: str, value: int) -> str:
    """The text value that begins at an index, as written, quotes and all; empty where there is none."""
    found = _TEXT.match(text, value)
    return found[0] if found else ""


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and the column in characters of an index into a text, both from 1."""
    return lines_and_columns(text, (at,))[at]


def lines_and_columns(text: str, indexes: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The line and the column of each index, in one pass over the text."""
    found: dict[int, tuple[int, int]] = {}
    line, begin, before = 1, 0, 0
    for at in sorted(indexes):
        line += text.count("\n", before, at)
        begin = text.rfind("\n", before, at) + 1 or begin
        found[at] = (line, at - begin + 1)
        before = at
    return found


_Walk = Generator[tuple[FieldPath, Position], None, int]
"""Yields positions, and returns the index after what it has walked over."""


def _header(
    text: str, at: int, lengths: dict[FieldPath, int]
) -> Generator[tuple[FieldPath, Position], None, tuple[FieldPath, int]]:
    doubled = text.startswith("[[", at)
    parts, end = _key(text, at + 1 + doubled)
    path: FieldPath = ()
    for name, start in parts[:-1]:
        path = (*path, name)
        yield path, Position(start, start)
        path = _last_of(path, lengths)
    path = (*path, parts[-1][0])
    yield path, Position(at, at)
    if doubled:
        lengths[path] = lengths.get(path, 0) + 1
        path = _last_of(path, lengths)
        yield path, Position(at, at)
    return path, end + 1 + doubled


def _pair(text: str, at: int, path: FieldPath, lengths: dict[FieldPath, int]) -> _Walk:
    parts, end = _key(text, at)
    if text[end] != "=":
        raise _Lost
    value = _after(_SPACE, text, end + 1)
    for name, start in parts[:-1]:
        path = (*path, name)
        yield path, Position(start, start)
        path = _last_of(path, lengths)
    name, start = parts[-1]
    path = (*path, name)
    yield path, Position(start, value)
    return (yield from _value(text, value, path))


def _value(text: str, at: int, path: FieldPath) -> _Walk:
    match text[at]:
        case "[":
            return (yield from _list(text, at, path))
        case "{":
            return (yield from _inline_table(text, at, path))
        case '"' | "'":
            return _after(_TEXT, text, at)
        case _:
            return _after(_SCALAR, text, at)


def _list(text: str, at: int, path: FieldPath) -> _Walk:
    at = _after_gap(text, at + 1)
    count = 0
    while text[at] != "]":
        entry = (*path, count)
        yield entry, Position(at, at)
        at = _after_gap(text, (yield from _value(text, at, entry)))
        if text[at] == ",":
            at = _after_gap(text, at + 1)
        count += 1
    return at + 1


def _inline_table(text: str, at: int, path: FieldPath) -> _Walk:
    at = _after_gap(text, at + 1)
    while text[at] != "}":
        at = _after_gap(text, (yield from _pair(text, at, path, {})))
        if text[at] == ",":
            at = _after_gap(text, at + 1)
    return at + 1


def _key(text: str, at: int) -> tuple[list[tuple[str, int]], int]:
    """The parts of a dotted key, each with its index, and the index after it."""
    parts = []
    while found := _KEY.match(text, at):
        kind = found.lastgroup or ""
        name = found[kind]
        parts.append((_unquoted(name) if kind == "quoted" else name, found.start(kind)))
        at = found.end()
        if not text.startswith(".", at):
            return parts, at
        at += 1
    raise _Lost


def _unquoted(name: str) -> str:
    try:
        return str(tomli.loads(f"k={name}")["k"])
    except tomli.TOMLDecodeError:
        raise _Lost from None


def _last_of(path: FieldPath, lengths: dict[FieldPath, int]) -> FieldPath:
    """The last table so far where a path is a list of tables, else the path itself."""
    return (*path, lengths[path] - 1) if path in lengths else path


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    if found is None:
        raise _Lost
    return found.end()


def _after_gap(text: str, at: int) -> int:
    """The index of what follows blanks, line ends and comments."""
    while (end := _after(_GAP, text, at)) > at:
        at = end
    return at
