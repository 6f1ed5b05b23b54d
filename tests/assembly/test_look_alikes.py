"""Options that differ in a sign are two, and options that nobody can tell apart are one."""

from typing import Any

import pytest
from pydantic import ValidationError

from exam.assembly import assemble, tailor
from exam.assembly.pool import pool_of
from exam.assembly.validity import Rule, key_rule, says_the_same
from exam.core.bank import Bank
from exam.core.item import Item

COMMANDS = ["chmod +x run", "chmod -x run", "chmod +w run", "chmod -w run", "chmod +r run", "chmod -r run"]


def bank_of(answers: list[str], schema: int = 2, **fields: Any) -> Bank:
    items = [
        {"id": f"q{at}", "stem": f"Which answer belongs to gate number {at}?", "statements": [answer], **fields}
        for at, answer in enumerate(answers)
    ]
    section = {"id": "s", "title": "S", "item": items}
    return Bank.model_validate({"schema": schema, "id": "b", "title": "B", "section": [section]})


@pytest.mark.parametrize("schema", [1, 2])
def test_commands_that_differ_in_a_sign_stand_beside_each_other(schema: int) -> None:
    bank = bank_of(COMMANDS, schema)
    for seed in range(5):
        for slot in assemble(bank, tailor(bank, "full"), seed).slots:
            assert len({option.text for option in slot.options}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [("x < y", "x > y"), ("-5", "5"), ("ls -A", "ls -a"), ("C", "C++"), ("kubectl get pods", "kubectl get pods -A")],
)
def test_they_are_two_answers(one: str, other: str) -> None:
    first, second = pool_of(bank_of([one, other, "a third"])).statements[:2]
    assert not says_the_same(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Аccess", "Access"), ("café latte", "cafe\u0301 latte"), ("a node’s pods", "a node's pods"), ("ＡＢＣ", "ABC"),
     ("/etc/passwd", "the /etc/passwd file"), ("Holds a lock", "holds a lock.")],
)  # fmt: skip
def test_what_looks_or_says_the_same_stands_on_no_paper_together(one: str, other: str) -> None:
    bank = bank_of([one, other, "Lifts water", "Stops the flow", "Shows a figure"])
    for seed in range(5):
        for slot in assemble(bank, tailor(bank, "full"), seed).slots:
            assert len({option.text for option in slot.options} & {one, other}) < 2


def test_the_authors_word_stands_above_the_rule() -> None:
    """What a rule takes for one answer in two wordings is two, where somebody has read the pair and named the lure."""
    bank = bank_of(["Restarts the failed pods", "Restarts the failed pod", "Lifts water", "Stops the flow"])
    key, near = pool_of(bank).statements[:2]
    assert key_rule(pool_of(bank), 0, key, near, read=False) is Rule.SAME_TEXT
    assert key_rule(pool_of(bank), 0, key, near, read=True) is None


def test_but_not_above_what_an_eye_sees() -> None:
    bank = bank_of(["Restarts pods", "Restаrts pods", "Lifts water", "Stops the flow"])
    key, twin = pool_of(bank).statements[:2]
    assert key_rule(pool_of(bank), 0, key, twin, read=True) is Rule.SAME_TEXT


@pytest.mark.parametrize("twin", ["Аccess", "Ａccess", "Ac\u200dcess", "Access "])
def test_authored_options_that_look_the_same_are_refused(twin: str) -> None:
    with pytest.raises(ValidationError, match="two that look the same"):
        Item.model_validate(
            {"id": "q", "stem": "Which?", "options": {"a": "Access", "b": twin, "c": "x"}, "key": ["c"]}
        )


def test_authored_options_of_code_may_differ_by_a_sign_a_capital_or_an_indent() -> None:
    code = {"a": "-v", "b": "-V", "c": "v", "d": "x < y", "e": "x > y"}
    assert len(Item.model_validate({"id": "q", "stem": "Which?", "options": code, "key": ["a"]}).options) == 5


def test_statements_of_code_may_differ_by_a_capital() -> None:
    assert Item.model_validate({"id": "q", "stem": "Which?", "statements": ["ls -r", "ls -R"]}).statements
