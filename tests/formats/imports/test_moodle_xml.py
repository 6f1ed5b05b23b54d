"""Moodle XML, read: every kind of question, the pictures in it, and what cannot be held, which is named."""

from base64 import b64encode
from typing import Any

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.moodle_xml import read_moodle_xml
from tests.support.every_kind import small_png

PNG = b64encode(small_png()).decode()


def quiz(*questions: str) -> ForeignBank:
    return read_moodle_xml("quiz.xml", f"<quiz>{''.join(questions)}</quiz>".encode())


def question(kind: str, inside: str, stem: str = "<p>Why?</p>", form: str = "html") -> str:
    return (
        f'<question type="{kind}"><name><text>Q1</text></name>'
        f'<questiontext format="{form}"><text><![CDATA[{stem}]]></text></questiontext>{inside}</question>'
    )


def item(kind: str, inside: str, stem: str = "<p>Why?</p>", form: str = "html") -> ForeignItem:
    bank = quiz(question(kind, inside, stem, form))
    assert bank.left_out == ()
    [found] = bank.items
    return found


def fields(kind: str, inside: str, stem: str = "<p>Why?</p>") -> dict[str, Any]:
    found = dict(item(kind, inside, stem).fields)
    del found["stem"]
    return found


def why(kind: str, inside: str = "", stem: str = "<p>Why?</p>") -> str:
    bank = quiz(question(kind, inside, stem))
    assert bank.items == ()
    [left_out] = bank.left_out
    return left_out.why


def answer(text: str, fraction: str, feedback: str = "", more: str = "") -> str:
    said = f'<feedback format="html"><text>{feedback}</text></feedback>' if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{said}{more}</answer>'


def test_one_option_of_several() -> None:
    inside = "<single>true</single>" + answer("a*b", "100") + answer("&lt;b&gt;c&lt;/b&gt;", "0", "No.")
    assert fields("multichoice", inside) == {
        "options": {"a": r"a\*b", "b": {"text": "**c**", "feedback": "No."}},
        "key": "a",
    }


def test_several_options_with_fractions() -> None:
    inside = "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-50") + answer("d", "-50")
    assert fields("multichoice", inside) == {
        "options": {"a": "a", "b": "b", "c": "c", "d": "d"},
        "key": ["a", "b"],
        "credit": "each",
    }
    inside = "<single>false</single>" + answer("a", "75") + answer("b", "25") + answer("c", "-100")
    assert fields("multichoice", inside)["options"] == {
        "a": {"text": "a", "credit": 75},
        "b": {"text": "b", "credit": 25},
        "c": {"text": "c", "credit": -100},
    }


def test_what_stands_around_a_question() -> None:
    inside = (
        '<generalfeedback format="html"><text>So it is.</text></generalfeedback><defaultgrade>2.0000000</defaultgrade>'
        "<idnumber>q-17</idnumber><shuffleanswers>0</shuffleanswers><tags><tag><text>disk</text></tag></tags>"
        "<correctfeedback><text>Right.</text></correctfeedback>"
    )
    found = item("multichoice", inside + answer("a", "100") + answer("b", "0"))
    assert found.name == "q-17"
    assert found.fields["rationale"] == "So it is."
    assert (found.fields["points"], found.fields["shuffle"], found.fields["tags"]) == (2, False, ["disk"])
    assert found.changed == ()


def test_what_is_changed_is_said() -> None:
    long = "It is so because of a reason that takes more than a few words to tell."
    inside = (
        "<defaultgrade>1.5</defaultgrade><hint><text>Think.</text></hint>"
        f"<correctfeedback><text>{long}</text></correctfeedback>"
        f"<incorrectfeedback><text>{long.replace('so', 'not so')}</text></incorrectfeedback>"
    )
    found = item("truefalse", inside + answer("true", "100") + answer("false", "0"))
    assert found.fields["rationale"] == long
    assert found.changed == (
        "what it says to a wrong answer is left out",
        "its points are made a whole number from 1 to 1000",
        "its hints are left out",
    )


def test_true_or_false() -> None:
    inside = answer("true", "0", "No.") + answer("false", "100")
    assert fields("truefalse", inside) == {
        "type": "true-false",
        "key": False,
        "options": {"true": {"text": "True", "feedback": "No."}, "false": "False"},
    }


def test_short_answers_with_stars_and_fractions() -> None:
    inside = "<usecase>1</usecase>" + answer("slurm*", "100") + answer("munge", "50") + answer("*", "0", "No.")
    found = item("shortanswer", inside)
    assert found.fields["answers"] == ["slurm*", {"text": "munge", "credit": 50}]
    assert (found.fields["wildcard"], found.fields["case"]) == (True, True)
    assert found.changed == ("what it says to any other answer is left out",)
    literal = item("shortanswer", answer(r"2 \* 3", "100") + answer("6", "0", "Not worked out."))
    assert literal.fields["answers"] == ["2 * 3", {"text": "6", "credit": 0, "feedback": "Not worked out."}]
    assert "wildcard" not in literal.fields


def test_numbers_with_tolerances_and_a_unit() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>s</unit_name></unit></units>"
    inside = answer("3,5", "100", more="<tolerance>0.1</tolerance>") + answer("1.2x10^3", "25") + answer("*", "0")
    assert fields("numerical", inside + units) == {
        "type": "numeric",
        "answers": [{"text": "3.5", "tolerance": "0.1"}, {"text": "1.2e3", "credit": 25}],
        "unit": "s",
    }
    assert why("numerical", answer("many", "100")) == "takes the number 'many', which cannot be read"


def test_pairs_with_answers_to_spare() -> None:
    sub = '<subquestion format="html"><text>{}</text><answer><text>{}</text></answer></subquestion>'
    inside = sub.format("&lt;p&gt;disk&lt;/p&gt;", "&lt;sda&gt;") + sub.format("net", "eth0") + sub.format("", "tty")
    assert fields("matching", inside) == {
        "type": "matching",
        "pairs": [["disk", "<sda>"], ["net", "eth0"]],
        "extra": ["tty"],
    }


def test_steps_in_order() -> None:
    inside = answer("second", "2.0000000") + answer("first", "1.0000000")
    assert fields("ordering", inside + "<gradingtype>ALL_OR_NOTHING</gradingtype>") == {
        "type": "ordering",
        "order": ["first", "second"],
    }
    relative = item("ordering", inside + "<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>")
    assert relative.fields["credit"] == "each"
    assert "Moodle looked at those beside it" in relative.changed[0]


def test_embedded_answers_of_every_sort() -> None:
    stem = (
        "<p>{1:SHORTANSWER:=Ceph#Yes.~%50%Rados} or {2:SAC:=NFS}, in "
        "{1:MULTICHOICE:sda#No, that \\#1~=nvme &amp; \\}~tty} of "
        "{1:NM:=23.8:0.1~%25%24:1#Nearly.} TB and {not a gap}.</p>"
    )
    found = item("cloze", "", stem)
    assert found.fields["stem"] == "{g1} or {g2}, in {g3} of {g4} TB and {not a gap}."
    assert found.fields["gaps"] == {
        "g1": {"answers": [{"text": "Ceph", "feedback": "Yes."}, {"text": "Rados", "credit": 50}]},
        "g2": {"answers": ["NFS"], "case": True},
        "g3": {"options": {"a": {"text": "sda", "feedback": "No, that #1"}, "b": "nvme & }", "c": "tty"}, "key": "b"},
        "g4": {
            "numeric": True,
            "answers": [
                {"text": "23.8", "tolerance": "0.1"},
                {"text": "24", "credit": 25, "tolerance": "1", "feedback": "Nearly."},
            ],
        },
    }
    assert found.changed == ("its blanks earn alike, and not by the weights that it names",)
    assert "several are chosen" in why("cloze", "", "{1:MULTIRESPONSE:=a~=b~c}")
    assert "has none" in why("cloze", "", "No gap {1:SHORTANSWER:=a")


@pytest.mark.parametrize(("kind", "of"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_that_are_missing(kind: str, of: str) -> None:
    word = f"<{of}><text>{{}}</text><group>{{}}</group></{of}>"
    words = word.format("disk", 1) + word.format("eth0", 2) + word.format("tape", 1) + word.format("tty", 2)
    found = fields(kind, words, "A [[1]] on [[2]] and again [[1]].")
    assert found["gaps"] == {
        "g1": {"options": {"a": "disk", "b": "tape"}, "key": "a"},
        "g2": {"options": {"a": "eth0", "b": "tty"}, "key": "a"},
        "g3": {"options": {"a": "disk", "b": "tape"}, "key": "a"},
    }
    assert why(kind, words, "A [[5]].") == "has the place [[5]] and no word for it"
    alone = words + word.format("null", 3)
    filled = item(kind, alone, "A [[1]] and /dev/[[5]].")
    assert filled.fields["stem"] == "A {g1} and /dev/null."
    assert filled.changed == ("a place with one word to choose from is filled with it",)
    assert why(kind, alone, "All of /dev/[[5]].") == "leaves nothing to choose: each of its places has one word alone"


def test_an_essay_is_recalled_where_there_is_something_to_compare_with() -> None:
    info = '<graderinfo format="html"><text>Speed and price.</text></graderinfo>'
    assert fields("essay", info) == {"type": "recall", "answer": "Speed and price."}
    feedback = "<generalfeedback><text>Speed.</text></generalfeedback>"
    assert fields("essay", feedback) == {"type": "recall", "answer": "Speed."}
    assert "nothing to compare" in why("essay")
    begun = "<responsetemplate><text>Speed: …</text></responsetemplate>"
    assert "the text that an answer to it begins with is left out" in item("essay", info + begun).changed


@pytest.mark.parametrize("kind", ["calculatedmulti", "ddimageortext", "description", "random", "stack"])
def test_other_kinds_are_left_out_by_name(kind: str) -> None:
    bank = quiz("\n\n" + question(kind, ""))
    [left_out] = bank.left_out
    assert (left_out.place.line, left_out.name) == (3, "Q1")
    assert why("stack") == "is of the type stack, which is not known here"


def test_categories_are_sections() -> None:
    category = '<question type="category"><category><text>{}</text></category></question>'
    one = question("truefalse", answer("true", "100") + answer("false", "0"))
    bank = quiz(one, category.format("$course$/top/Disks/I//O"), one, category.format("$course$/top"), one)
    assert [found.section for found in bank.items] == ["", "Disks / I/O", ""]


def test_pictures_stand_beside_the_question() -> None:
    file = f'<file name="a b.png" path="/" encoding="base64">{PNG}</file>'
    stem = f"""<questiontext format="html"><text>What?&lt;br&gt;
        &lt;img src="@@PLUGINFILE@@/a%20b.png" alt="A rack"&gt;</text>{file}</questiontext>"""
    option = f"""<answer fraction="100"><text>&lt;img src="data:image/png;base64,{PNG}"&gt;</text></answer>"""
    other = """<answer fraction="0"><text>&lt;img src="http://x.y/z.png" alt="A disk"&gt;</text></answer>"""
    bank = quiz(f'<question type="multichoice">{stem}{option}{other}</question>')
    [found] = bank.items
    assert found.fields["stem"] == "What?"
    assert found.fields["options"] == {"a": "![picture.png](picture)", "b": "![A disk](missing)"}
    assert found.fields["exhibits"] == ["picture-1", "picture-2"]
    assert found.changed == ("a picture is not in the file: http://x.y/z.png",)
    assert bank.exhibits == (
        {"id": "picture-1", "picture": "a-b.png", "alt": "A rack"},
        {"id": "picture-2", "picture": "picture.png", "alt": "Picture picture.png", "title": "picture.png"},
    )
    assert bank.media == {"a-b.png": small_png(), "picture.png": small_png()}


@pytest.mark.parametrize(
    ("form", "written", "stem"),
    [
        ("html", "a<br>b", "a\\\nb"),
        ("moodle_auto_format", "a\n<b>b</b>", "a\\\n**b**"),
        ("plain_text", "<b> *a*\n  b", "<b> \\*a\\*\\\n&#32; b"),
        ("markdown", "  *a*\n  <b>", "*a*\n<b>"),
    ],
)
def test_texts_in_every_format(form: str, written: str, stem: str) -> None:
    inside = answer("true", "100") + answer("false", "0")
    assert item("truefalse", inside, written, form).fields["stem"] == stem


def test_what_is_no_quiz_is_refused() -> None:
    with pytest.raises(BankRefused, match=r"quiz.xml:1: begins with <a>, and Moodle XML with <quiz>"):
        read_moodle_xml("quiz.xml", b"<a/>")
