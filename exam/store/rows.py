"""What is read of an attempt: a row of a list, or the attempt itself. Without pydantic, so that lists open quickly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from exam.core.text import one_line

if TYPE_CHECKING:
    from exam.core.attempt import Attempt


class AttemptRow(NamedTuple):
    """An attempt as a list shows it. All instants are in UTC. A tuple for speed: a long history has ten thousand."""

    id: str
    bank: str
    bank_title: str
    blueprint: str
    blueprint_title: str
    code: str
    mode: str
    """exam or practice."""
    drill: bool
    """Whether its items were picked one by one, so that its score is not comparable to that of a whole paper."""
    state: str
    """interacting, suspended or closed, as in `exam.core.attempt.State`."""
    started_at: datetime
    ended_at: datetime | None
    ended_reason: str | None
    deadline: datetime | None
    """When time is up, or was; it moves on by every suspension. None: untimed."""
    items: int
    answered: int
    """Questions with a full answer."""
    points: Fraction | None
    """None until the end, as are `possible` and `passed`."""
    possible: int | None
    passed: bool | None
    seconds_left: float | None
    """When the attempt was last alive; None: untimed or ended."""
    seconds_used: float
    """Until the end, or until the attempt was last alive, without the time that it was left for."""

    @property
    def percent(self) -> float | None:
        """The score, 0 to 100; None for an attempt that has not ended."""
        if self.points is None or not self.possible:
            return None
        # A division of two integers: ten thousand fractions would take longer to divide than to read.
        # The hundred goes first: 23 of 40 are 57.5 %, and a hundred times 0.575 is less.
        return 100 * self.points.numerator / (self.points.denominator * self.possible)


@dataclass(frozen=True, slots=True)
class Stored:
    """An attempt as its log made it."""

    id: str
    attempt: "Attempt"
    alive_at: datetime
    """The last instant at which the sitting is known to have run."""


_LONGEST_FRACTION = 60

READ_ROWS = """
    SELECT id, bank, bank_title, blueprint, blueprint_title, code, mode, drill, state, started_at, ended_at,
           ended_reason, deadline, items, answered, points, possible, passed,
           coalesce(ended_at, suspended_at, max(alive_at, last_at)), suspended_for
    FROM attempt
"""


def read_row(columns: tuple[Any, ...]) -> AttemptRow:
    """The row of what READ_ROWS selects. Raises ValueError or TypeError where a column is not what was written."""
    # Ten thousand rows are read for a long history, so nothing here is looked up by name.
    (id_, bank, bank_title, blueprint, blueprint_title, code, mode, drill, state, started_at, ended_at,
     ended_reason, deadline, items, answered, points, possible, passed, stopped_at,
     suspended_for) = columns  # fmt: skip
    id_, bank_title, blueprint_title, code = printable_texts(id_, bank_title, blueprint_title, code)
    due = _instant(deadline)
    began, ended, left = datetime.fromisoformat(started_at), _instant(ended_at), None
    stopped = ended or datetime.fromisoformat(stopped_at)
    if due is not None and state != "closed":
        left = max(0.0, (due - stopped).total_seconds())
    return AttemptRow(
        id_,
        bank,
        bank_title,
        blueprint,
        blueprint_title,
        code,
        mode,
        bool(drill),
        state,
        began,
        ended,
        ended_reason,
        due,
        items,
        answered,
        _fraction(points),
        possible,
        None if passed is None else bool(passed),
        left,
        max(0.0, (stopped - began).total_seconds() - suspended_for),
    )


def printable_texts(*texts: str) -> Sequence[str]:
    """Texts of the database as they can be shown in a line: a damaged one may have anything in it. Raises TypeError."""
    return texts if "".join(texts).isprintable() else [one_line(text) for text in texts]


def instant_in(text: object) -> datetime | None:
    """The instant that a text of the database tells in UTC; None where it tells none, as in a damaged one."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def instant_text(at: datetime | None) -> str | None:
    """An instant as the database holds it, always of one width, so that later ones sort later."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@lru_cache(maxsize=1024)
def _fraction(text: str | None) -> Fraction | None:
    if text is None:
        return None
    if len(text) > _LONGEST_FRACTION:
        raise ValueError(f"no score has {len(text)} digits")
    return Fraction(int(text)) if text.isdecimal() else Fraction(text)
