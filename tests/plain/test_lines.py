"""Lines from real pipes, and silence in between."""

import io
import os
from collections.abc import Iterator

import pytest

from exam.plain.lines import LONGEST, LineReader, Silence, Stops

Pipe = tuple[io.FileIO, LineReader]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """The writing end of a pipe, and the lines heard from it."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, io.FileIO(writing, "w") as end:
        lines = LineReader(stream, Stops())
        yield end, lines
        end.close()
        # The reader is at its end before its descriptor is given back, and perhaps taken by another pipe.
        while lines.next(5) is not None:
            pass


def test_lines_come_one_by_one_whatever_their_ends(pipe: Pipe) -> None:
    writing, lines = pipe
    writing.write(b"b\r\n\nflag\nlast")
    writing.close()
    assert [lines.next(5) for _ in range(5)] == ["b", "", "flag", "last", None]
    assert lines.next(5) is None


def test_silence_is_not_the_end(pipe: Pipe) -> None:
    writing, lines = pipe
    with pytest.raises(Silence):
        lines.next(0.01)
    writing.write(b"half a ")
    with pytest.raises(Silence):
        lines.next(0.01)
    writing.write("línea\n".encode())
    assert lines.next(5) == "half a línea"


def test_bytes_that_are_no_text_are_heard_as_signs(pipe: Pipe) -> None:
    writing, lines = pipe
    writing.write(b"\xef\xbb\xbfb\n\xff\xfe\n")
    assert [lines.next(5), lines.next(5)] == ["b", "��"]


def test_a_line_without_end_takes_no_memory_without_end(pipe: Pipe) -> None:
    writing, lines = pipe
    for _ in range(100):
        writing.write(b"x" * 1000)
    writing.write(b"\nb\n")
    long = lines.next(5)
    assert long is not None
    assert len(long) == LONGEST
    assert lines.next(5) == "b"


def test_no_stream_is_the_end() -> None:
    assert LineReader(None, Stops()).next(5) is None
