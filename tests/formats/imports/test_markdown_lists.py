"""Practice exams in Markdown: which of several lists of a question are its options."""

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
