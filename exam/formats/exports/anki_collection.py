"""A collection of Anki as a database, in the form that every version of Anki since 2.0 imports (schema 11).

genanki writes the same; it had its last release in 2023, has no types, brings four packages and writes the hour into
what it packs, so that the same questions never make the same file.
"""

import hashlib
import itertools
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from exam.core.text import one_line

_SEPARATOR = "\x1f"
_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
_DECK_CONFIG = {
    "id": 1,
    "mod": 0,
    "name": "Default",
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "new": {"bury": False, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 200},
    "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
    "dyn": False,
}


@dataclass(frozen=True)
class NoteKind:
    """A note type of ours. Its id must never change: by it Anki knows the notes again that it has."""

    id: int
    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    css: str
    is_cloze: bool = False


@dataclass(frozen=True)
class OutgoingNote:
    """A note with its fields in HTML, in the order of its type's."""

    name: str
    """What it is known by again, together with the bank."""
    kind: NoteKind
    fields: tuple[str, ...]
    deck: str
    tags: tuple[str, ...] = ()
    gaps: int = 1
    """How many cards it makes, of a text with gaps."""


def collection(notes: Sequence[OutgoingNote], *, bank: str, description: str, at: int) -> bytes:
    """The database. `at` is the time at which it was made, in seconds since 1970."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.executescript(_SCHEMA)
        decks = {deck: anki_id(f"{bank}\x1f{deck}") for deck in dict.fromkeys(note.deck for note in notes)}
        kinds = {note.kind.id: note.kind for note in notes}
        database.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                at - at % 86_400,
                at * 1000,
                at * 1000,
                json.dumps({"nextPos": len(notes) + 1, "curDeck": 1, "activeDecks": [1], "newSpread": 0}),
                json.dumps({str(kind.id): _model(kind, at) for kind in kinds.values()}),
                json.dumps(_decks(decks, description, at)),
                json.dumps({"1": _DECK_CONFIG}),
            ),
        )
        first_key = anki_id(bank)
        cards = itertools.count(first_key + len(notes) + 1)
        for due, note in enumerate(notes, 1):
            key = first_key + due
            first = note.fields[0]
            checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
            tags = f" {' '.join(note.tags)} " if note.tags else ""
            database.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')",
                (key, guid(bank, note.name), note.kind.id, at, tags, _SEPARATOR.join(note.fields), first, checksum),
            )
            for order in range(note.gaps):
                database.execute(
                    "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
                    (next(cards), key, decks[note.deck], order, at, due),
                )
        return database.serialize()


def guid(bank: str, name: str) -> str:
    """What Anki knows a note by again when it is imported a second time: the same for the same item of a bank."""
    return hashlib.sha256(f"exam\x1f{bank}\x1f{name}".encode()).hexdigest()[:20]


def anki_id(text: str) -> int:
    """An id for a note, a card or a deck: the same for the same text, and like the milliseconds that Anki uses."""
    return 1_000_000_000_000 + int(hashlib.sha256(text.encode()).hexdigest()[:11], 16) % 600_000_000_000


def _model(kind: NoteKind, at: int) -> Mapping[str, Any]:
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for place, name in enumerate(kind.fields)
    ]
    template = {"name": "1", "ord": 0, "qfmt": kind.front, "afmt": kind.back, "did": None, "bqfmt": "", "bafmt": ""}
    return {
        "id": kind.id,
        "name": kind.name,
        "type": int(kind.is_cloze),
        "mod": at,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tmpls": [template],
        "flds": fields,
        "css": kind.css,
        "latexPre": "\\documentclass{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def _decks(decks: Mapping[str, int], description: str, at: int) -> Mapping[str, Any]:
    def deck(key: int, name: str, about: str = "") -> Mapping[str, Any]:
        today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
        said = {"desc": about, "dyn": 0, "conf": 1, "collapsed": False, "extendNew": 0, "extendRev": 50}
        return {"id": key, "name": one_line(name), "mod": at, "usn": -1, **said, **today}

    found = {"1": deck(1, "Default")}
    for name, key in decks.items():
        found[str(key)] = deck(key, name, description)
    return found
