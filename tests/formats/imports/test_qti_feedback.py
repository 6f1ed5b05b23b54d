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


WRONG = "Not quite."


def of_several(*rules: str, told: str) -> str:
    """A question with three options of which A and B are right; `rules` set what is told."""
    match = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    points = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    processing = (
        f"<responseProcessing><responseCondition><responseIf>{match}{points}</responseIf><responseElse>{tell('WRONG')}"
        f"</responseElse></responseCondition>{''.join(rules)}</responseProcessing>"
    )
    outcome = '<outcomeDeclaration identifier="F" cardinality="multiple" baseType="identifier"/>'
    declared = response("A", "B", cardinality="multiple") + outcome
    wrong = TOLD.format("WRONG", "show", WRONG)
    return question(choices("one", "two", "three", most=0), declared, processing, more=wrong + told)


def tell(name: str) -> str:
    """A rule that tells a feedback."""
    value = f'<variable identifier="F"/><baseValue baseType="identifier">{name}</baseValue>'
    return f'<setOutcomeValue identifier="F"><multiple>{value}</multiple></setOutcomeValue>'


def told_where(option: str, name: str, *, missing: bool = False) -> str:
    """A rule that tells a feedback to whoever chose an option, or did not."""
    member = f'<member><baseValue baseType="identifier">{option}</baseValue><variable identifier="RESPONSE"/></member>'
    asked = f"<not>{member}</not>" if missing else member
    return f"<responseCondition><responseIf>{asked}{tell(name)}</responseIf></responseCondition>"


def test_each_of_several_options_has_the_words_on_it_and_not_those_on_what_is_missing_beside_it() -> None:
    rules = (told_where("A", "A"), told_where("C", "C"), told_where("B", "NO-B", missing=True))
    words = {"A": "One is right.", "C": "Three is odd.", "NO-B": "Two is missing."}
    text = of_several(*rules, told="".join(TOLD.format(name, "show", said) for name, said in words.items()))

    several = taken(text)

    options = several.fields["options"]
    assert options["a"] == {"text": "one", "feedback": "One is right."}
    assert options["b"] == "two"
    assert options["c"]["feedback"] == f"{WRONG}\n\nThree is odd."
    assert several.changed == ("what it tells after other answers, or as a hint, is left out",)


def test_a_line_break_before_the_place_for_an_answer_goes_with_it() -> None:
    typed = '<div>Paul feeds the cat. <br/> <textEntryInteraction responseIdentifier="RESPONSE"/></div>'

    assert taken(question(typed, response("fed", kind="string"))).fields["stem"] == "Paul feeds the cat."
