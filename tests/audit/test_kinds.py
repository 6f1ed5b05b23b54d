"""The doctor's word on questions that are typed, ordered, paired, filled in or recalled: each flaw, no false alarm."""

from typing import Any

import pytest

from exam.audit.doctor import examine_bank
from exam.audit.findings import BankFinding
from exam.core.bank import Bank

SOUND: list[dict[str, Any]] = [
    {"type": "short", "stem": "Which command lists nodes in Slurm?", "answers": ["sinfo", "sinfo -N"], "typos": 1},
    {"type": "short", "stem": "Which call makes a job of a script?", "answers": ["sbatch *"], "wildcard": True},
    {"type": "numeric", "stem": "Port of the kubelet?", "answers": [10250], "tolerance": "1 %", "unit": "tcp"},
    {"type": "numeric", "stem": "How much is left?", "answers": [0], "tolerance": 5},
    {"type": "ordering", "stem": "In which order?", "order": ["cordon", "drain", "upgrade"]},
    {"type": "matching", "stem": "Who does what?", "pairs": [["one", "a"], ["two", "b"], ["three", "c"]]},
    {
        "type": "cloze",
        "stem": "The {agent} listens on {port}.",
        "gaps": {"agent": ["kubelet"], "port": {"answers": [10250], "numeric": True, "tolerance": 1}},
    },
    {"type": "recall", "stem": "What is a pod?", "answer": "Containers that go together.", "rationale": "Together."},
    {"type": "true-false", "stem": "etcd is a relational database.", "key": False},
    {
        "stem": "Which runs?",
        "options": {"a": {"text": "A", "credit": 100}, "b": {"text": "B", "credit": 50}},
        "key": "a",
    },
    {
        "type": "short",
        "stem": "Which daemon has the jobs of a node?",
        "answers": ["slurmd", {"text": "*", "credit": 0, "feedback": "Look again."}],
        "wildcard": True,
    },
]


def found_in(*items: dict[str, Any], **fields: Any) -> list[BankFinding]:
    written = [{"id": f"q{at}"} | item for at, item in enumerate(items)]
    section = {"id": "s", "title": "S", "item": written}
    return examine_bank(Bank.model_validate({"schema": 2, "id": "b", "title": "B", "section": [section]} | fields))


def test_there_is_nothing_to_say_of_sound_questions() -> None:
    assert found_in(*SOUND) == []


FLAWED: list[tuple[str, str, tuple[str | int, ...], dict[str, Any]]] = [
    ("answer-in-stem", "warning", ("answers",), {"type": "short", "stem": "What is sinfo?", "answers": ["Sinfo"]}),
    ("same-answer", "warning", ("answers",), {"type": "short", "stem": "Q?", "answers": ["the pod", "The  Pod"]}),
    ("same-answer", "warning", ("answers",), {"type": "numeric", "stem": "Q?", "answers": [30, "30.0"]}),
    ("takes-anything", "warning", ("answers",), {"type": "short", "stem": "Q?", "answers": ["*"], "wildcard": True}),
    ("long-to-type", "advice", ("answers",), {"type": "short", "stem": "Q?", "answers": ["so many words " * 4]}),
    ("credit", "warning", ("answers",), {"type": "short", "stem": "Q?", "answers": [{"text": "sinfo", "credit": 50}]}),
    ("no-list", "advice", ("stem",), {"type": "short", "stem": "Which of these is a daemon?", "answers": ["slurmd"]}),
    ("wide-tolerance", "warning", ("answers",), {"type": "numeric", "stem": "Q?", "answers": [30], "tolerance": 31}),
    ("wide-tolerance", "warning", ("answers",), {"type": "numeric", "stem": "?", "answers": [-5], "tolerance": "100%"}),
    ("no-effect", "advice", ("tolerance",), {"type": "short", "stem": "Q?", "answers": ["sinfo"], "tolerance": 1}),
    ("no-effect", "advice", ("case",), {"type": "numeric", "stem": "Q?", "answers": [30], "case": True}),
    ("no-effect", "advice", ("typos",), {"type": "short", "stem": "Q?", "answers": ["etc"], "typos": 1}),
    ("no-effect", "advice", ("answers",), {"type": "short", "stem": "Q?", "answers": ["sinfo *"]}),
    ("no-effect", "advice", ("answers",), {"type": "short", "stem": "Q?", "answers": ["sinfo"], "wildcard": True}),
    ("few-parts", "advice", ("order",), {"type": "ordering", "stem": "Q?", "order": ["one", "two"]}),
    ("few-parts", "advice", ("pairs",), {"type": "matching", "stem": "Q?", "pairs": [["1", "a"], ["2", "b"]]}),
    ("adjacent-gaps", "warning", ("stem",), {"type": "cloze", "stem": "{a} {b}", "gaps": {"a": ["x"], "b": ["y"]}}),
    ("unknown-gap", "warning", ("stem",), {"type": "cloze", "stem": "{a} or {other}", "gaps": {"a": ["x"]}}),
    ("unknown-gap", "warning", ("stem",), {"type": "cloze", "stem": "{a} or {a}", "gaps": {"a": ["x"]}}),
    ("answer-in-stem", "warning", ("gaps", "a"), {"type": "cloze", "stem": "{a}: kubelet", "gaps": {"a": ["kubelet"]}}),
    ("no-rationale", "advice", (), {"type": "recall", "stem": "What is a pod?", "answer": "Containers."}),
    ("all-of-the-above", "advice", ("options", "c"), {
        "stem": "Q?", "options": {"a": "One", "b": "Two", "c": "All of the above"}, "key": "a",
    }),
    ("credit", "warning", ("options",), {
        "stem": "Q?", "options": {"a": {"text": "One", "credit": 50}, "b": "Two"}, "key": "a",
    }),
    ("credit", "warning", ("options", "b"), {
        "stem": "Q?", "options": {"a": "One", "b": {"text": "Two", "credit": 100}}, "key": "a",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "severity", "where", "item"), FLAWED)
def test_each_flaw_is_found_where_it_stands(
    rule: str, severity: str, where: tuple[str | int, ...], item: dict[str, Any]
) -> None:
    (one,) = found_in(item)
    assert (one.rule, one.severity, one.item) == (rule, severity, "q0")
    assert one.where == ("section", 0, "item", 0, *where)
    assert one.message[-1] not in ".?"
    assert one.remedy.endswith(".")


def test_true_or_false_that_leans_to_one_side_is_told_once() -> None:
    items = [{"type": "true-false", "stem": f"Statement {at} of {at * 7}", "key": at != 3} for at in range(9)]
    (one,) = [one for one in found_in(*items) if one.rule == "one-sided"]
    assert one.message.startswith("8 of 9 true-or-false questions have the key true")


def test_an_exhibit_that_no_question_shows() -> None:
    exhibits = [{"id": "used", "code": "x"}, {"id": "unused", "passage": "y"}]
    (one,) = found_in(SOUND[0] | {"exhibits": ["used"]}, exhibit=exhibits)
    assert (one.rule, one.where, one.item) == ("unused-exhibit", ("exhibit", 1), None)


def test_statements_that_an_eye_cannot_tell_apart() -> None:
    items = [
        {"stem": f"What is relay {name} for?", "statements": [text]}
        for name, text in zip("abcd", ("Gives Access", "Gives Аccess", "Lifts water", "Stops it"), strict=True)
    ]
    (one,) = [one for one in found_in(*items) if one.rule == "look-alike"]
    assert one.item == "q1"
    assert "for its А (U+0410)" in one.message
