"""Banks that are written in Markdown."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from exam.core.authored import KEPT
from exam.core.item import Item
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.markdown_exam import read_markdown_exam

FRONT = "---\ntitle: Ours\n---\n"


def read(text: str) -> ForeignBank:
    return read_markdown_exam("ours.md", (FRONT + dedent(text)).encode())


def fields(text: str) -> dict[str, Any]:
    """The fields of the only question, which the model takes."""
    bank = read(text)
    assert [(out.name, out.why) for out in bank.left_out] == []
    (item,) = bank.items
    Item.model_validate({**item.fields, "id": "x"}, context={KEPT: True})
    return dict(item.fields)


def test_the_fields_at_the_beginning_are_the_banks() -> None:
    bank = read_markdown_exam(
        "ours.md",
        b'---\nid: ours\ntitle: "Ours: all"\nlanguage: de\nlicence: CC0\ntext: plain\nminutes: 30\ncut: 65\n---\n'
        b"# One\n## Yes?\nAnswer: true\n# Two\n## No?\nAnswer: false\n",
    )

    assert (bank.title, bank.language, bank.text) == ("Ours: all", "de", "plain")
    assert bank.fields["id"] == "ours"
    assert bank.fields["licence"] == "CC0"
    assert bank.fields["blueprint"] == [{"id": "standard", "title": "Standard", "minutes": 30, "cut": 65}]
    assert [item.section for item in bank.items] == ["One", "Two"]


def test_a_choice_has_boxes_with_feedback_and_attributes() -> None:
    assert fields(
        """\
        ## Which two run on the control plane? {#control points=2 credit=each tags=a,b}

        - [x] kube-scheduler
        - [x] kube-controller-manager
        - [ ] kubelet {credit=-50}
          > It runs on every node.
          > Everywhere.
        - [ ] None of these {pin}

        They decide; the others do.

        See: [The components](https://k8s.example/components)
        """
    ) == {
        "stem": "Which two run on the control plane?",
        "options": {
            "a": "kube-scheduler",
            "b": "kube-controller-manager",
            "c": {"text": "kubelet", "feedback": "It runs on every node.\nEverywhere.", "credit": -50},
            "d": {"text": "None of these", "pin": True},
        },
        "key": ["a", "b"],
        "rationale": "They decide; the others do.",
        "references": [{"title": "The components", "url": "https://k8s.example/components"}],
        "points": 2,
        "credit": "each",
        "tags": ["a", "b"],
    }


def test_only_right_boxes_are_statements() -> None:
    item = fields("## What lists partitions? {kind=command lures=squeue,sacct}\n- [x] sinfo\n")

    assert item == {
        "stem": "What lists partitions?",
        "statements": ["sinfo"],
        "kind": "command",
        "lures": ["squeue", "sacct"],
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Answer: true", {"type": "true-false", "key": True}),
        ("Answer: sinfo", {"type": "short", "answers": ["sinfo"]}),
        (
            "Answer: sinfo\nAnswer: sinfo -N {credit=50}\n> There is a shorter one.",
            {
                "type": "short",
                "answers": ["sinfo", {"text": "sinfo -N", "credit": 50, "feedback": "There is a shorter one."}],
            },
        ),
        ("Answer: 42", {"type": "numeric", "answers": ["42"]}),
        ("Answer: 42 ± 0.5 s", {"type": "numeric", "answers": ["42"], "tolerance": "0.5", "unit": "s"}),
        ("Answer: 168 h ± 5 %", {"type": "numeric", "answers": ["168"], "tolerance": "5 %", "unit": "h"}),
        ("Answer: 3,5 +/- 0,1", {"type": "numeric", "answers": ["3.5"], "tolerance": "0.1"}),
        ("1. cordon it\n2. drain it", {"type": "ordering", "order": ["cordon it", "drain it"]}),
        (
            "- allots :: slurmctld\n- starts :: slurmd\n- :: slurmrestd",
            {"type": "matching", "pairs": [["allots", "slurmctld"], ["starts", "slurmd"]], "extra": ["slurmrestd"]},
        ),
        (
            "Recall: Containers\n  that share.\n\n  Much.",
            {"type": "recall", "answer": "Containers\nthat share.\n\nMuch."},
        ),
    ],
)
def test_each_kind_has_a_way_to_be_written(lines: str, expected: dict[str, Any]) -> None:
    assert fields(f"## How?\n\n{lines}\n") == {"stem": "How?", **expected}


def test_a_heading_can_say_what_kind_is_meant() -> None:
    assert fields("## Which port? {type=short}\nAnswer: 42\n")["answers"] == ["42"]
    assert fields("## Which port? {type=short}\nAnswer: 42\n")["type"] == "short"


def test_gaps_stand_in_the_text_or_below_it() -> None:
    inline = fields(
        "## It listens on {api=6443}, the {agent=kubelet|Kubelet}, in {store=*etcd|Redis}.\n\nBy default.\n"
    )
    below = fields(
        """\
        ## It listens on {api}, the {agent}, in {store}.

        {api}: 6443
        {agent}:
        Answer: kubelet
        Answer: Kubelet
        {store}:
        - [x] etcd
        - [ ] Redis

        By default.
        """
    )

    assert inline == below
    assert inline["gaps"] == {
        "api": {"answers": ["6443"], "numeric": True},
        "agent": {"answers": ["kubelet", "Kubelet"]},
        "store": {"options": {"a": "etcd", "b": "Redis"}, "key": "a"},
    }


def test_braces_in_a_question_that_is_answered_otherwise_are_text() -> None:
    assert fields("## What is `x` in {x=1}?\nAnswer: 1\n")["stem"] == "What is `x` in {x=1}?"


def test_lists_and_numbers_in_a_stem_are_text_where_boxes_answer_it() -> None:
    item = fields("## Which hold?\n\n1. it is a :: b\n2. it is not\n\n- [x] only 1\n- [ ] only 2\n")

    assert item["stem"] == "Which hold?\n\n1. it is a :: b\n2. it is not"


def test_exhibits_have_headings_of_their_own() -> None:
    bank = read(
        """\
        ## What does it print? {exhibits=script,nodes,plan,case}
        Answer: 1

        # Exhibits

        ## Exhibit: run.py {#script}
        ```python
        print(1)
        ```
        ## Exhibit: Nodes {#nodes}
        | node | GPUs |
        |---|---|
        | n\\|1 | 8 |
        ## Exhibit: {#plan}
        ![Two switches](pictures/plan.png)
        ## Exhibit: A case {#case}
        Two partitions.

        One of them is long.
        """
    )

    assert bank.exhibits == (
        {"id": "script", "title": "run.py", "code": "print(1)", "language": "python"},
        {"id": "nodes", "title": "Nodes", "table": [["node", "GPUs"], ["n|1", "8"]]},
        {"id": "plan", "picture": "plan.png", "alt": "Two switches"},
        {"id": "case", "title": "A case", "passage": "Two partitions.\n\nOne of them is long."},
    )
    assert bank.wanted_media == {"plan.png": "pictures/plan.png"}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("Nothing.", "says nothing that answers it"),
        ("- [ ] a\n- [ ] b", "does not say which of its options is right"),
        ("- [x] a\n- [ ] b\n\nWhy.\n\n- [ ] c", "has answers below its explanation, where none are looked for"),
        ("- [x] a\n- [ ] b\n\nAnswer: a", "is answered in two ways at once"),
        ("{a}:\n\n{b}: 1", "has no answer for its gap 'a', or two kinds of them"),
    ],
)
def test_a_question_that_cannot_be_understood_is_left_out_with_the_reason(lines: str, why: str) -> None:
    bank = read(f"## Fine?\nAnswer: true\n\n## How? {{#how}}\n{lines}\n")

    assert [(out.name, out.why, out.place.line) for out in bank.left_out] == [("how", why, 7)]


def test_a_bank_of_nothing_but_faults_still_says_what_they_are() -> None:
    bank = read("## How?\nNothing.\n")

    assert [out.why for out in bank.left_out] == ["says nothing that answers it"]


def test_fields_of_other_programs_make_it_any_markdown() -> None:
    bank = read_markdown_exam(
        "x.md", b"---\nlayout: exam\ntitle: Theirs\n---\n\n## Q1. Yes?\n- [x] A. yes\n- [ ] B. no\n"
    )

    assert bank.items[0].fields["options"] == {"a": "yes", "b": "no"}


def test_the_example_of_the_readme_is_read_as_it_says() -> None:
    text = (Path(__file__).parents[3] / "banks" / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^````markdown\n(.*?)^````$", text, re.M | re.S)

    bank = read_markdown_exam("example.md", example.encode())

    assert bank.left_out == ()
    assert [item.fields.get("type", "choice") for item in bank.items] == [
        *("choice", "choice", "true-false", "short", "numeric", "ordering", "matching", "cloze", "recall"),
    ]
