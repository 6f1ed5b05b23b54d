"""Whether papers ask for knowledge: what somebody expects who knows only what the options are about, and the like.

A paper can be blind to every cue and still ask nothing, when one option alone is of the stem's subject. Everything here
is reckoned exactly from what stands on the papers, without chance.
"""

from collections import Counter
from collections.abc import Sequence
from math import comb
from statistics import fmean

from exam.audit.figure import Figure, Verdict
from exam.audit.sample import PaperNote, SlotNote
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.interval import Rate, wilson

_PAPERS = 10
"""Papers of which none may have too few names."""


def knowledge_figures(bank: Bank, blueprint: Blueprint, notes: Sequence[PaperNote]) -> list[Figure]:
    """The figures over all derived single-answer questions of some papers; none where there are none.

    Bars are set for near papers of a bank that knows its subjects and kinds of answer: others only measure.
    """
    slots = [slot for paper in notes for slot in paper.slots]
    if not slots:
        return []
    judged = bank.format_version > 1 and blueprint.difficulty == "near"
    figures = [_close(slots, judged), _sorter(slots, judged), _half_knower(slots)]
    if any(slot.nearest is not None for slot in slots):
        figures.append(_nearest(slots, judged))
    if bank.format_version > 1:
        figures.append(_short(notes, judged and any(item.kind for item in bank.items)))
    return figures


def _close(slots: Sequence[SlotNote], judged: bool) -> Figure:
    counts = Counter(slot.close for slot in slots)
    rate = Rate(sum(slot.close >= 2 for slot in slots), len(slots))
    shares = ", ".join(f"{count}: {100 * counts[count] / len(slots):.1f}" for count in range(max(counts) + 1))
    name = "two or more wrong options of the stem's own subject and kind"
    remedy = "Name more lures of the item's own subject and kind: five or more, false under this stem."
    said = f"{rate.percent or 0:.1f} % ({shares})"
    return _floor(name, rate.percent or 0.0, said, (90, 97), judged, remedy, rate.interval)


def _sorter(slots: Sequence[SlotNote], judged: bool) -> Figure:
    value = 100 * fmean(1 / (1 + slot.of_subject) for slot in slots)
    remedy = "Name more lures of the item's own subject."
    interval = wilson(value / 100, len(slots))
    verdict: Verdict = "none" if not judged else "met" if value <= 37 else "open" if interval[0] <= 37 else "missed"
    bar, aim = ("≤ 37 %", "≤ 30 %") if judged else ("–", "–")
    name = "somebody who only sorts options by subject"
    return Figure(name, value, "percent", f"{value:.1f} %", bar, aim, verdict, remedy, interval)


def _half_knower(slots: Sequence[SlotNote]) -> Figure:
    """Who does not know the key has struck out each distractor of the subject, or not, which is as likely."""
    guessed = 100 * fmean(
        sum(comb(slot.of_subject, kept) / (1 + kept) for kept in range(slot.of_subject + 1)) / 2**slot.of_subject
        for slot in slots
    )
    whole = 50 + guessed / 2
    name = "somebody who knows every second item"
    said = f"{whole:.1f} %, and {guessed:.1f} % of what he does not know"
    remedy = "Name more lures of the item's own subject."
    return Figure(name, guessed, "percent", said, "–", "–", "none", remedy)


def _nearest(slots: Sequence[SlotNote], judged: bool) -> Figure:
    there = [slot.nearest for slot in slots if slot.nearest is not None]
    rate = Rate(sum(there), len(there))
    remedy = "See that what `nearest` names is wrong here, of the same subject and kind, and has an answer of its own."
    said = f"{rate.percent or 0:.1f} % of the showings"
    name = "nearest mistake among the options"
    return _floor(name, rate.percent or 0.0, said, (60, 80), judged, remedy, rate.interval)


def _short(notes: Sequence[PaperNote], judged: bool) -> Figure:
    shares = [100 * fmean(slot.short for slot in paper.slots) for paper in notes if paper.slots]
    least = min(shares[:_PAPERS])
    said = f"{fmean(shares):.0f} % on average; the least of {len(shares[:_PAPERS])} papers has {least:.0f} %"
    remedy = "Write more items whose answers are names of parts, objects or commands."
    name = "names or other short answers as options"
    return _floor(name, least, said, (33, 50), judged, remedy, None)


def _floor(
    name: str,
    value: float,
    said: str,
    bar_and_aim: tuple[int, int],
    judged: bool,
    remedy: str,
    interval: tuple[float, float] | None,
) -> Figure:
    bar, aim = bar_and_aim
    high = interval[1] if interval else value
    verdict: Verdict = "none" if not judged else "met" if value >= bar else "open" if high >= bar else "missed"
    return Figure(
        name, value, "percent", said, f"≥ {bar} %" if judged else "–", f"{aim} %" if judged else "–", verdict, remedy,
        interval,
    )  # fmt: skip
