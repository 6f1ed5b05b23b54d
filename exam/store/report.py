"""Owns how a long update says how far it is. Refuses to show it: whoever opens the database knows where."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Is told how many attempts are done, of how many."""

_STEP = 50
"""Attempts between two reports."""


def silent(done: int, of: int) -> None:
    """Reports to nobody."""


class Steps:
    """Attempts done, one after the other."""

    def __init__(self, of: int, report: Report) -> None:
        self.done = 0
        self.of = of
        self._report = report

    def step(self) -> None:
        self.done += 1
        if self.done % _STEP == 0 or self.done == self.of:
            self._report(self.done, self.of)
