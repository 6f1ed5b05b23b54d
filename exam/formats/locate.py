"""From the path of a fault in a bank's data to its line and column in the file, and to its path in words."""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from exam.core.text import one_line
from exam.files.faults import Fault, FaultAtPath, FieldPath
from exam.files.source import read_text
from exam.formats.positions import Position, lines_and_columns, positions_in, text_at
from exam.formats.toml import parse_toml


def locate(file: str, text: str, data: dict[str, Any], findings: list[FaultAtPath]) -> tuple[Fault, ...]:
    """Each fault with its line and column, in the order of the file.

    What is missing is shown at the table that lacks it.
    """
    if not findings:
        return ()
    paths = {_present(path, data) for finding in findings for path in (finding.path, finding.first or ())} - {()}
    found: dict[FieldPath, Position] = {(): Position(0, 0)}
    for path, place in positions_in(text):
        if path in paths and path not in found:
            found[path] = place
            if len(found) > len(paths):
                break
    at = [_index(text, found[_present(finding.path, data)], finding.letter) for finding in findings]
    first = [found[_present(finding.first or (), data)].at for finding in findings]
    spots = lines_and_columns(text, {*at, *first})
    faults = [
        Fault(
            file,
            *spots[here],
            in_words(finding.path, data),
            f"{finding.message} in line {spots[there][0]}" if finding.first else finding.message,
            finding.remedy,
        )
        for finding, here, there in zip(findings, at, first, strict=True)
    ]
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))


def locate_paths(file: Path, paths: Collection[FieldPath], max_bytes: int) -> dict[FieldPath, Fault]:
    """A fault without words at each path of a bank's file, for what is found after the bank was read.

    What is missing is at the table that lacks it. Raises BankRefused.
    """
    if not paths:
        return {}
    text = read_text(file, max_bytes)
    wanted = list(dict.fromkeys(paths))
    numbered = [FaultAtPath(path, str(number)) for number, path in enumerate(wanted)]
    located = locate(str(file), text, parse_toml(str(file), text, max_bytes), numbered)
    return {wanted[int(fault.message)]: replace(fault, message="") for fault in located}


def in_words(path: FieldPath, data: Any) -> str:
    """A path in words, with the id of the innermost table that has one: ``section[0].item[3] (pod).aspect``."""
    words: list[str] = []
    named: tuple[int, str] | None = None
    for step in path:
        if isinstance(step, int):
            words.append(f"[{step}]")
        else:
            name = one_line(step)
            words.append(f".{name}" if re.fullmatch(r"[\w-]+", name, re.ASCII) else f".'{name[:40]}'")
        data = _inside(data, step)
        if isinstance(data, dict) and isinstance(data.get("id"), str) and data["id"]:
            named = (len(words), data["id"])
    if named:
        words.insert(named[0], f" ({one_line(named[1])[:64]})")
    return "".join(words).removeprefix(".")


def _present(path: FieldPath, data: Any) -> FieldPath:
    """The longest beginning of a path that leads to something."""
    for depth, step in enumerate(path):
        inside = _inside(data, step)
        if inside is None:
            return path[:depth]
        data = inside
    return path


def _inside(data: Any, step: str | int) -> Any:
    """What one step leads to; None where there is nothing. TOML has no null, so it cannot be a value."""
    match data, step:
        case dict(), str():
            return data.get(step)
        case list(), int() if step < len(data):
            return data[step]
        case _:
            return None


def _index(text: str, place: Position, letter: str) -> int:
    """Where a key stands, or where a character of its value does, written as it is or as an escape."""
    if not letter:
        return place.at
    code = ord(letter)
    short = {"\b": "b", "\f": "f", "\r": "r", "\x1b": "e"}.get(letter, "u0000")
    escaped = rf"\\{short}|(?i:\\x{code:02x}|\\u{code:04x}|\\U{code:08x})"
    found = re.search(rf"{re.escape(letter)}|{escaped}", text_at(text, place.value))
    return place.value + (found.start() if found else 0)
