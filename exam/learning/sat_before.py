"""How it went last time, in one line, before a paper of the same bank and preset is begun again."""

from datetime import datetime

from exam.assembly.code import has_own_settings
from exam.core.days import day_of
from exam.core.ended import EndedAttempt
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.wording import points
from exam.store import Store

_MINUTE = 60


def sat_before(store: Store, form: Form, mode: Mode, now: datetime) -> str:
    """As in "14 November: 68 %, 34 of 50, 52 of 60 min"; empty for a drill, own settings, and a first time.

    It is of the latest attempt in the same mode; `now` is in the learner's time zone. Raises StoreError.
    """
    if form.is_drill or has_own_settings(form.code):
        return ""
    alike = [
        one
        for one in store.ended_attempts(bank=form.bank)
        if (one.blueprint, one.mode, one.drill) == (form.blueprint.id, mode, False)
        and one.whole.possible
        and not has_own_settings(one.code)
    ]
    return _words(max(alike, key=lambda one: one.at), now) if alike else ""


def _words(last: EndedAttempt, now: datetime) -> str:
    day = day_of(last.at, now.tzinfo)
    year = "" if day.year == now.year else f" {day.year}"
    whole, used = last.whole, f"{last.whole.seconds / _MINUTE:.0f}"
    time = f"{used} min" if last.allowed is None else f"{used} of {last.allowed / _MINUTE:.0f} min"
    return f"{day.day} {day:%B}{year}: {whole.percent:.0f} %, {points(whole.points)} of {whole.possible}, {time}"
