"""What to drill: mostly what was missed, for the reasons asked for; and what one attempt missed, taken again."""

from collections.abc import Mapping

import pytest

from exam.assembly import Impossible
from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.events import Ended, Responded, Started, Visited
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.learning.drills import DRILL_SIZE, DrillRequest, Pending, choose_items, make_drill, missed_items, retake
from exam.learning.records import Reason, Record, records
from tests.support.clock import NOON
from tests.support.forms import right, sample_bank, sample_form, wrong
from tests.support.results import result

BANK = {f"item-{n}": f"section-{n % 3}" for n in range(60)}
"""The section of every question of a bank, as a drill is chosen from it."""


def drill(
    known: Mapping[str, Record],
    request: DrillRequest | None = None,
    due: tuple[str, ...] = (),
    bank: Mapping[str, str] = BANK,
) -> dict[str, Reason]:
    return choose_items(Pending(sample_bank(), [], bank, known, due), request or DrillRequest())


def count(chosen: dict[str, Reason], reason: Reason) -> int:
    return list(chosen.values()).count(reason)


def past(**outcomes: str) -> dict[str, Record]:
    """Each item's outcomes, a letter a day: r right, w wrong, o omitted, u right but unsure, f flagged, s slow."""
    made = []
    for name, letters in outcomes.items():
        for day, letter in enumerate(letters):
            item = name.replace("_", "-")
            outcome = {"w": "incorrect", "o": "omitted"}.get(letter, "correct")
            section = BANK.get(item, "one")
            made.append(
                result(item, outcome, day, section=section, doubted=letter == "u", marked=letter == "f",
                       seconds=120.0 if letter == "s" else 60.0)
            )  # fmt: skip
    return records(made)


def test_a_record_counts_all_and_judges_by_the_last_time() -> None:
    record = past(a="wwru")["a"]
    assert (record.met, record.missed, record.right, record.unsure) == (4, 2, True, True)
    assert record.reason == "unsure"
    assert past(a="ww")["a"].reason == "missed"
    assert past(a="wo")["a"].missed == 2
    assert past(a="wr")["a"].reason == "mastered", "right once, and it leaves the list"
    assert past(a="f")["a"].reason == "flagged"
    assert past(a="s")["a"].reason == "slow"


def test_what_was_never_on_screen_is_unseen() -> None:
    assert records([result("a", "not_reached")]) == {}


def test_a_drill_is_mostly_missed_some_unseen_and_a_little_mastered() -> None:
    known = past(**{f"item_{n}": "w" for n in range(20)}, **{f"item_{n}": "r" for n in range(20, 40)})
    chosen = drill(known, DrillRequest(items=20))
    assert (count(chosen, "missed"), count(chosen, "unseen"), count(chosen, "mastered")) == (14, 4, 2)
    assert drill(known) == chosen, "twenty unasked"


def test_a_few_missed_make_a_short_drill() -> None:
    chosen = drill(past(item_1="w", item_2="ww", item_3="wrw", item_4="r", item_5="r"))
    assert [*chosen][:3] == ["item-2", "item-3", "item-1"], "the most often missed first, then the longest ago"
    assert chosen["item-1"] == "missed"
    assert len(chosen) == 4


def test_what_one_part_lacks_the_others_give() -> None:
    missed = past(**{f"item_{n}": "w" for n in range(60)})
    mastered = past(**{f"item_{n}": "r" for n in range(60)})
    thirty = DrillRequest(items=30)
    assert count(drill(missed, thirty), "missed") == 30
    assert count(drill({}, thirty), "unseen") == 30
    assert count(drill(mastered, thirty), "mastered") == 30
    assert drill({}) == {}, "nobody missed anything, and nobody asked for a number"


def test_reasons_sections_and_times_narrow_it() -> None:
    known = past(item_1="w", item_2="ww", item_3="u", item_4="f", item_5="s", item_6="r")
    assert [*drill(known, DrillRequest(reasons=("missed",)))] == ["item-2", "item-1"]
    assert [*drill(known, DrillRequest(reasons=("missed",), times_missed=2))] == ["item-2"]
    assert [*drill(known, DrillRequest(reasons=("unsure", "flagged", "slow")))] == ["item-3", "item-4", "item-5"]
    assert [*drill(known, DrillRequest(reasons=("mastered",)))] == ["item-6"]
    only = drill(known, DrillRequest(sections=("section-1",), items=50))
    assert set(only) == {item for item, section in BANK.items() if section == "section-1"}
    assert len(drill(known, DrillRequest(reasons=("unseen",)))) == DRILL_SIZE


def test_what_is_due_comes_with_what_was_missed_and_each_question_once() -> None:
    known = past(item_1="w", item_2="ww", item_3="r")
    due = ("item-3", "item-1")
    assert drill(known, DrillRequest(reasons=("due", "missed")), due) == {
        "item-3": "due", "item-1": "due", "item-2": "missed",
    }  # fmt: skip
    assert [*drill(known, DrillRequest(reasons=("due", "missed"), items=2), due)] == ["item-3", "item-1"]
    assert [*drill(known, DrillRequest(("section-1",), ("due",)), due)] == ["item-1"]


def test_unseen_ones_come_from_every_section() -> None:
    by_section = {"a": "one", "b": "one", "c": "one", "d": "two", "e": "three"}
    assert [*drill({}, DrillRequest(items=3), bank=by_section)] == ["a", "d", "e"]


def sat(form: Form, *answers: str) -> Attempt:
    """An attempt that ended after a question each was answered: r right, w wrong, o left blank."""
    attempt = apply(begin(form), Started(at=NOON, mode="exam", seconds=600))
    for n, letter in enumerate(answers, start=1):
        attempt = apply(attempt, Visited(at=NOON, n=n))
        if letter != "o":
            response = (right if letter == "r" else wrong)(form, n)
            attempt = apply(attempt, Responded(at=NOON, n=n, response=response))
    return apply(attempt, Ended(at=NOON, reason="submitted"))


def test_what_an_attempt_missed_is_whatever_it_asked_and_was_not_answered_right() -> None:
    assert missed_items(sat(sample_form(5), *"owr")) == ("item-1", "item-2", "item-4", "item-5"), "the last were unseen"
    assert missed_items(sat(sample_form(2), *"rr")) == ()


def test_a_retake_is_by_the_preset_of_its_attempt_and_asks_the_first_so_many_of_some_sections() -> None:
    presets = [{"id": "standard", "title": "Standard"}, {"id": "full", "title": "Full", "cut": 55}]
    bank = sample_bank(12, 3, blueprint=presets)
    attempt = sat(sample_form(12, 3), *"wwwwwwwwwrrr")
    whole = retake(bank, attempt, [], 1).form
    assert (whole.blueprint.id, whole.blueprint.cut, len(whole.slots)) == ("full", 55, 9)
    assert retake(bank, attempt, [], 1, preset="standard").form.blueprint.id == "standard"
    some = retake(bank, attempt, [], 1, sections=("section-2",), items=3).form
    assert {slot.item for slot in some.slots} == {"item-5", "item-6", "item-7"}


def test_of_two_enemies_a_drill_asks_the_one_named_first_and_counts_the_other() -> None:
    written = sample_bank(6, 2).model_dump(by_alias=True)
    written["section"][0]["item"][0]["enemies"] = ["item-2"]
    bank = Bank.model_validate(written)
    made = make_drill(bank, ["item-2", "item-1", "gone"], [], 1)
    assert ([slot.item for slot in made.form.slots], made.left_out) == (["item-2"], 1)
    with pytest.raises(Impossible, match="none of these questions"):
        make_drill(bank, ["gone"], [], 1)
