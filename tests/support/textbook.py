"""Owns the formulas that figures are held to, written out as their books have them, another way than the program's.

Refuses to import the program.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import atanh, ceil, exp, log, sqrt, tanh
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


def evidence(slots: Iterable[Answered], now: datetime) -> dict[str, tuple[float, float, int]]:
    """By section: fresh right answers, fresh wrong ones, and answers in all. Half after 60 days; a tenth if met."""
    found: dict[str, tuple[float, float, int]] = {}
    for slot in slots:
        if slot.outcome != "not_reached" and not slot.drill:
            weight = exp(-log(2) * (now - slot.at).total_seconds() / (60 * 86400)) * (1 if slot.first else 0.1)
            right, wrong, count = found.get(slot.section, (0.0, 0.0, 0))
            found[slot.section] = (right + weight * slot.right, wrong + weight * (not slot.right), count + 1)
    return found


def more_wanted(right: float, weight: float, enough: float) -> int:
    """Fresh answers until a share is known to within `enough` points: n = Z² p (1 - p) / e², with a share that two
    imagined answers, one of them right, pull to the middle."""
    share = (right + 1) / (weight + 2)
    return max(0, ceil(Z * Z * share * (1 - share) / (enough / 100) ** 2 - weight))


def readiness(told: dict[str, tuple[float, float, int]], paper: dict[str, int], cut: int) -> tuple[float, float, float]:
    """Level and its standard deviation in percent, and the probability of a pass, by summing over abilities.

    No closed form is used: a section's ability is one of 200 values, weighed by the beta density that level and
    alikeness give it and by the answers; the paper's score is the convolution of its sections' binomials.
    """
    steps = [(at + 0.5) / 200 for at in range(200)]
    total, level, square, passing = 0.0, 0.0, 0.0, 0.0
    items = sum(paper.values())
    needed = ceil(cut * items / 100)
    for alike in (2.0, 5.0, 12.0, 30.0, 80.0):
        for middle in ((at + 0.5) / 40 for at in range(40)):
            a, b = middle * alike, (1 - middle) * alike
            whole, mean, spread = 1.0, 0.0, 0.0
            scores = [1.0]
            for section, count in paper.items():
                right, wrong, _ = told.get(section, (0.0, 0.0, 0))
                prior = [(t ** (a - 1)) * (1 - t) ** (b - 1) for t in steps]
                after = [p * t**right * (1 - t) ** wrong for p, t in zip(prior, steps, strict=True)]
                whole *= sum(after) / sum(prior)
                share = [p / sum(after) for p in after]
                one = sum(p * t for p, t in zip(share, steps, strict=True))
                mean += count * one
                spread += count * count * sum(p * (t - one) ** 2 for p, t in zip(share, steps, strict=True))
                scores = _convolved(scores, _binomials(share, steps, count))
            total += whole
            level += whole * mean / items
            square += whole * ((mean / items) ** 2 + spread / items**2)
            passing += whole * sum(scores[needed:])
    level, square = level / total, square / total
    return 100 * level, 100 * sqrt(square - level * level), passing / total


def counts(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names))


def _binomials(share: Sequence[float], steps: Sequence[float], count: int) -> list[float]:
    """How likely each number of right answers among `count` is."""
    ways = [1]
    for k in range(count):
        ways.append(ways[-1] * (count - k) // (k + 1))
    return [
        sum(p * ways[k] * t**k * (1 - t) ** (count - k) for p, t in zip(share, steps, strict=True))
        for k in range(count + 1)
    ]


def _convolved(one: Sequence[float], other: Sequence[float]) -> list[float]:
    found = [0.0] * (len(one) + len(other) - 1)
    for i, x in enumerate(one):
        for j, y in enumerate(other):
            found[i + j] += x * y
    return found
