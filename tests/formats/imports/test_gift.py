"""GIFT: every kind of question, and what its answers are worth."""

from typing import Any

import pytest

from tests.formats.imports.gift_files import fields, gift, only


def test_a_choice_has_its_options_in_order_with_key_feedback_and_rationale() -> None:
    assert fields(
        """\
        Which daemon allots resources?{
            =slurmctld#It is the central one.
            ~slurmd # That one runs on each node.
            ~slurmdbd
            ####The controller holds the queue.
        }
        """
    ) == {
        "stem": "Which daemon allots resources?",
        "options": {
            "a": {"text": "slurmctld", "feedback": "It is the central one."},
            "b": {"text": "slurmd", "feedback": "That one runs on each node."},
            "c": "slurmdbd",
        },
        "key": "a",
        "rationale": "The controller holds the queue.",
    }


def test_options_on_one_line_need_spaces_or_nothing_between_them() -> None:
    expected = {"a": "one", "b": "two", "c": "three"}

    assert fields("How many? {~one =two ~three}")["options"] == expected
    assert fields("How many?{~one=two~three}")["options"] == expected


@pytest.mark.parametrize(
    ("answer", "key", "remarks"),
    [
        ("T", True, ()),
        ("TRUE", True, ()),
        ("F", False, ()),
        ("FALSE", False, ()),
        ("true", True, ("true was read as TRUE",)),
    ],
)
def test_true_and_false_have_short_and_long_names(answer: str, key: bool, remarks: tuple[str, ...]) -> None:
    item = only(f"etcd is a key-value store.{{{answer}}}")

    assert item.fields == {"stem": "etcd is a key-value store.", "type": "true-false", "key": key}
    assert item.changed == remarks


def test_of_two_feedbacks_the_first_is_for_a_wrong_answer() -> None:
    assert fields("etcd speaks SQL.{FALSE#It has an API of its own.#So it is.####Keys and values.}") == {
        "stem": "etcd speaks SQL.",
        "type": "true-false",
        "key": False,
        "options": {
            "true": {"text": "True", "feedback": "It has an API of its own."},
            "false": {"text": "False", "feedback": "So it is."},
        },
        "rationale": "Keys and values.",
    }


def test_typed_answers_have_weights_and_feedback() -> None:
    assert fields("Which command lists nodes? {=sinfo =%50%scontrol show node#Long. =%0%*#Look at the manual.}") == {
        "stem": "Which command lists nodes?",
        "type": "short",
        "answers": [
            "sinfo",
            {"text": "scontrol show node", "credit": 50, "feedback": "Long."},
            {"text": "*", "credit": 0, "feedback": "Look at the manual."},
        ],
        "wildcard": True,
    }


def test_an_asterisk_behind_a_backslash_is_an_asterisk() -> None:
    assert fields(r"How is everything chosen in SQL? {=SELECT \\* FROM t}") == {
        "stem": "How is everything chosen in SQL?",
        "type": "short",
        "answers": ["SELECT * FROM t"],
    }


def test_a_lone_answer_needs_no_sign() -> None:
    assert fields("What is the agent called? {kubelet}")["answers"] == ["kubelet"]


@pytest.mark.parametrize(
    ("written", "answers", "tolerance"),
    [
        ("#30", ["30"], None),
        ("#30:0.5", ["30"], "0.5"),
        ("#1..5", ["3"], "2"),
        ("# -2.5..0 ", ["-1.25"], "1.25"),
        ("#=30:1#Right.", [{"text": "30", "feedback": "Right."}], "1"),
        (
            "#=1822:0 =%50%1822:2#Near.",
            [
                {"text": "1822", "tolerance": "0"},
                {"text": "1822", "credit": 50, "feedback": "Near.", "tolerance": "2"},
            ],
            None,
        ),
    ],
)
def test_numbers_have_tolerances_or_ranges(written: str, answers: list[Any], tolerance: str | None) -> None:
    found = fields(f"How many?{{{written}}}")

    assert (found["type"], found["answers"], found.get("tolerance")) == ("numeric", answers, tolerance)


def test_what_any_wrong_number_is_told_stands_in_the_rationale() -> None:
    item = only("How many? {#3:1 ~#Count again. ####Three it is.}")

    assert item.fields["rationale"] == "Three it is.\n\nCount again."
    assert item.changed == ("what it tells to any wrong number stands in its rationale",)


def test_pairs_may_have_more_answers_than_premises() -> None:
    assert fields("Match. {=Canada -> Ottawa =Italy->Rome = -> Oslo}") == {
        "stem": "Match.",
        "type": "matching",
        "pairs": [["Canada", "Ottawa"], ["Italy", "Rome"]],
        "extra": ["Oslo"],
    }


def test_an_arrow_among_typed_answers_or_options_pairs_nothing() -> None:
    assert fields("How is a member reached? {=p->x =(*p).x}")["answers"] == ["p->x", "(*p).x"]
    assert fields("How is a member reached? {=p->x ~p.x}")["options"] == {"a": "p->x", "b": "p.x"}


def test_an_essay_with_an_answer_is_recalled_and_one_without_is_left_out() -> None:
    bank = gift("What is a pod? {####Containers that share a network.}\n\nWhat do you think? {}")

    assert bank.items[0].fields == {
        "stem": "What is a pod?",
        "type": "recall",
        "answer": "Containers that share a network.",
    }
    assert bank.items[0].changed
    assert [one.why for one in bank.left_out] == ["is an essay, and nothing says what a good answer has"]


def test_a_text_without_braces_is_named_and_left_out() -> None:
    bank = gift("::Welcome::Read all questions first.\n\n1 + 1?{#2}")

    assert [(one.place.line, one.name, one.why) for one in bank.left_out] == [
        (1, "Welcome", "is a text that asks nothing")
    ]


def test_a_missing_word_leaves_a_blank() -> None:
    assert fields("Grant is {~buried =entombed} in Grant's tomb.")["stem"] == "Grant is _____ in Grant's tomb."
    assert fields("[markdown]*Grant* is {~buried =entombed}.")["stem"] == r"*Grant* is \_\_\_\_\_."


def test_several_right_options_each_earn_a_share() -> None:
    found = fields("Which two? {~%50%one ~%50%two ~%-50%three ~%-50%four}")

    assert (found["key"], found["credit"]) == (["a", "b"], "each")


def test_wrong_options_that_cost_nothing_say_so() -> None:
    found = fields("Which three? {~%33.33333%one ~%33.33333%two ~%33.33333%three ~four}")

    assert found["key"] == ["a", "b", "c"]
    assert found["options"] == {"a": "one", "b": "two", "c": "three", "d": {"text": "four", "credit": 0}}


def test_an_option_that_is_right_in_part_earns_its_credit() -> None:
    found = fields("Where? {=Nazareth ~%25%Bethlehem ~Jerusalem}")

    assert (found["key"], found["options"]["b"]) == ("a", {"text": "Bethlehem", "credit": 25})


def test_a_share_at_the_beginning_of_a_right_option_is_no_weight() -> None:
    assert fields("How many? {=%50% of them ~none}")["options"]["a"] == "%50% of them"


def test_feedback_of_html_that_shows_nothing_is_none() -> None:
    assert fields("[html]Which?{=one#<p><br></p> ~two#<p>It is <b>not</b>.</p> ####<p></p>}") == {
        "stem": "Which?",
        "options": {"a": "one", "b": {"text": "two", "feedback": "It is **not**."}},
        "key": "a",
    }
    assert fields("[html]Is it so?{TRUE#<p> </p>#<br>}") == {"stem": "Is it so?", "type": "true-false", "key": True}
    assert fields("[html]What is it?{=one#<p></p> =%50%two}")["answers"] == ["one", {"text": "two", "credit": 50}]
