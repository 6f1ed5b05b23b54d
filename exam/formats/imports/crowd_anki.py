"""A deck of Anki as the add-on CrowdAnki keeps it: JSON, with the pictures in a folder `media` beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from exam.formats.imports.anki_collection import Note, NoteType
from exam.formats.imports.anki_notes import bank_of
from exam.formats.imports.foreign_bank import ForeignBank

_DEEPEST = 20


def read_crowd_anki(deck: Mapping[str, Any]) -> ForeignBank:
    """The questions of a deck and those within it."""
    types = dict(_types(deck, 0))
    return bank_of(list(_notes(deck, types, "", 0)), None, folder="media/")


def _types(deck: Mapping[str, Any], depth: int) -> Iterator[tuple[str, NoteType]]:
    for model in _tables(deck.get("note_models")):
        names = tuple(str(one.get("name", "")) for one in _tables(model.get("flds")))
        fronts = tuple(str(one.get("qfmt", "")) for one in _tables(model.get("tmpls")))
        yield str(model.get("crowdanki_uuid", "")), NoteType(str(model.get("name", "")), names, fronts)
    if depth < _DEEPEST:
        for child in _tables(deck.get("children")):
            yield from _types(child, depth + 1)


def _notes(deck: Mapping[str, Any], types: Mapping[str, NoteType], path: str, depth: int) -> Iterator[Note]:
    called = str(deck.get("name", ""))
    path = f"{path}::{called}" if path else called
    for note in _tables(deck.get("notes")):
        values = [str(value) for value in note.get("fields") or () if isinstance(value, str)]
        unknown = NoteType("", tuple(f"field {at + 1}" for at in range(len(values))))
        kind = types.get(str(note.get("note_model_uuid", "")), unknown)
        tags = tuple(str(tag) for tag in note.get("tags") or () if isinstance(tag, str))
        fields = dict(zip(kind.fields, values, strict=False))
        yield Note(str(note.get("guid", "")), kind, fields, tags, path, getattr(note, "line", 0))
    if depth < _DEEPEST:
        for child in _tables(deck.get("children")):
            yield from _notes(child, types, path, depth + 1)


def _tables(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
