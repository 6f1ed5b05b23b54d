"""Owns what a signal does to a plain sitting: it stops it between two changes. Refuses to cut a commit in half."""

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
    """While it is entered, signals raise Stopped, but only where `open` allows it; elsewhere they wait for that."""

    def __init__(self) -> None:
        self._pending: int | None = None
        self._open = False
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> "Stops":
        for name in _NAMES:
            if (number := getattr(signal, name, None)) is not None:
                self._before[number] = signal.signal(number, self._heard)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, before in self._before.items():
            signal.signal(number, before if before is not None else signal.SIG_DFL)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Around waiting and writing: what may be broken off. Raises Stopped, at once if a signal came before."""
        self._open = True
        try:
            if self._pending is not None:
                raise Stopped(self._pending)
            yield
        finally:
            self._open = False

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if self._pending is not None:
            return
        self._pending = number
        if self._open:
            raise Stopped(number)
