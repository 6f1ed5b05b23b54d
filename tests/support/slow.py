"""A paper that takes a minute to make, all of it in Python: the thread holds the interpreter whenever it can."""

import time
from collections.abc import Callable

from exam.assembly import assemble
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.form import Form

SECONDS = 60


def slow_assemble(
    bank: Bank,
    blueprint: Blueprint,
    seed: int,
    weights: None = None,
    *,
    progress: Callable[[int, int], None],
) -> Form:
    """In place of `exam.library.paper.assemble_form`."""
    begun = time.monotonic()
    while (spent := time.monotonic() - begun) < SECONDS:
        progress(round(1_000 * spent), 1_000 * SECONDS)
        sum(range(10_000))
    return assemble(bank, blueprint, seed, weights)
