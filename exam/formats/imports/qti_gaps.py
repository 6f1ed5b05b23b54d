"""Questions of QTI 2 and 3 in which several things are answered one by one, as gaps of a text or as pairs."""

import re
from collections.abc import Sequence
from fractions import Fraction
from html import escape
from typing import Any

from exam.formats.imports.qti_blanks import (
    MOST_GAPS,
    Blank,
    associated,
    blanks_of,
    known,
    matching_rows,
    part_for,
    parts_for,
)
from exam.formats.imports.qti_body import gap_names
from exam.formats.imports.qti_question import LETTERS, Fields, Question, told_after
from exam.formats.imports.qti_typed import typed_numbers, typed_texts
from exam.formats.imports.qti_worth import AnsweredPlace, CannotBeHeld, earned_together, right_responses
from exam.formats.imports.xml_tree import Element

_NUMERIC = ("integer", "float")
_UNIT = re.compile(r"[^\W\d_][^\W_]{0,5}(?:[/·][^\W\d_][^\W_]{0,5}){0,2}|[%°‰€$£]|°[CF]")
"""What looks like a unit where it stands behind a number."""
_LINE_BEGUN = re.compile(r"(?<!\\)((?:\\\\)*)\\\n[> \t]*$")
"""A line break in Markdown at the end of a text."""


def gaps_fields(asked: Question, found: Sequence[Element]) -> Fields:
    """A question with gaps, each typed or chosen from a list. Raises CannotBeHeld."""
    dropped = [one for one in found if one.name == "extendedTextInteraction"]
    if dropped:
        asked.changed.append("asks for a text in one's own words too, which is not asked here")
    blanks = [blank for one in found if one not in dropped for blank in blanks_of(asked, one)]
    if len(blanks) > MOST_GAPS:
        raise CannotBeHeld(f"has more than {MOST_GAPS} places to answer")
    parts = parts_for(asked, blanks)
    points, credit, changed = earned_together(asked.scoring, parts)
    asked.changed += changed
    names = gap_names(asked.content.text, len(blanks))
    marks: dict[int, str] = {id(one): "" for one in dropped}
    for one in found:
        if one.name == "matchInteraction":
            marks[id(one)] = f"<div>{asked.body.markup(one.content, asked.replaced({}))}</div>"
    for name, blank in zip(names, blanks, strict=True):
        marks[id(blank.element)] = f"{marks.get(id(blank.element), '')}{_mark(asked, blank, name)}"
    stem = asked.stem(marks)
    fields = {
        name: _gap(asked, blank, at, parts, points) for at, (name, blank) in enumerate(zip(names, blanks, strict=True))
    }
    told = told_after(asked, right_responses(parts))
    if len(blanks) == 1 and not blanks[0].choices:
        [gap] = fields.values()
        numeric = gap.get("numeric", False)
        if (alone := without_gap(stem, names[0], numeric=numeric)) is not None:
            unit = {"unit": alone[1]} if alone[1] else {}
            kind = "numeric" if gap.pop("numeric", False) else "short"
            return {"type": kind, "stem": alone[0], **gap, **unit, **told}, points
    if len(found) > 1 and any(one.name in _IN_BLOCKS for one in found):
        asked.changed.append("asks several things, which are the gaps of one text here")
    whole = {"credit": "all"} if credit == "all" and len(blanks) > 1 else {}
    return {"type": "cloze", "stem": stem, "gaps": fields, **whole, **told}, points


_IN_BLOCKS = ("choiceInteraction", "matchInteraction", "hottextInteraction", "sliderInteraction")


def pairs_fields(asked: Question, one: Element) -> Fields:
    """A matching question. Raises CannotBeHeld."""
    response = one.get("responseIdentifier")
    if one.name == "associateInteraction":
        blanks, extra = associated(asked, one, response)
    else:
        blanks = matching_rows(asked, one, response)
        used = {part_for(asked, blank).right for blank in blanks}
        texts = {value: text for blank in blanks for value, text in blank.choices.items()}
        taken = {texts[value] for value in used}
        extra = [text for text in dict.fromkeys(texts.values()) if text not in taken]
    parts = [part_for(asked, blank) for blank in blanks]
    if len(parts) < 2:
        if one.name == "matchInteraction" and parts and extra:
            return gaps_fields(asked, [one])
        raise CannotBeHeld("has only one pair" if parts else "pairs nothing")
    points, credit, changed = earned_together(asked.scoring, parts)
    asked.changed += changed
    pairs = [
        [asked.choice_text(blank.label), blank.choices[part.right]]
        for blank, part in zip(blanks, parts, strict=True)
        if blank.label is not None
    ]
    fields: dict[str, Any] = {"type": "matching", "pairs": pairs, **({"extra": extra} if extra else {})}
    return {
        **fields,
        **({"credit": "all"} if credit == "all" else {}),
        **told_after(asked, right_responses(parts)),
    }, points


def _gap(asked: Question, blank: Blank, at: int, parts: Sequence[AnsweredPlace], top: Fraction) -> dict[str, Any]:
    """The fields of a gap."""
    mine = parts[at]
    own = top - asked.scoring.score(right_responses(parts, {mine: mine.wrong})) if mine.wrong else Fraction()
    own = own if own > 0 else top - asked.scoring.score(right_responses(part for part in parts if part is not mine))

    def share(value: str) -> Fraction:
        if own <= 0:  # the parts are scored as a whole, so that one alone changes nothing
            return _declared_share(asked, blank, value)
        return max(Fraction(), 1 - (top - asked.scoring.score(right_responses(parts, {mine: value}))) / own)

    def told(value: str) -> str:
        shown = asked.feedbacks.after(right_responses(parts, {mine: value}))
        general = asked.feedbacks.after(right_responses(parts))
        return "\n\n".join(text for text in shown if text not in general)

    if blank.choices:
        letters = dict(zip(blank.choices, LETTERS, strict=False))
        right = [value for value in blank.choices if value == mine.right or share(value) == 1]
        if len(right) == len(letters):
            raise CannotBeHeld("takes every option of a gap for right")
        notes = {value: told(value) for value in blank.choices}
        if len({notes[value] for value in blank.choices if value not in right}) == 1 < len(letters) - len(right):
            notes = {}  # the same for all wrong options: no word on any of them
        options = {
            letters[value]: {"text": text, "feedback": notes[value]} if notes.get(value) else text
            for value, text in blank.choices.items()
        }
        return {"options": options, "key": [letters[value] for value in right] if len(right) > 1 else letters[right[0]]}

    candidates = (mine.right, *asked.scoring.literals(blank.response))
    for value in candidates:
        if len(parts) > 1 and value in (part.right for part in parts if part is not mine):
            alone = asked.scoring.score({blank.response: (value,)})
            if alone > 0 and share(value) <= 0:
                raise CannotBeHeld("takes its answers in any order, each of them once, which gaps of a bank cannot")
    if asked.declaration(blank.response).base in _NUMERIC:
        return typed_numbers(share, candidates, asked.scoring.tolerances(), told)
    return typed_texts(share, candidates, told, asked.scoring.patterns())


def _declared_share(asked: Question, blank: Blank, value: str) -> Fraction:
    """What is declared of a value, where the rules do not tell."""
    declaration = asked.declaration(blank.response)
    if known(value, declaration.base) in {known(one, declaration.base) for one in declaration.correct}:
        return Fraction(1)
    best = max(declaration.mapping.values(), default=Fraction())
    return declaration.mapped(declaration.value((value,))) / best if best > 0 else Fraction()


def _mark(asked: Question, blank: Blank, name: str) -> str:
    """The markup that stands where something is answered."""
    one = blank.element
    nothing = asked.replaced({})
    if blank.label is not None:
        return f"<p>{asked.body.markup(blank.label.content, nothing)}: {{{name}}}</p>"
    if one.name in ("choiceInteraction", "sliderInteraction", "hottextInteraction"):
        bounds = f"({one.get('lowerBound')} … {one.get('upperBound')}) " if one.name == "sliderInteraction" else ""
        return f"<div>{asked.body.markup(one.content, nothing)}</div><p>{escape(bounds)}{{{name}}}</p>"
    return f"{{{name}}}"


def without_gap(stem: str, name: str, *, numeric: bool = False) -> tuple[str, str] | None:
    """The stem without its only gap, if that stands at the end of its paragraph, and the unit behind it; else None."""
    before, _, after = stem.partition(f"{{{name}}}")
    rest, _, others = after.partition("\n\n")
    unit = rest.strip() if numeric and _UNIT.fullmatch(rest.strip()) else ""
    if unit and before.rstrip(" ").endswith("\n\n"):
        rest = ""
    elif any(letter.isalnum() for letter in rest) or "|" in rest or f"{{{name}}}" in others:
        return None
    else:
        unit = ""
    before = _LINE_BEGUN.sub(r"\1", before)
    shown = f"{before.rstrip()}{rest.strip() if before.strip() else ''}\n\n{others}".strip()
    return (shown, unit) if any(letter.isalnum() for letter in shown) else None
