"""Owns the formulas that figures are held to, written out as their books have them, another way than the program's.

Refuses to import the program.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import atanh, ceil, exp, lgamma, log, sqrt, tanh
from random import Random
from statistics import NormalDist, correlation

import fsrs

from tests.support.naive import Answered

Z = NormalDist().inv_cdf(0.975)
Bounds = tuple[float, float]


def score_interval(share: float, trials: float) -> Bounds:
    """Wilson's interval in percent: the p for which (share - p)² = Z² p (1 - p) / trials, by the quadratic's roots."""
    a, b, c = 1 + Z * Z / trials, -(2 * share + Z * Z / trials), share * share
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, 100 * (-b - root) / (2 * a)), min(100.0, 100 * (-b + root) / (2 * a))


def interval(count: float, of: float) -> Bounds:
    return score_interval(count / of, of)


def difference(later: tuple[float, int], earlier: tuple[float, int]) -> Bounds:
    """Newcombe's method 10 for the difference of two shares, each with its number; points of percent."""
    (p1, n1), (p2, n2) = later, earlier
    (l1, u1), (l2, u2) = score_interval(p1, n1), score_interval(p2, n2)
    p1, p2 = 100 * p1, 100 * p2
    return p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


def discrimination(item: str, attempts: Sequence[Sequence[Answered]]) -> tuple[float, Bounds] | None:
    """The corrected item-total correlation of an item, with Fisher's interval; None where nothing varies.

    For each attempt that showed it: whether it was right, against the share of the attempt's other questions.
    """
    own, rest = [], []
    for slots in attempts:
        for slot in slots:
            others = [other.right for other in slots if other is not slot]
            if slot.item == item and others:
                own.append(float(slot.right))
                rest.append(sum(others) / len(others))
    if len(set(own)) < 2 or len(set(rest)) < 2:
        return None
    found, spread = correlation(own, rest), Z / sqrt(len(own) - 3)
    return found, (tanh(atanh(found) - spread), tanh(atanh(found) + spread))


def card(
    past: Sequence[Answered], *, drills: bool = False, exam: date | None = None
) -> tuple[fsrs.Card, Answered, int, int]:
    """An item's card by the scheduler itself, the last answer that counted, how many did and how many were wrong."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    made = fsrs.Card(card_id=1, due=past[0].at)
    counted: list[Answered] = []
    for one in past:
        if counted and one.drill and not drills and one.at.astimezone().date() < due_then(made, counted[-1], one, exam):
            continue
        made, _ = scheduler.review_card(made, rating(one), one.at)
        counted.append(one)
    return made, counted[-1], len(counted), sum(not one.right for one in counted)


def rating(one: Answered) -> fsrs.Rating:
    if not one.right:
        return fsrs.Rating.Again
    if one.unsure or one.slow:
        return fsrs.Rating.Hard
    sure = not one.unsure and not one.flagged and one.change is None
    return fsrs.Rating.Easy if sure and one.seconds <= one.pace / 2 else fsrs.Rating.Good


def due_then(made: fsrs.Card, last: Answered, now: Answered, exam: date | None) -> date:
    """The day on which a card was due when it was answered again."""
    return due_day(made, last, now.at.astimezone().date(), exam)


def due_day(made: fsrs.Card, last: Answered, today: date, exam: date | None) -> date:
    """The day by the clock on the wall, bounded by the eve of an exam to come that leaves time for it."""
    day, reviewed = made.due.astimezone().date(), last.at.astimezone().date()
    if exam is None or exam <= today or reviewed >= exam - timedelta(days=1):
        return day
    return min(day, exam - timedelta(days=1))


@dataclass
class Known:
    """What answers are evidence of: of new questions by section, and of those held or missed the last time."""

    right: defaultdict[str, float]
    wrong: defaultdict[str, float]
    answers: Counter[str]
    last: dict[str, tuple[bool, datetime]]


def half_life(since: datetime, until: datetime) -> float:
    return exp(-log(2) * (until - since).total_seconds() / (60 * 86400))


def evidence(slots: Iterable[Answered], now: datetime) -> Known:
    """Half of an answer counts after 60 days, and half of having met a question; of drills only what comes again."""
    known = Known(defaultdict(float), defaultdict(float), Counter(), {})
    for slot in sorted(slots, key=lambda one: (one.at, one.attempt, one.n)):
        if slot.outcome == "not_reached":
            continue
        counts = known.right if slot.right else known.wrong
        kept = half_life(known.last[slot.item][1], slot.at) if slot.item in known.last else 0.0
        if slot.item in known.last:
            counts["held" if known.last[slot.item][0] else "missed"] += half_life(slot.at, now) * kept
        if not slot.drill:
            counts[slot.section] += half_life(slot.at, now) * (1 - kept)
            known.answers[slot.section] += 1
        known.last[slot.item] = (slot.right, slot.at)
    return known


def readiness(
    known: Known, paper: dict[str, str], now: datetime, cut: int, throws: int = 8000
) -> tuple[dict[str, float], float, float]:
    """By section and for the whole ("") the percent expected right, its standard deviation, and the chance of a pass.

    By throwing dice: a population, a level and an alikeness from what is believed beforehand, shares from the beta
    densities that the answers leave, each throw weighed by what it makes of the answers; then a paper of these items,
    given with their sections, question by question.
    """
    dice = Random(7)
    spreads = {0.06: 0.2, 0.10: 0.3, 0.15: 0.3, 0.22: 0.2}
    populations = [
        (spread, 0.45 + 0.05 * at, weight * exp(-(((0.45 + 0.05 * at - 0.68) / 0.10) ** 2) / 2))
        for spread, weight in spreads.items()
        for at in range(10)
    ]
    names = sorted({*paper.values(), *known.answers})
    needed = ceil(cut * len(paper) / 100)
    total = passing = 0.0
    sums: defaultdict[str, float] = defaultdict(float)
    square = 0.0
    for spread, middle, _ in dice.choices(populations, [weight for *_, weight in populations], k=throws):
        size = middle * (1 - middle) / spread**2 - 1
        level = min(0.99, max(0.01, dice.betavariate(middle * size, (1 - middle) * size)))
        alike = dice.choice((2.0, 5.0, 12.0, 30.0, 80.0))
        before = dict.fromkeys(names, (level * alike, (1 - level) * alike))
        before |= {"held": (3 * (1 + level), 3 * (1 - level)), "missed": (6 * level, 6 * (1 - level))}
        after = {name: (a + known.right[name], b + known.wrong[name]) for name, (a, b) in before.items()}
        weight = exp(sum(_beta(*after[name]) - _beta(*before[name]) for name in before) + 60)
        share = {name: dice.betavariate(a, b) for name, (a, b) in after.items()}
        expected: defaultdict[str, float] = defaultdict(float)
        right = 0
        for item, section in paper.items():
            was_right, met = known.last.get(item, (False, None))
            kept = half_life(met, now) if met else 0.0
            chance = kept * share["held" if was_right else "missed"] + (1 - kept) * share[section]
            expected[section] += chance
            right += dice.random() < chance
        total += weight
        passing += weight * (right >= needed)
        whole = sum(expected.values()) / len(paper)
        square += weight * whole * whole
        sums[""] += weight * whole
        for section, count in Counter(paper.values()).items():
            sums[section] += weight * expected[section] / count
    level = sums[""] / total
    return (
        {name: 100 * one / total for name, one in sums.items()},
        100 * sqrt(square / total - level**2),
        passing / total,
    )


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def plus(difference: float) -> str:
    """A difference as a whole number with its sign; nothing has none."""
    return f"{difference:+.0f}" if f"{abs(difference):.0f}" != "0" else "0"
