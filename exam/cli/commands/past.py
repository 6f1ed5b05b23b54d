"""Owns what the learning commands read first: one bank's past, and the bank where it is there. Refuses figures."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from exam.cli import wiring
from exam.cli.commands.paper_options import DEFAULT_BANK_SIZE, MEGABYTE
from exam.cli.exits import Declined

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.learning.past import Past

NOTHING = "No attempt has ended yet. 'exam resume' goes on with one, 'exam take' begins one."


def now() -> datetime:
    """The instant, in the time zone of this machine."""
    return wiring.new_clock().now().astimezone()


def read_past(
    word: str | None,
    *,
    attempts: int | None = None,
    blueprint: str | None = None,
    mode: str | None = None,
    learner: str | None = "",
) -> Past:
    """The past of a bank (an id or a path; None: the one sat last). Raises Declined where there is none.

    `attempts`: the newest so many; None: as many as the store gives unasked.
    """
    from exam.cli.find import is_path
    from exam.files.config import read_schedule
    from exam.files.own_toml import FileRefused
    from exam.learning.past import Past, sat_last
    from exam.store import RECENT

    root = wiring.find_root()
    bank = known_bank(word) if word is not None and is_path(word) else None
    most = RECENT if attempts is None else attempts
    try:
        exam_date = read_schedule(root.data_dir).exam_date
    except FileRefused as refused:
        raise Declined(str(refused)) from None
    with root.open_store() as store:
        bank_id = bank.id if bank else word or sat_last(store)
        if bank_id is None:
            raise Declined(NOTHING)
        titles = {name: title for name, title, _ in store.banks()}
        results = store.results(attempts=most, bank=bank_id, blueprint=blueprint, mode=mode, learner=learner)
        sittings = store.sittings(attempts=most, bank=bank_id, blueprint=blueprint, mode=mode, learner=learner)
    if not sittings:
        asked = f" on {bank_id}" if word else ""
        raise Declined(NOTHING if not (blueprint or mode or asked) else f"No attempt{asked} like that has ended yet.")
    bank = bank or known_bank(bank_id)
    return Past(bank_id, titles.get(bank_id, bank_id), bank, results, sittings, now(), exam_date)


def known_bank(word: str) -> Bank | None:
    """The bank of an id or a path, or None where it is not there any more or faulty."""
    from exam.cli.find import find_bank
    from exam.formats import BankRefused

    try:
        return find_bank(wiring.find_root(), word, DEFAULT_BANK_SIZE * MEGABYTE)
    except (Declined, BankRefused, OSError):
        return None
