"""What a learner lives through: missing and mending, confusing and telling apart, and a ledger of second thoughts."""

from datetime import timedelta
from pathlib import Path

from exam.assembly import assemble, tailor
from exam.assembly.contrast import contrast
from exam.core.bank import Bank
from exam.core.form import Slot
from exam.core.sums import habits_of
from exam.learning.confusions import Confusions, find_confusions
from exam.learning.measuring import contrast_weights
from exam.learning.progress import ledger_of_changes
from exam.learning.records import missed_last_time, records
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_bank, sample_form
from tests.support.confusing import Answer, confuses, knows, sit
from tests.support.forms import right, wrong


def misses(*items: str) -> Answer:
    def answer(slot: Slot) -> tuple[str, ...]:
        others = [option.id for option in slot.options if option.id not in slot.key]
        return (others[0],) if slot.item in items else slot.key

    return answer


def missed(store: Store, bank: Bank) -> set[str]:
    return {record.item for record in missed_last_time(records(store.results(bank=bank.id)))}


def test_miss_three_drill_them_and_see_them_leave_the_list(tmp_path: Path, clock: FakeClock) -> None:
    bank = sample_bank(20, 4)
    with Store.open(tmp_path) as store:
        sit(store, clock, "exam", assemble(bank, tailor(bank, items=20), 1), misses("item-3", "item-7", "item-11"))
        assert missed(store, bank) == {"item-3", "item-7", "item-11"}
        sit(store, clock, "drill", assemble(bank, tailor(bank, only=tuple(missed(store, bank))), 2), misses("item-7"))
        assert missed(store, bank) == {"item-7"}
        sit(store, clock, "again", assemble(bank, tailor(bank, only=("item-7",)), 3), knows)
        assert missed(store, bank) == set()


def test_confuse_two_drill_the_contrast_over_two_days_and_see_it_settled(tmp_path: Path, clock: FakeClock) -> None:
    bank = sample_bank(12, 3)
    weights = contrast_weights("item-1", "item-2")
    with Store.open(tmp_path) as store:

        def found() -> Confusions:
            return find_confusions(store.results())

        for seed in range(2):
            form = contrast(bank, "item-1", "item-2", seed, weights)
            assert [slot.kind for slot in form.slots[:2]] == ["direct", "direct"]
            assert all({"item-1", "item-2"} <= {slot.item, *(o.home for o in slot.options)} for slot in form.slots)
            sit(store, clock, f"confused-{seed}", form, confuses(frozenset({("item-1", "item-2")})))
        assert (found().listed[0].item, found().listed[0].home) == ("item-1", "item-2")
        for day, state in enumerate(("begun", "settled")):
            clock.advance(timedelta(days=1).total_seconds())
            sit(store, clock, f"round-{day}", contrast(bank, "item-1", "item-2", 10 + day, weights), knows)
            assert [pair.state for pair in found().pairs] == [state]
        assert found().listed == ()


def test_a_wrong_answer_changed_to_a_right_one_is_in_the_ledger(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form(items=4)
    with Store.open(tmp_path) as store:
        session = Session.start("one", form, store, clock, mode="exam")
        session.respond(1, wrong(form, 1))
        session.respond(1, right(form, 1))
        session.respond(2, right(form, 2))
        session.end()
        session.leave()
        ledger = ledger_of_changes(habits_of(store.results()))
        assert ledger.counts == {"wrong_to_right": 1, "right_to_wrong": 0, "wrong_to_wrong": 0}
        assert (ledger.net, ledger.answers) == (1, 2)
