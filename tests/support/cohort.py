"""Owns the attempts of a group at one paper, made of what each person chose, as a file of attempts holds them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from exam.core.events import Ended, Event, Responded, Started, Visited
from exam.core.form import Form
from exam.files.attempts import ExportedAttempt
from tests.support.clock import NOON
from tests.support.forms import right, sample_form

CHOICES = Path(__file__).parents[1] / "learning" / "group" / "choices.csv"
KEYS = "ABCDABCD"


def chosen_by_people() -> list[str]:
    """The letters that 150 people chose at eight questions, whose right ones are KEYS."""
    return [line for line in CHOICES.read_text("utf-8").splitlines() if not line.startswith("#")][1:]


def cohort(rows: Iterable[str], keys: str = KEYS) -> Iterator[ExportedAttempt]:
    """An attempt of each person; the letters that are no keys stand for the wrong options in their order."""
    form = sample_form(len(keys))
    for number, row in enumerate(rows):
        yield ExportedAttempt(f"p{number}", f"Person {number}", form, tuple(_events(form, row, keys, number)))


def _events(form: Form, row: str, keys: str, number: int) -> Iterator[Event]:
    at = NOON + timedelta(minutes=number)
    yield Started(at=at, mode="exam", seconds=600)
    for n, (letter, key) in enumerate(zip(row, keys, strict=True), start=1):
        at += timedelta(seconds=2)
        yield Visited(at=at, n=n)
        wrong = [option.id for option in form.slot(n).options if option.id not in form.slot(n).key]
        others = [one for one in "ABCD" if one != key]
        at += timedelta(seconds=5 + (number + n) % 30)
        yield Responded(at=at, n=n, response=right(form, n) if letter == key else (wrong[others.index(letter)],))
    yield Ended(at=at, reason="submitted")
