"""The witness: a second record of every change, in a file of its own beside the database.

Whoever loses, cuts or exchanges the database or its log does not touch this file, so what is missing is noticed and can
be put back. It is written first and reaches the disk before the database commits: a program that is killed in between
leaves one change in the witness that nobody was told of, and never one in the database that the witness lacks.

Each line is a record in JSON and the running digest up to it, with a tab between them. The database holds, in the same
transaction as the change itself, how far the witness was written (a `LineEnd`), so one look tells whether they agree.
The file begins anew once a verified backup holds what was in it.
"""

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple

from exam.files.writing import draft_of

WITNESS_NAME = "exam.witness"
_DIGEST = 24
"""Hexadecimal digits of a digest: enough against accidents, which are what is looked for."""
_LONGEST_HEADER = 1000
_LONGEST_RECORD = 64_000_000
"""Bytes. A record of an attempt holds its paper, of some hundred thousand bytes at most."""

Record = dict[str, Any]
"""One change; see `exam.store.changes` for what may stand in it."""
Verdict = Literal["equal", "ahead", "behind", "different", "missing"]


class LineEnd(NamedTuple):
    """A place in the witness, at the end of a line."""

    size: int
    """Bytes before it."""
    digest: str
    """The running digest up to it; empty: the witness could not be written there."""


class Header(NamedTuple):
    """The first line of a witness."""

    database: str
    """The database that it belongs to."""
    generation: int
    """How often it was begun."""
    follows: str
    """The digest at which its predecessor ended."""
    given: int
    """Records at its beginning that the database had when it was begun."""


class Witness:
    """The file. Every method may raise OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, header: Header, records: Iterable[Record]) -> LineEnd:
        """Takes the place of what is there, whole or not at all, and gives its end."""
        with draft_of(self.path, overwrite=True) as draft, draft.open("wb") as file:
            place = LineEnd(0, "")
            for record in (header._asdict(), *records):
                line, place = _line(record, place)
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        return place

    def append(self, place: LineEnd, records: Iterable[Record]) -> LineEnd:
        """Writes records to the disk behind `place`, which must be the end, and gives the end after them."""
        end = place
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | _SAFELY)
        try:
            try:
                for record in records:
                    line, end = _line(record, end)
                    if os.write(handle, line) != len(line):
                        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
                getattr(os, "fdatasync", os.fsync)(handle)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(handle, place.size)
                raise
        finally:
            os.close(handle)
        return end

    def cut(self, place: LineEnd) -> None:
        """Takes off what lies behind a place: half a line, which was never acknowledged."""
        os.truncate(self.path, place.size)

    def header(self) -> Header | None:
        """Its first line; None where it is none. Raises FileNotFoundError where there is no such file."""
        with self._opened() as file:
            line = file.readline(_LONGEST_HEADER)
        found = _record(line, "")
        try:
            return None if found is None else Header(**found[0])
        except TypeError:
            return None

    def look(self, place: LineEnd) -> Verdict:
        """How the file stands to where the database says that it ended."""
        try:
            with self._opened() as file:
                size = os.fstat(file.fileno()).st_size
                if size < place.size:
                    return "behind"
                file.seek(max(0, place.size - _DIGEST - 2))
                if file.read(_DIGEST + 2) != f"\t{place.digest}\n".encode():
                    return "different"
        except FileNotFoundError:
            return "missing"
        return "equal" if size == place.size else "ahead"

    def read(self, after: LineEnd) -> Iterator[tuple[Record, LineEnd]]:
        """The records behind a place, each with the place after it, as far as their digests hold."""
        with self._opened() as file:
            file.seek(after.size)
            place = after
            while line := file.readline(_LONGEST_RECORD):
                found = _record(line, place.digest)
                if found is None:
                    return
                place = LineEnd(place.size + len(line), found[1])
                yield found[0], place

    def records(self) -> Iterator[tuple[Record, LineEnd]]:
        """All records behind the header."""
        read = self.read(LineEnd(0, ""))
        next(read, None)
        yield from read

    def is_whole(self) -> bool:
        """Whether every line is what was written, so that it tells of nothing less than was written to it."""
        sizes = [place.size for _, place in self.read(LineEnd(0, ""))]
        return sizes[-1:] == [self.path.stat().st_size]

    def has_line_after(self, place: LineEnd) -> bool:
        """Whether there is more behind a place than half a line."""
        with self._opened() as file:
            file.seek(place.size)
            line: bytes = file.readline(_LONGEST_RECORD)
        return line.endswith(b"\n")

    def sound_records(self, naming: str = "") -> Iterator[Record]:
        """Every record whose line is what was written, also behind a line that is not; with a name, those that have it.

        The header is among them, so a record may be of no known kind.
        """
        wanted, before, torn = json.dumps(naming, ensure_ascii=False).encode() if naming else b"", [""], b""
        with self._opened() as file:
            while line := file.readline(_LONGEST_RECORD):
                body, _, end = line.rstrip(b"\n").rpartition(b"\t")
                written, made = end.decode("ascii", "replace"), [_digest(one, body) for one in before]
                if written not in made:
                    before, torn = [written, *made[:2]], body
                    continue
                if torn and before[made.index(written)] != before[0]:
                    yield from _read_body(torn, wanted)  # only its digest was damaged
                before, torn = [written], b""
                yield from _read_body(body, wanted)

    def _opened(self) -> Any:
        handle = os.open(self.path, os.O_RDONLY | _SAFELY)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.EINVAL, "is no regular file", str(self.path))
        return os.fdopen(handle, "rb")


_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _line(record: Record, place: LineEnd) -> tuple[bytes, LineEnd]:
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    digest = _digest(place.digest, body)
    line = body + f"\t{digest}\n".encode()
    return line, LineEnd(place.size + len(line), digest)


def _record(line: bytes, digest: str) -> tuple[Record, str] | None:
    """What stands in a line, and the digest up to its end; None where it is not what was written."""
    body, tab, end = line.rpartition(b"\t")
    expected = _digest(digest, body)
    if not tab or end != f"{expected}\n".encode():
        return None
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return (record, expected) if isinstance(record, dict) else None


def _read_body(body: bytes, wanted: bytes) -> Iterator[Record]:
    try:
        record = json.loads(body) if wanted in body else None
    except (ValueError, RecursionError):
        return
    if isinstance(record, dict):
        yield record


def _digest(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode() + body).hexdigest()[:_DIGEST]
