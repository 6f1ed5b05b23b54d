"""What a question of QTI tells, and that nothing of it goes unsaid."""

from tests.formats.imports.qti_files import choices, question, response, taken

TOLD = '<modalFeedback outcomeIdentifier="F" identifier="{}" showHide="{}">{}</modalFeedback>'


def test_what_no_answer_shows_is_said_to_be_left_out() -> None:
    hint = taken(question(choices("one", "two"), response("A"), more=TOLD.format("H", "show", "Think again.")))

    assert "rationale" not in hint.fields
    assert hint.changed == ("what it tells after other answers, or as a hint, is left out",)


def test_what_all_are_told_is_the_rationale_and_nothing_is_left_out() -> None:
    general = taken(question(choices("one", "two"), response("A"), more=TOLD.format("H", "hide", "It is so.")))

    assert general.fields["rationale"] == "It is so."
    assert general.changed == ()
