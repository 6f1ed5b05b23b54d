"""Practice exams in Markdown: which of several lists of a question are its options."""

import pytest

from tests.formats.imports.test_markdown_exam import fields, read


def test_boxes_go_before_the_lettered_statements_that_they_speak_of() -> None:
    first, second = fields(
        """\
        #### Q1. Which of these are central?

        A. The scheduler

        B. The kubelet

        C. The API server

        - [x] A, C
        - [ ] A, B
        - [ ] All of them

        #### Q2. Which of these run on each node?

            A. The scheduler
            B. The kubelet
            C. The proxy

        - [ ] A, B
        - [x] B, C
        """
    )

    assert first == {
        "stem": "Which of these are central?\n\nA. The scheduler\n\nB. The kubelet\n\nC. The API server",
        "options": {"a": "A, C", "b": "A, B", "c": "All of them"},
        "key": "a",
        "shuffle": False,
    }
    assert second["stem"] == "Which of these run on each node?\n\nA. The scheduler  \nB. The kubelet  \nC. The proxy"
    assert second["options"] == {"a": "A, B", "b": "B, C"}
    assert second["key"] == "b"


def test_a_paragraph_below_an_option_parts_the_ticked_box_from_no_other() -> None:
    (only,) = fields(
        """\
        ### What is printed?

        - [ ] a

        ```text
        1
        ```

        - [ ] b

        Nothing at all

        - [x] c:

        ```text
        2
        ```
        """
    )

    assert only["options"] == {"a": "```text\n1\n```", "b": "b\n\nNothing at all", "c": "```text\n2\n```"}
    assert only["key"] == "c"


def test_two_lists_with_a_right_one_each_are_asked_as_one_and_that_is_told() -> None:
    bank = read("### Which?\n\n- [x] one\n- [ ] two\n\n- [ ] three\n- [x] four\n")

    assert bank.items[0].fields["key"] == ["a", "d"]
    assert bank.items[0].changed == (
        "an empty line parts its options, each part with a right one; are these two questions?",
    )
    assert read("### Which?\n\n- [x] one\n\n- [ ] two\n\n- [ ] three\n\n- [x] four\n").items[0].changed == ()


def test_a_colon_behind_the_word_for_an_explanation_is_no_part_of_it() -> None:
    (only,) = fields("### Which?\n\n- [x] one\n- [ ] two\n\n**Explanation:**: it is so.\n")

    assert only["rationale"] == "it is so."


@pytest.mark.parametrize(
    ("sign", "right", "told"),
    [("- [{}]", "x", ""), ("{}.", "B", "\n\nAnswer: B"), ("* {})", "B", "\n\nAnswer: B")],
)
def test_code_may_begin_on_the_line_of_its_option_and_keeps_its_indents(sign: str, right: str, told: str) -> None:
    wrong = " " if right == "x" else "A"
    text = (
        f"### What prints?\n\n{sign.format(wrong)} ```python\n  if x:\n      pass\n  ```\n"
        f"{sign.format(right)} ```python\n  if x:\n      print(x)\n  ```{told}\n"
    )

    (only,) = fields(text)

    assert only["options"] == {
        "a": "```python\nif x:\n    pass\n```",
        "b": "```python\nif x:\n    print(x)\n```",
    }
    assert only["key"] == "b"


def test_a_page_of_the_web_with_a_title_of_its_own_is_a_practice_exam() -> None:
    bank = read(
        """\
        ---
        title: Nodes
        ---

        ## Part one

        ### 1. Which daemon runs on each node?

        - [ ] slurmctld
        - [x] slurmd

        ### 2. Which one is central?

        A. slurmctld
        B. slurmd

        Answer: A

        ## Part two

        ### 3. Which one keeps the accounting?

        - [x] slurmdbd
        - [ ] slurmd
        """
    )

    assert [(item.name, item.section, item.fields["key"]) for item in bank.items] == [
        ("Q1", "Part one", "b"),
        ("Q2", "Part one", "a"),
        ("Q3", "Part two", "a"),
    ]


def test_a_question_that_stands_below_another_in_the_written_form_is_told_of() -> None:
    bank = read(
        """\
        ---
        id: nodes
        ---

        ## Which daemon runs on each node? {#node}

        - [ ] slurmctld
        - [x] slurmd

        It runs there.

        ### 2. Which one is central?

        A. slurmctld
        B. slurmd
        """
    )

    assert [(item.name, item.fields["rationale"]) for item in bank.items] == [("node", "It runs there.")]
    assert [(out.place.line, out.name, out.why) for out in bank.left_out] == [
        (12, "2. Which one is central?", "stands below another question: with ## before it, it is one of its own")
    ]


def test_code_may_stand_right_behind_the_letter_of_an_option() -> None:
    (only,) = fields("### Which?\n\n-   A: `one`\n-   B:`two`\n-   C: `three`\n\nAnswer: B\n")

    assert only["options"] == {"a": "`one`", "b": "`two`", "c": "`three`"}


def test_empty_lines_in_code_are_kept_and_others_are_one() -> None:
    code = "```python\na = 1\n\n\n\nb = 2\n```"

    (only,) = fields(
        f"### Which?\n\n{code}\n\n\n\nGo on.\n\n- [ ] A\n\n{code}\n\n- [x] B\n\n```python\nb\n```\n\nWhy:\n\n{code}"
    )

    assert only["stem"] == f"Which?\n\n{code}\n\nGo on."
    assert only["options"]["a"] == code
    assert only["rationale"] == code


def test_what_only_looks_like_a_tag_stays_in_an_explanation() -> None:
    (only,) = fields(
        "### Which?\n\n- [ ] one\n- [x] two\n\n"
        "<b>Explanation:</b> `git checkout <branch>` where a < b and c > d\n\nSource: < https://docs.example.org/a >\n"
    )

    assert only["rationale"] == "`git checkout <branch>` where a < b and c > d"
    assert only["references"] == [{"title": "docs.example.org/a", "url": "https://docs.example.org/a"}]


def test_the_first_option_may_stand_at_the_end_of_the_question() -> None:
    (only,) = fields("1. Which one?   - A. one\n    - B. two\n    - C. three\n\n    Correct answer: C\n")

    assert (only["stem"], only["options"], only["key"]) == ("Which one?", {"a": "one", "b": "two", "c": "three"}, "c")
