"""How far the making of a form has come, for whoever waits for it."""

from collections.abc import Callable


class Steps:
    """Counts the steps done of a total and reports each. An exception of the report ends the making."""

    def __init__(self, total: int, report: Callable[[int, int], None] | None) -> None:
        self.done = 0
        self.total = total
        self._report = report
        self._tell()

    def advance(self) -> None:
        """One more step; where there were more than foreseen, the count stays at the total."""
        self.done = min(self.done + 1, self.total)
        self._tell()

    def finish(self) -> None:
        """Whatever was foreseen and not needed counts as done."""
        self.done = self.total
        self._tell()

    def _tell(self) -> None:
        if self._report is not None:
            self._report(self.done, self.total)
