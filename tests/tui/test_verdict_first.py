"""Once the key is shown: where the verdict, the right answer and the reasons stand, whatever there is room for."""

import pytest

from exam.tui.sitting.question_rows import helps_beside, rows_of, verdict_rows
from exam.tui.sitting.question_text import OptionText, QuestionReason, QuestionText, TextPiece

RIGHT = "the scheduler, which looks for a node with room and binds the pod to it"


def explained(stem: str) -> QuestionText:
    options = tuple(
        OptionText(letter, RIGHT if letter == "D" else f"part {letter}", remark=f"What {letter} really is.")
        for letter in "ABCD"
    )
    return QuestionText(
        1,
        stem,
        options,
        (TextPiece("✗ Incorrect: your answer is C, the key is D", "wrong"),),
        answers=(OptionText("D", RIGHT, verdict="right"),),
        first=(QuestionReason("Why", "Nothing else binds pods."),),
        asides=(TextPiece("40 s on this question", "muted"),),
    )


def lines(question: QuestionText, width: int, height: int) -> list[str]:
    return ["".join(piece.text for piece in row.pieces).rstrip() for row in rows_of(question, width, height)]


@pytest.mark.parametrize(("width", "height"), [(57, 15), (75, 16), (91, 28)])
@pytest.mark.parametrize("words", [6, 60, 400])
def test_verdict_right_answer_and_reasons_begin_above_the_fold(width: int, height: int, words: int) -> None:
    question = explained("Which part places a pod? " + "word " * words)
    shown = lines(question, width, height)
    places = [next(y for y, line in enumerate(shown) if text in line) for text in ("✗ Incorrect", "✓ D", "What A")]
    assert places == sorted(places)
    assert places[1] < height
    assert verdict_rows(question, width, height)[0] == places[0]
    assert shown.index("Why") < places[2]


def test_from_140_columns_the_options_stand_at_the_right() -> None:
    question = explained("Which part places a pod?")
    assert not helps_beside(question, 120, 30)
    assert helps_beside(question, 134, 30)
    shown = lines(question, 133, 30)
    assert shown[0].startswith("Which part places a pod?")
    assert shown[0].endswith("○ A   part A")
    assert any(line.startswith("Why") for line in shown)
    assert max(map(len, shown)) <= 133
