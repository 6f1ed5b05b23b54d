"""One question as an item of QTI: its body, what each answer earns, and what is said of it afterwards."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element

from exam.core.exhibit import Exhibit
from exam.core.form import Slot
from exam.core.wording import in_line
from exam.formats.exports.outgoing import NotHeld
from exam.formats.exports.qti_bodies import asked
from exam.formats.exports.qti_feedback import Feedback
from exam.formats.exports.qti_scoring import Scoring, outcome_declaration
from exam.formats.exports.qti_writing import Writing, identifier
from exam.formats.exports.qti_xml import element

_LONGEST_TITLE = 80
_UNLIKE_TYPED = re.compile(r"[\s'\"-]")
"""What can be typed in several ways that look much the same."""


def item(writing: Writing, slot: Slot) -> Element:
    """The item of a question."""
    dialect, form = writing.dialect, writing.outgoing.form
    names = {option.id: f"O{at}" for at, option in enumerate(slot.options, start=1)}
    scoring = Scoring(dialect)
    interaction = asked(writing, slot, scoring, names)
    told = Feedback(writing, slot, scoring, names)
    told.tell()
    counts = slot.kind != "recall" or form.blueprint.count_recall
    points = Fraction(slot.points if counts else 0)
    outcomes = [
        outcome_declaration(dialect, "SCORE", "float", Fraction(), most=slot.points if counts else 0),
        outcome_declaration(dialect, "MAXSCORE", "float", points),
        *scoring.outcomes,
    ]
    beside = [
        dialect.make("assessmentStimulusRef", identifier=identifier(name, at), href=writing.stimuli[name])
        for at, name in enumerate(slot.exhibits)
        if name in writing.stimuli
    ]
    number = {} if slot.number is None else {"label": str(slot.number)}
    return dialect.document(
        "assessmentItem",
        *scoring.responses,
        *outcomes,
        *beside,
        dialect.make("itemBody", *_exhibits(writing, slot), *interaction),
        *_processing(scoring, told.rules),
        *told.texts,
        language=writing.outgoing.language,
        identifier=identifier(slot.item, slot.n),
        title=_title(in_line(slot.stem, form.text)),
        **number,
        adaptive=False,
        timeDependent=False,
    )


def lost(writing: Writing, slot: Slot) -> Iterator[NotHeld]:
    """What of a question QTI cannot hold."""
    outgoing = writing.outgoing
    found: list[str] = []
    for name in slot.exhibits:
        exhibit = outgoing.form.exhibits.get(name)
        if exhibit is not None and exhibit.picture and name not in writing.pictures:
            found.append("its picture, which could not be read; its words stand there")
    if any(map(writing.texts.begins_later, (slot.stem, *(option.text for option in slot.options)))):
        found.append("the first number of a list, which became 1")
    if slot.kind == "recall":
        found.append("that whoever answers says whether it was right")
    typed = [gap for gap in slot.gaps if gap.texts]
    if any(gap.typos for gap in typed):
        found.append("that it forgives typing mistakes")
    if any(_UNLIKE_TYPED.search(one.text) for gap in typed for one in gap.texts):
        found.append("that spaces, quotes and dashes may be typed in several ways")
    if any(gap.numbers for gap in slot.gaps):
        found.append("that a number may be typed with a comma, or as 1/3")
    if any(gap.unit for gap in slot.gaps):
        found.append("that the unit may be typed with the number; it stands behind the field")
    for what in found:
        yield NotHeld(slot.n, slot.item, what)


def exhibit_blocks(writing: Writing, exhibit: Exhibit) -> list[Element]:
    """What stands beside a question."""
    return writing.texts.exhibit(exhibit, writing.pictures.get(exhibit.id))


def _title(stem: str) -> str:
    return stem if len(stem) <= _LONGEST_TITLE else f"{stem[: _LONGEST_TITLE - 1].rstrip()}…"


def _exhibits(writing: Writing, slot: Slot) -> list[Element]:
    """What stands beside the question, where it is a part of the item."""
    form = writing.outgoing.form
    named = [form.exhibits[name] for name in slot.exhibits if name in form.exhibits and name not in writing.stimuli]
    return [
        element("div", *exhibit_blocks(writing, exhibit), **{"class": "exhibit", "id": f"exhibit-{exhibit.id}"})
        for exhibit in named
    ]


def _processing(scoring: Scoring, more: Sequence[Element]) -> list[Element]:
    """The template alone where it says everything; else rules."""
    make = scoring.dialect.make
    if scoring.template and not more:
        return [make("responseProcessing", template=f"{scoring.dialect.templates}{scoring.template}")]
    rules = [*scoring.rules, *more]
    return [make("responseProcessing", *rules)] if rules else []
