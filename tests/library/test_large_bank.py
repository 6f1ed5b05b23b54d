"""A bank too large to weigh whole: to the rest of the program it is a bank like any other, and its papers are valid."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exam.assembly import Impossible, available, read_code, tailor
from exam.core.bank import MOST_DIRECT, Bank
from exam.formats import read_bank
from exam.library.indexed_bank import IndexedBank
from exam.library.open import open_bank
from exam.library.paper import assemble_form, explain_form
from tests.benchmarks.grammar import bank_lines, plain_bank_lines
from tests.support import every_kind
from tests.support.validity import assert_valid

ITEMS = 3_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank of 3,000 items, a few of them with enemies, lures, or a stem that no outsider may answer."""
    path = tmp_path_factory.mktemp("banks") / "plants.toml"
    path.write_text("\n".join(written()), "utf-8")
    return path


def written() -> Iterator[str]:
    number = -1
    for line in bank_lines(ITEMS):
        number += line == "[[section.item]]"
        if number % 50 == 7 and line.startswith("stem"):
            yield line.replace("What does", "Which is NOT what happens: what does")
        else:
            yield line
        if number % 10 == 3 and line.startswith('id = "q'):
            yield f'enemies = ["q{number + 1}", "q{number - 1}"]'
        if number % 10 == 4 and line.startswith('id = "q'):
            yield "lures = [" + ", ".join(f'"q{(number * step) % ITEMS}"' for step in (3, 5, 7, 11, 13)) + "]"


@pytest.fixture(scope="module")
def whole(file: Path) -> Bank:
    """The same bank with all its items in memory."""
    return read_bank(file).bank


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def bank(file: Path, cache: Path) -> Bank:
    return open_bank(file, cache)


@pytest.mark.slow
def test_to_everybody_else_it_is_the_bank_in_the_file(bank: Bank, whole: Bank) -> None:
    assert isinstance(bank, IndexedBank)
    assert (bank.id, bank.title, bank.edition) == (whole.id, whole.title, whole.edition)
    assert bank.blueprints == whole.blueprints
    assert [(one.id, one.title, one.family, len(one.items)) for one in bank.sections] == [
        (one.id, one.title, one.family, len(one.items)) for one in whole.sections
    ]
    assert len(bank.items) == available(bank) == ITEMS
    assert bank.items[2999] == whole.items[2999] == bank.items[-1]
    assert bank.sections[3].items[:5] == whole.sections[3].items[:5]
    assert list(bank.sections[-1].items) == list(whole.sections[-1].items)
    assert bank.item_by_id["q1234"] == whole.item_by_id["q1234"]
    assert bank.section_of["q1234"].id == whole.section_of["q1234"].id
    assert "q3000" not in bank.item_by_id
    assert {"q7", "nobody"} & bank.item_by_id.keys() == {"q7"}


@pytest.mark.slow
@pytest.mark.parametrize("difficulty", ["far", "mixed", "near"])
def test_every_paper_keeps_every_rule_of_the_whole_bank(bank: Bank, whole: Bank, difficulty: str) -> None:
    for seed in range(2):
        form = assemble_form(bank, tailor(bank, difficulty=difficulty), seed)  # type: ignore[arg-type]
        assert_valid(whole, form)
        assert len(form.slots) == 60
        shown = [(option.home, option.text) for slot in form.slots for option in slot.options]
        assert len(set(shown)) == len(shown) == 240
        assert form.edition == whole.edition
        assert not any("NOT" in slot.stem for slot in form.slots)


@pytest.mark.slow
def test_near_means_the_same_section_more_often_than_far(bank: Bank) -> None:
    def at_home(difficulty: str) -> int:
        form = assemble_form(bank, tailor(bank, difficulty=difficulty), 1)  # type: ignore[arg-type]
        section = form.title_of
        return sum(
            form.homes[option.home or ""].section == section[slot.section]
            for slot in form.slots
            for option in slot.options
            if option.id not in slot.key
        )

    assert at_home("near") > at_home("far") + 20


@pytest.mark.slow
def test_its_exam_code_builds_the_paper_again(bank: Bank) -> None:
    blueprint = tailor(bank, sections=["plant-3", "plant-9"], items=25, minutes=17, difficulty="near", options=5)
    form = assemble_form(bank, blueprint, 123)
    assert {slot.section for slot in form.slots} == {"plant-3", "plant-9"}
    assert assemble_form(bank, *read_code(form.code).resolve(bank)) == form


@pytest.mark.slow
def test_two_answers_and_reversed_questions_work_as_in_a_small_bank(bank: Bank) -> None:
    form = assemble_form(bank, tailor(bank, items=20, reversed_=4), 3)
    turned = [slot for slot in form.slots if slot.kind == "reversed"]
    assert len(turned) == 4
    assert all(len(slot.options) == 4 for slot in turned)


@pytest.mark.slow
def test_every_option_is_explained(bank: Bank) -> None:
    form = assemble_form(bank, tailor(bank, items=20, reversed_=2), 3)
    told = list(explain_form(bank, form))
    assert len(told) == 80
    assert sum(one.standing == "key" for one in told) == 20
    assert any(one.standing == "lure" and "the pair was read" in one.why for one in told)
    assert all(one.rank is not None and one.rank <= one.legal for one in told if one.standing in ("lure", "unread"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda bank: tailor(bank, only=["q1", "q2"]), "chosen ones only"),
        (lambda bank: tailor(bank, items=30, matching=1), "matching"),
        (lambda bank: tailor(bank, items=1_500), "at most 1,000"),
        (lambda bank: tailor(bank, items=3_001), "at most 3000"),
    ],
)
def test_what_is_too_much_for_an_index_is_said(bank: Bank, asked: Callable[[Bank], object], said: str) -> None:
    with pytest.raises(Impossible, match=said):
        assemble_form(bank, asked(bank), 1)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_small_bank_leaves_no_index(tmp_path: Path) -> None:
    small = tmp_path / "small.toml"
    small.write_text("\n".join(bank_lines(2_000)), "utf-8")
    opened = open_bank(small, tmp_path / "cache")
    assert type(opened) is Bank
    assert not (tmp_path / "cache").exists()


@pytest.mark.slow
def test_a_bank_of_one_section_in_which_no_word_is_rare_gives_valid_papers_too(tmp_path: Path) -> None:
    file = tmp_path / "plain.toml"
    file.write_text("\n".join(plain_bank_lines(2_500)), "utf-8")
    opened = open_bank(file, tmp_path / "cache")
    form = assemble_form(opened, tailor(opened, items=40), 2)
    assert_valid(read_bank(file).bank, form)
    assert {len(slot.options) for slot in form.slots} == {4}


@pytest.mark.slow
def test_siblings_are_one_question_in_a_large_bank_as_in_a_small_one(tmp_path: Path) -> None:
    lines = []
    for line in written():
        lines.append("schema = 2" if line.startswith("schema") else line.replace("aspect", "kind"))
        if line.startswith('id = "q'):
            lines.append(f"number = {len(lines) // 60 + 1}")
    path = tmp_path / "siblings.toml"
    path.write_text("\n".join(lines).replace("\nfamily =", "\nsubject ="), "utf-8")
    small, large = read_bank(path).bank, open_bank(path, tmp_path / "cache")
    assert isinstance(large, IndexedBank)
    assert large.siblings == small.siblings != {}
    assert large.edition == small.edition
    assert large.question_counts(large.sections) == small.question_counts(small.sections)
    assert large.blueprints == small.blueprints
    form = assemble_form(large, tailor(large), 5)
    numbers = [slot.number for slot in form.slots]
    assert len(set(numbers)) == len(numbers) == 60
    assert assemble_form(large, *read_code(form.code).resolve(large)) == form


@pytest.mark.slow
def test_questions_of_every_kind_are_asked_from_a_large_bank_as_from_a_small_one(tmp_path: Path) -> None:
    """With their line breaks and spaces, exhibits, credits and feedback."""
    path = every_kind.write_bank(tmp_path)
    small = read_bank(path).bank
    names = [item.id for item in small.items if item.is_authored]
    card = '\n[[section.item]]\nid = "more-{0}"\ntype = "recall"\nstem = "{0}?"\nanswer = "{0}"\n'
    more = "".join(map(card.format, range(MOST_DIRECT)))
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    for _ in ("indexed now", "found in its index"):
        large = open_bank(path, tmp_path / "cache")
        assert isinstance(large, IndexedBank)
        assert [large.item_by_id[name] for name in names] == [small.item_by_id[name] for name in names]
        assert (large.text, large.exhibits) == (small.text, small.exhibits)
        form = assemble_form(large, tailor(large, sections=["kubernetes"]), 3)
        (probe,) = (slot for slot in form.slots if slot.item == "probe-yaml")
        assert any(option.text.startswith("startupProbe:\n  failureThreshold:  30\n") for option in probe.options)
