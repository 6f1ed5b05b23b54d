"""Decks of Anki, old and new, and its notes as text."""

import csv
import json
import re
from collections.abc import Mapping
from itertools import zip_longest

from exam.files.faults import BankRefused, Fault
from exam.formats.imports import protobuf
from exam.formats.imports.anki_collection import Note, NoteType, notes_of
from exam.formats.imports.anki_notes import bank_of
from exam.formats.imports.archive import Archive, Caps
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank

_CAPS = Caps(members=60_000, single=100_000_000, total=200_000_000)
_LARGEST_PICTURE = 10_000_000
_MOST_NOTES = 100_000
_MOST_LINES = 1_000_000
"""Of notes as text, which may have several lines each."""
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""What a package may hold, the newest first: beside that, the others only say that Anki is to be updated."""
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}


def read_anki(name: str, data: bytes) -> ForeignBank:
    """The questions of a deck or a collection (.apkg, .colpkg). Raises BankRefused."""
    archive = Archive(name, data, _CAPS)
    member = next((one for one in _COLLECTIONS if one in archive), None)
    if member is None:
        raise _refused(name, "has no collection of Anki in it", "Export the deck from Anki as .apkg.")
    new = member == "collection.anki21b"
    collection = archive.read(member)
    if new:
        collection = _unpacked(name, collection, _CAPS.single)
    notes = notes_of(name, collection)
    del collection
    numbers = _media(name, archive, new) if "media" in archive else {}

    def picture(called: str) -> bytes | None:
        number = numbers.get(called)
        if number is None or number not in archive:
            return None
        found = archive.read(number)
        if new and found.startswith(b"\x28\xb5\x2f\xfd"):
            found = _unpacked(name, found, _LARGEST_PICTURE)
        return found if len(found) <= _LARGEST_PICTURE else None

    return bank_of(notes, picture)


def read_anki_text(name: str, data: bytes) -> ForeignBank:
    """The questions of notes that Anki exported as text, with or without its headers above. Raises BankRefused."""
    text, notes = decoded(name, data, _MOST_LINES)
    lines = text.split("\n")
    headers: dict[str, str] = {}
    first = 0
    while first < len(lines) and (header := re.match(r"#([a-z ]+):(.*)", lines[first], re.I)):
        headers[header[1].lower().strip()] = header[2]
        first += 1
    said = headers.get("separator", "tab").strip()
    separator = _SEPARATORS.get(said.lower(), said[:1] or "\t")
    special = {
        what: int(headers[f"{what} column"]) - 1
        for what in ("guid", "notetype", "deck", "tags")
        if headers.get(f"{what} column", "").strip().isdigit()
    }
    columns = headers["columns"].split(separator) if "columns" in headers else []
    in_html = headers.get("html", "true").strip().lower() != "false"
    found: list[Note] = []
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=separator)
    begins = first + 1
    try:
        for row in reader:
            line, begins = begins, first + reader.line_num + 1
            if not any(cell.strip() for cell in row) or row[0].startswith("#"):
                continue
            if (note := _note(row, columns, special, headers, line)) is not None:
                found.append(note)
            if len(found) > _MOST_NOTES:
                message = f"the file has more than {_MOST_NOTES:,} notes"
                raise BankRefused((Fault(name, line, 0, "", message, "Split it into several files."),))
    except csv.Error as error:
        message = "the row that begins here cannot be parted into cells: a quote in it has no end"
        raise BankRefused((Fault(name, begins, 0, "", message, "Close the quote."),)) from error
    return bank_of(found, None, in_html=in_html, said=notes)


def _note(
    row: list[str], columns: list[str], special: Mapping[str, int], headers: Mapping[str, str], line: int
) -> Note | None:
    def cell(what: str) -> str:
        return row[special[what]].strip() if special.get(what, len(row)) < len(row) else ""

    fields: dict[str, str] = {}
    tags = [headers.get("tags", ""), cell("tags")]
    for at, (called, value) in enumerate(zip_longest(columns, row, fillvalue="")):
        if at in special.values():
            continue
        if called.strip().lower() == "tags":
            tags.append(value)
            continue
        fields.setdefault(called.strip() or f"field {len(fields) + 1}", value.removesuffix("\n"))
    kind = NoteType(cell("notetype") or headers.get("notetype", ""), tuple(fields))
    deck = cell("deck") or headers.get("deck", "").strip()
    return Note(cell("guid"), kind, fields, tuple(" ".join(tags).split()), deck, line)


def _media(name: str, archive: Archive, new: bool) -> dict[str, str]:
    """The member of each file of the media by its name. Raises BankRefused."""
    raw = archive.read("media")
    try:
        if new:
            entries = [
                protobuf.texts(value, 1)
                for number, value in protobuf.message(_unpacked(name, raw, 20_000_000))
                if number == 1 and isinstance(value, bytes)
            ]
            return {entry[0]: str(at) for at, entry in enumerate(entries) if entry}
        found = json.loads(raw or b"{}")
        return {str(called): str(number) for number, called in found.items()}
    except (ValueError, AttributeError, RecursionError) as error:
        raise _refused(name, "has a list of media in it that is damaged") from error


def _unpacked(name: str, data: bytes, most: int) -> bytes:
    """What was packed by zstd, up to so many bytes. Raises BankRefused."""
    try:
        import zstandard
    except ImportError as error:
        remedy = "Install it with pip install 'exam[formats]', or export with 'Support older Anki versions'."
        raise _refused(name, "is a deck of Anki 2.1.50 or newer, which needs zstandard to be read", remedy) from error
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data) as reader:
            found: bytes = reader.read(most + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise _refused(name, "has a part in it that is damaged") from error
    if len(found) > most:
        raise _refused(name, f"has a part in it that unpacks to more than {most // 1_000_000} MB")
    return found


def _refused(name: str, message: str, remedy: str = "Export the deck anew from Anki.") -> BankRefused:
    return BankRefused((Fault(name, 0, 0, "", message, remedy),))
