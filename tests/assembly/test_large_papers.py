"""A paper of hundreds of questions grows like the paper, not like its square, and obeys every rule.

Unlike banks: bare pairs, five statements each, one section, a hundred sections, twelve texts in all, one-word answers.
"""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from exam.assembly import assemble, candidates, read_code, tailor
from exam.assembly.shortlists import needs_shortlists
from exam.core.bank import Bank
from tests.support.validity import assert_valid, texts

QUESTIONS = 250
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]


def sentence(dice: random.Random, words: int) -> str:
    return " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(words)).capitalize()


def bank_of(kind: str, items: int) -> Bank:
    dice = random.Random(kind)
    few = [sentence(dice, 6) for _ in range(12)]

    def statements() -> list[str]:
        match kind:
            case "few texts":
                return [dice.choice(few)]
            case "short answers":
                return [sentence(dice, 1)]
            case "five statements":
                return [sentence(dice, dice.randint(4, 9)) for _ in range(5)]
            case _:
                return [sentence(dice, dice.randint(4, 9))]

    written = [
        {"id": f"q{n}", "stem": f"What is {sentence(dice, 5).lower()}?", "statements": statements()}
        for n in range(items)
    ]
    count = {"one section": 1, "many sections": items // 4}.get(kind, 5)
    sections = [{"id": f"s{n}", "title": "S", "item": written[n::count]} for n in range(count)]
    full = [{"id": "full", "title": "Full"}]
    return Bank.model_validate({"schema": 1, "id": "any", "title": "Any", "section": sections, "blueprint": full})


KINDS = ["bare pairs", "five statements", "one section", "many sections", "few texts", "short answers"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_holds(kind: str) -> None:
    bank = bank_of(kind, QUESTIONS)
    blueprint = tailor(bank, "full")
    assert needs_shortlists(bank, blueprint)
    form = assemble(bank, blueprint, 5)
    assert len(form.slots) == QUESTIONS
    # A bank without marks may ask the one or other question without options that has no fair answers beside it.
    with_options = [slot for slot in form.slots if slot.options]
    assert len(with_options) >= QUESTIONS * 99 // 100
    assert bool(form.remarks) == (len(with_options) < QUESTIONS)
    assert_valid(bank, form)
    assert {len(slot.options) for slot in with_options} == {4}
    assert assemble(bank, blueprint, 5) == form
    assert read_code(form.code).resolve(bank) == (blueprint, 5)


@pytest.mark.slow
def test_no_text_is_shown_twice_where_there_are_enough() -> None:
    bank = bank_of("five statements", 200)
    shown = Counter(texts(assemble(bank, tailor(bank, "full"), 3)))
    assert needs_shortlists(bank, tailor(bank, "full"))
    assert set(shown.values()) == {1}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["bare pairs", "five statements", "few texts"])
def test_twice_the_questions_are_twice_the_work(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in comparisons of two statements, because time depends on the machine and on who else uses it."""
    counted = Counter[str]()
    by_the_rules = candidates.key_rule

    def counting(*given: Any) -> Any:
        counted[kind] += 1
        return by_the_rules(*given)

    monkeypatch.setattr(candidates, "key_rule", counting)

    def work(questions: int) -> int:
        bank = bank_of(kind, questions)
        counted.clear()
        assemble(bank, tailor(bank, "full"), 1)
        return counted[kind]

    assert work(2 * QUESTIONS) < 2.5 * work(QUESTIONS)


@pytest.mark.slow
@pytest.mark.parametrize("difficulty", ["far", "near"])
def test_a_difficulty_is_kept(difficulty: Any) -> None:
    bank = bank_of("bare pairs", QUESTIONS)
    form = assemble(bank, tailor(bank, "full", difficulty=difficulty), 2)
    assert_valid(bank, form)
    beside = list(pairs(bank, form))
    same = sum(own == other for own, other in beside) / len(beside)
    assert (same < 0.05) if difficulty == "far" else (same > 0.4)


def pairs(bank: Bank, form: Any) -> Iterator[tuple[str, str]]:
    """The section of each item asked, with that of each of its distractors."""
    for slot in form.slots:
        for option in slot.options:
            if option.home != slot.item:
                yield slot.section, bank.section_of[option.home].id


@pytest.mark.slow
def test_what_a_learner_is_to_meet_is_on_the_shortlist() -> None:
    bank = bank_of("bare pairs", QUESTIONS)
    weights = {(f"q{n}", f"q{(n + 137) % QUESTIONS}"): 1_000_000 for n in range(0, QUESTIONS, 7)}
    form = assemble(bank, tailor(bank, "full"), 4, weights)
    assert_valid(bank, form)
    met = {(slot.item, option.home) for slot in form.slots for option in slot.options}
    assert len(weights.keys() & met) > 0.9 * len(weights)


@pytest.mark.slow
def test_reversed_questions_in_a_large_paper() -> None:
    bank = bank_of("bare pairs", QUESTIONS)
    form = assemble(bank, tailor(bank, "full", reversed_=20, matching=0), 4)
    turned = [slot for slot in form.slots if slot.kind == "reversed"]
    assert len(turned) == 20
    assert all(len(slot.options) == 4 for slot in turned)
