"""What the database keeps of an attempt beside its form and its events, so that no list has to replay them.

All of it follows from form and events, and `Store.rebuild` makes it anew. The score of an attempt is computed here,
once, when it ends: the row of the attempt, the scores of its sections and its responses come from the same report.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from exam.core.analysis import changed_answers
from exam.core.attempt import Attempt, State
from exam.core.results import option_name
from exam.core.scoring import ScoreReport, score
from exam.store.rows import instant_text

Columns = dict[str, str | int | float | None]
"""Values of the attempt table by column."""


def paper_columns(attempt: Attempt) -> Columns:
    """What the start of an attempt settles, by column."""
    form, blueprint = attempt.form, attempt.form.blueprint
    return {
        "bank": form.bank,
        "bank_title": form.bank_title,
        "blueprint": blueprint.id,
        "blueprint_title": form.title,
        "code": form.code,
        "mode": attempt.mode,
        "items": len(form.slots),
        "started_at": instant_text(attempt.started_at),
        "cut": form.cut,
        "drill": int(form.is_drill),
        "allowed": attempt.seconds,
        "pace": (attempt.seconds or form.minutes * 60) / max(1, len(form.slots)),
    }


def progress_columns(attempt: Attempt) -> Columns:
    """What every event may change, by column."""
    return {
        "state": attempt.state.value,
        "events": attempt.events,
        "answered": attempt.answered,
        "last_at": instant_text(attempt.last_at),
        "suspended_at": instant_text(attempt.suspended_at),
        "deadline": instant_text(attempt.deadline),
        "ended_at": instant_text(attempt.ended_at),
        "ended_reason": attempt.ended_reason,
        "suspended_for": attempt.suspended_for.total_seconds(),
    }


def update_attempt(database: sqlite3.Connection, identifier: str, columns: Columns) -> None:
    """Writes these columns of an attempt's row."""
    assignments = ", ".join(f"{name} = ?" for name in columns)
    database.execute(f"UPDATE attempt SET {assignments} WHERE id = ?", (*columns.values(), identifier))


def write_score(database: sqlite3.Connection, identifier: str, attempt: Attempt, *, pooled: bool = False) -> None:
    """Writes what an attempt came to anew: score, section scores and responses; nothing of one that has not ended.

    `pooled`: it is new, and one of many; where their questions were met first is noted by the caller, of all at once.
    """
    for table in () if pooled else ("section_score", "response"):
        database.execute(f"DELETE FROM {table} WHERE attempt = ?", (identifier,))
    if attempt.state is not State.CLOSED:
        update_attempt(database, identifier, {"points": None, "possible": None, "passed": None})
        # One whose end was taken back had met its questions, perhaps first of all.
        if database.execute("SELECT 1 FROM meeting WHERE attempt = ? LIMIT 1", (identifier,)).fetchone():
            note_first_meetings(database)
        return
    report = score(attempt)
    whole = report.score
    update_attempt(
        database,
        identifier,
        {"points": str(whole.points), "possible": whole.possible, "passed": int(report.passed)},
    )
    database.executemany(
        "INSERT INTO section_score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (identifier, place, section.id, section.title, str(section.score.points), section.score.possible,
             section.score.correct, section.score.counted, section.score.seconds)
            for place, section in enumerate(report.sections, start=1)
        ],
    )  # fmt: skip
    insert_responses(database, ((identifier, *row) for row in response_rows(attempt, report)))
    if not pooled:
        note_first_meetings(database, [identifier])


def response_rows(attempt: Attempt, report: ScoreReport) -> Iterator[tuple[object, ...]]:
    """The row of each slot in the response table, without the attempt's id."""
    change = {one.n: one.change for one in changed_answers(attempt)}
    for mark, slot in zip(report.marks, attempt.form.slots, strict=True):
        if slot.dropped:  # says nothing of anybody
            continue
        progress = attempt.of(slot.n)
        homes = {option.id: option_name(option.home, option.text) for option in slot.options}
        yield (
            slot.n,
            slot.item,
            slot.section,
            slot.kind,
            mark.outcome,
            " ".join(dict.fromkeys(homes[name] for name in mark.response)) if slot.is_choice else "",
            " ".join(dict.fromkeys(homes.values())) if slot.is_choice else "",
            round(mark.seconds, 3),
            change.get(slot.n),
            int(progress.marked),
            int(progress.doubted),
        )


def insert_responses(database: sqlite3.Connection, rows: Iterable[tuple[object, ...]]) -> None:
    """Writes whole rows of the response table."""
    database.executemany("INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def note_first_meetings(database: sqlite3.Connection, attempts: Sequence[str] | None = None) -> None:
    """Notes where items were met first, as far as some attempts change that, or from all attempts anew (None).

    An attempt that was read in from another machine may be older than the one in which an item was met here.
    """
    if attempts is None:
        database.execute("DELETE FROM meeting")
    database.execute(
        f"""
        INSERT INTO meeting
        SELECT learner, bank, item, ended_at, attempt, min(n) FROM response JOIN attempt ON id = attempt
        WHERE outcome <> 'not_reached' {"" if attempts is None else "AND attempt IN (SELECT value FROM json_each(?))"}
        GROUP BY attempt, item ORDER BY ended_at, attempt
        ON CONFLICT DO UPDATE SET at = excluded.at, attempt = excluded.attempt, n = excluded.n
        WHERE (excluded.at, excluded.attempt) < (meeting.at, meeting.attempt)
        """,
        () if attempts is None else (json.dumps(attempts),),
    )
