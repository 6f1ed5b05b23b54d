"""What is allowed in a bank and worth a second look: unknown aspects, names given twice, items with too few lenders.

What numbers, subjects and kinds of schema 2 come to is for `exam.audit` to say, which sees them side by side.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from exam.core.item import ASPECTS
from exam.core.text import find_unsafe, visible
from exam.files.faults import FaultsAtPaths, FieldPath, quoted
from exam.formats.raw_bank import RawBank, RawTable

ENOUGH_LENDERS = 3
"""Other items that an item of four options needs."""

_ESCAPE = re.compile(r"\\[uUxbfre]")
"""The escapes by which a text can hold a character that its file does not."""


def add_warnings(bank: RawBank, text: str, findings: FaultsAtPaths) -> None:
    """Adds every warning about a bank without faults, which was read from `text`. Raises TooManyFaults."""
    if "schema" not in bank.data:
        findings.add(("schema",), "is missing, and read as 1", "Write schema = 1 in the first line.")
    if _ESCAPE.search(text) or find_unsafe(text) is not None:
        for path, value in _texts(bank.data, ()):
            _warn_of_letters(path, value, findings)
    numbers: dict[int, FieldPath] = {}
    for item in bank.items:
        if bank.schema == 1:
            _warn_of_aspect(item, findings)
        _warn_of_names(bank, item, findings)
        _warn_of_lenders(bank, item, findings)
        if bank.schema == 1 and (number := item.number("number")) is not None:
            path = (*item.path, "number")
            if number in numbers:
                message = f"is {number}, as another item's is"
                findings.add(path, message, "Give each its own, or none.", first=numbers[number])
            numbers.setdefault(number, path)
    for section in bank.sections:
        if not section.items:
            findings.add(section.path, "has no items and is passed over", "Write some, headed [[section.item]].")
    for blueprint in bank.blueprints:
        if blueprint.number("draw_sections") and blueprint.texts("sections"):
            message = "has no effect beside sections"
            findings.add((*blueprint.path, "draw_sections"), message, "Keep one of the two.")


def _warn_of_letters(path: FieldPath, text: str, findings: FaultsAtPaths) -> None:
    unsafe = find_unsafe(text)
    if unsafe is None:
        return
    letter = text[unsafe]
    name = unicodedata.name(letter, "")
    called = f"U+{ord(letter):04X}{f' ({name.lower()})' if name else ''}"
    sign = visible(letter)
    if sign == letter:
        message = f"piles up {called}, of which a few are shown"
    else:
        message = f"has the character {called}, which is shown as {sign}"
    findings.add(path, message, "Take it out, or write what it stands for.", letter=letter)


def _warn_of_aspect(item: RawTable, findings: FaultsAtPaths) -> None:
    aspect = item.text("aspect")
    if aspect is None or aspect in ASPECTS:
        return
    close = get_close_matches(aspect.lower(), sorted(ASPECTS), n=1)
    remedy = f"Did you mean '{close[0]}'?" if close else f"The known ones are: {', '.join(sorted(ASPECTS))}."
    findings.add((*item.path, "aspect"), f"is {quoted(aspect)}, which is not a known one", remedy)


def _warn_of_names(bank: RawBank, item: RawTable, findings: FaultsAtPaths) -> None:
    for name in ("never_with", "lures", "nearest", "enemies"):
        named = item.texts(name)
        written = item.raw.get(name, ())
        if len(named) < len(written):
            twice = next(text for place, text in enumerate(written) if named[text][-1] != place)
            findings.add((*item.path, name), f"names {quoted(twice)} twice", "Once is enough.")
        if name in ("lures", "nearest"):
            for lure, path in named.items():
                if lure not in bank.lenders:
                    message = f"names {quoted(lure)}, which has no statements to lend"
                    findings.add(path, message, "Take it out: its options were written for it alone.")


def _warn_of_lenders(bank: RawBank, item: RawTable, findings: FaultsAtPaths) -> None:
    if not item.lends:
        return
    lenders = bank.lenders_to(item)
    if lenders >= ENOUGH_LENDERS:
        return
    if lenders == 0 and bank.asks_without_options:
        message = "has no other item to lend it a wrong option, so it is asked by typing or recall"
        remedy = "Add items, or write options of its own."
        if len(bank.items) == 1:
            message = "is the only item, so it is asked by typing or recall until others lend it wrong options"
            remedy = "Add items."
    elif lenders == 0:
        message = "has no other item to lend it a wrong option, so it is never asked"
        remedy = "Add items, or shorten its never_with."
    else:
        items = "one other item" if lenders == 1 else f"{lenders} other items"
        message = f"has only {items} to lend it wrong options, so it is asked with fewer than four"
        remedy = "Add items, or shorten its never_with."
    findings.add(item.path, message, remedy)


def _texts(raw: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every text of the file, with its path."""
    match raw:
        case str():
            yield path, raw
        case dict():
            for name, value in raw.items():
                yield from _texts(value, (*path, name))
        case list():
            for place, value in enumerate(raw):
                yield from _texts(value, (*path, place))
