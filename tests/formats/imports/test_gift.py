"""GIFT as Moodle writes it, and as people do."""

from textwrap import dedent
from typing import Any

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.gift import read_gift


def gift(text: str) -> ForeignBank:
    return read_gift("quiz.gift", dedent(text).encode())


def only(text: str) -> ForeignItem:
    """The one item of a text that holds one."""
    bank = gift(text)
    assert not bank.left_out
    [item] = bank.items
    return item


def fields(text: str) -> dict[str, Any]:
    return dict(only(text).fields)


# Kinds of questions


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


# Weights


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


# The text around the questions


def test_titles_ids_tags_and_categories_say_what_a_question_is() -> None:
    bank = gift(
        """\
        // question: 12  name: A title
        $CATEGORY: $course$/top/Clusters/Input//Output

        // [id:io-1] [tag:disks] [tag:slow ones]
        ::A title \\: with a colon::What waits for the disk?{=iowait}

        $CATEGORY: Networks

        ::net::What waits for the network?{=softirq}
        """
    )

    assert [(item.name, item.section) for item in bank.items] == [
        ("io-1", "Clusters / Input/Output"),
        ("net", "Networks"),
    ]
    assert bank.items[0].fields["tags"] == ["disks", "slow ones"]


def test_escaped_signs_are_signs() -> None:
    assert fields(r"""Is \{a\: 1\} \~ \#2 \= "C\:\\new"?\nLine two{=\=\~\#\{\}\:\\ ~a\\nb}""") == {
        "stem": 'Is {a: 1} ~ #2 = "C:\\new"?\nLine two',
        "options": {"a": "=~#{}:\\", "b": "a\\nb"},
        "key": "a",
    }


def test_comments_may_stand_anywhere_and_lines_are_counted_past_them() -> None:
    bank = gift(
        """\
        // one
        First?{
          // within
          =yes
          ~no
        }
        // two

        Second?
        // three
        {T}
        """
    )

    assert [(item.place.line, item.fields["stem"]) for item in bank.items] == [(2, "First?"), (9, "Second?")]


def test_questions_need_no_empty_line_between_them() -> None:
    bank = gift("::a::One?{T}\n::b::Two?\n{\n=2\n~3\n}\nThree?{F}\n// [id:d]\nFour {=on\n} this line\nand the next")

    assert [(item.name, item.fields["stem"]) for item in bank.items] == [
        ("a", "One?"),
        ("b", "Two?"),
        ("", "Three?"),
        ("d", "Four _____ this line and the next"),
    ]


def test_empty_lines_within_braces_end_nothing() -> None:
    assert fields("One?{\n\n=yes\n\n~no\n\n####So it is.\n\n}")["options"] == {"a": "yes", "b": "no"}


def test_a_question_whose_braces_never_close_takes_no_other_with_it() -> None:
    bank = gift("One?{ =yes ~no\n\n::b::Two?{T}\n\nThree}?\n\nFour?{F}")

    assert [item.fields["stem"] for item in bank.items] == ["Two?", "Four?"]
    assert [(one.place.line, one.name) for one in bank.left_out] == [(1, "One?{ =yes ~no"), (5, "Three}?")]


def test_what_authors_forgot_to_escape_is_read_as_they_meant_it_and_said() -> None:
    formula = only(r"What is $\frac{1}{2}$ of $x^{2}$?{=half ~all}")
    code = only("Which is Java?{\n~x == 5\n=x = 5\n~if (x=5) { y(); }\n}")
    sharp = only("Which language?{=C# ~Java}")

    assert formula.fields["stem"] == r"What is $\frac{1}{2}$ of $x^{2}$?"
    assert formula.changed == ("braces without a backslash were read as text",)
    assert code.fields["options"] == {"a": "x == 5", "b": "x = 5", "c": "if (x=5) { y(); }"}
    assert "a sign without a backslash was read as text" in code.changed
    assert sharp.fields["options"] == {"a": "C#", "b": "Java"}


def test_where_the_answers_stand_is_not_guessed() -> None:
    bank = gift("Is {=this} or {=that} it?\n\nGood?{T}")

    assert [one.why for one in bank.left_out] == [
        "has several pairs of braces, so that nobody can say which holds the answers"
    ]


def test_commands_of_formulas_are_no_line_ends() -> None:
    bank = gift(r"Is $1 \neq 0$?\nSay it.{T}")

    assert bank.items[0].fields["stem"] == "Is $1 \\neq 0$?\nSay it."
    assert len(bank.notes) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("One?{~a ~b}", "marks none of its options as right"),
        ("One?{~%50%a ~%50%b}", "calls all of its options right"),
        ("One?{= ~b}", "has a right option without a text"),
        ("One?{=}", "names no answer"),
        ("One?{=%0%a}", "gives no answer any points"),
        ("One?{#three}", "has 'three' where a number belongs"),
        ("One?{#~#No.}", "names no number"),
        ("{T}", "has no text that asks for anything"),
        ("Match.{=a-> =b->c}", "has a pair without an answer"),
        ("One?{" + "~a" * 200 + "}", "has more than 100 answers"),
        ("One? " + "a" * 100_000 + "{T}", "is longer than any question"),
    ],
)
def test_what_is_no_question_is_left_out_with_the_reason(text: str, why: str) -> None:
    bank = gift(text)

    assert not bank.items
    assert [one.why for one in bank.left_out] == [why]


def test_lines_of_a_sentence_are_joined_and_those_of_code_are_not() -> None:
    found = fields(
        """\
        What does this function,
        which nobody calls, do?
        def f(x):
            return x
          {
          =It gives back
           its argument
          ~Nothing
          }
        """
    )

    assert found["stem"] == "What does this function, which nobody calls, do?\ndef f(x):\n    return x"
    assert found["options"]["a"] == "It gives back its argument"


# Formats of texts


def test_a_file_without_marks_is_a_bank_of_plain_text() -> None:
    bank = gift("Is 2 * 3 < 2 ** 3, with *stars*?{T}\n\n[plain]Is <b>this</b> bold?{F}")

    assert bank.text == "plain"
    assert [item.fields["stem"] for item in bank.items] == ["Is 2 * 3 < 2 ** 3, with *stars*?", "Is <b>this</b> bold?"]


def test_html_and_markdown_become_markdown_and_other_texts_are_shown_as_they_stand() -> None:
    bank = gift(
        """\
        [html]<p>What is <b>bold</b>?</p>{=<em>this</em> ~[plain]<i>*that*</i>}

        [markdown]What is **bold**?{=*this* ~that}

        What is *bold*?{=<b>this</b> ~2 &lt; 3}
        """
    )

    assert bank.text == "markdown"
    assert [(item.fields["stem"], item.fields["options"]) for item in bank.items] == [
        ("What is **bold**?", {"a": "*this*", "b": r"<i>\*that\*</i>"}),
        ("What is **bold**?", {"a": "*this*", "b": "that"}),
        (r"What is \*bold\*?", {"a": "**this**", "b": "2 < 3"}),
    ]


def test_a_tag_that_is_the_answer_is_kept() -> None:
    assert fields("Which tag ends a line?{=<br> ~<hr>}")["options"] == {"a": "<br>", "b": "<hr>"}


def test_a_picture_that_is_not_in_the_file_is_said() -> None:
    item = only(r"""[html]Which animal? <img src\="@@PLUGINFILE@@/cat.png" alt\="An animal">{=cat}""")

    assert "An animal" in item.fields["stem"]
    assert item.changed == ("a picture of it is not in the file, and its words stand in its place",)


def test_an_old_encoding_and_line_ends_of_windows_are_read() -> None:
    bank = read_gift("quiz.gift", "::a::Où?{=là}\r\n\r\n::b::Wann?{=später}\r\n".encode("cp1252"))

    assert [item.fields["answers"] for item in bank.items] == [["là"], ["später"]]
    assert len(bank.notes) == 1


def test_control_characters_of_a_stranger_are_shown_and_mean_nothing() -> None:
    assert fields("What\x03 rings?{=\x07 ~\x01\x02}")["options"] == {"a": "␇", "b": "␁␂"}


@pytest.mark.parametrize("text", ["", "// only a comment\n", "$CATEGORY: a\n"])
def test_a_file_without_questions_is_refused(text: str) -> None:
    with pytest.raises(BankRefused, match="holds no question in GIFT"):
        gift(text)
