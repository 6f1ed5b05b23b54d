"""What was missed in a bank that is not here, asked again from the papers that were sat."""

from pathlib import Path

import pytest

from exam.assembly import Impossible, assemble, tailor
from exam.core.form import Form
from exam.files.sound_form import nonsense
from exam.learning.old_papers import NOT_HERE, missed_without_bank, retake_without_bank
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_bank


def sit(store: Store, clock: FakeClock, name: str, form: Form, missed: set[str]) -> Session:
    session = Session.start(name, form, store, clock, mode="exam")
    for slot in form.slots:
        session.visit(slot.n)
        clock.advance(30)
        wrong = next(option.id for option in slot.options if option.id not in slot.key)
        session.respond(slot.n, (wrong,) if slot.item in missed else slot.key)
    session.end()
    session.leave()
    clock.advance(3600)
    return session


@pytest.fixture
def sat(tmp_path: Path, clock: FakeClock) -> tuple[Store, Session]:
    """Two papers of a bank: of three missed questions one is right in the second."""
    bank = sample_bank(12, 3)
    store = Store.open(tmp_path)
    blueprint = tailor(bank, "full")
    sit(store, clock, "first", assemble(bank, blueprint, 1), {"item-2", "item-5", "item-9"})
    return store, sit(store, clock, "second", assemble(bank, blueprint, 2), {"item-5", "item-9"})


def test_what_was_missed_the_last_time_is_asked_from_old_papers_and_said_to_be(
    sat: tuple[Store, Session], clock: FakeClock
) -> None:
    store, _ = sat
    with store:
        form = missed_without_bank(store, "sample", 7)
        assert {slot.item for slot in form.slots} == {"item-5", "item-9"}
        assert (form.is_drill, form.title, form.remarks) == (True, "Drill: missed", (NOT_HERE,))
        assert nonsense(form) is None
        for slot in form.slots:
            old = next(one for one in store.load("second").attempt.form.slots if one.item == slot.item)
            texts = {option.id: option.text for option in slot.options}
            assert (slot.stem, set(slot.key), texts) == (
                old.stem,
                set(old.key),
                {option.id: option.text for option in old.options},
            )
        sit(store, clock, "third", form, {"item-9"})
        again = missed_without_bank(store, "sample", 8)
        assert [slot.item for slot in again.slots] == ["item-9"]
        sit(store, clock, "fourth", again, set())
        with pytest.raises(Impossible, match="none of these questions"):
            missed_without_bank(store, "sample", 9)


def test_sections_and_counts_narrow_it(sat: tuple[Store, Session]) -> None:
    store, second = sat
    with store:
        assert len(missed_without_bank(store, "sample", 7, items=1).slots) == 1
        (slot,) = missed_without_bank(store, "sample", 7, sections=("section-3",)).slots
        assert slot.item == "item-9"
        assert len(missed_without_bank(store, "sample", 7, times_missed=2).slots) == 2
        retaken = retake_without_bank(second.attempt, 3)
        assert {slot.item for slot in retaken.slots} == {"item-5", "item-9"}
        assert nonsense(retaken) is None
