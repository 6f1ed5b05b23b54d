"""What is learned from answers of every kind: what was right in part is missed, and half recalled is no lapse."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from exam.core.form import Form
from exam.core.replaying import replay
from exam.core.results import Result
from exam.core.scoring import score
from exam.core.sums import habits_of
from exam.files.config import Schedule
from exam.formats import read_bank
from exam.learning.drills import DrillRequest, choose_items, make_drill, missed_items, read_pending
from exam.learning.progress import calibration
from exam.learning.review import agenda, grade
from exam.learning.statistics import item_statistics
from exam.store import Store
from tests.support import every_kind
from tests.support.clock import NOON
from tests.support.every_kind import How
from tests.support.results import result


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return every_kind.every_kind_form(tmp_path_factory.mktemp("bank"))


def keep(store: Store, form: Form, how: How) -> list[Result]:
    """Sits the paper, and gives what its slots came to."""
    store.adopt(how, form, every_kind.sat(form, how))
    return [one for one in store.results() if one.attempt == how]


@pytest.mark.parametrize("how", ["right", "partly", "wrong"])
def test_each_slot_comes_to_what_it_earned(store: Store, form: Form, how: How) -> None:
    found = {one.item: one.outcome for one in keep(store, form, how)}
    shares = {slot.item: every_kind.credit(slot.item, how) for slot in form.slots}
    assert found == {
        item: "correct" if earned == 1 else "partly" if earned else "incorrect" for item, earned in shares.items()
    }


def test_only_what_was_chosen_among_options_is_a_choice(store: Store, form: Form) -> None:
    kinds = {one.kind: bool(one.offered) for one in keep(store, form, "wrong")}
    assert kinds == {"direct": True, "typed": False, "numeric": False, "ordering": False, "pairs": False,
                     "cloze": False, "recall": False}  # fmt: skip


def test_what_is_computed_anew_is_the_same(store: Store, form: Form) -> None:
    before = keep(store, form, "partly"), store.ended_attempts(), store.history(), store.answers_given(form.bank)
    assert store.rebuild() == []
    after = [one for one in store.results() if one.attempt == "partly"]
    assert (after, store.ended_attempts(), store.history(), store.answers_given(form.bank)) == before


def test_points_are_kept_as_fractions_and_read_back(store: Store, form: Form) -> None:
    keep(store, form, "partly")
    (row,), (ended,) = store.history(), store.ended_attempts()
    counted = [slot for slot in form.slots if slot.kind != "recall"]
    points = sum((every_kind.credit(slot.item, "partly") * slot.points for slot in counted), Fraction())
    assert (row.points, row.possible) == (points, sum(slot.points for slot in counted))
    assert (ended.whole.points, ended.whole.items, ended.questions) == (points, len(counted), len(form.slots))
    report = score(store.load("partly").attempt)
    assert ended.whole.interval == report.score.interval
    assert [part.interval for part in ended.sections] == [section.score.interval for section in report.sections]


def test_what_one_marks_himself_tells_nothing_of_readiness_unless_the_paper_counts_it(
    store: Store, form: Form, tmp_path: Path
) -> None:
    keep(store, form, "right")
    assert len(store.answers_given(form.bank)) == len(store.first_meetings(form.bank)) == len(form.slots) - 2
    counted = every_kind.every_kind_form(tmp_path, "counted")
    with Store.open(tmp_path / "counting") as other:
        keep(other, counted, "right")
        given, firsts = other.answers_given(form.bank), other.first_meetings(form.bank)
        assert [one.right for one in given] == [one.right for one in firsts] == [True] * len(form.slots)


def test_whatever_is_not_wholly_right_is_missed_and_asked_again_in_its_kind(
    store: Store, form: Form, tmp_path: Path
) -> None:
    keep(store, form, "partly")
    attempt = replay(form, every_kind.sat(form, "partly"))
    assert set(missed_items(attempt)) == {slot.item for slot in form.slots}
    bank = read_bank(every_kind.write_bank(tmp_path)).bank
    pending = read_pending(store, bank, NOON + timedelta(days=1), Schedule())
    assert set(pending.missed) == set(bank.item_by_id)
    chosen = choose_items(pending, DrillRequest(reasons=("missed",), items=40))
    drill = make_drill(bank, chosen, store.results(), 5)
    kinds = Counter(slot.kind for slot in form.slots)
    assert Counter(slot.kind for slot in drill.form.slots) == kinds
    assert drill.left_out == 0


@pytest.mark.parametrize(
    ("kind", "outcome", "wanted"),
    [
        ("recall", "correct", "good"),
        ("recall", "partly", "hard"),
        ("recall", "incorrect", "again"),
        ("pairs", "partly", "again"),
        ("typed", "partly", "again"),
        ("typed", "correct", "good"),
    ],
)
def test_half_recalled_is_hard_and_right_in_part_is_not_known(kind: str, outcome: str, wanted: str) -> None:
    assert grade(result(kind=kind, outcome=outcome)) == wanted


def test_a_card_that_was_half_recalled_comes_later_than_a_missed_one_and_sooner_than_a_known_one() -> None:
    def card(outcome: str) -> tuple[int, int, bool]:
        found = agenda([result(kind="recall", outcome=outcome)], NOON)
        (one,) = (*found.due, *found.later)
        return (one.due - NOON.date()).days, one.lapses, one.right

    wrong, half, right = card("incorrect"), card("partly"), card("correct")
    assert wrong[0] <= half[0] < right[0]
    assert (wrong[1:], half[1:], right[1:]) == ((1, False), (0, False), (0, True))


def test_an_answer_that_is_right_in_part_is_answered_and_not_right() -> None:
    found = calibration(habits_of([result(outcome="partly"), result(outcome="correct"), result(outcome="omitted")]))
    assert (found.sure.count, found.sure.of) == (1, 2)
    (item,) = item_statistics([result(outcome="partly", day=day) for day in range(12)])
    assert (item.right.count, item.right.of) == (0, 12)
