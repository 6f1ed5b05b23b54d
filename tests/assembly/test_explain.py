"""Every option of a paper can say where it comes from and why it was let in."""

from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.explain import explain
from exam.core.bank import Bank
from exam.formats import read_bank
from tests.assembly.test_golden import golden_bank
from tests.support import every_kind, sample_bank


@pytest.mark.parametrize("bank", [golden_bank(), sample_bank(items=30, sections=5)], ids=["golden", "sample"])
def test_every_option_is_explained(bank: Bank) -> None:
    form = assemble(bank, tailor(bank, "full", reversed_=3), 4)
    told = list(explain(bank, form))
    assert [(each.n, each.option) for each in told] == [(slot.n, own.id) for slot in form.slots for own in slot.options]
    for each in told:
        slot = form.slot(each.n)
        assert (each.standing == "key") == (each.option in slot.key)
        assert each.why.endswith(".")
        if each.standing in ("lure", "unread") and len(slot.key) == 1 and slot.kind == "direct":
            assert each.rank is not None
            assert 1 <= each.rank <= each.legal


def test_a_lure_says_which_of_the_authors_lures_it_is() -> None:
    bank = golden_bank()
    form = assemble(bank, tailor(bank, "full"), 0)
    lures = [each for each in explain(bank, form) if each.standing == "lure"]
    assert lures
    for each in lures:
        assert each.home in bank.item_by_id[form.slot(each.n).item].lures


def test_what_is_put_in_order_or_paired_answers_a_part_of_the_question(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    bank = read_bank(tmp_path / every_kind.BANK.name).bank
    standing = {(each.n, each.option): each.standing for each in explain(bank, form)}
    for item, wrong in (("node-upgrade", 0), ("daemons", 1), ("ports", 2)):
        slot = every_kind.at(form, item)
        assert [standing[slot.n, option.id] for option in slot.options].count("authored") == wrong
