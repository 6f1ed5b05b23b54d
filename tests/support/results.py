"""Owns results made by hand, for tests of what is computed from many."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from exam.core.ended import Answer
from exam.core.results import Outcome, Result, oldest_first
from tests.support.clock import NOON


def result(item: str = "a", outcome: Outcome = "correct", day: float = 0, **fields: Any) -> Result:
    """A result of a question that took 60 of 72 seconds, so many days after noon of the first day.

    Chosen is the item itself where it was right, else ``b``; on offer are both and ``c`` and ``d``.
    """
    at: datetime = fields.pop("at", NOON + timedelta(days=day))
    chosen = {"correct": (item,), "incorrect": ("b" if item != "b" else "c",)}.get(outcome, ())
    known: dict[str, Any] = {
        "attempt": f"day-{day}",
        "n": 1,
        "bank": "sample",
        "item": item,
        "section": "one",
        "kind": "direct",
        "outcome": outcome,
        "chosen": chosen,
        "offered": " ".join(dict.fromkeys((item, "b", "c", "d"))),
        "seconds": 60.0,
        "change": None,
        "marked": False,
        "doubted": False,
        "first": False,
        "at": at,
        "pace": 72.0,
        "drill": False,
        "passed": True,
    }
    if "offered" in fields:
        fields["offered"] = " ".join(fields["offered"])
    return Result(**(known | fields))


def answers_of(results: Iterable[Result]) -> list[Answer]:
    """The answers of results, as the store gives them to make a forecast from."""
    return [
        Answer(one.item, one.section, one.at, one.right, one.drill, one.attempt)
        for one in oldest_first(results)
        if one.met
    ]
