"""GIFT as people write it: titles and categories, escaped and forgotten signs, lines, and formats of texts."""

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.gift import read_gift
from tests.formats.imports.gift_files import fields, gift, only


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
