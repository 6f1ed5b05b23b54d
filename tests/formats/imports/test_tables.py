"""Tables of questions: whatever their columns are called and wherever they stand, a row is a question."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from exam.files.faults import BankRefused
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.tables import read_csv, read_xlsx
from exam.formats.imports.taking import SourceFile, bank_of_files
from tests.formats.imports.test_archive import packed


def table(text: str, columns: str = "", encoding: str = "utf-8") -> ForeignBank:
    return read_csv("tides.csv", text.encode(encoding), columns)


def only(bank: ForeignBank) -> dict[str, object]:
    """The fields of the only question of a file."""
    (item,) = bank.items
    assert not bank.left_out
    return dict(item.fields)


def refusal(text: str, columns: str = "") -> str:
    with pytest.raises(BankRefused) as refused:
        table(text, columns)
    return str(refused.value)


TIDES = {"stem": "What makes the tides?", "options": {"a": "The wind", "b": "The moon", "c": "Salt"}, "key": "b"}


@pytest.mark.parametrize(
    "text",
    [
        "question,a,b,c,answer\nWhat makes the tides?,The wind,The moon,Salt,B\n",
        "answer;c;b;a;prompt\nB;Salt;The moon;The wind;What makes the tides?\n",
        "sep=;\nFrage;Antwort A;Antwort B;Antwort C;Richtig\nWhat makes the tides?;The wind;The moon;Salt;b\n",
        "Question Text\tOption1\tOption2\tOption3\tCorrect Ans\nWhat makes the tides?\tThe wind\tThe moon\tSalt\t2\n",
        "Pregunta|Opción A|Opción B|Opción C|Respuesta correcta\nWhat makes the tides?|The wind|The moon|Salt|The moon",
        '"Domanda","Opzioni","Risposta corretta"\n"What makes the tides?","The wind;The moon;Salt","B"\n',
        'question,options,answer\nWhat makes the tides?,"[""The wind"", ""The moon"", ""Salt""]",the moon\n',
        "question,a,b,c,answer\nWhat makes the tides?,A) The wind,B) The moon,C) Salt,B) The moon\n",
        "No title\n\n,,,,\nquestion,a,b,c,answer\nWhat makes the tides?,The wind,The moon,Salt,option b\n",
        "What makes the tides?,The wind,The moon,Salt,B\nWhat makes waves?,The wind,The moon,Salt,A\n",
    ],
)
def test_a_question_with_options_is_found_in_any_usual_table(text: str) -> None:
    assert {name: table(text).items[0].fields[name] for name in TIDES} == TIDES


def test_what_stands_beside_a_question_goes_with_it() -> None:
    text = (
        "ID,Category,Subcategory,Question,A,B,Key,Explanation,Feedback B,Points,Tags,Reference,Figure\n"
        'q7,Sea,Tides,Why?,Moon,Wind,A,"It pulls, that is why.",Wind makes waves.,2,"sea, moon",https://a.example/t,t-1.png\n'
    )
    bank = table(text)
    (item,) = bank.items
    assert (item.name, item.section, item.place.line) == ("q7", "Sea / Tides", 2)
    assert item.fields == {
        "stem": "Why?",
        "options": {"a": "Moon", "b": {"text": "Wind", "feedback": "Wind makes waves."}},
        "key": "a",
        "rationale": "It pulls, that is why.",
        "references": [{"title": "https://a.example/t", "url": "https://a.example/t"}],
        "tags": ["sea", "moon"],
        "points": 2,
        "exhibits": ["picture-1"],
    }
    assert bank.wanted_media == {"picture-1.png": "t-1.png"}


def test_lines_and_quotes_in_cells_are_kept_and_rows_know_their_line() -> None:
    bank = table('question,a,b,key\n"What does\n  say ""hi""\nprint?",hi,"""hi""",a\nNext?,x,y,b\n')
    assert bank.items[0].fields["stem"] == 'What does\n  say "hi"\nprint?'
    assert bank.items[0].fields["options"] == {"a": "hi", "b": '"hi"'}
    assert [item.place.line for item in bank.items] == [2, 5]
    assert bank.text == "plain"


def test_an_answer_without_options_is_a_statement_and_a_long_one_is_recalled() -> None:
    bank = table(f"question,answer\nWhat makes the tides?,The moon\nExplain the tides.,{'The moon pulls. ' * 30}\n")
    assert bank.items[0].fields["statements"] == ["The moon"]
    assert bank.items[1].fields["type"] == "recall"
    assert bank.notes == (
        "Where the file has an answer and no options, wrong options are taken from the answers of other questions: 1.",
    )


def test_the_type_of_a_question_says_how_it_is_answered() -> None:
    bank = table(
        "type,question,a,b,c,answer,tolerance,unit\n"
        "true/false,Salt floats.,,,,False,,\n"
        "Short answer,What makes the tides?,,,,Moon | The moon,,\n"
        'numeric,How high?,,,,"2,5",0.1,m\n'
        "ordering,In which order?,ebb,flood,slack,,,\n"
        "matching,Which makes which?,tides → moon,waves → wind, → salt,,,\n"
        "poll,Do you like it?,yes,no,,,,\n"
        "essay,Explain the tides.,,,,The moon.,,\n"
    )
    fields = [dict(item.fields) for item in bank.items]
    assert [one.pop("stem") for one in fields] == [
        *("Salt floats.", "What makes the tides?", "How high?", "In which order?", "Which makes which?"),
        "Explain the tides.",
    ]
    assert fields == [
        {"type": "true-false", "key": False},
        {"type": "short", "answers": ["Moon", "The moon"]},
        {"type": "numeric", "answers": ["2.5"], "tolerance": "0.1", "unit": "m"},
        {"type": "ordering", "order": ["ebb", "flood", "slack"]},
        {"type": "matching", "pairs": [["tides", "moon"], ["waves", "wind"]], "extra": ["salt"]},
        {"type": "recall", "answer": "The moon."},
    ]
    (out,) = bank.left_out
    assert (out.place.line, out.name, out.why) == (7, "Do you like it?", "is a poll, to which no answer is right")


def test_wrong_answers_in_columns_of_their_own_are_options_beside_the_right_one() -> None:
    bank = table(
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2\nWhat makes the tides?,Moon,Wind,Salt\n"
    )
    assert only(bank) == {
        "stem": "What makes the tides?",
        "options": {"a": "Moon", "b": "Wind", "c": "Salt"},
        "key": "a",
    }


def test_a_table_of_kahoot_is_read_below_its_instructions() -> None:
    heading = (
        "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,"
        '"Time limit (sec) – 5, 10, 20 or 30 secs",Correct answer(s) - choose at least one\n'
    )
    bank = table(
        f'Quiz template,,,,\nAdd questions below.,,,,\n{heading}Which two?,Ebb,Flood,20,"1,2"\nOne?,Ebb,Flood,20,2\n'
    )
    assert [item.fields["key"] for item in bank.items] == ["b"]
    assert [out.why for out in bank.left_out] == ["has nothing but right options"]
    assert bank.notes == (
        "What stands above the headings in line 3 was not read.",
        "Columns that were not used: 'Time limit (sec) – 5, 10, 20 or 30 secs'.",
    )


def test_somebody_may_say_what_the_columns_are_by_heading_or_by_number() -> None:
    named = "Thing;First, one;Second;Good\nWhat makes the tides?;Moon;Wind;A\n"
    expected = {"stem": "What makes the tides?", "options": {"a": "Moon", "b": "Wind"}, "key": "a"}
    assert only(table(named, 'stem=Thing,"a=First, one",b=Second,key=Good')) == expected
    assert only(table("What makes the tides?;Moon;Wind;a\n", "stem=1,a=2,b=3,key=4")) == expected
    assert "no column that is called 'Nothing'" in refusal(named, "stem=Nothing,key=Good")
    assert "'sten=Thing' is not as in stem=Frage" in refusal(named, "sten=Thing")


def test_columns_that_cannot_be_told_are_not_guessed() -> None:
    said = refusal("Tide,Moon,Sun\nWave,Wind,Rain\n")
    assert "tides.csv:1: has no row of headings that says what its columns hold" in said
    assert "Its first row is: Tide | Moon | Sun" in said
    assert "--columns 'stem=Tide,a=Moon,key=Sun'" in said


def test_a_key_that_may_count_from_nought_or_one_is_not_guessed_unless_the_file_settles_it() -> None:
    unclear = table("question,a,b,c,answer\nOne?,x,y,z,1\nTwo?,x,y,z,2\n")
    assert [out.why for out in unclear.left_out] == [
        "has the key '1', and nothing in the file says whether keys count from 0 or from 1",
        "has the key '2', and nothing in the file says whether keys count from 0 or from 1",
    ]
    from_one = table("question,a,b,c,answer\nOne?,x,y,z,1\nTwo?,x,y,z,3\n")
    assert [item.fields["key"] for item in from_one.items] == ["a", "c"]
    from_nought = table("question,a,b,c,answer\nOne?,x,y,z,1\nTwo?,x,y,z,0\n")
    assert [item.fields["key"] for item in from_nought.items] == ["b", "a"]
    by_letter = table("question,a,b,c,correct,correct_letter\nOne?,x,y,z,1,B\nTwo?,x,y,z,2,C\n")
    assert [item.fields["key"] for item in by_letter.items] == ["b", "c"]
    both = table("question,a,b,c,answer\nOne?,x,y,z,1\nTwo?,x,y,z,3\nThree?,x,y,z,0\n")
    assert "some keys of the file count from 0 and others from 1" in both.left_out[0].why


def test_old_encodings_are_read_and_said() -> None:
    text = "Frage;A;B;Richtig\nWas macht die Flut größer?;Mond;Wind;A\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        bank = table(text, encoding=encoding)
        assert only(bank)["stem"] == "Was macht die Flut größer?"
    assert "Windows-1252" in bank.notes[0]


def test_a_formula_that_was_guarded_is_a_text_again() -> None:
    assert only(table("question,a,b,key\n'=1+1?,'-2,'+2,b\n"))["options"] == {"a": "-2", "b": "+2"}


def test_texts_in_html_become_markdown_and_tags_in_a_quiz_about_tags_stay() -> None:
    in_html = table("question,a,b,key\n<p>Is <b>2 * 3</b>?</p>,5,6,b\n")
    assert (in_html.text, only(in_html)["stem"]) == ("markdown", "Is **2 * 3**?")
    about_tags = table("question,a,b,key\nWhich breaks a line?,<br>,<hr>,a\nAnd <b>?,bold,thin,a\nWhy?,x,y,a\n")
    assert about_tags.text == "plain"
    assert about_tags.items[0].fields["options"] == {"a": "<br>", "b": "<hr>"}


def test_a_quote_without_an_end_is_told_with_its_line() -> None:
    text = 'question,a,b,key\nOne?,x,y,a\nTwo?,"x,y,a\n' + "Three?,x,y,a\n" * 20_000
    assert "tides.csv:3: the row that begins here has a cell" in refusal(text)


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_has_a_section_for_each_sheet() -> None:
    rows = [["Question", "A", "B", "Key"], ["How many?", 2, 2.5, "A"]]
    bank = read_xlsx("quiz.xlsx", workbook(Sea=rows, Notes=[["Nothing", "here"]], Shore=rows))
    assert [(item.section, item.place.member, item.place.line) for item in bank.items] == [
        ("Sea", "Sea", 2),
        ("Shore", "Shore", 2),
    ]
    assert bank.items[0].fields["options"] == {"a": "2", "b": "2.5"}
    assert "the sheet 'Notes' has no row of headings" in bank.notes[0]


def test_a_share_in_a_workbook_is_a_share_here() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Type", "Question", "Answer", "Tolerance"])
    sheet.append(["numeric", "How high?", 7, 0.05])
    sheet["D2"].number_format = "0%"
    out = BytesIO()
    book.save(out)
    assert only(read_xlsx("quiz.xlsx", out.getvalue()))["tolerance"] == "5 %"


def test_a_workbook_with_a_document_type_is_refused() -> None:
    hostile = packed(
        {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>', "[Content_Types].xml": b"<a/>"}
    )
    with pytest.raises(BankRefused, match="document type"):
        read_xlsx("quiz.xlsx", hostile)
    with pytest.raises(BankRefused, match="damaged"):
        read_xlsx("quiz.xlsx", packed({"xl/workbook.xml": b"<workbook/>"}))


def test_rows_that_are_taken_are_sound_items() -> None:
    bank = table("question,a,b,answer\nOne?,x,y,A\nTwo?,x,x,A\n")
    made = bank_of_files([SourceFile("tides.csv", "a table", bank, {}, {})])
    assert [item.stem for item in made.bank.items] == ["One?"]
    assert made.summary == "1 question taken; 1 left out."


@pytest.mark.slow
@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=8), st.sampled_from(",;\t|"))
def test_any_table_is_read_or_refused(rows: list[list[str]], separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (["question", "a", "b", "key"], *rows))
    try:
        bank = table(text)
    except BankRefused:
        return
    assert len(bank.items) + len(bank.left_out) <= text.count("\n") + text.count("\r") + 1


def test_a_key_of_very_many_spaces_takes_time_that_grows_like_them() -> None:
    bank = read_csv("quiz.csv", b"question,a,b,answer\nWhat?,this,that," + b"\t".join([b" " * 9_000] * 2) + b"x\n")
    assert [len(bank.items), len(bank.left_out)] == [0, 1]
