"""Taking the end of an exam back, which is possible for some seconds after it was submitted."""

from exam.core.attempt import Refused
from exam.sitting.clock import Clock
from exam.sitting.session import Session
from exam.store import Store


def seconds_to_reopen(ended: Session) -> float:
    """For how many seconds the end of an attempt can still be taken back; 0: it cannot be."""
    until = ended.attempt.reopens_until
    return 0.0 if until is None else max(0.0, (until - ended.now()).total_seconds())


def reopen(identifier: str, store: Store, clock: Clock) -> Session:
    """An attempt whose end is taken back, to be sat on. `clock` is the one by which it ended.

    Raises Refused where it is too late, and StoreError where another program has the attempt.
    """
    session = Session(identifier, store.claim(identifier).attempt, store, clock)
    try:
        session.reopen()
    except Refused:
        store.release(identifier)
        raise
    return session
