"""A data directory in which there is one attempt of each kind: ended, left, and in the bin."""

from pathlib import Path

from exam.sitting.session import Session
from exam.store import Store
from exam.store.backups import back_up
from tests.support.clock import FakeClock
from tests.support.forms import sample_form

THROWN, ENDED, LEFT = "thrown33", "ended111", "left2222"


def write_three_attempts(data_dir: Path, clock: FakeClock, *, items: int = 5, backup: bool = False) -> None:
    """Four questions of each are answered. `backup`: one is made after the second, so that it knows two of them."""
    with Store.open(data_dir) as store:
        for name in (THROWN, ENDED, LEFT):
            session = Session.start(name, sample_form(items=items), store, clock, mode="exam")
            for n in range(1, 5):
                clock.advance(5)
                session.choose(n, f"{n}{'ab'[n % 2]}")
            session.leave() if name == LEFT else session.end()
            if name == THROWN:
                store.discard(name, clock.now())
            if name == ENDED and backup:
                back_up(store, clock.now())
