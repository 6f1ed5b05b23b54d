"""The bots that try to pass without knowing anything, and the proof that is made of them.

Spoiled papers show that they are real adversaries; papers of two banks, that these give them nothing. About ten
seconds: a bot that learns needs papers to learn from.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.generator import Generator
from exam.assembly.pool import NAME_KINDS
from exam.assembly.text_likeness import alike
from exam.audit.bots import TRAINED, BotScore, sit
from exam.audit.paper_report import PaperRun, Proved, prove
from exam.audit.sample import note
from exam.core.bank import Bank
from exam.core.form import Form, Option, Slot
from exam.files.places import shipped
from exam.formats import read_bank

EARTH_AND_LIFE = Path(__file__).parents[1] / "banks" / "earth-and-life.toml"
Spoil = Callable[[str, str, list[str]], tuple[str, list[str]]]
"""From a stem, its key and other texts in any order: the key and three distractors."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank


@pytest.fixture(scope="module")
def forms(bank: Bank) -> list[Form]:
    return [assemble(bank, tailor(bank, "standard"), seed) for seed in range(6)]


def spoiled(bank: Bank, form: Form, spoil: Spoil) -> Form:
    texts = [text for item in bank.items for text in item.statements]

    def spoil_slot(slot: Slot) -> Slot:
        generator = Generator("spoil", form.seed, slot.n)
        own = bank.item_by_id[slot.item].statements
        key, others = spoil(
            slot.stem,
            slot.option(slot.key[0]).text,
            [text for text in generator.shuffled(texts) if text not in own][:120],
        )
        options = tuple(
            Option(id=f"{place}", text=text, home=None) for place, text in enumerate(generator.shuffled([key, *others]))
        )
        right = next(option.id for option in options if option.text == key)
        return slot.model_copy(update={"options": options, "key": (right,)})

    return form.model_copy(update={"slots": tuple(map(spoil_slot, form.slots))})


def longest_keys(_stem: str, key: str, texts: list[str]) -> tuple[str, list[str]]:
    shorter = [text for text in texts if len(text) < len(key)]
    return (key, shorter[:3]) if len(shorter) > 2 else (f"{key}, by all that is known of it so far", texts[:3])


def keys_with_words_of_the_stem(stem: str, key: str, texts: list[str]) -> tuple[str, list[str]]:
    return f"{key} {max(stem.split(), key=len)}", texts[:3]


def most_similar_distractors(_stem: str, key: str, texts: list[str]) -> tuple[str, list[str]]:
    return key, sorted(texts, key=lambda text: (-alike(key, text), text))[:3]


def by_name(scores: Iterable[BotScore]) -> dict[str, BotScore]:
    return {score.name: score for score in scores}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "single"),
    [
        (longest_keys, "longest"),
        (keys_with_words_of_the_stem, "most telling words shared with the stem"),
        (most_similar_distractors, "letters most like the other options'"),
    ],
)
def test_bots_find_out_how_papers_were_spoiled(bank: Bank, forms: list[Form], spoil: Spoil, single: str) -> None:
    scores = by_name(sit(spoiled(bank, form, spoil) for form in forms))
    assert scores[single].percent > 60
    assert all(scores[name].percent > 60 for name in TRAINED)


@pytest.mark.slow
def test_a_bot_sees_a_text_that_never_comes_back(bank: Bank, forms: list[Form]) -> None:
    """Distractors from a small stock make the key the rarest text of the paper."""
    stock = [text for item in bank.items[:4] for text in item.statements]

    def from_stock(_stem: str, key: str, _texts: list[str]) -> tuple[str, list[str]]:
        others = [text for text in Generator(key).shuffled(stock) if text != key]
        return key, others[:3]

    assert by_name(sit(spoiled(bank, form, from_stock) for form in forms[:3]))["rarest text of the paper"].percent > 80


def figures(proved: Proved) -> dict[str, Any]:
    return {figure.name: figure for figure in proved.figures}


@pytest.mark.slow
def test_papers_of_the_first_bank_give_them_nothing(bank: Bank) -> None:
    seen: list[tuple[int, int]] = []
    (proved,) = prove(
        bank, [PaperRun(tailor(bank, "standard"), 12)], 5000, on_progress=lambda done, total: seen.append((done, total))
    )
    assert seen[0] == (0, 12)
    assert seen[-1] == (12, 12)
    assert not proved.missed
    assert not proved.broken
    found = figures(proved)
    assert found["best trained bot"].value <= 33
    assert found["best single cue"].value <= 30
    assert found["phrases twice in a paper, names more than twice"].value == 0
    assert found["two or more wrong options of the stem's own subject and kind"].value >= 90
    assert found["somebody who only sorts options by subject"].value <= 37
    assert found["nearest mistake among the options"].value >= 60
    low, high = found["best trained bot"].interval
    assert low < found["best trained bot"].value < high


@pytest.mark.slow
def test_a_bank_of_bare_questions_and_answers_gives_them_little() -> None:
    bank = read_bank(EARTH_AND_LIFE).bank
    assert not any(item.lures or item.aspect or len(item.statements) > 1 for item in bank.items)
    (proved,) = prove(bank, [PaperRun(tailor(bank, items=50), 10)], 5000)
    found = figures(proved)
    assert found["best trained bot"].value <= 40
    assert found["best single cue"].value <= 33
    assert not proved.broken


@pytest.mark.slow
def test_the_proof_does_not_depend_on_how_its_work_is_shared_out(bank: Bank) -> None:
    runs = [PaperRun(tailor(bank, "quick"), 6), PaperRun(tailor(bank, "section"), 7)]
    with ThreadPoolExecutor(2) as executor:
        assert prove(bank, runs, 3, each=executor.map) == prove(bank, runs, 3)
    assert prove(bank, runs, 4) != prove(bank, runs, 3)


def test_it_names_what_breaks_a_rule_and_counts_what_is_shown_twice(bank: Bank, forms: list[Form]) -> None:
    form = forms[0]
    assert note(bank, form).broken == ()
    slot = next(slot for slot in form.slots if bank.item_by_id[slot.item].never_with)
    forbidden = bank.item_by_id[slot.item].never_with[0]
    wrong = next(option for option in slot.options if option.id not in slot.key)
    text = bank.item_by_id[forbidden].statements[0]
    swapped = Option(id=wrong.id, text=text, home=forbidden)
    options = tuple(swapped if option is wrong else option for option in slot.options)
    bad = form.model_copy(
        update={
            "slots": tuple(
                slot.model_copy(update={"options": options}) if each is slot else each for each in form.slots
            )
        }
    )
    assert [(pair.item, pair.other) for pair in note(bank, bad).broken] == [(slot.item, forbidden)]
    # A name may stand twice in a paper, a phrase once.
    of_phrases = next(each for each in form.slots if bank.kind_of[each.item] not in NAME_KINDS)
    twice = form.model_copy(update={"slots": (*form.slots, of_phrases)})
    assert note(bank, twice).shown_twice == len(of_phrases.options)
    assert "asked twice" in {pair.rule for pair in note(bank, twice).broken}


@pytest.mark.slow
def test_two_equal_papers_are_found(bank: Bank) -> None:
    """A drill of one section, all of whose five questions are asked each time, repeats itself soon enough."""
    small = bank.model_copy(
        update={
            "sections": tuple(
                section.model_copy(
                    update={
                        "items": tuple(
                            item.model_copy(update={"statements": item.statements[:1], "lures": (), "never_with": ()})
                            for item in section.items
                        )
                    }
                )
                for section in bank.sections[:1]
            ),
            "lures_only": False,
        }
    )
    small = Bank.model_validate_json(small.model_dump_json(by_alias=True))
    (proved,) = prove(small, [PaperRun(tailor(small, "section"), 60)])
    figure = figures(proved)["papers until two share the options of 20 % of their questions"]
    assert figure.value is not None
    assert figure.value < 50
    assert figure.verdict == "missed"
