"""Practice exams in Markdown as people keep them: check boxes, letters, folded answers."""

import time
from contextlib import suppress
from textwrap import dedent
from typing import Any

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports import recognised
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.markdown_exam import read_markdown_exam

NODE = {"stem": "Which daemon runs on each node?", "options": {"a": "slurmctld", "b": "slurmd"}, "key": "b"}


def read(text: str) -> ForeignBank:
    return read_markdown_exam("quiz.md", dedent(text).encode())


def fields(text: str) -> list[dict[str, Any]]:
    bank = read(text)
    assert [(out.name, out.why) for out in bank.left_out] == []
    return [dict(item.fields) for item in bank.items]


@pytest.mark.parametrize(
    "text",
    [
        "### {stem}\n\n- [ ] slurmctld\n- [x] slurmd\n",
        "#### Q1. {stem}\n\n- [ ] slurmctld\n- [X] slurmd\n",
        "## Question 1\n\n{stem}\n\n* [ ] A. slurmctld\n* [x] B. slurmd\n",
        "1. {stem}\n    - [ ] slurmctld\n    - [x] slurmd\n",
        "**1. {stem}**\n\n- [] slurmctld\n- [x] slurmd\n",
        "{stem}\n\n- [ ] slurmctld\n- [x] slurmd\n",
        "### {stem}\n\n- A. slurmctld\n- B. slurmd\n\n**Answer: B**\n",
        "### {stem}\n\nA) slurmctld\nB) slurmd\n\nCorrect answer: B) slurmd\n",
        "### {stem}\n\na. slurmctld\nb. slurmd\n\nAnswer: slurmd\n",
        "### {stem}\n\n- A. slurmctld\n- **B. slurmd**\n",
        "### {stem}\n\nA. slurmctld\nB. slurmd ✅\n",
        "### {stem}\n\n1. slurmctld\n2. slurmd\n\nAnswer: 2\n",
        "###### 1. {stem}\n\n- A: slurmctld\n- B: slurmd\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n"
        "#### Answer: B\n\n</p>\n</details>\n",
        "1. {stem}\n    - A. slurmctld\n    - B. slurmd\n\n    <details markdown=1><summary markdown='span'>Answer"
        "</summary>\n      Correct answer: B\n    </details>\n",
        "<details>\n<summary> 1. {stem}</summary>\n<br>\n\n1. slurmctld\n2. **slurmd**\n\n</details>\n",
    ],
)
def test_a_question_is_the_same_in_every_dialect(text: str) -> None:
    assert fields(text.format(stem=NODE["stem"])) == [NODE]


@pytest.mark.parametrize(
    "line",
    [
        *("Answer: B", "**Answer:** B", "**Correct Answer: B**", "The correct answer is B.", "Ans: (b)", "Solution: B"),
        *("Antwort: B", "Richtige Antwort: B", "Réponse : B", "Bonne réponse : B", "Respuesta correcta: B"),
        *(
            "Risposta: B",
            "Poprawna odpowiedź: B",
            "Resposta: B",
            "Antwoord: B",
            "答え: B",
            "正解：B",
            "答案：B",
            "정답: B",
        ),
    ],
)
def test_the_answer_is_named_in_many_languages(line: str) -> None:
    assert fields(f"### {NODE['stem']}\n\nA. slurmctld\nB. slurmd\n\n{line}\n") == [NODE]


@pytest.mark.parametrize("line", ["Answer: A, C", "Answer: AC", "Answers: A and C", "Answer: A & C", "Answer: A; C"])
def test_several_letters_make_several_right(line: str) -> None:
    (item,) = fields(f"### Which two are daemons?\n\n- A. slurmd\n- B. etcd.io\n- C. kubelet\n\n{line}\n")

    assert item["key"] == ["a", "c"]


def test_several_ticked_boxes_make_several_right() -> None:
    (item,) = fields("### Which two are daemons?\n\n- [x] slurmd\n- [ ] sinfo\n- [x] kubelet\n")

    assert item["key"] == ["a", "c"]


def test_what_stands_below_the_options_is_why_and_links_are_sources() -> None:
    (item,) = fields(
        """\
        #### Q7. What lists partitions?

        - [x] `sinfo`
        - [ ] `squeue`

        **Explanation:** It lists nodes by state.

        1. `-s` is short
        2. `-N` goes by node

        [Reference](https://slurm.example/sinfo.html)
        Source: <https://slurm.example/man>
        - [All commands](https://slurm.example/all "A list")

        **[Back to top](#contents)**
        """
    )

    assert item["rationale"] == "It lists nodes by state.\n\n1. `-s` is short\n2. `-N` goes by node"
    assert item["references"] == [
        {"title": "slurm.example/sinfo.html", "url": "https://slurm.example/sinfo.html"},
        {"title": "slurm.example/man", "url": "https://slurm.example/man"},
        {"title": "All commands", "url": "https://slurm.example/all"},
    ]


def test_code_belongs_to_the_stem_or_to_the_option_before_it() -> None:
    (item,) = fields(
        """\
        #### Q1. What prints 1?

        ```python
        # ### no heading
        x = 1
        ```

        - [ ] A

        ```python
        - [x] no option
        ```

        - [x] B

        ```python
        if x:
            print(x)
        ```

        Because `x` is 1.
        """
    )

    assert item["stem"] == "What prints 1?\n\n```python\n# ### no heading\nx = 1\n```"
    assert item["options"] == {
        "a": "```python\n- [x] no option\n```",
        "b": "```python\nif x:\n    print(x)\n```",
    }
    assert item["rationale"] == "Because `x` is 1."


def test_pictures_beside_the_file_stand_beside_the_question_and_others_are_links() -> None:
    bank = read(
        """\
        ### What does the plan show?

        ![Two switches](images/a%20plan.png?raw=true)
        <img src="https://pictures.example/b.png" alt="A rack">
        ![Elsewhere](../../etc/secret.png)

        - [ ] A ring
        - [x] A tree
        """
    )

    (item,) = bank.items
    assert item.fields["exhibits"] == ["picture-1"]
    assert bank.exhibits == ({"id": "picture-1", "picture": "a-plan.png", "alt": "Two switches"},)
    assert bank.wanted_media == {"a-plan.png": "images/a plan.png"}
    assert item.fields["stem"] == (
        "What does the plan show?\n\n[A rack](https://pictures.example/b.png)\n[picture: Elsewhere]"
    )
    assert item.changed == (
        "its picture at https://pictures.example/b.png is not in the file: a link stands in its place",
        "its picture ../../etc/secret.png lies outside of the file's folder and is not shown",
    )


def test_a_text_that_names_options_by_letters_keeps_them_in_their_order() -> None:
    bank = read("### Which?\n\nA. one\nB. two\n\nAnswer: B\n\nOption A is what it was once.\n")

    (item,) = bank.items
    assert item.fields["shuffle"] is False
    assert item.changed == ("its options keep their order, as its text names them by letters",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("### Which?\n\n- [ ] one\n- [ ] two\n", "does not say which of its options is right"),
        ("### Which?\n\n- [x] one\n- [x] two\n", "marks all of its options as right"),
        ("### Which?\n\nA. one\nB. two\n\nAnswer: D\n", "names the answer D, which is none of its 2 options"),
        ("### Which?\n\nA. one\nB. two\n\nAnswer: three\n", "names an answer that is none of its options"),
        ("1. Which?\n\n    1. one\n    2. two\n", "does not say which of its options is right"),
    ],
)
def test_what_does_not_say_its_answer_is_left_out_with_the_reason(text: str, why: str) -> None:
    bank = read(f"{text}\n")

    assert bank.items == ()
    assert [out.why for out in bank.left_out] == [why]
    assert bank.left_out[0].place.line == 1


def test_headings_above_questions_are_sections_and_the_first_is_the_title() -> None:
    bank = read(
        """\
        # Operators' exam

        Some words before.

        ## Slurm

        ### First?
        - [x] yes
        - [ ] no

        ## Kubernetes

        ### Second?
        - [x] yes
        - [ ] no
        """
    )

    assert bank.title == "Operators' exam"
    assert [(item.section, item.place.line) for item in bank.items] == [("Slurm", 7), ("Kubernetes", 13)]


def test_numbered_lists_in_explanations_begin_no_question() -> None:
    items = fields(
        """\
        1. First?
            - A. yes
            - B. no

            Answer: A

            1. one reason
            2. another reason

        2. Second?
            - A. yes
            - B. no

            Answer: B
        """
    )

    assert [item["stem"] for item in items] == ["First?", "Second?"]
    assert items[0]["rationale"] == "1. one reason\n2. another reason"


@pytest.mark.parametrize(
    "listed",
    [
        "1. B\n2. A, C\n3. A\n",
        "1) B\n2) A,C\n3) A\n",
        "- 1: B\n- 2: A & C\n- 3: A\n",
        "1 - B\n2 - A, C\n3 - A\n",
        "| No. | Answer |\n|---|---|\n| 1 | B |\n| 2 | A, C |\n| 3 | A |\n",
    ],
)
def test_answers_may_be_listed_at_the_end(listed: str) -> None:
    questions = "".join(f"{n}. Number {n}?\n   A. one\n   B. two\n   C. three\n\n" for n in (1, 2, 3))

    items = fields(f"# Exam\n\n{questions}## Answers\n\n{listed}")

    assert [(item["stem"], item["key"]) for item in items] == [
        ("Number 1?", "b"),
        ("Number 2?", ["a", "c"]),
        ("Number 3?", "a"),
    ]
    assert "rationale" not in items[-1]


def test_a_number_whose_options_cannot_be_read_is_told_of_and_spoils_no_other() -> None:
    bank = read(
        """\
        1. First?
            - A. yes
            - B. no

            Answer: A

        2. Second?
            Either yes or no.

            Answer: A

        3. Third?
            - A. yes
            - B. no

            Answer: B
        """
    )

    assert [(item.fields["stem"], item.place.line) for item in bank.items] == [("First?", 1), ("Third?", 12)]
    assert [(out.place.line, out.why) for out in bank.left_out] == [(7, "has no list of options")]


def test_a_file_without_questions_is_refused_with_a_word() -> None:
    with pytest.raises(BankRefused, match="holds no question that can be read"):
        read("# Notes\n\nNothing is asked here.\n")


@pytest.mark.parametrize(
    ("text", "what"), [("\n" * 200_001, "200,001 lines"), ("---\ntitle: x\n---\n" + "## \n" * 30_002, "30,00. q")]
)
def test_a_file_that_nobody_wrote_is_refused_with_its_size(text: str, what: str) -> None:
    with pytest.raises(BankRefused, match=what):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "### What does it print?\n\n```sh\nname = 'x'\nother = 'y'\n```\n\n- [ ] x\n- [x] y\n",
        "---\ntitle: Ours\n---\n\n## A pod is {store=etcd}?\n\nAnswer: true\n",
    ],
)
def test_it_is_known_by_its_content(text: str) -> None:
    assert recognised("quiz", text.encode()) == "markdown"


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "![",
            "<",
            "<img ",
            "<!--",
            "`",
            "```\n",
            "~~~\n",
            "- [ ] ",
            "- [ ] x\n",
            "# ",
            "## ",
            "A. x\n",
            "1. a\n",
        ),
        *("**", "{", "{a=", "\\", " ", "\n", "> ", ":: ", "- a :: b\n", "Answer: ", "Answer: A, ", "<details>\n", "("),
        *("### Q?\n- [x] a\n- [ ] b\n![x](", "<summary>", "## Q\n{a}:\n", "| a ", "é", "\u0301", "[a](b ", "A and "),
    ],
)
def test_nothing_takes_longer_than_it_is_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begun = time.process_time()

    for front in ("", "---\ntitle: x\n---\n", "### Q?\n- [x] a\n- [ ] b\n"):
        with suppress(BankRefused):
            read_markdown_exam("x.md", (front + text).encode())

    assert time.process_time() - begun < 3


def test_a_line_break_that_two_spaces_make_is_kept() -> None:
    [question] = fields(
        "### Which daemon  \nruns on each node?  \n\n- [x] slurmd\n- [ ] none  \n  of them\n\n"
        "Two daemons:  \nslurmd  \n\nMunge.\n"
    )

    assert question["stem"] == "Which daemon  \nruns on each node?"
    assert question["options"] == {"a": "slurmd", "b": "none  \nof them"}
    assert question["rationale"] == "Two daemons:  \nslurmd\n\nMunge."


def test_a_heading_over_sources_goes_with_them() -> None:
    [question] = fields(
        "### Which daemon?\n\n- [x] slurmd\n- [ ] cron\n\nIt runs jobs.\n\nReferences:\n\n"
        "1. [Overview](https://slurm.schedmd.com/overview.html)\n2. https://slurm.schedmd.com/docs/?page=1\n"
    )

    assert question["rationale"] == "It runs jobs."
    assert [one["title"] for one in question["references"]] == ["Overview", "slurm.schedmd.com/docs"]


@pytest.mark.parametrize(
    "line", ["Explanation:- It runs jobs.", "**Explanation:** - It runs jobs.", "Why – It runs jobs."]
)
def test_a_dash_between_the_word_explanation_and_the_explanation_is_no_list(line: str) -> None:
    [question] = fields(f"### Which daemon?\n\n- [x] slurmd\n- [ ] cron\n\n{line}\n")

    assert question["rationale"] == "It runs jobs."


def test_letters_before_options_go_also_where_only_some_of_them_are_code() -> None:
    [question] = fields("""
        ### What is printed?

        - [x] A

        ```
        0
        ```

        - [ ] B:
              A syntax error.
        """)

    assert question["options"] == {"a": "```\n0\n```", "b": "A syntax error."}


def test_the_picture_of_the_question_comes_before_those_of_its_options() -> None:
    bank = read("### What is shown?\n\n![plan](plan.png)\n\n- [x] A ![one](one.png)\n- [ ] B ![two](two.png)\n")

    assert [exhibit["alt"] for exhibit in bank.exhibits] == ["plan", "one", "two"]
    assert list(bank.items[0].fields["exhibits"]) == ["picture-1", "picture-2", "picture-3"]
