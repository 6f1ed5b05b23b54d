"""What the options that an author wrote give to a guesser."""

import random

import pytest

from exam.audit.own_options import SORTER, OwnOptions, own_options
from exam.core.bank import Bank

WORDS = "tide moon wave storm sail mast keel rudder anchor harbour reef shoal current drift salt foam".split()


def bank_of(lengths_of_keys: range, sections: int = 1, questions: int = 120) -> Bank:
    """Questions with options of three or four words, but for the keys; those of a section have its words alone."""
    chance = random.Random(7)
    written = []
    for place in range(sections):
        own = WORDS[place * len(WORDS) // sections : (place + 1) * len(WORDS) // sections]
        items = []
        for n in range(questions // sections):
            texts = [" ".join(chance.sample(own, chance.choice(lengths_of_keys)))]
            while len(texts) < 4:
                text = " ".join(chance.sample(WORDS, chance.choice(range(3, 5))))
                texts += [text] if text not in texts else []
            options = {name: f"{text} {n}" for name, text in zip("abcd", texts, strict=True)}
            items.append({"id": f"q{place}-{n}", "stem": f"What is {n}?", "options": options, "key": "a"})
        written.append({"id": f"s{place}", "title": f"S{place}", "item": items})
    return Bank.model_validate({"schema": 2, "id": "sea", "title": "The sea", "section": written}, by_alias=True)


def looked_at(bank: Bank) -> OwnOptions:
    found = own_options(bank)
    assert found is not None
    return found


def test_keys_that_are_longer_are_found_by_their_length() -> None:
    found = looked_at(bank_of(range(5, 7)))
    assert (found.questions, found.of, found.chance) == (120, 120, 25.0)
    assert found.longest.percent == pytest.approx(90, abs=10)
    assert {bot.name for bot in found.telling[:3]} >= {"longest", "most words"}


def test_keys_like_the_other_options_are_found_as_often_as_by_chance() -> None:
    found = looked_at(bank_of(range(3, 5)))
    assert found.longest.percent == pytest.approx(25, abs=12)
    # Each rule by itself is above chance in one of forty banks by luck.
    assert len(found.telling) <= 3


def test_options_of_other_sections_are_sorted_out() -> None:
    found = looked_at(bank_of(range(3, 5), sections=2))
    assert found.bots[0].name == SORTER
    assert found.bots[0].interval[0] > 50


def test_true_or_false_and_several_right_answers_are_no_matter_of_it() -> None:
    options = {"a": "True", "b": "False"}
    items = [{"id": f"t{n}", "stem": f"Is {n} odd?", "options": options, "key": "a"} for n in range(20)]
    items += [
        {"id": f"m{n}", "stem": "Which?", "options": dict(zip("abc", WORDS, strict=False)), "key": ("a", "b")}
        for n in range(20)
    ]
    section = {"id": "s", "title": "S", "item": items}
    assert own_options(Bank.model_validate({"id": "b", "title": "B", "section": [section]}, by_alias=True)) is None


@pytest.mark.slow
def test_of_a_large_bank_as_many_are_looked_at_as_make_it_sure() -> None:
    found = looked_at(bank_of(range(3, 5), questions=4001))
    assert found.of == 4001
    assert found.questions == 1334
