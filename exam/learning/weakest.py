"""Which section is weakest: one definition and one pool, for every page and command.

The pool is every question seen in the last ten exams on a bank, drills left out; for a single paper it is the questions
of that paper. Sections are compared by the upper end of the 95 % interval of their share right, so that one unlucky
question does not make a section the weakest. Of two with the same upper end the one with the lower share is weaker.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from exam.core.ended import Answer
from exam.core.interval import Rate, weakness

RECENT = 10
"""The latest exams that it is read from: what one could do a month ago says little."""


_Named = TypeVar("_Named")


def recent_rates(given: Sequence[Answer]) -> dict[str, Rate]:
    """By section, how many were right of those seen in the last ten exams on a bank."""
    whole = [one for one in given if not one.drill]
    latest = set(sorted({(one.at, one.attempt) for one in whole})[-RECENT:])
    right: defaultdict[str, int] = defaultdict(int)
    of: defaultdict[str, int] = defaultdict(int)
    for one in whole:
        if (one.at, one.attempt) in latest:
            of[one.section] += 1
            right[one.section] += one.right
    return {section: Rate(right[section], count) for section, count in of.items()}


def weakest_first(named: Iterable[tuple[str, _Named]], rates: Mapping[str, Rate]) -> list[tuple[str, _Named]]:
    """What is named by section, the weakest section of these rates first."""
    none = Rate(0, 0)
    return sorted(named, key=lambda one: weakness(rates.get(one[0], none)))


def weakest_words(rates: Mapping[str, Rate], titles: Mapping[str, str]) -> str:
    """Which section is weakest, as a sentence that names what it is about."""
    if not rates:
        return "Nothing was asked in an exam yet."
    judged = [(titles.get(section, section), rate) for section, rate in rates.items() if not rate.few]
    if not judged:
        return "No section has had ten questions in the last ten exams: too few to say which is weakest."
    title, rate = min(judged, key=lambda one: weakness(one[1]))
    low, high = rate.interval or (0.0, 100.0)
    return (
        f"Weakest in the last ten exams: {title}, {rate.count} of {rate.of} right, {rate.percent:.0f} % "
        f"({low:.0f} to {high:.0f} %)."
    )
