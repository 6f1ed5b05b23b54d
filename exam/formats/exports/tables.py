"""Questions as a table (CSV), a row for each: for a spreadsheet, and for programs that know no better format.

Written as Excel and LibreOffice both read it: UTF-8 with its mark, commas, and a sign before whatever a spreadsheet
would take for a formula, so that a bank of a stranger computes nothing there. Reading it takes that sign off again.
"""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from exam.core.exhibit_lines import exhibits_of
from exam.core.form import LETTERS, Slot
from exam.core.text import reflowed
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written, what_it_really_is

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PARTS = ("|", ";", "\n")
_TRUTHS = {"True": True, "False": False}
_ALWAYS = ("id", "section", "type", "question")

Row = dict[str, str]


def write_csv(outgoing: Outgoing, *, guarded: bool = True) -> Written:
    """The table, and pictures in a folder beside it. `guarded`: whether formulas are kept from being computed."""
    rows: list[Row] = []
    not_held: list[NotHeld] = []
    pictures: dict[str, bytes] = {}
    for slot in outgoing.form.slots:
        row = {
            "id": slot.item,
            "section": outgoing.form.title_of.get(slot.section, slot.section),
            **_answer(outgoing, slot),
            **_beside(outgoing, slot, pictures),
        }
        rows.append(row)
        not_held += (NotHeld(slot.n, slot.item, what) for what in _lost(outgoing, slot))
    options = max((sum(name in LETTERS.lower() for name in row) for row in rows), default=0)
    letters = list(LETTERS.lower()[:options])
    told = [f"feedback {letter}" for letter in letters if any(f"feedback {letter}" in row for row in rows)]
    after = ("correct letters", "key", "tolerance", "unit", "explanation", *told, "points", "tags", "reference")
    beside = ("passage", "code", "image", "image alt", "text format")
    used = [name for name in (*letters, *after, *beside) if any(row.get(name) for row in rows)]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow((*_ALWAYS, *used))
    for row in rows:
        cells = (row.get(name, "") for name in (*_ALWAYS, *used))
        writer.writerow([_guarded(cell) if guarded else cell for cell in cells])
    return Written({f"{outgoing.name}.csv": out.getvalue().encode("utf-8-sig"), **pictures}, tuple(not_held))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _answer(outgoing: Outgoing, slot: Slot) -> Row:
    """The question, how it is answered, and what is right."""

    def text(written: str | None) -> str:
        return reflowed(written or "") if outgoing.form.text == "flowing" else written or ""

    row = {"question": text(slot.stem), "explanation": text(slot.rationale)}
    match slot.kind:
        case "typed":
            (gap,) = slot.gaps
            return row | {"type": "short", "key": _listed([one.text for one in gap.texts if one.credit == 100])}
        case "numeric":
            (gap,) = slot.gaps
            numbers = [one for one in gap.numbers if one.credit == 100] or list(gap.numbers)
            key = _listed([one.value for one in numbers])
            return row | {"type": "numeric", "key": key, "tolerance": numbers[0].tolerance, "unit": gap.unit}
        case "ordering":
            steps = [slot.option(gap.key[0]).text for gap in slot.gaps]
            return row | {"type": "ordering"} | _lettered(steps)
        case "pairs":
            pairs = [f"{gap.label} → {slot.option(gap.key[0]).text}" for gap in slot.gaps]
            matched = {option for gap in slot.gaps for option in gap.key}
            pairs += [f"→ {option.text}" for option in slot.options if option.id not in matched]
            return row | {"type": "matching"} | _lettered(pairs)
        case "cloze":
            return row | {"type": "cloze", "question": text(_with_gaps(slot))}
        case "recall":
            return row | {"type": "recall", "key": text(slot.answer)}
    if {option.text for option in slot.options} == set(_TRUTHS):
        right = slot.option(slot.key[0]).text
        return row | {"type": "true-false", "key": right.lower()}
    row |= {"type": "choice", "correct letters": ", ".join(slot.letter(option) for option in slot.key)}
    for letter, option in zip(LETTERS.lower(), slot.options, strict=False):
        row[letter] = option.text
        home = what_it_really_is(outgoing, slot, option.id)
        told = [option.feedback or "", f"This answers: {home}" if home else ""]
        row[f"feedback {letter}"] = text("\n\n".join(filter(None, told)))
    return row


def _with_gaps(slot: Slot) -> str:
    """A text with its answers where its gaps are, as decks have them."""
    stem = slot.stem
    for at, gap in enumerate(slot.gaps, 1):
        right = slot.option(gap.key[0]).text if gap.choices else gap.accepted[0].shown("")
        right = gap.numbers[0].value if gap.numbers else right
        stem = stem.replace(f"[{gap.label}]", f"{{{{c{at}::{right}}}}}", 1)
    return stem


def _listed(texts: list[str]) -> str:
    """Several texts in a cell: parted by a bar, or as a list of JSON where one has such a sign in it."""
    if any(sign in text for text in texts for sign in _PARTS):
        return json.dumps(texts, ensure_ascii=False)
    return " | ".join(texts)


def _lettered(texts: list[str]) -> Row:
    return dict(zip(LETTERS.lower(), texts, strict=False))


def _beside(outgoing: Outgoing, slot: Slot, pictures: dict[str, bytes]) -> Row:
    form = outgoing.form
    row = {
        "points": str(slot.points) if slot.points > 1 else "",
        "tags": ", ".join(outgoing.tags.get(slot.item, ())),
        "reference": "\n".join(f"{one.title} <{one.url}>" for one in slot.references),
        "text format": "markdown" if form.text == "markdown" else "plain",
    }
    for exhibit in reversed(exhibits_of(form, slot)):
        if exhibit.passage:
            row["passage"] = exhibit.passage
        if exhibit.code:
            row["code"] = exhibit.code
        if exhibit.id in outgoing.pictures:
            name, data = outgoing.pictures[exhibit.id]
            row["image"] = f"{outgoing.name}-pictures/{name}"
            row["image alt"] = exhibit.alt or ""
            pictures[row["image"]] = data
    return row


def _lost(outgoing: Outgoing, slot: Slot) -> Iterator[str]:
    """What of a question a row cannot hold, each read after its id."""
    exhibits = exhibits_of(outgoing.form, slot)
    kinds = [next(name for name in ("passage", "code", "table", "picture") if getattr(one, name)) for one in exhibits]
    if "table" in kinds:
        yield "a table that stands beside it"
    if any(kinds.count(kind) > 1 for kind in set(kinds)):
        yield "more than one exhibit of a kind"
    if any(one.picture and one.id not in outgoing.pictures for one in exhibits):
        yield "a picture that could not be read"
    if any(option.credit is not None for option in slot.options) or (slot.by_part and slot.kind in _CHOSEN):
        yield "points for an answer that is right in part"
    if slot.by_part and slot.kind == "ordering":
        yield "points for an order that is right in part"
    if slot.kind in ("pairs", "cloze") and not slot.by_part:
        yield "that nothing less than all of it earns points"
    if outgoing.fixed.get(slot.item) and {option.text for option in slot.options} != set(_TRUTHS):
        yield "that options may not be shuffled"
    if any(one.credit < 100 for gap in slot.gaps for one in gap.accepted):
        yield "answers that are right in part"
    if any(one.feedback for gap in slot.gaps for one in gap.accepted):
        yield "what is told of a typed answer"
    if any(gap.case or gap.typos or gap.wildcard for gap in slot.gaps):
        yield "how exactly an answer is to be typed"
    if slot.kind == "cloze" and any(gap.choices or gap.numbers for gap in slot.gaps):
        yield "gaps that are numbers, or chosen from a list: they are typed"


_CHOSEN = ("direct", "choose_two", "reversed", "matching")
