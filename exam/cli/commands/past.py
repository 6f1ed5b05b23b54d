"""What the learning commands read first: the past of one bank, and the bank where its file is known."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from exam.cli import wiring
from exam.cli.commands.paper_options import DEFAULT_BANK_SIZE, MEGABYTE
from exam.cli.exits import Declined

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.files.config import Schedule
    from exam.learning.past import Past

NOTHING = "No attempt has ended yet. 'exam resume' goes on with one, 'exam take' begins one."


def now() -> datetime:
    """The instant, in the time zone of this machine."""
    return wiring.new_clock().now().astimezone()


def past_of(word: str | None, *, attempts: int | None = None, learner: str | None = "") -> Past:
    """The past of a bank (an id or a path; None: the one sat last). Raises Declined where there is none.

    `attempts`: the newest so many; None: as many as the store gives unasked. `learner` None: everybody's.
    """
    from exam.learning.past import read_past
    from exam.library.find import is_path
    from exam.store import LATEST_ATTEMPTS

    root = wiring.find_root()
    bank = known_bank(word) if word is not None and is_path(word) else None
    wanted = bank.id if bank else word
    exam_date = schedule_of(root).exam_date
    with root.open_store() as store:
        past = read_past(
            store, wanted, lambda name: bank or known_bank(name), now(), exam_date,
            attempts=attempts or LATEST_ATTEMPTS, learner=learner,
        )  # fmt: skip
    if past is None:
        raise Declined(NOTHING if wanted is None else f"No attempt on {wanted} like that has ended yet.")
    return past


def schedule_of(root: wiring.Root) -> Schedule:
    """When to review, as the learner wants it. Raises Declined for a file that cannot be understood."""
    from exam.files.config import read_schedule
    from exam.files.own_toml import FileRefused

    try:
        return read_schedule(root.data_dir)
    except FileRefused as refused:
        raise Declined(str(refused)) from None


def known_bank(word: str) -> Bank | None:
    """The bank of an id or a path, or None where it is not there any more or faulty."""
    from exam.formats import BankRefused
    from exam.library.find import NoSuchBank

    try:
        return wiring.find_root().find_bank(word, DEFAULT_BANK_SIZE * MEGABYTE)
    except (NoSuchBank, BankRefused, OSError):
        return None
