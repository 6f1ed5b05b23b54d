"""What plain mode hears and says, line by line, and the signals that stop it between two changes.

A thread reads the input, because no other way to wait for a line or for some time, whichever comes first, works with
pipes and terminals on every system. It reads the raw stream: a thread that holds the lock of a buffered stream when
the program ends makes the interpreter abort.
"""

import io
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType
from typing import IO, Protocol, TextIO

LONGEST = 10_000
"""Characters of one line that are kept; the rest of a longer one is dropped."""

_AN_HOUR = 3600.0
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Those that ask a program to go. Windows has no hang-up."""


class Stopped(Exception):
    """A signal asked the program to go."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.signal = number


class Stops:
    """While it is entered, signals raise Stopped where `allowed` lets them; anywhere else they wait for that.

    So no commit is cut in half.
    """

    def __init__(self) -> None:
        self._pending: int | None = None
        self._allowed = False
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    def __enter__(self) -> "Stops":
        for name in _NAMES:
            if (number := getattr(signal, name, None)) is not None:
                self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
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


class Silence(Exception):
    """No line came in the time given."""


class Source(Protocol):
    """Where commands come from."""

    def next(self, seconds: float) -> str | None:
        """The next line, without its end; None: there will be no more. Raises Silence after so many seconds."""
        ...


class LineReader:
    """A Source over a byte stream in UTF-8."""

    def __init__(self, stream: IO[bytes] | None, stops: Stops) -> None:
        self._stops = stops
        self._heard: SimpleQueue[str | None] = SimpleQueue()
        self._over = stream is None
        if stream is not None:
            raw = stream.raw if isinstance(stream, io.BufferedReader) else stream
            threading.Thread(target=_read, args=(raw, self._heard), daemon=True).start()

    def next(self, seconds: float) -> str | None:
        if self._over:
            return None
        with self._stops.allowed():
            try:
                line = self._heard.get(timeout=seconds)
            except Empty:
                raise Silence from None
        self._over = line is None
        return line


class Voice:
    """Data goes to one stream and remarks to the other. Each utterance is flushed, so that a listener is never behind.

    Raises OSError where the listener of the data is gone.
    """

    def __init__(self, out: TextIO, err: TextIO, stops: Stops | None = None) -> None:
        self._out = out
        self._err = err
        self._stops = stops or Stops()

    def say(self, *lines: str) -> None:
        """Data: questions, answers, results."""
        self._write(self._out, lines)

    def remark(self, *lines: str) -> None:
        """What a script need not read: hints, refusals, warnings of time. Nobody has to listen to these."""
        with suppress(OSError):
            self._write(self._err, lines)

    def _write(self, stream: TextIO | None, lines: tuple[str, ...]) -> None:
        if stream is not None:  # as where the program runs without a console
            with self._stops.allowed():
                stream.write("".join(f"{line}\n" for line in lines))
                stream.flush()


def next_line(source: Source) -> str | None:
    """The next line, however long it takes; None: there will be no more."""
    while True:
        with suppress(Silence):
            return source.next(_AN_HOUR)


def _read(raw: IO[bytes] | io.RawIOBase, heard: SimpleQueue[str | None]) -> None:
    """Puts every line, then None. A last line without an end counts: a script may lack the final newline."""
    rest = b""
    try:
        while piece := raw.read(4096):
            *whole, rest = (rest + piece).replace(b"\r\n", b"\n").split(b"\n")
            for line in whole:
                heard.put(_text(line))
            rest = rest[: LONGEST * 4]
        if rest:
            heard.put(_text(rest))
    except (OSError, ValueError):
        pass  # The terminal is gone: the same as the end of input.
    heard.put(None)


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").removeprefix("\ufeff")[:LONGEST]
