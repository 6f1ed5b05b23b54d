"""What is said of a group: how far its scores can be trusted, and its questions; as text and as JSON.

The names in the JSON are a promise. Coefficients are 0 to 1, points are percent of the questions, intervals are 95 %.
"""

from __future__ import annotations

from exam.cli.output.attempt_json import rounded
from exam.cli.output.learning_json import item_json
from exam.cli.output.learning_text import item_lines
from exam.cli.output.question_json import Json
from exam.learning.reliability import FEWEST_PEOPLE, GroupOnPreset, Reliability

_DIGITS = 6


def group_json(bank: str, group: GroupOnPreset) -> Json:
    """What `items --group --json` says."""
    return {
        "bank": bank,
        "preset": group.preset,
        "people": group.sums.people,
        "fewest_people": FEWEST_PEOPLE,
        "reliability": [_reliability(one) for one in group.reliabilities],
        "words": list(group.words),
        "items": [item_json(one, _DIGITS) for one in group.items],
    }


def group_lines(group: GroupOnPreset) -> list[str]:
    """The lines of `items --group`."""
    people = "1 person" if group.sums.people == 1 else f"{group.sums.people:,} people"
    first, *items = item_lines(group.items)
    return [
        f"{group.bank_title}, {group.title}: the first exam of {people}. Intervals are 95 %.",
        *group.words,
        "",
        first[:1].upper() + first[1:],
        *items,
    ]


def _reliability(one: Reliability) -> Json:
    return {
        "same_questions": one.same_questions,
        "kind": "alpha" if one.same_questions else "papers of their own",
        "people": one.people,
        "questions": one.questions,
        "coefficient": rounded(one.coefficient, _DIGITS),
        "interval": rounded(one.interval, _DIGITS),
        "mean": rounded(one.mean, _DIGITS),
        "spread": rounded(one.spread, _DIGITS),
        "error_of_measurement": rounded(one.error, _DIGITS),
    }
