"""What the fields of the drill builder say, and the questions that follow from them and the past of a bank."""

from dataclasses import dataclass

from exam.assembly import Impossible
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.events import Mode
from exam.learning.drills import DrillRequest, Pending, choose, read_pending
from exam.learning.records import Reason
from exam.tui.context import AppContext


@dataclass(frozen=True)
class Picks:
    """What the fields of the builder say."""

    reasons: tuple[Reason, ...] = ()
    """Empty: mostly missed, some unseen, a little mastered."""
    sections: tuple[str, ...] = ()
    """Empty: all."""
    times_missed: int = 1
    items: str = ""
    """As typed; empty: what there is, up to DRILL_SIZE."""
    mode: Mode = "practice"


def pending_of(context: AppContext, bank: Bank) -> Pending | None:
    """The past of a bank, or None for a bank so large that no exam of chosen items can be made. Raises StoreError.

    Opens and closes its own store, so that it can run in any thread.
    """
    if len(bank.items) > MOST_DIRECT:
        return None
    with context.open_store() as store:
        return read_pending(store, bank, context.local_now(), context.schedule())


def picked(pending: Pending, picks: Picks) -> dict[str, Reason]:
    """The items to ask, each with why, the most pressing first. Raises Impossible where a number is none."""
    return choose(pending, DrillRequest(picks.sections, picks.reasons, picks.times_missed, _number(picks.items)))


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) < 1:
        raise Impossible(f"{text} is no number of questions.")
    return int(text)
