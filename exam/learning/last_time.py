"""How it went last time: the attempt on the same preset before one that is begun now, or before one that has ended."""

from datetime import datetime
from itertools import dropwhile

from exam.assembly.code import has_own_settings
from exam.core.days import day_of
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.wording import points
from exam.store import AttemptRow, Store

_MINUTE = 60


def last_time(store: Store, form: Form, mode: Mode, before: str | None = None) -> AttemptRow | None:
    """The latest scored attempt on a form's preset in the same mode; with `before`, the latest before that attempt.

    None where there is none, and for drills and papers with settings of one's own, which are held against nothing.
    Raises StoreError.
    """
    if form.is_drill or has_own_settings(form.code):
        return None
    rows = store.history(bank=form.bank, blueprint=form.blueprint.id, mode=mode)
    if before is not None:
        rows = [*dropwhile(lambda row: row.id != before, rows)][1:]
    alike = (row for row in rows if row.percent is not None and not row.drill and not has_own_settings(row.code))
    return next(alike, None)


def last_time_words(store: Store, form: Form, mode: Mode, now: datetime) -> str:
    """As in "14 November: 68 %, 34 of 50, 52 of 60 min"; empty where there was no last time.

    `now` is in the learner's time zone. Raises StoreError.
    """
    row = last_time(store, form, mode)
    if row is None or row.ended_at is None or row.points is None or row.percent is None:
        return ""
    attempt = store.load(row.id).attempt
    day = day_of(row.ended_at, now.tzinfo)
    year = "" if day.year == now.year else f" {day.year}"
    used = f"{attempt.used(row.ended_at).total_seconds() / _MINUTE:.0f}"
    time = f"{used} min" if attempt.seconds is None else f"{used} of {attempt.seconds / _MINUTE:.0f} min"
    return f"{day.day} {day:%B}{year}: {row.percent:.0f} %, {points(row.points)} of {row.possible}, {time}"
