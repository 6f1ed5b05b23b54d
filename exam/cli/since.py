"""What the command line says of a bank beside an attempt that was made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exam.cli.wiring import find_root

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.learning.bank_since import BankSince


def bank_since_of(attempt: Attempt, *, at_once: bool = False) -> BankSince:
    """What became of an attempt's bank since; `at_once`: somebody waits whose time will run."""
    from exam.learning.bank_since import bank_since
    from exam.library.find import bank_by_now

    root = find_root()
    return bank_since(attempt, bank_by_now(root.bank_files(), root.open_bank, attempt.form.bank, at_once=at_once))


def since_remark(identifier: str, attempt: Attempt, since: BankSince) -> str:
    """What is to be said beside an attempt that has ended, with the way to mark it anew; empty for a bank as it was."""
    more = f" 'exam regrade {identifier}' shows what that would change." if since.otherwise(attempt) else ""
    return since.words(attempt) + more
