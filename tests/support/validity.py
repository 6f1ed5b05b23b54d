"""Owns the check that a form obeys every rule of validity, written apart from the code that makes forms."""

from collections import Counter

from exam.assembly.pool import pool_of
from exam.assembly.validity import home_rule, key_rule, says_the_same
from exam.assembly.without_options import kind_without_options
from exam.core.bank import Bank
from exam.core.form import Form


def assert_valid(bank: Bank, form: Form) -> None:
    """No item twice, enemies apart, one key, every distractor legal beside it, no two options that say the same."""
    pool = pool_of(bank)
    asked = [slot.item for slot in form.slots]
    assert len(set(asked)) == len(asked)
    for slot in form.slots:
        item = bank.item_by_id[slot.item]
        assert not set(item.enemies) & set(asked)
        place = pool.place_of[slot.item]
        if kind := kind_without_options(pool, place):
            assert (slot.kind, slot.options) == (kind, ())
            continue
        assert len(slot.key) == slot.choose == 1
        shown = []
        for option in slot.options:
            assert option.home is not None
            shown.append(next(own for own in pool.of_item[pool.place_of[option.home]] if own.text == option.text))
        key = next(own for own, option in zip(shown, slot.options, strict=True) if option.id in slot.key)
        assert pool.items[key.home].id == slot.item
        assert len({option.id for option in slot.options}) == len(slot.options) >= 2
        assert len({option.home for option in slot.options}) == len(slot.options)
        for at, other in enumerate(shown):
            if other is not key:
                assert home_rule(pool, place, other.home) is None
                assert key_rule(pool, place, key, other, read=pool.items[other.home].id in item.lures) is None
            assert not any(
                says_the_same(other, another)
                for another in shown[:at]
                if key not in (other, another) or not {other.home, another.home} & {*map(pool.place_of.get, item.lures)}
            )


def texts(form: Form) -> list[str]:
    """Every option's text, slot by slot."""
    return [option.text for slot in form.slots for option in slot.options]


def shown_too_often(bank: Bank, form: Form) -> list[str]:
    """Phrases that a paper shows twice, and names that it shows more than twice."""
    names = {statement.text for statement in pool_of(bank).statements if statement.may_repeat}
    return [text for text, times in Counter(texts(form)).items() if times > (2 if text in names else 1)]
