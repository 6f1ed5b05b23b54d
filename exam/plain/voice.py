"""Owns where words go: data to one stream, remarks to the other, at once. Refuses to choose the words."""

from contextlib import suppress
from typing import TextIO

from exam.plain.signals import Stops


class Voice:
    """Two streams, each flushed with every utterance, so that a listener is never behind."""

    def __init__(self, out: TextIO, err: TextIO, stops: Stops | None = None) -> None:
        self._out = out
        self._err = err
        self._stops = stops or Stops()

    def say(self, *lines: str) -> None:
        """Data: questions, answers, results."""
        self._write(self._out, lines)

    def remark(self, *lines: str) -> None:
        """What a script need not read: hints, refusals, warnings of time. A deaf listener is no error."""
        with suppress(OSError):
            self._write(self._err, lines)

    def _write(self, stream: TextIO | None, lines: tuple[str, ...]) -> None:
        if stream is None:
            return
        with self._stops.open():
            stream.write("".join(f"{line}\n" for line in lines))
            stream.flush()
