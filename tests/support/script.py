"""A sitter who follows a script: lines and silences for plain mode, by a clock that is told the time."""

from collections.abc import Iterable

from exam.plain.lines import Silence
from tests.support.clock import FakeClock


class Script:
    """A Source of lines. A number in place of a line is so many seconds of silence; its end is the end of input."""

    def __init__(self, clock: FakeClock, lines: Iterable[str | float]) -> None:
        self._clock = clock
        self._lines = iter(lines)

    def next(self, seconds: float) -> str | None:
        line = next(self._lines, None)
        if isinstance(line, int | float):
            self._clock.advance(line)
            raise Silence
        return line
