"""Papers to print."""

from exam.plain.paper import WIDTH, printed_paper
from tests.support import sample_form


def test_a_paper_shows_each_question_and_no_key() -> None:
    printed = "\n".join(printed_paper(sample_form(5, 2, minutes=6), with_key=False))
    assert "Full: 5 questions, 6 min, pass mark 70 %" in printed
    assert "Section 1\n\n\n1. What is question 1?\n\n   A. Option 1a" in printed
    assert "Because" not in printed
    assert "answers: " not in printed


def test_the_key_comes_last_and_says_what_each_option_really_is() -> None:
    printed = "\n".join(printed_paper(sample_form(5, 2), with_key=True))
    key = printed[printed.index("\nKey\n") :]
    assert "1. A. Because of reason 1." in key
    assert "   B answers: What is question 2? (Section 1)" in key


def test_extra_time_is_told() -> None:
    assert "1 h 15 min" in printed_paper(sample_form(minutes=50), with_key=False, extra_time=1.5)[1]
    assert "no time limit" in printed_paper(sample_form(), with_key=False, extra_time=None)[1]


def test_long_lines_hang_under_their_sign_and_code_keeps_its_lines() -> None:
    form = sample_form(1, 1)
    slot = form.slots[0]
    long = slot.options[0].model_copy(update={"text": "word " * 60})
    told = slot.model_copy(update={"stem": "What is this?\n    if x:\n        y", "options": (long, *slot.options[1:])})
    lines = printed_paper(form.model_copy(update={"slots": (told,)}), with_key=False)
    assert max(len(line) for line in lines) <= WIDTH
    assert "       if x:" in lines
    assert "           y" in lines
    assert "      word word" in "\n".join(lines)


def test_sections_have_headings_only_where_their_questions_stand_together() -> None:
    form = sample_form(4, 2)
    assert "Section 2" in printed_paper(form, with_key=False)
    mixed = form.model_copy(update={"slots": form.slots[::2] + form.slots[1::2]})
    assert not {"Section 1", "Section 2"} & set(printed_paper(mixed, with_key=False))
