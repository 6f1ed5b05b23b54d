"""Questions as data: JSON and YAML with the usual names, however their options are written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.files.faults import BankRefused
from exam.formats.imports.data_files import read_json, read_yaml
from exam.formats.imports.foreign_bank import ForeignBank

TIDES = {"stem": "What makes the tides?", "options": {"a": "The wind", "b": "The moon"}, "key": "b"}


def data(*questions: Any) -> ForeignBank:
    return read_json("tides.json", json.dumps(list(questions)).encode())


def refusal(text: str, *, yaml: bool = False) -> str:
    with pytest.raises(BankRefused) as refused:
        (read_yaml if yaml else read_json)("tides", text.encode())
    return str(refused.value)


@pytest.mark.parametrize(
    "question",
    [
        {"question": "What makes the tides?", "options": ["The wind", "The moon"], "answer": "The moon"},
        {"text": "What makes the tides?", "choices": {"A": "The wind", "B": "The moon"}, "correct": "B"},
        {"prompt": "What makes the tides?", "answers": ["The wind", "The moon"], "correctAnswer": ["the moon"]},
        {
            "question": "What makes the tides?",
            "answer_a": "The wind",
            "answer_b": "The moon",
            "correct_answer": "answer_b",
        },
        {"question": "What makes the tides?", "options": ["The wind", "The moon"], "key": 2, "correct_letter": "B"},
        {"stem": "What makes the tides?", "options": ["a) The wind", "b) The moon"], "answer": "b"},
        {
            "question": "What makes the tides?",
            "answers": [{"text": "The wind", "correct": False}, {"text": "The moon", "isCorrect": True}],
        },
        {
            "question_text": "What makes the tides?",
            "single": True,
            "answers": [{"text": "The wind", "fraction": 0}, {"text": "The moon", "fraction": 100}],
        },
        {
            "question": "What makes the tides?",
            "options": [{"id": "w1", "text": "The wind"}, {"id": "m1", "text": "The moon"}],
            "answer": "m1",
        },
        {
            "question": "What makes the tides?",
            "answers": {"answer_a": "The wind", "answer_b": "The moon", "answer_c": None},
            "correct_answers": {"answer_a_correct": "false", "answer_b_correct": "true"},
        },
        {"question": "What makes the tides?", "options": [{"A": "The wind"}, {"B": "The moon"}], "answer": "B"},
    ],
)
def test_a_question_with_options_is_found_however_it_is_written(question: dict[str, Any]) -> None:
    (item,) = data(question).items
    assert item.fields == TIDES


def test_questions_know_the_line_in_which_they_begin() -> None:
    text = (
        '{"title": "Sea", "language": "de",\n "questions": [\n  {"question": "A {\\"b\\"}?",\n   "answer": "x"},\n'
        '  {"question": "B?", "answer": "y"}]}'
    )
    bank = read_json("tides.json", text.encode())
    assert [item.place.line for item in bank.items] == [3, 5]
    assert (bank.title, bank.language) == ("Sea", "de")


def test_lists_within_tables_are_sections() -> None:
    question = {"question": "What makes the tides?", "answer": "The moon"}
    by_name = read_json("t.json", json.dumps({"Sea": [question], "Shore": [question]}).encode())
    assert [item.section for item in by_name.items] == ["Sea", "Shore"]
    by_title = data({"title": "Sea", "questions": [question]}, {"title": "Shore", "questions": [question]})
    assert [item.section for item in by_title.items] == ["Sea", "Shore"]
    by_id = read_json("t.json", json.dumps({"q1": question, "q2": question}).encode())
    assert [(item.name, item.section) for item in by_id.items] == [("q1", ""), ("q2", "")]


def test_open_trivia_comes_with_entities_and_wrong_answers() -> None:
    bank = data(
        {
            "type": "multiple",
            "difficulty": "easy",
            "category": "Sea: Tides",
            "question": "What&#039;s behind &quot;tides&quot;?",
            "correct_answer": "Sun &amp; moon",
            "incorrect_answers": ["Wind", "Salt"],
        },
        {"type": "boolean", "question": "Salt floats.", "correct_answer": "False", "incorrect_answers": ["True"]},
    )
    first, second = bank.items
    assert first.fields == {
        "stem": 'What\'s behind "tides"?',
        "options": {"a": "Sun & moon", "b": "Wind", "c": "Salt"},
        "key": "a",
        "tags": ["easy"],
    }
    assert first.section == "Sea: Tides"
    assert second.fields == {"stem": "Salt floats.", "type": "true-false", "key": False}
    assert bank.text == "plain"


def test_weights_become_a_key_and_credits_and_html_becomes_markdown() -> None:
    (item,) = data(
        {
            "idnumber": "t-1",
            "question_type": "multichoice",
            "question_text": "<p>Which <em>two</em>?</p>",
            "general_feedback": "<p>Both.</p>",
            "topic": "Sea",
            "shuffle_answers": False,
            "single": False,
            "answers": [
                {"text": "<b>Ebb</b>", "fraction": 50, "feedback": "Yes"},
                {"text": "Flood", "fraction": 50, "feedback": ""},
                {"text": "Salt", "fraction": -50, "feedback": ""},
            ],
        }
    ).items
    assert (item.name, item.section) == ("t-1", "Sea")
    assert item.fields == {
        "stem": "Which *two*?",
        "options": {"a": {"text": "**Ebb**", "feedback": "Yes"}, "b": "Flood", "c": "Salt"},
        "key": ["a", "b"],
        "credit": "each",
        "rationale": "Both.",
        "shuffle": False,
    }


def test_numbers_as_keys_count_as_the_file_proves_and_nothing_is_guessed() -> None:
    def asked(*keys: int) -> ForeignBank:
        return data(*({"question": f"{n}?", "options": ["x", "y", "z"], "answer": key} for n, key in enumerate(keys)))

    assert [item.fields["key"] for item in asked(0, 2).items] == ["a", "c"]
    assert [item.fields["key"] for item in asked(1, 3).items] == ["a", "c"]
    assert asked(1, 2).items == ()
    assert len(asked(1, 2).left_out) == 2


def test_what_cannot_be_asked_is_named_with_its_line_and_the_rest_is_taken() -> None:
    text = '[{"question": "A?", "options": ["x", "y"], "answer": "z"},\n{"question": "B?", "options": ["x", "y"]},\n'
    text += '{"question": "", "answer": "x"},\n{"question": "D?", "answer": "x", "mood": "blue"}]'
    bank = read_json("t.json", text.encode())
    assert [item.fields["stem"] for item in bank.items] == ["D?"]
    assert [(out.place.line, out.why) for out in bank.left_out] == [
        (1, "has the key 'z', which is none of its options"),
        (2, "has options, and nothing says which of them is right"),
    ]
    assert "Fields that were not used: 'mood'." in bank.notes


def test_lines_of_json_are_questions_too() -> None:
    lines = '{"question": "A?", "answer": "x"}\n\n{"question": "B?", "answer": "y"}\n'
    assert [item.place.line for item in read_json("t.jsonl", lines.encode()).items] == [1, 3]


YAML = """\
title: Sea
questions:
- id: t1
  question: |
    Is this right?
      yes
  options: [No, 1.10, "2"]
  answer: No
- question: What is it called?
  options:
    a: ebb
    b: flood
  answer: b
"""


def test_yaml_is_read_as_it_is_written() -> None:
    bank = read_yaml("tides.yaml", YAML.encode())
    assert [(item.name, item.place.line) for item in bank.items] == [("t1", 3), ("", 9)]
    assert bank.items[0].fields == {
        "stem": "Is this right?\n  yes",
        "options": {"a": "No", "b": "1.10", "c": "2"},
        "key": "a",
    }
    assert bank.items[1].fields["key"] == "b"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 5_000, "deeper than 40 levels"),
        ('[{"question": "A?" "answer": 1}]', "tides:1:20: is no JSON"),
        ("[1, 2, 3]", "has no list of questions"),
        ('{"a": ' * 60 + "1" + "}" * 60, "deeper than 40 levels"),
    ],
)
def test_json_that_holds_no_questions_is_refused(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_number_of_any_length_is_as_it_is_written() -> None:
    (item,) = read_json("t.json", b'{"question": "A?", "answer": ' + b"9" * 5_000 + b"}").items
    assert item.fields["answer"] == "9" * 5_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "repeats what stands elsewhere by its name (*a)"),
        ("[" * 900, "deeper than 40 levels"),
        ("- question: [A?\n", "is no YAML"),
        ("- a\n- b\n", "has no list of questions"),
        ("!!python/object/apply:os.system ['true']\n", "has no list of questions"),
    ],
)
def test_yaml_that_holds_no_questions_is_refused(text: str, said: str) -> None:
    assert said in refusal(text, yaml=True)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["question", "options", "answers", "answer", "correct", "text", "a", "b", "x"]), inner
        )
    ),
    max_leaves=20,
)


@pytest.mark.slow
@given(_VALUES)
def test_any_data_is_read_or_refused(value: Any) -> None:
    try:
        bank = read_json("t.json", json.dumps(value).encode())
    except BankRefused:
        return
    assert bank.items or bank.left_out


@pytest.mark.parametrize("hostile", ["[" + "1," * 2_600_000 + "1]", '["' + '\\"' * 2_000_000])
@pytest.mark.slow
def test_data_that_would_cost_much_is_refused(hostile: str) -> None:
    assert "more than 1,500,000 values" in refusal(hostile) or "is no JSON" in refusal(hostile)


def test_a_rule_of_which_only_the_number_is_named_is_told_as_a_source() -> None:
    bank = data({**TIDES, "refs": "[97.313]"}, {**TIDES, "stem": "What else?", "refs": "A book on tides"})
    assert [item.fields["rationale"] for item in bank.items] == ["Source: [97.313]", "A book on tides"]


def test_an_arrow_within_a_text_parts_no_pair() -> None:
    [item] = data({"question": "Pair", "type": "matching", "options": ["a -> b → c", "d → e"]}).items
    assert item.fields["pairs"] == [["a -> b", "c"], ["d", "e"]]
