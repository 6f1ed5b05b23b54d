"""What a question asks and what each answer to it earns, so that two of different banks can be compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from exam.core.form import Form, Option, Slot
from exam.core.gap import Gap
from exam.core.scoring import worth
from exam.core.text import reflowed
from exam.core.wording import really
from exam.formats.imports.markdown_text import escaped

Read = Callable[[str], str]


def essence(form: Form, slot: Slot) -> dict[str, Any]:
    """Everything of a question that a sitter sees or scores by, but for its points, its id and its references.

    Flowing text stands as the lines that it makes.
    """

    def read(text: str | None) -> str:
        return (reflowed(text or "") if form.text == "flowing" else text or "").strip()

    found: dict[str, Any] = {"kind": slot.kind, "stem": read(slot.stem), "rationale": read(slot.rationale)}
    if slot.kind == "recall":
        return found | {"answer": read(slot.answer)}
    if slot.is_choice:
        return found | {"options": _options(form, slot, read)}
    if slot.kind in ("pairs", "ordering"):
        return found | {"by part": slot.by_part} | _matched(slot, read)
    return found | {"gaps": [_gap(slot, gap, read) for gap in slot.gaps]}


def _options(form: Form, slot: Slot, read: Read) -> list[tuple[str, bool, Fraction, str]]:
    """Text, whether it is right, what choosing it earns, and what is told: what a wrong one really is, too."""

    def earned(option: Option) -> Fraction:
        right = option.id in slot.key
        if not slot.by_part:
            return Fraction(right, len(slot.key)) if right else Fraction(-1)
        share = worth(option.credit, right, len(slot.key))
        return max(Fraction(), share) if slot.choose == 1 else share

    def told(option: Option) -> str:
        truth = "" if option.id in slot.key else really(form, slot, option)
        if form.text == "markdown":
            truth = escaped(truth)
        return "\n\n".join(filter(None, (read(option.feedback), truth)))

    worths = [
        (option, max(Fraction(), earned(option)) if slot.choose == 1 else earned(option)) for option in slot.options
    ]
    return [(read(option.text), option.id in slot.key, share, told(option)) for option, share in worths]


def _matched(slot: Slot, read: Read) -> dict[str, Any]:
    answers = {gap.label: read(slot.option(gap.key[0]).text) for gap in slot.gaps}
    used = {gap.key[0] for gap in slot.gaps}
    return {
        "pairs": {read(label): answer for label, answer in answers.items()},
        "extra": sorted(read(option.text) for option in slot.options if option.id not in used),
    }


def _gap(slot: Slot, gap: Gap, read: Read) -> dict[str, Any]:
    return {
        "choices": [(read(slot.option(one).text), one in gap.key) for one in gap.choices],
        "texts": [(one.text, one.credit, read(one.feedback)) for one in gap.texts],
        "numbers": [
            (Fraction(one.value), one.tolerance[-1:] == "%", Fraction(one.tolerance.rstrip(" %")), one.credit)
            for one in gap.numbers
        ],
        "told": [read(one.feedback) for one in gap.numbers],
        "case": gap.case,
        "typos": gap.typos,
        "unit": gap.unit,
        "wildcard": gap.wildcard and any("*" in one.text for one in gap.texts),
    }
