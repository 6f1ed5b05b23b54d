"""The bin: what is discarded counts nowhere, and comes back as it was."""

from datetime import timedelta

import pytest

from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, right, sample_form


def sat(store: Store, clock: FakeClock, name: str, *, ended: bool = True) -> None:
    session = Session.start(name, sample_form(), store, clock, mode="exam")
    clock.advance(20)
    session.respond(1, right(sample_form(), 1))
    clock.advance(60)
    if ended:
        session.end()
    session.leave()


def readings(store: Store) -> list[object]:
    return [
        store.history(), store.unfinished(), store.ended_attempts(), store.results(), store.section_rates(10),
        store.items_met("sample"), store.ended_ids(),
    ]  # fmt: skip


@pytest.mark.parametrize("ended", [True, False])
def test_what_is_discarded_is_gone_everywhere_and_comes_back_as_it_was(
    store: Store, clock: FakeClock, ended: bool
) -> None:
    sat(store, clock, "one")
    clock.advance(3600)
    before_two = readings(store)
    sat(store, clock, "two", ended=ended)
    before, attempt = readings(store), store.load("two")
    store.discard("two", clock.now())
    assert readings(store) == before_two
    with pytest.raises(StoreError, match="There is no attempt two"):
        store.load("two")
    (thrown,) = store.discarded()
    assert (thrown.id, thrown.answered, thrown.items) == ("two", 1, 5)
    assert thrown.percent == (20.0 if ended else None)
    store.restore("two")
    assert readings(store) == before
    assert store.load("two") == attempt
    assert store.discarded() == []


def test_whoever_is_discarded_was_not_the_first_to_meet_an_item(store: Store, clock: FakeClock) -> None:
    sat(store, clock, "one")
    sat(store, clock, "two")
    store.discard("one", clock.now())
    assert {result.first for result in store.results() if result.met} == {True}
    store.restore("one")
    assert {(result.attempt, result.first) for result in store.results() if result.met} == {
        ("one", True),
        ("two", False),
    }


def test_after_thirty_days_it_is_gone_for_good(store: Store, clock: FakeClock) -> None:
    sat(store, clock, "one")
    sat(store, clock, "two")
    store.discard("one", clock.now())
    store.discard("two", clock.now() + timedelta(days=31))
    assert [one.id for one in store.discarded()] == ["two"]
    with pytest.raises(StoreError, match="is not in the bin"):
        store.restore("one")


def test_what_another_program_sits_is_not_discarded(store: Store, clock: FakeClock) -> None:
    with Store.open(store.path.parent) as other:
        session = Session.start("one", sample_form(), other, clock, mode="exam")
        with pytest.raises(StoreError, match="This attempt is open in"):
            store.discard("one", clock.now())
        session.leave()
    assert [row.id for row in store.unfinished()] == ["one"]


def test_nothing_is_discarded_that_is_not_there(store: Store, clock: FakeClock) -> None:
    with pytest.raises(StoreError, match="There is no attempt none"):
        store.discard("none", clock.now())
