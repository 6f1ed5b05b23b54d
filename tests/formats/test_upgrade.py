"""A bank of schema 1 is written in schema 2: the same in all that is asked, with its comments."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.assembly import tailor
from exam.assembly.drawing import draw
from exam.core.bank import Bank
from exam.formats import BankRefused, read_bank
from exam.formats.upgrade import upgrade

COMMENTED = '''# What I am learning
schema = 1  # since spring
id = "mine"
title = "Mine"

[[blueprint]]
id = "all"  # every evening
title = "All"

[[section]]
id = "basics"
title = "Basics"
family = "kubernetes"  # as the other one

[[section.item]]
id = "pod"
number = 7
aspect = "definition"  # is it?
stem = "What is an aspect = of a pod?"
statements = ["Wraps containers"]

[[section.item]]
id = "node"
number = 7
stem = """
aspect = "of a node"?
"""
statements = ["Lends a machine"]
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bank.toml"


def upgraded(path: Path, text: str) -> tuple[Bank, Bank, str, tuple[str, ...]]:
    """The bank as it was and as it is, its new text, and the remarks."""
    path.write_text(text, "utf-8")
    before = read_bank(path).bank
    found = upgrade(path)
    path.write_text(found.text, "utf-8")
    return before, read_bank(path).bank, found.text, found.remarks


def asked(bank: Bank) -> list[Any]:
    """All that is asked: each item with its section, what it is about, and the kind of its answer."""
    return [
        (
            bank.section_of[item.id].id,
            bank.subject_of[item.id],
            bank.kind_of[item.id],
            item.model_dump(exclude={"aspect", "kind", "number"}),
        )
        for item in bank.items
    ]


def test_only_what_has_another_name_changes_and_every_comment_stays(path: Path) -> None:
    before, after, text, remarks = upgraded(path, COMMENTED)
    assert asked(after) == asked(before)
    assert after.format_version == 2
    changed = [pair for pair in zip(COMMENTED.splitlines(), _without_new(text), strict=True) if pair[0] != pair[1]]
    assert changed == [
        ("schema = 1  # since spring", "schema = 2  # since spring"),
        ('family = "kubernetes"  # as the other one', 'subject = "kubernetes"  # as the other one'),
        ('aspect = "definition"  # is it?', 'kind = "definition"  # is it?'),
        ("number = 7", "# number = 7"),
    ]
    assert remarks == (
        "Item 'node' no longer has the number 7, which 'pod' has too: in schema 2 the two would be siblings, of which "
        "a paper asks one. Write it again if they are.",
    )


def _without_new(text: str) -> list[str]:
    return [line for line in text.splitlines() if line != 'difficulty = "mixed"']


def test_a_blueprint_that_named_no_difficulty_stays_mixed(path: Path) -> None:
    before, after, _, _ = upgraded(path, COMMENTED)
    assert after.blueprints == before.blueprints
    assert after.blueprints[0].difficulty == "mixed"


def test_a_bank_written_in_braces_is_written_anew_and_its_author_is_told(path: Path) -> None:
    items = ", ".join(
        f'{{ id = "q{n}", number = 3, aspect = "role", stem = "Which {n}?", statements = ["Answer {n}"] }}'
        for n in range(3)
    )
    text = f'id = "mine"\ntitle = "Mine"\nsection = [{{ id = "one", title = "One", item = [{items}] }}]\n'
    before, after, _, remarks = upgraded(path, text)
    assert asked(after) == asked(before)
    assert [item.number for item in after.items] == [3, None, None]
    assert remarks[-1] == "It was written anew, without its comments, because some of it stands in braces."


def test_what_is_of_schema_2_already_is_given_back_as_it_is(path: Path) -> None:
    _, _, text, _ = upgraded(path, COMMENTED)
    again = upgrade(path)
    assert again.text == text
    assert again.remarks == ("bank.toml is of schema 2 already.",)


def test_a_bank_with_faults_is_refused_with_all_of_them(path: Path) -> None:
    path.write_text(COMMENTED.replace("statements", "statement"), "utf-8")
    with pytest.raises(BankRefused) as refused:
        upgrade(path)
    assert len(refused.value.faults) == 4


text = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=12).filter(
    lambda value: value.strip() and "\\" not in value
)


@st.composite
def banks_of_schema_1(draw: st.DrawFn) -> dict[str, Any]:
    """Data of banks whose items have any numbers, aspects and families, or none."""
    sections, count = [], 0
    for at in range(draw(st.integers(1, 3))):
        items = []
        for _ in range(draw(st.integers(2, 4))):
            item = {"id": f"q{count}", "stem": f"Which is {count}? {draw(text)}", "statements": [f"Answer {count}"]}
            item |= draw(
                st.fixed_dictionaries({}, optional={"number": st.integers(1, 4), "aspect": text, "concept": text})
            )
            items.append(item)
            count += 1
        family = draw(st.fixed_dictionaries({}, optional={"family": st.sampled_from(["near", "far"])}))
        sections.append({"id": f"s{at}", "title": f"Section {at}", **family, "item": items})
    blueprint = draw(st.fixed_dictionaries({}, optional={"difficulty": st.sampled_from(["near", "mixed", "far"])}))
    return {
        **draw(st.fixed_dictionaries({}, optional={"schema": st.just(1)})),
        "id": "any",
        "title": "Any",
        "blueprint": [{"id": "all", "title": "All", **blueprint}],
        "section": sections,
    }


@pytest.mark.slow
@given(banks_of_schema_1(), st.integers(0, 2**30 - 1))
@settings(max_examples=30, deadline=None)
def test_the_upgraded_bank_is_equal_in_all_that_is_asked(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], seed: int
) -> None:
    path = tmp_path_factory.mktemp("upgraded") / "bank.toml"
    before, after, _, _ = upgraded(path, tomli_w.dumps(data))
    assert asked(after) == asked(before)
    assert after.blueprints == before.blueprints
    assert not after.siblings
    drawn = [draw(bank, tailor(bank), seed, lambda _: True) for bank in (before, after)]
    assert [item.id for item in drawn[0]] == [item.id for item in drawn[1]]
