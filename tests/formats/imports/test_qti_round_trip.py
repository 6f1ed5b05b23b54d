"""What goes out as QTI and comes in again is the same: every answer earns what it earned, and tells what it told."""

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.form import Form, Slot
from exam.core.scoring import credit
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti2 import write_qti2
from exam.formats.exports.qti3 import write_qti3
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.qti import read_qti
from tests.core.test_scoring_laws import ITEMS, slot_of
from tests.support.every_kind import every_kind_form, small_png
from tests.support.qti_answers import outgoing, responses

Write = Callable[[Outgoing], Written]
BOTH = pytest.mark.parametrize("write", [write_qti2, write_qti3], ids=["2.1", "3.0"])
ROUNDED = Fraction(1, 100)
"""Credits are whole percents here, and thirds are decimals there."""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return every_kind_form(tmp_path_factory.mktemp("bank"))


def again(form: Form, write: Write) -> ForeignBank:
    """What comes in of what went out."""
    [(name, data)] = write(outgoing(form)).files.items()
    return read_qti(name, data)


def words(text: str | None) -> str:
    """The letters and digits of a text, however it is marked up."""
    plain = re.sub(r"&#\d+;|^```\w*$", "", text or "", flags=re.MULTILINE)
    return re.sub(r"[\W_]+", "", plain)


def as_answered(one: Slot, other: Slot, given: tuple[str, ...]) -> tuple[str, ...]:
    """A response to the one in the options of the other: what says the same is the same."""
    ids = {(words(option.text), other_gap(other, option.id)): option.id for option in other.options}
    mine = {option.id: (words(option.text), other_gap(one, option.id)) for option in one.options}
    same = [ids[mine[answer]] if answer in mine else answer for answer in given]
    if one.kind != "pairs":
        return tuple(same)
    by_label = dict(zip((words(gap.label) for gap in one.gaps), same, strict=True))
    return tuple(by_label[words(gap.label)] for gap in other.gaps)


def other_gap(slot: Slot, option: str) -> int:
    """Which gap of a text an option is for; 0 where all gaps have the same, or there are none."""
    lists = [gap.choices for gap in slot.gaps]
    return next((n for n, choices in enumerate(lists) if option in choices), 0) if slot.kind == "cloze" else 0


@BOTH
def test_all_questions_come_in_again_with_what_is_told(form: Form, write: Write) -> None:
    bank = again(form, write)
    assert not bank.left_out
    assert [one.name for one in bank.items] == [slot.item for slot in form.slots]
    assert [one.section for one in bank.items] == [form.title_of[slot.section] for slot in form.slots]
    assert [one.changed for one in bank.items if one.changed] == []
    assert bank.title == form.bank_title
    assert list(bank.media.values()) == [small_png()]
    for slot, item in zip(form.slots, bank.items, strict=True):
        read = slot_of(dict(item.fields))
        assert words(slot.stem).removesuffix("s") in words(re.sub(r"\{\w+\}", "", read.stem)) or slot.kind == "cloze"
        assert (read.kind, read.points, read.choose) == (slot.kind, slot.points, slot.choose)
        assert words(read.rationale) == words(slot.rationale) or slot.kind == "recall"
        told = {words(option.text): words(option.feedback) for option in read.options}
        for option in slot.options:
            assert told[words(option.text)].startswith(words(option.feedback)) or option.home


@pytest.mark.slow
@BOTH
def test_every_answer_earns_the_same_when_it_has_come_in_again(form: Form, write: Write) -> None:
    read = [slot_of(dict(item.fields)) for item in again(form, write).items]

    @settings(max_examples=300, deadline=None)
    @given(st.sampled_from(form.slots).flatmap(lambda slot: st.tuples(st.just(slot), responses(slot))))
    def check(asked: tuple[Slot, tuple[str, ...]]) -> None:
        slot, given = asked
        same = read[slot.n - 1]
        earned = credit(same, as_answered(slot, same, given))
        assert abs(earned - credit(slot, given)) <= ROUNDED, (slot.item, given)

    check()


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(written=ITEMS, write=st.sampled_from([write_qti2, write_qti3]), data=st.data())
def test_any_question_of_any_credits_is_taken_or_named(
    written: dict[str, Any], write: Write, data: st.DataObject, form: Form
) -> None:
    slot = slot_of(written)
    bank = again(form.model_copy(update={"slots": (slot.model_copy(update={"section": form.sections[0].id}),)}), write)
    if bank.left_out:
        [left_out] = bank.left_out
        assert left_out.why
        return
    [item] = bank.items
    read = slot_of(dict(item.fields))
    given = data.draw(responses(slot))
    earned, here = credit(read, as_answered(slot, read, given)), credit(slot, given)
    assert abs(earned - here) <= ROUNDED * max(1, len(slot.options)) or item.changed


def test_a_package_is_the_same_bank_each_time(form: Form, tmp_path: Path) -> None:
    assert again(form, write_qti3) == again(form, write_qti3)
