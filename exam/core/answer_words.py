"""What was answered, what is right and what that earned, in words that every face uses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from exam.core.scoring import credit, part_credits
from exam.core.wording import counted, listing

if TYPE_CHECKING:
    from exam.core.form import Slot
    from exam.core.gap import Gap

_MOST_ACCEPTED = 5

COUNTS_FOR_NOBODY = "Counts for nobody: the question was found faulty"
BLANK = "…"
"""What stands where nothing is answered."""

_FRACTIONS = {
    Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼", Fraction(3, 4): "¾",
    Fraction(1, 5): "⅕", Fraction(2, 5): "⅖", Fraction(3, 5): "⅗", Fraction(4, 5): "⅘", Fraction(1, 6): "⅙",
    Fraction(5, 6): "⅚", Fraction(1, 8): "⅛", Fraction(3, 8): "⅜", Fraction(5, 8): "⅝", Fraction(7, 8): "⅞",
}  # fmt: skip


def share(value: Fraction) -> str:
    """A number as people write it: 2, ½, 1⅓; to two places where there is no sign for its fraction."""
    whole, rest = divmod(value, 1)
    if not rest:
        return str(whole)
    sign = _FRACTIONS.get(rest)
    return f"{float(value):.2f}" if sign is None else f"{whole or ''}{sign}"


def earned(slot: Slot, credited: Fraction) -> str:
    """As in "½ of 1 point"; `credited` is the share of the slot's points, 0 to 1."""
    return f"{share(credited * slot.points)} of {counted(slot.points, 'point')}"


def credit_rule(slot: Slot) -> str:
    """What an answer earns that is right in part; "" where a question has only one part."""
    if slot.gaps:
        if len(slot.gaps) == 1:
            return ""
        return "Each part earns its share." if slot.by_part else "It counts only if all of it is right."
    if not slot.by_part:
        return "It counts only if all of it is right." if slot.choose > 1 else ""
    worths = [option.credit for option in slot.options if option.credit is not None]
    if slot.choose == 1 and not any(0 < worth < 100 for worth in worths):
        return ""
    if worths:
        return "Options earn different shares."
    return "Each right one earns its share; a wrong one takes as much away."


def instructions(slot: Slot) -> str:
    """How a question is to be answered and what it counts, as it is printed below its stem; "" where that is plain."""
    asks = [f"Choose {slot.choose}."] if slot.is_choice and slot.choose > 1 else []
    asks += [rule] if (rule := credit_rule(slot)) and (slot.by_part or slot.gaps) else []
    asks += [f"{slot.points} points."] if slot.points > 1 else []
    return " ".join(asks)


def printed_solution(slot: Slot) -> str:
    """What is right, as a printed key says it in one line: letters, or what fills the gaps; "" for recall."""
    if slot.is_choice:
        return listing(slot.letter(option) for option in slot.key)
    if slot.kind == "recall":
        return ""
    if slot.kind == "ordering":
        return " ".join(slot.letter(gap.key[0]) for gap in slot.gaps)
    if len(slot.gaps) == 1 and not slot.gaps[0].choices:
        return slot.gaps[0].solution
    return "; ".join(
        f"{at} = {' or '.join(map(slot.letter, gap.key)) if gap.choices else gap.solution}"
        for at, gap in enumerate(slot.gaps, start=1)
    )


def lettered(slot: Slot, option_id: str) -> str:
    """An option with its letter, as in "B  slurmd"."""
    return f"{slot.letter(option_id)}  {slot.option(option_id).text}"


def gap_answer(slot: Slot, gap: Gap, answer: str) -> str:
    """What stands in a gap: what was typed, or the option chosen from its list; "" where it is blank."""
    return slot.option(answer).text if answer and gap.choices else answer


def gap_solution(slot: Slot, gap: Gap) -> str:
    """What is right in a gap."""
    return " or ".join(slot.option(option).text for option in gap.key) if gap.choices else gap.solution


def accepted(gap: Gap) -> str:
    """Everything that a typed gap accepts, as in "sinfo; sinfo -N earns ½": the best first, and not too much of it."""
    told = [
        one.shown(gap.unit) if one.credit == 100 else f"{one.shown(gap.unit)} earns {share(Fraction(one.credit, 100))}"
        for one in gap.accepted
        if one.credit
    ]
    more = len(told) - _MOST_ACCEPTED
    return "; ".join((*told[:_MOST_ACCEPTED], *([f"and {more} more"] if more > 0 else ())))


def gap_feedback(slot: Slot, gap: Gap, answer: str) -> str:
    """What the author tells somebody who answered so; "" where that is nothing."""
    if gap.choices:
        return (answer and slot.option(answer).feedback) or ""
    fit = gap.fit(answer) if answer else None
    return (fit and fit.feedback) or ""


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """One gap of a question as it was answered, in the words that are shown."""

    label: str
    answer: str
    """As typed, or the text of what was chosen; "" where nothing stands."""
    solution: str
    credit: Fraction
    """The share that it earns of this part, 0 to 1."""
    feedback: str


def part_answers(slot: Slot, response: tuple[str, ...]) -> tuple[PartAnswer, ...]:
    """Gap by gap what was answered, what is right and what that earned; nothing for a question without gaps."""
    answers = (*response, *[""] * len(slot.gaps))[: len(slot.gaps)]
    return tuple(
        PartAnswer(
            gap.label, gap_answer(slot, gap, answer), gap_solution(slot, gap), part, gap_feedback(slot, gap, answer)
        )
        for gap, answer, part in zip(slot.gaps, answers, part_credits(slot, answers), strict=True)
    )


def answer_verdict(slot: Slot, response: tuple[str, ...]) -> str:
    """How an answer did, in a word or two, as in "Right" or "Partly right: ½ of 1 point"."""
    if slot.dropped:
        return COUNTS_FOR_NOBODY
    if not response:
        return "Not answered"
    share_earned = credit(slot, response)
    if slot.kind == "recall":
        return {"right": "You had it right", "half": "You had half of it right"}.get(response[0], "You had it wrong")
    if share_earned in (0, 1):
        return "Right" if share_earned else "Not right"
    return f"Partly right: {earned(slot, share_earned)}"


def answered(slot: Slot, response: tuple[str, ...]) -> str:
    """An answer in one line: letters, a word of the sitter's own mark, or what stands in the gaps, parted by commas."""
    if not response:
        return "nothing"
    if slot.kind == "recall":
        return {"right": "right", "half": "half right", "wrong": "wrong"}.get(response[0], response[0])
    if slot.gaps:
        pairs = zip(slot.gaps, response, strict=True)
        return ", ".join(slot.letter(one) if one and gap.choices else one or BLANK for gap, one in pairs)
    *firsts, last = [slot.letter(option) for option in response]
    return f"{', '.join(firsts)} and {last}" if firsts else last
