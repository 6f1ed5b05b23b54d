"""Reading a file of attempts into what is written of them."""

from collections.abc import Iterator
from pathlib import Path

from exam.files.attempts import read_to_keep
from exam.files.plain_attempts import PlainAttempt
from exam.store.incoming import Incoming, incoming
from exam.store.plain_rows import plain_incoming


def read_pool(path: Path, learner: str = "") -> Iterator[Incoming]:
    """The sound attempts of a file, one at a time; those that do not say whose they are, are the learner's.

    Raises OSError, and AttemptsRefused at the end where any line was faulty.
    """
    for read in read_to_keep(path):
        if isinstance(read, PlainAttempt):
            yield plain_incoming(read, learner)
        else:
            one, attempt = read
            yield incoming(one.id, attempt, one.events, one.learner or learner)
