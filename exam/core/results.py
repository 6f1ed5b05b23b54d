"""The result: what one slot of an ended attempt came to.

Every figure over several attempts is computed from results. They are plain tuples and hold no text of questions,
because tens of thousands of them are read at once.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

Outcome = Literal["correct", "partly", "incorrect", "omitted", "not_reached"]
"""Partly: right in part, so that it earned some of the points; that is not right. Omitted: seen and left without a full
answer, and nothing earned. Not reached: never on screen."""

ANSWERED: frozenset[Outcome] = frozenset({"correct", "partly", "incorrect"})
"""The outcomes of what was answered, be it in part."""

Change = Literal["right_to_wrong", "wrong_to_right", "wrong_to_wrong"]
"""How a slot's last full answer differs from its first."""

SLOW = 1.5
"""From this multiple of the paper's pace on, an answer was slow."""
FAST = 0.5
"""Up to this multiple of the paper's pace, an answer was fast."""


class Result(NamedTuple):
    """What one slot came to."""

    attempt: str
    n: int
    bank: str
    item: str
    section: str
    kind: str
    """As in `exam.core.form.Kind`."""
    outcome: Outcome
    chosen: tuple[str, ...]
    """The homes of the chosen options; a distractor that an author wrote has a name that begins with AUTHORED."""
    offered: str
    """The homes of all options, the item's own among them, each once, with a blank between two: most readers never look
    at them, and tens of thousands are not to be parted for nothing."""
    seconds: float
    change: Change | None
    marked: bool
    doubted: bool
    first: bool
    """Whether the learner met the item here for the first time."""
    at: datetime
    """When the attempt ended, in UTC."""
    pace: float
    """Seconds that the paper allows for a question; 0 for a paper without any."""
    drill: bool
    """Whether the paper's items were picked one by one, as for taking again what was missed."""
    passed: bool
    """Whether the attempt passed."""

    @property
    def right(self) -> bool:
        return self.outcome == "correct"

    @property
    def met(self) -> bool:
        """Whether the learner saw the question."""
        return self.outcome != "not_reached"

    @property
    def slow(self) -> bool:
        return self.pace > 0 and self.seconds >= SLOW * self.pace

    @property
    def fast(self) -> bool:
        return self.pace > 0 and self.seconds <= FAST * self.pace

    @property
    def sure(self) -> bool:
        """Neither doubted nor flagged, and the first answer kept."""
        return not self.doubted and not self.marked and self.change is None


AUTHORED = "="
"""Begins the name of a distractor that an author wrote; no item's id can."""


def option_name(home: str | None, text: str) -> str:
    """What an option is called in results: its home, or one made of its text where an author wrote it for its item."""
    return home or _named_by(text)


@lru_cache(maxsize=4096)
def _named_by(text: str) -> str:
    """The id of an option that an author wrote is another in every paper, and its text the same."""
    return AUTHORED + hashlib.sha256(text.encode()).hexdigest()[:12]


def oldest_first(results: Iterable[Result]) -> list[Result]:
    """Results by instant, attempt and place."""
    return sorted(results, key=attrgetter("at", "attempt", "n"))


def by_item(results: Iterable[Result]) -> dict[str, list[Result]]:
    """The results of questions that were seen, by item, oldest first."""
    found: dict[str, list[Result]] = {}
    for result in oldest_first(results):
        if result.met:
            found.setdefault(result.item, []).append(result)
    return found
