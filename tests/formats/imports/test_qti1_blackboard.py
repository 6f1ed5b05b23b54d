"""Questions of QTI 1.2 as Blackboard and its forerunners write them, which say what is right only by what they show."""

from typing import Any

from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.qti1 import read_qti1

TYPED = "<response_str ident='response'><render_fib fibtype='String'/></response_str>"
NUMBER = "<response_num ident='response'><render_fib fibtype='Decimal'/></response_num>"
SHOWS = "<displayfeedback linkrefid='{}'/>"
OTHERWISE = (
    "<respcondition title='incorrect'><conditionvar><other/></conditionvar><setvar variablename='SCORE' action='Set'>"
    f"0.0</setvar>{SHOWS.format('incorrect')}</respcondition>"
)


def read(asked: str, conditions: str, kind: str = "") -> ForeignBank:
    told = "".join(
        f"<itemfeedback ident='{ident}'><material><mattext>{text}</mattext></material></itemfeedback>"
        for ident, text in (("correct", "Yes."), ("incorrect", "No."))
    )
    return read_qti1(
        "pool.dat",
        f"<questestinterop><item ident='q'><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>wct_questiontype"
        f"</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata><presentation>"
        f"<material><mattext>How many?</mattext></material>{asked}</presentation><resprocessing><outcomes>"
        f"<decvar varname='SCORE' defaultval='0.0' maxvalue='10.0'/></outcomes>{conditions}{OTHERWISE}</resprocessing>"
        f"{told}</item></questestinterop>".encode(),
    )


def only(bank: ForeignBank) -> dict[str, Any]:
    [item] = bank.items
    return dict(item.fields)


def shows_correct(condition: str) -> str:
    return f"<respcondition><conditionvar>{condition}</conditionvar>{SHOWS.format('correct')}</respcondition>"


def test_what_shows_the_feedback_for_right_answers_is_right() -> None:
    texts = ("three", "3")
    conditions = "".join(shows_correct(f"<varequal respident='response'>{text}</varequal>") for text in texts)

    assert only(read(TYPED, conditions)) == {
        "type": "short",
        "stem": "How many?",
        "answers": ["three", "3"],
        "rationale": "Yes.",
        "points": 10,
    }


def test_a_number_within_bounds_is_right() -> None:
    bounds = (
        "<vargte respident='response'>4</vargte><varlte respident='response'>4</varlte>"
        "<varequal respident='response'>4</varequal>"
    )

    found = only(read(NUMBER, shows_correct(bounds)))

    assert (found["type"], found["answers"]) == ("numeric", ["4"])


def test_what_is_told_to_a_wrong_answer_is_no_answer_to_compare_with() -> None:
    condition = "<varsubstring>who</varsubstring>"

    [left_out] = read(TYPED, f"<respcondition><conditionvar>{condition}</conditionvar></respcondition>").left_out

    assert left_out.why == "is answered in one's own words and has no answer to compare with"


def test_a_question_with_numbers_drawn_by_chance_is_left_out() -> None:
    [left_out] = read(NUMBER, "", "WCT_Calculated").left_out

    assert left_out.why == "is calculated from formulas, which a bank cannot hold"


def test_what_is_told_to_other_answers_of_a_typed_question_is_said_to_be_left_out() -> None:
    [item] = read(TYPED, shows_correct("<varequal respident='response'>three</varequal>")).items

    assert item.changed == ("what it tells after other answers, or as a hint, is left out",)
