"""Reading the notes and reports of attempts from their logs, without replaying these.

Few events are notes, and few attempts have any, so the log is looked through for them and nothing is kept beside it.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from exam.core.own_words import OwnWords, WordsKind
from exam.core.text import one_line, visible
from exam.core.wording import in_line

_FIELDS: dict[str, tuple[WordsKind, str]] = {"noted": ("note", "text"), "reported": ("report", "reason")}
"""What an event of each kind writes, and the field that has its text."""
_Latest = dict[tuple[str, int, WordsKind], tuple[str, datetime]]
"""What was written last, and when, by attempt, question and kind."""


def read_own_words(database: sqlite3.Connection, where: str, values: tuple[object, ...]) -> list[OwnWords]:
    """What stands on the questions of the attempts that `where` lets through, the newest first.

    Raises ValueError, LookupError or TypeError where the log is not what was written.
    """
    # A quote inside a text is written with a backslash before it, so no text looks like the kind of an event.
    kinds = " OR ".join(f"""body LIKE '%"kind":"{kind}"%'""" for kind in _FIELDS)
    written = database.execute(
        f"SELECT attempt, body FROM event WHERE ({kinds}) AND attempt IN (SELECT id FROM attempt WHERE {where}) "
        "ORDER BY attempt, sequence",
        values,
    )
    latest: _Latest = {}
    for attempt, body in written:
        event = json.loads(body)
        kind, field = _FIELDS[event["kind"]]
        latest[attempt, event["n"], kind] = visible(event[field]), datetime.fromisoformat(event["at"])
    found = list(_found(database, {key: words for key, words in latest.items() if words[0].strip()}))
    return sorted(found, key=lambda one: (one.at, one.attempt, one.n, one.kind), reverse=True)


def _found(database: sqlite3.Connection, latest: _Latest) -> Iterator[OwnWords]:
    papers: dict[str, tuple[bool, dict[str, Any]]] = {}
    for (attempt, n, kind), (text, at) in latest.items():
        if attempt not in papers:
            papers = {attempt: _paper(database, attempt)}  # those of one attempt follow each other
        ended, form = papers[attempt]
        slot = form["slots"][n - 1]
        titles = {section["id"]: section["title"] for section in form["sections"]}
        stem, section = in_line(slot["stem"], form.get("text", "flowing")), one_line(titles[slot["section"]])
        bank, title = form["bank"], one_line(form["bank_title"])
        yield OwnWords(kind, one_line(text), at, attempt, ended, n, slot["item"], stem, section, bank, title, text)


def _paper(database: sqlite3.Connection, attempt: str) -> tuple[bool, dict[str, Any]]:
    """Whether an attempt has ended, and its form as it is written."""
    ended, body = database.execute(
        "SELECT ended_at IS NOT NULL, body FROM attempt JOIN form ON attempt = id WHERE id = ?", (attempt,)
    ).fetchone()
    try:
        return bool(ended), json.loads(zlib.decompress(body))
    except zlib.error as error:
        raise ValueError(f"the paper of attempt {attempt} was damaged: {error}") from error
