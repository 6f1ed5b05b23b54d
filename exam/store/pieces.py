"""Putting an attempt together of what is left of it in several places.

The checksum of each event is over all before it, down to the form, so pieces that go together prove it, wherever they
were found and under whatever name.
"""

import json
import sqlite3
import zlib
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from exam.store.records import Logged
from exam.store.witness import Record

_OF_NOBODY = "attempt NOT IN (SELECT id FROM attempt)"


@dataclass
class Pieces:
    """Forms and events of one attempt from one place, sound or not."""

    forms: list[bytes] = field(default_factory=list)
    """Compressed."""
    events: list[tuple[int, Logged]] = field(default_factory=list)
    """Each with its place in the log, from 0."""
    learner: str | None = None
    """Whose it is; None: that is not told."""
    alive_at: str = ""
    """Empty: that is not told."""
    discarded: str | None = None
    """When; None: it is among the attempts."""

    def __bool__(self) -> bool:
        return bool(self.forms or self.events)


def pieces_of(records: Iterable[Record]) -> Pieces:
    """What records tell of the one attempt that they are of; the last word counts of what is one thing."""
    found = Pieces()
    for record in records:
        match record:
            case {"learner": str(who), "alive": str(at), "form": str(form), "events": list(log)}:
                found.forms.append(b64decode(form))
                found.events += [(n, (str(body), str(checksum))) for n, (body, checksum) in enumerate(log)]
                found.learner, found.alive_at, found.discarded = who, at, None
            case {"sequence": int(n), "event": [str(body), str(checksum)]}:
                found.events.append((n, (body, checksum)))
                found.discarded = None
            case {"discarded": str(at)}:
                found.discarded = at
            case _:
                pass
    return found


def pieces_in(database: sqlite3.Connection, name: str, *, damaged: bool = False) -> Pieces:
    """What a database has under a name, among the attempts, in the bin, or without an attempt.

    `damaged`: what cannot be read of it is left out; otherwise sqlite3.Error is raised.
    """
    found = Pieces()
    for read in (_row, _form, _events, _binned):
        try:
            read(database, name, found)
        except (sqlite3.Error, UnicodeError):
            if not damaged:
                raise
    return found


def loose_pieces(database: sqlite3.Connection) -> Pieces:
    """What there is under names of no attempt, as far as it can be read; a name may be what is damaged."""
    found = Pieces()
    for read in (_form, _events):
        with suppress(sqlite3.Error, UnicodeError):
            read(database, None, found)
    return found


def checksums_in(database: sqlite3.Connection, besides: Collection[str] = ()) -> set[str]:
    """The checksums of all events of attempts, those in the bin too, but of those that are named."""
    found = {
        checksum
        for name, checksum in database.execute(
            "SELECT attempt, lower(hex(checksum)) FROM event WHERE attempt IN (SELECT id FROM attempt)"
        )
        if name not in besides
    }
    for (name,) in database.execute("SELECT attempt FROM discarded").fetchall():
        if name not in besides:
            found |= {checksum for _, (_, checksum) in pieces_in(database, name).events}
    return found


# A damaged record may have anything in any column, whatever its table says.


def _row(database: sqlite3.Connection, name: str, found: Pieces) -> None:
    for learner, alive_at in database.execute("SELECT learner, alive_at FROM attempt WHERE id = ?", (name,)):
        found.learner, found.alive_at = _learner(learner), str(alive_at)


def _form(database: sqlite3.Connection, name: str | None, found: Pieces) -> None:
    where, values = (_OF_NOBODY, ()) if name is None else ("attempt = ?", (name,))
    for (form,) in database.execute(f"SELECT body FROM form WHERE {where}", values):
        found.forms += [form] if isinstance(form, bytes) else []


def _events(database: sqlite3.Connection, name: str | None, found: Pieces) -> None:
    where, values = (_OF_NOBODY, ()) if name is None else ("attempt = ?", (name,))
    query = f"SELECT sequence, CAST(body AS BLOB), lower(hex(checksum)) FROM event WHERE {where} ORDER BY sequence"
    for n, body, checksum in database.execute(query, values):
        if isinstance(n, int) and isinstance(body, bytes):
            found.events.append((n, (body.decode("utf-8", "replace"), str(checksum))))


def _binned(database: sqlite3.Connection, name: str, found: Pieces) -> None:
    query = "SELECT at, learner, alive_at, form, CAST(events AS BLOB) FROM discarded WHERE attempt = ?"
    for at, learner, alive_at, form, events in database.execute(query, (name,)):
        found.discarded, found.learner, found.alive_at = str(at), _learner(learner), str(alive_at)
        found.forms += [form] if isinstance(form, bytes) else []
        found.events += enumerate(_logged(events))


def _learner(text: object) -> str | None:
    """None: a damaged text, which is nobody's name."""
    return text if isinstance(text, str) and "\ufffd" not in text else None


def _logged(events: bytes) -> list[Logged]:
    try:
        return [(str(body), str(checksum)) for body, checksum in json.loads(events)]
    except (ValueError, TypeError, RecursionError):
        return []


def put_together(
    here: Pieces, others: Sequence[Pieces] = (), loose: Sequence[Pieces] = ()
) -> tuple[bytes, list[Logged]] | None:
    """The whole form and log that these pieces make: what is `here` of an attempt and what `others` know of it.

    `loose` are pieces under names that may be wrong; of these alone nothing is made. None: they make none, or only what
    has less than there is here, or contradicts what is certainly right here.
    """
    own = (here, *others)
    forms: dict[str, bytes] = {}
    for form in (form for one in (*own, *loose) for form in one.forms):
        if digest := digest_of(form):
            forms.setdefault(digest, form)
    bodies: dict[int, set[Logged]] = {}
    for n, logged in (event for one in (*own, *loose) for event in one.events):
        bodies.setdefault(n, set()).add(logged)
    owned = {digest_of(form) for one in own for form in one.forms}
    told = {(n, checksum) for one in own for n, (_, checksum) in one.events}
    proven, there = _proven(here, forms), set(here.events)
    found: list[tuple[int, int, bytes, list[Logged]]] = []
    for digest, form in forms.items():
        for log in _logs(digest, bodies):
            placed, made = set(enumerate(log)), {checksum for _, checksum in log}
            certain = all(n < len(log) and log[n][1] == checksum for n, checksum in proven.items())
            all_of_it = all(n < len(log) or checksum in made for n, (_, checksum) in there)
            named = digest in owned or any((n, checksum) in told for n, (_, checksum) in placed)
            if certain and all_of_it and named:
                found.append((len(placed & there), len(log), form, log))
    return max(found, key=lambda one: one[:2])[2:] if found else None


def digest_of(form: object) -> str:
    """What the checksum of its first event is over, beside that event; empty where it is no form."""
    try:
        return sha256(zlib.decompress(form)).hexdigest()  # type: ignore[arg-type]
    except (TypeError, zlib.error):
        return ""


def _next(checksum: str, body: str) -> str:
    """The checksum of an event behind another; empty where that is none."""
    try:
        return sha256(bytes.fromhex(checksum) + body.encode("utf-8", "replace")).hexdigest()
    except ValueError:
        return ""


def _proven(here: Pieces, forms: Iterable[str]) -> dict[int, str]:
    """Checksums by place that are what was written: no accident makes one follow from what is before it."""
    proven: dict[int, str] = {}
    log = dict(here.events)
    for n, (body, checksum) in log.items():
        if n == 0 and any(_next(digest, body) == checksum for digest in forms):
            proven[0] = checksum
        elif n - 1 in log and len(log[n - 1][1]) == 64 and _next(log[n - 1][1], body) == checksum:
            proven |= {n - 1: log[n - 1][1], n: checksum}
    return proven


def _logs(digest: str, bodies: dict[int, set[Logged]]) -> Iterator[list[Logged]]:
    """Every log that follows from a form, as long as it can be."""
    written = {n: {checksum for _, checksum in logged} for n, logged in bodies.items()}
    ways: list[tuple[str, list[Logged]]] = [(digest, [])]
    while ways:
        before, log = ways.pop()
        n, ended = len(log), True
        for body in {body for body, _ in bodies.get(n, ())}:
            made = _next(before, body)
            # One that was damaged itself is known by the next that follows from it.
            if made in written[n] or any(_next(made, one) in written[n + 1] for one, _ in bodies.get(n + 1, ())):
                ways.append((made, [*log, (body, made)]))
                ended = False
        if ended and log:
            yield log
