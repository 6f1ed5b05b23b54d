"""From schema 1 to schema 2: the same bank in the newer format, with every comment where it was.

The file is changed in place, field by field, as a person would do it. Where that cannot be done, as with items written
in braces in one line, the bank is written anew, without its comments. Which of the two gave the text is no matter of
trust: it is read again, and has to say exactly what was meant.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from exam.files.faults import FieldPath, quoted
from exam.files.source import MAX_BYTES, read_text
from exam.formats.bank import read_bank
from exam.formats.positions import Position, positions_in
from exam.formats.toml import parse_toml

_RENAMED = {"aspect": "kind", "family": "subject"}
_INTEGER = re.compile(r"[0-9A-Fa-fxob_+]+")


@dataclass(frozen=True)
class UpgradedBank:
    """The text of a bank of schema 2, and what its author should know of how it came about."""

    text: str
    remarks: tuple[str, ...]


def upgrade(path: Path, *, max_bytes: int = MAX_BYTES) -> UpgradedBank:
    """The bank of a file in schema 2. One that is of schema 2 is given back as it is. Raises BankRefused.

    Papers ask what they asked before. In schema 2 items that share a number are siblings, of which a paper asks one; so
    a number that several items share stays with the first of them only. Blueprints without a difficulty stay mixed.
    """
    if read_bank(path, max_bytes=max_bytes).bank.format_version > 1:
        return UpgradedBank(read_text(path, max_bytes), (f"{path.name} is of schema 2 already.",))
    text = read_text(path, max_bytes)
    data = parse_toml(str(path), text, max_bytes)
    repeated = dict(_repeated_numbers(data))
    wanted = _upgraded(data, repeated)
    remarks = [
        f"Item {item} no longer has the number {number}, which {first} has too: in schema 2 the two would be siblings, "
        f"of which a paper asks one. Write it again if they are."
        for item, number, first in repeated.values()
    ]
    edited = _edited(text, data, repeated)
    if not _says(edited, wanted):
        import tomli_w  # only a bank that cannot be changed in place pays for it

        edited = tomli_w.dumps(wanted, multiline_strings=True)
        remarks.append("It was written anew, without its comments, because some of it stands in braces.")
        assert _says(edited, wanted), "a writer of TOML that its reader does not understand"
    return UpgradedBank(edited, tuple(remarks))


def _items(data: dict[str, Any]) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    for outer, section in enumerate(data["section"]):
        for inner, item in enumerate(section.get("item", ())):
            yield ("section", outer, "item", inner), item


def _repeated_numbers(data: dict[str, Any]) -> Iterator[tuple[FieldPath, tuple[str, int, str]]]:
    """The path of each number that an earlier item has too, with the item, the number and that earlier item."""
    first: dict[int, str] = {}
    for path, item in _items(data):
        if (number := item.get("number")) is None:
            continue
        if number in first:
            yield (*path, "number"), (quoted(item["id"]), number, quoted(first[number]))
        first.setdefault(number, item["id"])


def _upgraded(data: dict[str, Any], repeated: dict[FieldPath, Any]) -> dict[str, Any]:
    """The data that the upgraded file is to have."""
    wanted = {"schema": 2, **deepcopy({name: value for name, value in data.items() if name != "schema"})}
    for section in wanted["section"]:
        if "family" in section:
            section["subject"] = section.pop("family")
    for path, item in _items(wanted):
        if "aspect" in item:
            item["kind"] = item.pop("aspect")
        if (*path, "number") in repeated:
            del item["number"]
    for blueprint in wanted.get("blueprint", ()):
        blueprint.setdefault("difficulty", "mixed")
    return wanted


def _edited(text: str, data: dict[str, Any], repeated: dict[FieldPath, Any]) -> str:
    """The text with each change made where the field stands, as far as that can be done."""
    edits: list[tuple[int, int, str]] = []
    for path, place in positions_in(text):
        match path:
            case ("schema",):
                written = _INTEGER.match(text, place.value)
                edits.append((place.value, written.end() if written else place.value, "2"))
            case ("section", _, "family") | ("section", _, "item", _, "aspect"):
                name = str(path[-1])
                if text.startswith(name, place.at):
                    edits.append((place.at, place.at + len(name), _RENAMED[name]))
            case ("section", _, "item", _, "number") if path in repeated and _begins_line(text, place):
                edits.append((place.at, place.at, "# "))
            case ("blueprint", int(number), "id") if "difficulty" not in data["blueprint"][number]:
                line_end = text.find("\n", place.value)
                at = len(text) if line_end < 0 else line_end
                edits.append((at, at, '\ndifficulty = "mixed"'))
    if "schema" not in data:
        edits.append((0, 0, "schema = 2\n"))
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[stop:]
    return text


def _begins_line(text: str, place: Position) -> bool:
    return not text[text.rfind("\n", 0, place.at) + 1 : place.at].strip()


def _says(text: str, wanted: dict[str, Any]) -> bool:
    """Whether a text is TOML of exactly these data."""
    try:
        return tomli.loads(text) == wanted
    except ValueError:
        return False
