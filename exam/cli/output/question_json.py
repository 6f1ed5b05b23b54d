"""Questions and answers to them in the JSON of the commands: what every kind has, and what only some kinds have.

A field that a kind has no use for is left out, so that a reader of a paper of choices alone meets nothing new.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.exhibit import Exhibit
    from exam.core.form import Option, Slot
    from exam.core.gap import AcceptedNumber, AcceptedText, Gap
    from exam.core.scoring import Mark

Json = dict[str, Any]
"""A JSON object before it is text."""


def slot_json(slot: Slot, *, with_key: bool) -> Json:
    """A question. Without the key nothing in it tells what is right, or which item it is."""
    shape: Json = {"n": slot.n}
    if with_key:
        shape["item"] = slot.item
    shape |= {
        "number": slot.number,
        "section": slot.section,
        "kind": slot.kind,
        "points": slot.points,
        "stem": slot.stem,
        "choose": slot.choose,
        "options": [_option(slot.letter(option.id), option, with_key) for option in slot.options],
    }
    if slot.gaps:
        shape["gaps"] = [_gap(gap, with_key) for gap in slot.gaps]
    if slot.by_part:
        shape["by_part"] = True
    if slot.exhibits:
        shape["exhibits"] = list(slot.exhibits)
    if with_key:
        shape |= {"key": list(slot.key), "rationale": slot.rationale}
        shape |= {} if slot.answer is None else {"answer": slot.answer}
    return shape


def exhibit_json(exhibit: Exhibit) -> Json:
    """What stands beside questions: one of a passage, code, a table and a picture."""
    shape: Json = {"id": exhibit.id, "title": exhibit.title}
    if exhibit.passage is not None:
        shape["passage"] = exhibit.passage
    if exhibit.code is not None:
        shape |= {"code": exhibit.code, "language": exhibit.language}
    if exhibit.table:
        shape["table"] = [list(row) for row in exhibit.table]
    if exhibit.picture is not None:
        shape |= {"picture": exhibit.picture, "alt": exhibit.alt}
    return shape


def response_json(attempt: Attempt, slot: Slot, mark: Mark) -> Json:
    """What was answered, gap by gap where there are gaps, and what it earned."""
    shape: Json = {
        "n": mark.n,
        "item": mark.item,
        "response": list(mark.response),
        "key": list(mark.key),
        "status": attempt.status(mark.n).value,
        "seconds": round(mark.seconds, 1),
        "kind": slot.kind,
        "outcome": mark.outcome,
        "points": number(mark.points),
        "possible": mark.possible,
    }
    if slot.gaps:
        from exam.core.answer_words import part_answers  # with pydantic, which a list of attempts does without

        shape["parts"] = [
            {
                "label": part.label,
                "answer": part.answer or None,
                "solution": part.solution,
                "credit": number(part.credit),
                "feedback": part.feedback or None,
            }
            for part in part_answers(slot, mark.response)
        ]
    return shape


def number(value: Fraction | float) -> int | float:
    """Whole points without a fraction."""
    return int(value) if value == int(value) else float(value)


def _option(letter: str, option: Option, with_key: bool) -> Json:
    shape: Json = {"id": option.id, "letter": letter, "text": option.text}
    if with_key:
        shape["home"] = option.home
        shape |= {} if option.feedback is None else {"feedback": option.feedback}
        shape |= {} if option.credit is None else {"credit": option.credit}
    return shape


def _gap(gap: Gap, with_key: bool) -> Json:
    """One place to be answered: chosen from a list by the ids of options, a number, or a text."""
    shape: Json = {"label": gap.label, "answer": "choice" if gap.choices else "number" if gap.numbers else "text"}
    if gap.choices:
        shape["choices"] = list(gap.choices)
    if gap.unit:
        shape["unit"] = gap.unit
    if not with_key:
        return shape
    if gap.choices:
        return shape | {"key": list(gap.key)}
    shape |= {"solution": gap.solution, "accepted": [*map(_accepted, gap.texts), *map(_accepted, gap.numbers)]}
    return shape if gap.numbers else shape | {"case": gap.case, "typos": gap.typos, "wildcard": gap.wildcard}


def _accepted(one: AcceptedText | AcceptedNumber) -> Json:
    """A text or number that counts, its credit in percent."""
    return one.model_dump(mode="json", include={"text", "value", "tolerance", "credit", "feedback"})
