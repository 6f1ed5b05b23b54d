"""Questions of QTI 2 and 3, one by one: what answers them, and what it earns."""

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.qti import read_qti
from tests.formats.imports.qti_files import (
    MAP,
    MATCH,
    choices,
    fields,
    in_version_3,
    mapping,
    question,
    read,
    reason,
    response,
    taken,
)

SINGLE = question(choices("scheduler", "<b>kubelet</b>", "etcd"), response("B"))
PAIRS = (
    '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="3"><prompt>What does what?</prompt>'
    '<simpleMatchSet><simpleAssociableChoice identifier="w" matchMax="1">waiting jobs</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="e" matchMax="1">ended jobs</simpleAssociableChoice></simpleMatchSet>'
    '<simpleMatchSet><simpleAssociableChoice identifier="q" matchMax="9">squeue</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="a" matchMax="9">sacct</simpleAssociableChoice>'
    '<simpleAssociableChoice identifier="i" matchMax="9">sinfo</simpleAssociableChoice></simpleMatchSet>'
    "</matchInteraction>"
)
ORDER = (
    '<orderInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>In which order?</prompt>'
    '<simpleChoice identifier="u">upgrade</simpleChoice><simpleChoice identifier="c">cordon</simpleChoice>'
    '<simpleChoice identifier="d">drain</simpleChoice></orderInteraction>'
)


def test_one_option_is_right() -> None:
    assert fields(SINGLE) == {
        "stem": "Which one?",
        "options": {"a": "scheduler", "b": "**kubelet**", "c": "etcd"},
        "key": "b",
    }
    bank = read(SINGLE)
    assert (bank.language, bank.items[0].name, bank.items[0].place.line) == ("en", "q", 1)


def test_version_3_is_read_alike() -> None:
    assert "qti-simple-choice" in in_version_3(SINGLE)
    assert "response-identifier" in in_version_3(SINGLE)
    assert fields(in_version_3(SINGLE)) == fields(SINGLE)
    pairs = question(PAIRS, response("w q", "e a", kind="directedPair", cardinality="multiple"))
    assert fields(in_version_3(pairs)) == fields(pairs)


def test_one_pair_of_which_the_other_half_is_chosen_is_a_text_with_a_gap() -> None:
    one = question(PAIRS, response("w q", kind="directedPair", cardinality="multiple"))
    found = fields(one)
    assert (found["type"], found["stem"]) == ("cloze", "What does what?\n\nwaiting jobs: {g1}")
    assert found["gaps"] == {"g1": {"options": {"a": "squeue", "b": "sacct", "c": "sinfo"}, "key": "a"}}


def test_options_keep_their_order_unless_they_may_be_shuffled_and_fixed_ones_are_pinned() -> None:
    kept = question(choices("one", "two", shuffle="false"), response("A"))
    assert fields(kept)["shuffle"] is False
    pinned = question(choices("one", "two", "none"), response("A")).replace(
        'identifier="C"', 'identifier="C" fixed="true"'
    )
    assert fields(pinned)["options"]["c"] == {"text": "none", "pin": True}
    assert "shuffle" not in fields(pinned)


def test_all_of_several_right_options_earn_the_points_together() -> None:
    text = question(choices("a", "b", "c", "d", most=0), response("A", "C", cardinality="multiple"))
    assert fields(text)["key"] == ["a", "c"]
    assert "credit" not in fields(text)


@pytest.mark.parametrize(
    ("worth", "default", "credit", "points"),
    [
        ({"A": "1", "B": "1", "C": "-1", "D": "-1"}, "0", [None, None, None, None], 2),
        ({"A": "2", "B": "2", "C": "-1"}, "0", [None, None, -25, 0], 4),
        ({"A": "3", "B": "1"}, "-2", [75, 25, -50, -50], 4),
        ({"A": "0.5", "B": "0.5"}, "0", [None, None, 0, 0], 1),
    ],
)
def test_a_mapping_says_what_each_option_earns(
    worth: dict[str, str], default: str, credit: list[int | None], points: int
) -> None:
    declared = response("A", "B", cardinality="multiple", more=mapping(default, 'lowerBound="0"', **worth))
    found = fields(question(choices("a", "b", "c", "d", most=0), declared, MAP))
    assert found["key"] == ["a", "b"]
    assert found["credit"] == "each"
    options = [option if isinstance(option, dict) else {} for option in found["options"].values()]
    assert [option.get("credit") for option in options] == credit
    assert found.get("points", 1) == points


def test_an_option_can_earn_a_part() -> None:
    declared = response("A", more=mapping("0", A="4", B="1"))
    found = fields(question(choices("a", "b", "c"), declared, MAP))
    assert (found["key"], found["points"]) == ("a", 4)
    assert found["options"]["b"] == {"text": "b", "credit": 25}


def test_an_order_earns_all_or_nothing_or_by_place() -> None:
    declared = response("c", "d", "u", cardinality="ordered")
    found = fields(question(ORDER, declared))
    assert (found["type"], found["order"]) == ("ordering", ["cordon", "drain", "upgrade"])
    assert "credit" not in found
    places = "".join(
        f'<responseCondition><responseIf><match><index n="{n}"><variable identifier="RESPONSE"/></index>'
        f'<index n="{n}"><correct identifier="RESPONSE"/></index></match><setOutcomeValue identifier="SCORE"><sum>'
        '<variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum></setOutcomeValue>'
        "</responseIf></responseCondition>"
        for n in (1, 2, 3)
    )
    by_place = fields(question(ORDER, declared, f"<responseProcessing>{places}</responseProcessing>"))
    assert (by_place["credit"], by_place["points"]) == ("each", 3)


def test_pairs_have_what_belongs_to_nothing_as_extra() -> None:
    found = fields(question(PAIRS, response("w q", "e a", kind="directedPair", cardinality="multiple")))
    assert found["pairs"] == [["waiting jobs", "squeue"], ["ended jobs", "sacct"]]
    assert (found["extra"], found["credit"]) == (["sinfo"], "all")
    by_part = response(
        "w q", "e a", kind="directedPair", cardinality="multiple", more=mapping("0", **{"w q": "1", "e a": "1"})
    )
    assert "credit" not in fields(question(PAIRS, by_part, MAP))


def test_pairs_of_one_list_give_one_of_each() -> None:
    names = "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="1">{name}</simpleAssociableChoice>'
        for name in ("pod", "kubelet", "job", "slurmd", "etcd")
    )
    body = (
        '<associateInteraction responseIdentifier="RESPONSE" maxAssociations="2"><prompt>Pair.</prompt>'
        f"{names}</associateInteraction>"
    )
    item = taken(question(body, response("pod kubelet", "job slurmd", kind="pair", cardinality="multiple")))
    assert item.fields["pairs"] == [["pod", "kubelet"], ["job", "slurmd"]]
    assert item.fields["extra"] == ["etcd"]
    assert item.changed == ("lets any two be paired; here one of each pair is given",)


def typed(declared: str, processing: str = MATCH, text: str = "Name it: {}") -> str:
    gap = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>'
    return question(f"<p>{text.format(gap)}</p>", declared, processing)


def test_a_typed_answer_at_the_end_is_short_and_one_in_the_middle_is_a_gap() -> None:
    declared = response("slurmd", kind="string")
    assert fields(typed(declared)) == {"type": "short", "stem": "Name it:", "answers": ["slurmd"], "case": True}
    found = fields(typed(declared, text="It is {} that starts tasks."))
    assert found["stem"] == "It is {g1} that starts tasks."
    assert found["gaps"] == {"g1": {"answers": ["slurmd"], "case": True}}


def test_capitals_count_where_the_mapping_says_so() -> None:
    entries = '<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1" caseSensitive="{}"/>' + (
        '<mapEntry mapKey="Jorvik" mappedValue="0.5" caseSensitive="{}"/></mapping>'
    )
    strict = response("York", kind="string", more=entries.format("true", "true"))
    assert fields(typed(strict, MAP))["answers"] == ["York", {"text": "Jorvik", "credit": 50}]
    assert fields(typed(strict, MAP))["case"] is True
    lax = response("York", kind="string", more=entries.format("false", "false"))
    assert "case" not in fields(typed(lax, MAP))


def condition(test: str, value: str = "1") -> str:
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue identifier='SCORE'>"
        f"<baseValue baseType='float'>{value}</baseValue></setOutcomeValue></responseIf></responseCondition>"
        "</responseProcessing>"
    )


VARIABLE = '<variable identifier="RESPONSE"/>'


@pytest.mark.parametrize(
    ("test", "answer", "tolerance"),
    [
        (
            f'<equal toleranceMode="absolute" tolerance="0.5 0.5">{VARIABLE}<correct identifier="RESPONSE"/></equal>',
            "30",
            "0.5",
        ),
        (
            f'<equal toleranceMode="relative" tolerance="10 10">{VARIABLE}<correct identifier="RESPONSE"/></equal>',
            "30",
            "3",
        ),
        (
            f'<and><gte>{VARIABLE}<baseValue baseType="float">29</baseValue></gte>'
            f'<lte>{VARIABLE}<baseValue baseType="float">32</baseValue></lte></and>',
            *("30.5", "1.5"),
        ),
        (f'<equal toleranceMode="exact">{VARIABLE}<correct identifier="RESPONSE"/></equal>', "30", None),
    ],
)
def test_numbers_have_the_tolerance_that_rules_give(test: str, answer: str, tolerance: str | None) -> None:
    found = fields(typed(response("30", kind="float"), condition(test)))
    assert (found["type"], found["answers"], found.get("tolerance")) == ("numeric", [answer], tolerance)


def test_a_number_on_one_side_is_left_out() -> None:
    test = f'<gt>{VARIABLE}<baseValue baseType="float">3</baseValue></gt>'
    assert reason(typed(response("4", kind="float"), condition(test))).startswith("takes any number")


def test_a_short_word_behind_a_number_is_its_unit() -> None:
    text = typed(response("30", kind="float"), text="How long?</p><p>{} s")
    assert (fields(text)["stem"], fields(text)["unit"]) == ("How long?", "s")


def test_gaps_are_typed_and_chosen_in_one_text() -> None:
    body = (
        '<p>It listens on <textEntryInteraction responseIdentifier="P"/> and keeps all in '
        '<inlineChoiceInteraction responseIdentifier="S" shuffle="false"><inlineChoice identifier="e">etcd'
        '</inlineChoice><inlineChoice identifier="m">MariaDB</inlineChoice></inlineChoiceInteraction>.</p>'
    )
    declared = response("6443", kind="integer", name="P") + response("e", name="S")
    both = f'<and><match><variable identifier="P"/><correct identifier="P"/></match>{VARIABLE}</and>'.replace(
        VARIABLE, '<match><variable identifier="S"/><correct identifier="S"/></match>'
    )
    found = fields(question(body, declared, condition(both, "2")))
    assert found["stem"] == "It listens on {g1} and keeps all in {g2}."
    assert found["gaps"] == {
        "g1": {"answers": ["6443"], "numeric": True},
        "g2": {"options": {"a": "etcd", "b": "MariaDB"}, "key": "a"},
    }
    assert (found["credit"], found["points"]) == ("all", 2)


def test_gaps_are_filled_from_one_list_whichever_way_pairs_are_written() -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Fill in.</prompt>'
        '<gapText identifier="s" matchMax="1">slurmctld</gapText><gapText identifier="d" matchMax="1">slurmd</gapText>'
        '<p>The <gap identifier="one"/> decides, <gap identifier="two"/> runs.</p></gapMatchInteraction>'
    )
    found = fields(question(body, response("s one", "d two", kind="directedPair", cardinality="multiple")))
    assert found["stem"] == "Fill in.\n\nThe {g1} decides, {g2} runs."
    assert [gap["key"] for gap in found["gaps"].values()] == ["a", "b"]
    turned = fields(question(body, response("one s", "two d", kind="directedPair", cardinality="multiple")))
    assert turned == found


def test_words_of_a_text_are_options() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Find the mistake.</prompt>'
        '<p>Pods <hottext identifier="H1">runs</hottext> on <hottext identifier="H2">nodes</hottext>.</p>'
        "</hottextInteraction>"
    )
    found = fields(question(body, response("H1")))
    assert found["stem"] == "Find the mistake.\n\nPods **runs** on **nodes**."
    assert (found["options"], found["key"], found["shuffle"]) == ({"a": "runs", "b": "nodes"}, "a", False)


def test_a_slider_asks_for_a_number() -> None:
    body = (
        '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="100">'
        "<prompt>How much?</prompt></sliderInteraction>"
    )
    found = fields(question(body, response("70", kind="integer")))
    assert (found["type"], found["stem"], found["answers"]) == ("numeric", "How much?\n\n(0 … 100)", ["70"])


def test_what_is_written_freely_is_recalled_if_there_is_an_answer() -> None:
    body = '<p>What is a pod?</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'
    found = fields(question(body, response("Containers *together*.", kind="string")))
    assert found == {"stem": "What is a pod?", "type": "recall", "answer": "Containers \\*together\\*."}
    notes = f'{body}<rubricBlock view="scorer"><p>Shares a network.</p></rubricBlock>'
    assert fields(question(notes, response(kind="string"), ""))["answer"] == "Shares a network."
    assert "no answer to compare" in reason(question(body, response(kind="string"), ""))


def test_several_lists_in_one_question_are_gaps_of_one_text() -> None:
    body = choices("a", "b", name="R1") + choices("c", "d", name="R2")
    declared = response("A", name="R1") + response("B", name="R2")
    one_more = '<sum><variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum>'
    rules = "".join(
        f'<responseCondition><responseIf><match><variable identifier="{one}"/><correct identifier="{one}"/></match>'
        f'<setOutcomeValue identifier="SCORE">{one_more}</setOutcomeValue></responseIf></responseCondition>'
        for one in ("R1", "R2")
    )
    item = taken(question(body, declared, f"<responseProcessing>{rules}</responseProcessing>"))
    assert item.fields["stem"] == "Which one?\n\n{g1}\n\nWhich one?\n\n{g2}"
    assert [gap["key"] for gap in item.fields["gaps"].values()] == ["a", "b"]
    assert item.fields["points"] == 2
    assert item.changed == ("asks several things, which are the gaps of one text here",)


def test_feedback_goes_to_the_options_that_it_is_shown_for() -> None:
    declared = response("A") + '<outcomeDeclaration identifier="F" cardinality="single" baseType="identifier"/>'
    rules = (
        f"<responseProcessing><setOutcomeValue identifier='F'>{VARIABLE}</setOutcomeValue>"
        f'<responseCondition><responseIf><match>{VARIABLE}<correct identifier="RESPONSE"/></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    shown = '<modalFeedback outcomeIdentifier="F" identifier="{}" showHide="{}">{}</modalFeedback>'
    more = shown.format("B", "show", "It only starts them.") + shown.format("Z", "hide", "See chapter 3.")
    inside = 'one<feedbackInline outcomeIdentifier="F" identifier="A" showHide="show">Well done.</feedbackInline>'
    found = fields(question(choices(inside, "two", "three"), declared, rules, more=more))
    assert found["options"] == {
        "a": {"text": "one", "feedback": "Well done."},
        "b": {"text": "two", "feedback": "It only starts them."},
        "c": "three",
    }
    assert found["rationale"] == "See chapter 3."


def test_true_and_false_are_what_they_are() -> None:
    assert fields(question(choices("True", "False", shuffle="false"), response("B"))) == {
        "stem": "Which one?",
        "type": "true-false",
        "key": False,
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (question(choices("a", "b"), response()), "has no right answer"),
        (question("<p>Read this.</p>", response("A")), "asks nothing: it is a text to read"),
        (question(choices("a", "<svg/>"), response("A")), "has a drawing in it"),
        (question(f"<audio src='a.mp3'/>{choices('a', 'b')}", response("A")), "needs sound"),
        (question('<uploadInteraction responseIdentifier="RESPONSE"/>', response("A")), "is answered by a file"),
        (question('<hotspotInteraction responseIdentifier="RESPONSE"/>', response("A")), "pointing at a picture"),
        (question('<customInteraction responseIdentifier="RESPONSE"/>', response("A")), "a program of its own"),
        (question(choices("a", "b"), response("A"), condition("<customOperator/>")), "the rule customOperator"),
        (question(choices("a", "b"), response("A"), MATCH.replace("match_correct", "map_response_point")), "pointing"),
        (question(choices("a", "b"), "<templateDeclaration identifier='T'/>" + response("A")), "from a template"),
        (question(choices("a", "b"), response("A", "B", more=mapping("1", Z="0")), MAP), "every answer for right"),
        (
            typed(
                response("a+", kind="string"), condition(f'<patternMatch pattern="(a+)+b">{VARIABLE}</patternMatch>')
            ),
            "pattern",
        ),
    ],
)
def test_what_a_bank_cannot_hold_is_left_out_by_name(text: str, why: str) -> None:
    assert why in reason(text)


def test_a_pattern_that_is_a_text_with_something_in_it_has_an_asterisk() -> None:
    test = f'<patternMatch pattern="[dD][rR][aA][iI][nN] .*[.]">{VARIABLE}</patternMatch>'
    found = fields(typed(response("drain n1.", kind="string"), condition(test)))
    assert (found["answers"], found["wildcard"]) == (["drain *."], True)
    assert "case" not in found


def test_what_cannot_be_held_as_it_was_is_said() -> None:
    odd = response("A", "B", cardinality="multiple", more=mapping("0", 'upperBound="1"', A="1", B="1", C="1"))
    with_word = taken(question(choices("a", "b", "c", "d", most=0), odd, MAP))
    assert with_word.changed == ("earned part of its points in a way of its own; here it is all or nothing",)
    half = response("A", more=mapping("0", A="2.5"))
    assert taken(question(choices("a", "b"), half, MAP)).changed == ("counts 2.5 points; here 2",)
    assert taken(question(choices("a", "b"), response("A"), "")).changed == (
        "does not say what it is worth; what it declares right earns its points",
    )


@pytest.mark.slow
def test_rules_that_would_never_end_are_not_followed() -> None:
    deep = "<sum>" + f"{VARIABLE}" * 400 + "</sum>"
    many = "".join(
        f"<responseCondition><responseIf><match>{deep}{deep}</match></responseIf></responseCondition>"
        for _ in range(50)
    )
    text = question(
        choices(*"abcdefgh", most=0),
        response("A", "B", cardinality="multiple"),
        f"<responseProcessing>{many}<setOutcomeValue identifier='SCORE'/></responseProcessing>",
    )
    assert reason(text) == "is scored by more rules than can be followed"


def test_a_list_that_doubles_with_each_rule_is_not_followed() -> None:
    doubled = '<multiple><variable identifier="X"/><variable identifier="X"/></multiple>'
    rules = f"<setOutcomeValue identifier='X'>{doubled}</setOutcomeValue>" * 60
    some = "<outcomeDeclaration identifier='X' cardinality='multiple' baseType='float'>"
    text = question(
        choices("one", "two"),
        f"{response('A')}{some}<defaultValue><value>1</value></defaultValue></outcomeDeclaration>",
        f"<responseProcessing>{rules}</responseProcessing>",
    )
    assert reason(text) == "is scored with lists that grow without end"


@pytest.mark.parametrize("text", ["<html/>", "<assessmentTest/>", "not XML", "<!DOCTYPE a><assessmentItem/>"])
def test_a_file_without_a_question_is_refused(text: str) -> None:
    with pytest.raises(BankRefused):
        read_qti("quiz.xml", text.encode())
