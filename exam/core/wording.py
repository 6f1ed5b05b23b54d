"""How values are put in words and figures, the same on every face. Without pydantic, which a list does not pay for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from exam.core.text import one_line

if TYPE_CHECKING:
    from exam.core.exhibit import TextFormat
    from exam.core.form import Form, Home, Option, Slot
    from exam.core.scoring import Subscore


def clock(left: timedelta) -> str:
    """Time as a clock shows it: 42:17, or 1:02:03 from an hour on. Part seconds count as a whole one left."""
    seconds = -(-left // timedelta(seconds=1))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def duration(seconds: float) -> str:
    """A length of time as people say it: 48 s, 12 min 5 s, 1 h 3 min, 2 h."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def minutes(seconds: float) -> str:
    """A length of time in a column, without the seconds where it has minutes: 48 s, 12 min, 1 h 3 min."""
    return duration(seconds if round(seconds) < 60 else 60 * round(seconds / 60))


def counted(number: int, word: str) -> str:
    """As in "1 question", "1,200 questions"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def listing(words: Iterable[str]) -> str:
    """As in "A, B and C"."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last


def did_you_mean(word: str, known: Iterable[str], before: str = "") -> str:
    """As in " Did you mean 'quick'?", to follow what is wrong with a word; "" where nothing known is like it.

    `before` is what stands before each of the known when it is typed.
    """
    from difflib import get_close_matches  # slow to load, and seldom needed

    by_lower = {one.lower(): one for one in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    if not close:
        close = [one for one in by_lower if len(word) > 1 and one.startswith(word.lower())][:1]
    return f" Did you mean '{f'{before} ' if before else ''}{by_lower[close[0]]}'?" if close else ""


def has_none(owner: str, kind: str, word: str, known: Iterable[str]) -> str:
    """As in "The bank b has no preset 'quik'. Did you mean 'quick'? It has: full, quick."."""
    some = [*known]
    return f"{owner} has no {kind} {word!r}.{did_you_mean(word, some)} It has: {', '.join(some)}."


def in_few_words(numbers: Iterable[int]) -> str:
    """Ascending numbers in few words: 2, 4 to 7 and 9."""
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda numbered: numbered[1] - numbered[0]):
        words = [str(n) for _, n in run]
        parts += words if len(words) < 3 else [f"{words[0]} to {words[-1]}"]
    return listing(parts)


def exam_in(day: date, today: date) -> str:
    """When the exam is, to follow "the exam is": in 12 days, tomorrow, today, over."""
    days = (day - today).days
    return "over" if days < 0 else "today" if not days else "tomorrow" if days == 1 else f"in {counted(days, 'day')}"


def signed(value: float, places: int = 0) -> str:
    """A difference with its sign, as in "+5" or "−0.12": a minus is no hyphen, and nothing has no sign."""
    text = f"{abs(value):.{places}f}"
    return text if not float(text) else f"{'−' if value < 0 else '+'}{text}"


DRILL, SIDE_BY_SIDE = "Drill: ", "Side by side: "
"""How the names of drills begin."""


def paper(title: str, mode: str, *, drill: bool) -> str:
    """What was sat, as in "Standard", "Drill: missed, practice", or "Standard, drill" where a drill has no name."""
    nameless = drill and not title.startswith((DRILL, SIDE_BY_SIDE))
    return ", ".join((title, *(["drill"] if nameless else []), *(["practice"] if mode == "practice" else [])))


def verdict(*, passed: bool, drill: bool) -> str:
    """Passed or not; of a drill nothing, because its questions were picked for being hard."""
    return "" if drill else "passed" if passed else "not passed"


def points(value: Fraction) -> str:
    """Points without a needless fraction: 3, 2.5, or 2.67."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0").rstrip(".")


def points_of(score: Subscore) -> str:
    """As in "3 of 5"."""
    return f"{points(score.points)} of {score.possible}"


def percent(score: Subscore) -> str:
    """A share of the points, as in "83 %"."""
    return f"{score.percent:.0f} %"


def interval(score: Subscore) -> str:
    """The 95 % interval, as in "45–83 %", or a dash where there is nothing to score."""
    if score.interval is None:
        return "–"
    low, high = score.interval
    return f"{low:.0f}–{high:.0f} %"


def sharing(form: Form, slot: Slot) -> str:
    """Who has one list of answers with this one, as in "Questions 12 to 16 share these answers."; "" for nobody."""
    if not slot.block:
        return ""
    first, last = form.blocks[slot.block]
    return f"Questions {first} to {last} share these answers."


def in_line(text: str, texts: TextFormat) -> str:
    """A text of a bank in one line, without the signs of Markdown where it has any."""
    if texts != "markdown":
        return one_line(text)
    from exam.core.markdown import brief

    return brief(text)


def really(form: Form, slot: Slot, option: Option) -> str:
    """What a wrong option really is: the question that it answers, in its section; "" where an author wrote it.

    An option of a reversed question is itself a question: what would answer it is told instead.
    """
    home = form.homes.get(option.home) if option.home is not None and option.home != slot.item else None
    if home is None:
        return ""
    if slot.kind == "reversed":
        answer = in_line(home.answer or "", form.text)
        return f"Its answer would be: {answer} {_placed(home)}" if answer else _placed(home)
    beside = [other.n for other in form.slots if slot.block and other.block == slot.block and other.item == option.home]
    which = f" question {beside[0]}" if beside else ""
    return f"The answer to{which}: {in_line(home.stem, form.text)} {_placed(home)}"


def _placed(home: Home) -> str:
    """The section behind a question: in brackets, unless its title ends in some."""
    return f"– {home.section}" if home.section.endswith(")") else f"({home.section})"
