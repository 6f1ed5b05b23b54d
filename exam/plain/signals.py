"""What a signal does to a plain sitting: it stops it between two changes, so that no commit is cut in half."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Those that ask a program to go. Windows has no hang-up."""


class Stopped(Exception):
    """A signal asked the program to go."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.signal = number


class Stops:
    """While it is entered, signals raise Stopped where `allowed` lets them; anywhere else they wait for that."""

    def __init__(self) -> None:
        self._pending: int | None = None
        self._allowed = False
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> "Stops":
        for name in _NAMES:
            if (number := getattr(signal, name, None)) is not None:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, before in self._before.items():
            signal.signal(number, before if before is not None else signal.SIG_DFL)

    @contextmanager
    def allowed(self) -> Iterator[None]:
        """Around what may be broken off: waiting and writing. Raises Stopped, at once where a signal came before."""
        self._allowed = True
        try:
            if self._pending is not None:
                raise Stopped(self._pending)
            yield
        finally:
            self._allowed = False

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._pending is not None:
            return
        self._pending = number
        if self._allowed:
            raise Stopped(number)
