"""Files of attempts, read the short way and the long way: the same is kept of them."""

import json
import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.attempt import Refused
from exam.core.events import (
    ClockShifted,
    Doubted,
    Ended,
    Event,
    Forecast,
    Jotted,
    Marked,
    Mode,
    Noted,
    Reported,
    Responded,
    Resumed,
    Started,
    Struck,
    Suspended,
    Visited,
    event_text,
)
from exam.core.fold import apply, begin
from exam.core.form import Form, Option
from exam.core.option_id import opaque, opaque_ids
from exam.files.attempts import ExportedAttempt, read_replayed, read_to_keep, write_attempts
from exam.files.plain_attempts import PlainAttempt
from exam.store import Store
from exam.store.examining import examine_store
from exam.store.incoming import Incoming, incoming
from exam.store.pooling import read_pool
from exam.store.records import whole_record, whole_text
from exam.store.witness import record_text
from tests.support import cohort, every_kind, sample_form
from tests.support.clock import NOON

QUESTIONS = 4
SITTINGS = int(os.environ.get("EXAM_SITTINGS", "25"))


def usual(form: Form) -> Form:
    """The same paper with the ids of options that papers have."""
    slots = []
    for slot in form.slots:
        name = {option.id: opaque(form.seed, slot.item, option.text) for option in slot.options}
        options = tuple(Option(id=name[one.id], text=one.text, home=one.home) for one in slot.options)
        slots.append(slot.model_copy(update={"options": options, "key": tuple(name[one] for one in slot.key)}))
    return form.model_copy(update={"slots": tuple(slots)})


FORMS = [
    sample_form(QUESTIONS),
    usual(sample_form(QUESTIONS)),
    usual(sample_form(QUESTIONS, choose=2, cut=50)),
    usual(sample_form(QUESTIONS, navigation="linear")),
]


def written(path: Path, attempts: Iterable[ExportedAttempt]) -> Path:
    path.write_text("".join(write_attempts(attempts)), "utf-8")
    return path


def kept_by_models(path: Path, learner: str = "") -> list[Incoming]:
    """What the long way keeps of a file."""
    return [incoming(one.id, attempt, one.events, one.learner or learner) for one, attempt in read_replayed(path)]


def thing(dice: Random, form: Form) -> Event:
    """Anything that may be tried in a paper between its beginning and its end."""
    slot = dice.choice(form.slots)
    at, n, on, ids = NOON, slot.n, dice.random() < 0.5, [option.id for option in slot.options]
    kinds: list[Callable[[], Event]] = [
        lambda: Visited(at=at, n=n),
        lambda: Responded(at=at, n=n, response=tuple(dice.sample(ids, dice.randint(0, slot.choose)))),
        lambda: Marked(at=at, n=n, on=on),
        lambda: Doubted(at=at, n=n, on=on),
        lambda: Struck(at=at, n=n, option=dice.choice(ids), on=on),
        lambda: Noted(at=at, n=n, text=dice.choice(["", "why?", "tab\tor “quotes”"])),
        lambda: Reported(at=at, n=n, reason=dice.choice(["", "wrong key"])),
        lambda: ClockShifted(at=at, seconds=-3.5),
        lambda: Jotted(at=at, text="on the pad"),
        lambda: Suspended(at=at, reason="left"),
        lambda: Resumed(at=at),
    ]
    return dice.choices(kinds, [12, 24, 3, 3, 3, 2, 2, 1, 0.5, 0.5, 5])[0]()


def sitting(seed: int) -> ExportedAttempt:
    """An attempt of which the seed says what was tried, and which holds what of that could happen."""
    dice = Random(seed)
    form = dice.choice(FORMS)
    mode: Mode = dice.choice(["exam", "practice"])
    attempt, at = begin(form), NOON + timedelta(seconds=seed)
    events: list[Event] = [Started(at=at, mode=mode, seconds=dice.choice([None, 0, 60, 600]))]
    if dice.random() < 0.5:
        events.append(Forecast(at=at, passing=0.5, low=0.25, high=0.75, answers=80))
    for event in events:
        attempt = apply(attempt, event)
    for _ in range(dice.randrange(40)):
        at += timedelta(microseconds=dice.choice([0, 1, 250_000, 7_000_000, 20_000_001]))
        event = thing(dice, form).model_copy(update={"at": at})
        try:
            after = apply(attempt, event)
        except Refused:
            continue
        if after is not attempt:
            attempt = after
            events.append(event)
    last = at if attempt.deadline is None else min(at, attempt.deadline)
    events.append(Ended(at=last, reason=dice.choice(["submitted", "abandoned"])))
    return ExportedAttempt(f"p{seed}", dice.choice(["", "Ada"]), form, tuple(events))


def test_both_ways_keep_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "pool.jsonl", map(sitting, range(SITTINGS)))
    assert list(read_pool(path, "Bob")) == kept_by_models(path, "Bob")
    plain = [isinstance(read, PlainAttempt) for read in read_to_keep(path)]
    assert 0.4 < sum(plain) / len(plain) < 0.9  # there is enough of either


def test_what_happens_every_day_is_read_without_models(tmp_path: Path) -> None:
    path = written(tmp_path / "pool.jsonl", cohort.cohort(["ABCDABCD", "ABCDABCA", "AAAAAAAA"]))
    assert all(isinstance(read, PlainAttempt) for read in read_to_keep(path))
    assert list(read_pool(path)) == kept_by_models(path)


def test_several_papers_and_homes_that_were_told_anew(tmp_path: Path) -> None:
    one, other = usual(sample_form(QUESTIONS)), usual(sample_form(QUESTIONS, minutes=20, cut=50))
    moved = {name: home.model_copy(update={"section": "Elsewhere"}) for name, home in one.homes.items()}
    edited = one.model_copy(update={"homes": moved})
    events = (Started(at=NOON, mode="exam", seconds=60), Ended(at=NOON, reason="time_up"))
    forms = [one, other, edited, one, one, edited, other]
    path = written(tmp_path / "some", [ExportedAttempt(f"p{n}", "", form, events) for n, form in enumerate(forms)])
    read = list(read_to_keep(path))
    assert all(isinstance(attempt, PlainAttempt) for attempt in read)
    assert [json.loads(attempt.form) for attempt in read_pool(path)] == [
        json.loads(form.model_dump_json()) for form in forms
    ]
    assert list(read_pool(path)) == kept_by_models(path)


def test_questions_with_gaps_go_the_long_way(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    path = written(tmp_path / "every", [ExportedAttempt("e", "", form, tuple(every_kind.sat(form, "partly")))])
    assert not any(isinstance(read, PlainAttempt) for read in read_to_keep(path))
    assert list(read_pool(path)) == kept_by_models(path)


def test_a_pool_is_taken_in_once_whichever_way_and_is_sound(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "pool.jsonl", cohort.cohort(["ABCDABCD", "ABCDABCA", "AAAAAAAA"]))
    assert store.adopt_all([*read_pool(path), *read_pool(path)]) == 3
    assert store.adopt_all(kept_by_models(path)) == 0
    assert examine_store(store) == []
    told = {record["attempt"] for record, _ in store.witness.records()}
    assert told >= {"p0", "p1", "p2"}


def test_a_text_that_is_named_again_and_again_is_no_paper(tmp_path: Path) -> None:
    form = sample_form(QUESTIONS)
    slots = [
        slot.model_copy(
            update={"options": tuple(one.model_copy(update={"text": "x" * 400_000}) for one in slot.options)}
        )
        for slot in form.slots
    ]
    large = form.model_copy(update={"slots": tuple(slots)})
    events = (Started(at=NOON, mode="exam", seconds=60), Ended(at=NOON, reason="time_up"))
    path = written(tmp_path / "large", [ExportedAttempt("p", "", large, events)])
    assert not any(isinstance(read, PlainAttempt) for read in read_to_keep(path))


@settings(max_examples=20)
@given(seed=st.integers(0, 2**70), texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_ids_of_many_options_are_those_of_each(seed: int, texts: list[str]) -> None:
    named = [f"\x1fitem-1\x1f{text}".encode() for text in texts]
    assert opaque_ids(seed, named) == [opaque(seed, "item-1", text) for text in texts]


@pytest.mark.parametrize("seed", [0, 2**31])
def test_a_form_comes_back_to_the_last_byte(seed: int, tmp_path: Path) -> None:
    form = usual(sample_form(QUESTIONS).model_copy(update={"seed": seed, "remarks": ("“quoted” \\ and\nbroken",)}))
    events = (Started(at=NOON, mode="exam", seconds=60), Ended(at=NOON, reason="time_up"))
    (read,) = read_to_keep(written(tmp_path / "one", [ExportedAttempt("p", "", form, events)]))
    assert isinstance(read, PlainAttempt)
    assert read.paper.text == form.model_dump_json().encode()


@pytest.mark.parametrize("text", ["plain", 'a "quotation", \\ and\na break', "\x7f “letters” \u00e9", ""])
def test_the_witness_is_told_in_the_same_words(text: str) -> None:
    logged = [(event_text(Noted(at=NOON, n=1, text=text)), "00ff"), (event_text(Visited(at=NOON, n=2)), "aa00")]
    for events in ([], logged, logged[1:]):
        told = ("p0", text, "2026-03-02", b"\x00\xff packed", events)
        assert whole_text(*told) == record_text(whole_record(*told))
