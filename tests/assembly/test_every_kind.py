"""The bank with every kind of question makes one paper, and each of its answers earns what a person would give it."""

from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from exam.core.authored import Type
from exam.core.form import Form, Kind
from exam.core.scoring import credit
from exam.formats import read_bank
from tests.support import every_kind
from tests.support.every_kind import How


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return every_kind.every_kind_form(tmp_path_factory.mktemp("banks"))


def test_every_item_is_asked_and_every_kind_occurs(form: Form, tmp_path: Path) -> None:
    bank = read_bank(every_kind.write_bank(tmp_path)).bank
    assert {slot.item for slot in form.slots} == set(bank.item_by_id)
    assert {slot.kind for slot in form.slots} >= set(get_args(Kind)) - {"choose_two", "reversed", "matching"}
    assert {item.type for item in bank.items} >= set(get_args(Type)) - {"choice"}
    assert not form.remarks


@pytest.mark.parametrize("how", get_args(How))
def test_answers_earn_what_a_person_gives_them(form: Form, how: How) -> None:
    found = {slot.item: credit(slot, every_kind.response(slot, how)) for slot in form.slots}
    assert found == {item: every_kind.credit(item, how) for item in found}


def test_answers_in_part_earn_between_nothing_and_all() -> None:
    assert all(Fraction() < share < 1 for share in every_kind.PARTLY.values())
