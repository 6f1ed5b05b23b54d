"""Aiken as people write it, and OpenTriviaQA's text."""

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.aiken import read_aiken
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.opentrivia import read_opentrivia

STATES = {
    "stem": "In which state is a node that takes no new jobs?",
    "options": {"a": "drained", "b": "idle"},
    "key": "a",
}


def aiken(text: str) -> ForeignBank:
    return read_aiken("pool.txt", dedent(text).encode())


def fields(bank: ForeignBank) -> list[dict[str, Any]]:
    return [dict(item.fields) for item in bank.items]


@pytest.mark.parametrize(
    "text",
    [
        "{stem}\nA) drained\nB) idle\nANSWER: A\n",
        "{stem}\nA. drained\nB. idle\nANSWER: A\n",
        "{stem}\na) drained\nb) idle\nanswer: a",
        "{stem}\nA)drained\nB)idle\nAnswer : A)\n",
        "\n\n  {stem}  \n\nA)   drained\n\nB)\tidle\n\nANSWER: A. drained\n\n",
        "1. {stem}\nA) drained\nB) idle\nANSWER: A\n2. Next?\nA) yes\nB) no\nANSWER: B",
    ],
)
def test_a_question_is_the_same_however_its_lines_are_written(text: str) -> None:
    assert fields(aiken(text.format(stem=STATES["stem"])))[0] == STATES


def test_questions_need_no_empty_line_between_them() -> None:
    bank = aiken(
        """\
        First?
        A) one
        B) two
        ANSWER: B
        Second?
        A) three
        B) four
        C) five
        ANSWER: C
        """
    )

    assert [(one["stem"], one["key"]) for one in fields(bank)] == [("First?", "b"), ("Second?", "c")]
    assert [item.place.line for item in bank.items] == [1, 5]


def test_lines_of_a_stem_and_of_an_option_are_kept_as_they_stand() -> None:
    bank = aiken(
        """\
        What does this print?

            for n in range(2):
                print(n)
        A) 0
           1
        B) 1
           2
        ANSWER: A
        """
    )

    assert bank.text == "plain"
    assert fields(bank) == [
        {
            "stem": "What does this print?\n\n    for n in range(2):\n        print(n)",
            "options": {"a": "0\n   1", "b": "1\n   2"},
            "key": "a",
        }
    ]


def test_several_right_answers_and_an_explanation_are_kept() -> None:
    bank = aiken(
        """\
        Which two?
        A) one
        B) two
        C) three
        ANSWER: A, C
        EXPLANATION: Both are
        odd.

        Next?
        A) yes
        B) no
        ANSWER: B
        """
    )

    assert fields(bank)[0]["key"] == ["a", "c"]
    assert fields(bank)[0]["rationale"] == "Both are\nodd."
    assert "rationale" not in fields(bank)[1]


def test_a_stem_may_begin_as_an_option_does() -> None:
    bank = aiken("A. Turing wrote about what in 1936?\nA) machines\nB) morphogenesis\nANSWER: A")

    assert fields(bank)[0]["stem"] == "A. Turing wrote about what in 1936?"


def test_faulty_questions_are_left_out_each_with_its_line_and_the_others_taken() -> None:
    bank = aiken(
        """\
        Only one option
        A) this
        ANSWER: A

        A) no question above
        B) none

        ANSWER: B

        ANSWER: C

        No answer
        A) left
        B) right

        Good
        A) right
        B) wrong
        ANSWER: A

        An answer that is not there
        A) one
        B) two
        ANSWER: D

        No empty line before the next
        A) one
        B) two
        Good too
        A) wrong
        B) right
        ANSWER: B

        And then nothing
        """
    )

    assert [one["stem"] for one in fields(bank)] == ["Good", "Good too"]
    assert [(one.place.line, one.why) for one in bank.left_out] == [
        (1, "has fewer than two options"),
        (5, "has options, and no question above them"),
        (10, "has no question above it"),
        (12, "has no line ANSWER"),
        (21, "has an answer that is none of its options"),
        (26, "has no line ANSWER"),
        (34, "has no options"),
    ]


def test_an_old_encoding_is_read_and_named() -> None:
    bank = read_aiken("pool.txt", "Où est Köln?\nA) là\nB) ici\nANSWER: A".encode("cp1252"))

    assert fields(bank)[0]["stem"] == "Où est Köln?"
    assert len(bank.notes) == 1


def test_trivia_with_lines_in_its_questions_are_read() -> None:
    bank = read_opentrivia(
        "animals",
        dedent(
            """\
            A line above all questions
            #Q Who wrote this?
            Tyger Tyger, burning bright,
            In the forests of the night
            ^ William Blake
            A John Keats
            B William Blake

            #Q Snakes hear.
            ^ true
            A True
            B False

            #Q No such option
            ^ Neither
            A This
            B That
            #Q No answer
            """
        ).encode(),
    )

    assert fields(bank) == [
        {
            "stem": "Who wrote this?\nTyger Tyger, burning bright,\nIn the forests of the night",
            "options": {"a": "John Keats", "b": "William Blake"},
            "key": "b",
        },
        {"stem": "Snakes hear.", "options": {"a": "True", "b": "False"}, "key": "a"},
    ]
    assert [(one.place.line, one.name, one.why) for one in bank.left_out] == [
        (14, "No such option", "has an answer that is none of its options"),
        (18, "No answer", "has no answer"),
    ]


@pytest.mark.parametrize("read", [read_aiken, read_opentrivia])
def test_a_text_without_a_question_is_refused(read: Callable[[str, bytes], ForeignBank]) -> None:
    with pytest.raises(BankRefused, match="holds no question"):
        read("empty.txt", b"\n\n")


def test_a_file_of_more_lines_than_questions_have_is_refused_before_they_are_read() -> None:
    for read in (read_aiken, read_opentrivia):
        with pytest.raises(BankRefused, match="has 400,001 lines, and 400,000 can be read"):
            read("pool.txt", b"\n" * 400_001)


def test_a_question_that_is_longer_than_any_is_left_out() -> None:
    long = "What?\nA) a\nB) " + "b " * 60_000 + "\nANSWER: A\n"
    bank = read_aiken("pool.txt", f"{long}\nNext?\nA) yes\nB) no\nANSWER: B\n".encode())
    assert [one.why for one in bank.left_out] == ["has more than 100,000 characters"]
    assert [one["stem"] for one in fields(bank)] == ["Next?"]


def test_an_answer_of_very_many_lines_takes_time_that_grows_like_them() -> None:
    bank = read_opentrivia("pool.txt", b"#Q a?\n^ b\n" + b"c\n" * 50_000)
    assert [one.why for one in bank.left_out] == ["has fewer than two options"]
