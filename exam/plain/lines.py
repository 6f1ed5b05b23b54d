"""Owns hearing one line at a time without missing the deadline. Refuses to know what a line means.

A thread reads, because no other way to wait for a line or a moment, whichever comes first, works for pipes and
terminals on every system. It reads the raw stream: a thread that holds the lock of a buffered one when the
program ends makes the interpreter abort.
"""

import io
import threading
from queue import Empty, SimpleQueue
from typing import IO, Protocol

from exam.plain.signals import Stops

LONGEST = 10_000
"""Characters of one line that are kept; the rest of a longer one is dropped."""


class Silence(Exception):
    """No line came in the time given."""


class Source(Protocol):
    """Where commands come from."""

    def next(self, seconds: float) -> str | None:
        """The next line, without its end; None: there will be no more. Raises Silence after so many seconds."""
        ...


class Lines:
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
        with self._stops.open():
            try:
                line = self._heard.get(timeout=seconds)
            except Empty:
                raise Silence from None
        self._over = line is None
        return line


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
