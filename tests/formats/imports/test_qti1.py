"""Questions of QTI 1.2, as Canvas and older tools write them."""

from pathlib import Path
from typing import Any

import pytest

from exam.core.authored import KEPT
from exam.core.item import Item
from exam.files.faults import BankRefused
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.qti import read_qti
from exam.formats.imports.qti1 import read_qti1
from tests.formats.imports.test_archive import packed
from tests.support.every_kind import small_png

FILES = Path(__file__).with_name("qti")
MANIFEST = (
    b'<manifest identifier="m"><resources><resource identifier="g1" type="imsqti_xmlv1p2" href="g1/g1.xml">'
    b'<file href="g1/g1.xml"/></resource></resources></manifest>'
)


@pytest.fixture(scope="module")
def canvas() -> ForeignBank:
    """The quiz as a package with its picture."""
    files = {
        "imsmanifest.xml": MANIFEST,
        "g1/g1.xml": (FILES / "canvas.xml").read_bytes(),
        "g1/assessment_meta.xml": b"<quiz><title>Clusters</title></quiz>",
        "web_resources/plan of it.png": small_png(),
    }
    return read_qti("quiz.zip", packed(files))


def with_stem(bank: ForeignBank, beginning: str) -> dict[str, Any]:
    """The question whose stem begins so, which a bank can hold."""
    [found] = [one for one in bank.items if one.fields["stem"].startswith(beginning)]
    Item.model_validate({"id": "x", **found.fields}, context={KEPT: True})
    return dict(found.fields)


def test_every_question_of_a_quiz_is_taken_or_named(canvas: ForeignBank) -> None:
    assert (FILES / "canvas.xml").read_text("utf-8").count("<item ") == len(canvas.items) + len(canvas.left_out)
    assert [(one.name, one.why) for one in canvas.left_out] == [
        ("An essay", "is answered in one's own words and has no answer to compare with"),
        ("A text", "asks nothing: it is a text to read"),
        ("A sum", "is calculated from formulas, which a bank cannot hold"),
    ]
    assert canvas.title == "Clusters"
    assert [one.section for one in canvas.items] == ["Clusters"] * 8 + ["To write"]
    assert not [one.changed for one in canvas.items if one.changed and one.fields.get("points") != 2]


def test_a_choice_has_its_picture_and_what_is_told(canvas: ForeignBank) -> None:
    assert with_stem(canvas, "Which part") == {
        "stem": "Which part **binds** pods to nodes?",
        "options": {
            "a": {"text": "The scheduler", "feedback": "Right."},
            "b": {"text": "The kubelet", "feedback": "It starts them."},
            "c": "`etcd`",
        },
        "key": "a",
        "rationale": "A binding names the node.",
        "points": 2,
        "exhibits": ["plan-of-it"],
    }
    assert canvas.media == {"plan-of-it.png": small_png()}


def test_the_other_kinds_of_a_quiz(canvas: ForeignBank) -> None:
    assert with_stem(canvas, "etcd speaks") == {"stem": "etcd speaks SQL.", "type": "true-false", "key": False}
    assert with_stem(canvas, "Which run")["key"] == ["a", "c"]
    assert with_stem(canvas, "Which daemon")["answers"] == ["slurmd", "the Slurm daemon"]
    number = with_stem(canvas, "How many")
    assert (number["type"], number["answers"], number["tolerance"]) == ("numeric", ["30"], "0.5")
    pairs = with_stem(canvas, "Which command")
    assert pairs["pairs"] == [["waiting jobs", "squeue"], ["ended jobs", "sacct"], ["partitions", "sinfo"]]
    assert (pairs["extra"], pairs["points"]) == (["scancel"], 3)
    assert with_stem(canvas, "What is fair")["answer"] == "Who used little lately goes first."


def test_names_in_brackets_become_gaps(canvas: ForeignBank) -> None:
    lists = with_stem(canvas, "Pods are placed")
    assert lists["stem"] == "Pods are placed by {g1} and started by {g2}."
    assert [gap["key"] for gap in lists["gaps"].values()] == ["a", "b"]
    blanks = with_stem(canvas, "{g1} decides")
    assert blanks["gaps"] == {"g1": {"answers": ["slurmctld", "the controller"]}, "g2": {"answers": ["slurmd"]}}


def test_a_file_of_older_tools_is_read_in_its_encoding() -> None:
    bank = read_qti1("pool.xml", (FILES / "older.xml").read_bytes())
    assert bank.title == "Grundlagen"
    assert [one.name for one in bank.items] == ["partial", "blanks", "order"]
    assert [(one.name, one.why) for one in bank.left_out] == [("map", "is answered by pointing at a picture")]
    parts = with_stem(bank, "Welche gehören")
    assert (parts["key"], parts["credit"], parts["points"]) == (["a", "b"], "each", 4)
    assert parts["options"]["c"] == {"text": "Kubelet", "feedback": "Der läuft auf jedem Knoten.", "credit": -25}
    assert parts["options"]["d"] == {"text": "Ich weiss es nicht", "pin": True, "credit": 0}
    assert parts["rationale"] == "Zwei von dreien."
    blanks = with_stem(bank, "Der API-Server")
    assert blanks["stem"] == "Der API-Server hört auf {g1}, und gespeichert wird in {g2}."
    assert blanks["gaps"] == {"g1": {"answers": ["6443"], "numeric": True}, "g2": {"answers": ["etcd"]}}
    assert (blanks["credit"], blanks["points"]) == ("all", 3)
    assert with_stem(bank, "Ein Knoten")["order"] == ["sperren", "leeren", "erneuern"]


def one_question(conditions: str, presentation: str = "", *, variable: str = "<decvar maxvalue='1'/>") -> bytes:
    shown = presentation or (
        "<material><mattext>Which?</mattext></material><response_lid ident='R' rcardinality='Single'><render_choice>"
        "<response_label ident='A'><material><mattext>one</mattext></material></response_label>"
        "<response_label ident='B'><material><mattext>two</mattext></material></response_label>"
        "</render_choice></response_lid>"
    )
    return (
        f"<questestinterop><item ident='q'><presentation>{shown}</presentation><resprocessing><outcomes>{variable}"
        f"</outcomes>{conditions}</resprocessing></item></questestinterop>"
    ).encode()


def when(condition: str, setting: str = "<setvar action='Set'>SCORE.max</setvar>") -> str:
    return f"<respcondition><conditionvar>{condition}</conditionvar>{setting}</respcondition>"


@pytest.mark.parametrize(
    "conditions",
    [
        when("<varequal respident='R'>B</varequal>"),
        when("<not><varequal respident='R'>A</varequal></not><not><unanswered respident='R'/></not>"),
        when("<varequal respident='R'>A</varequal>", "") + when("<not><unanswered respident='R'/></not>"),
        when("<or><varequal respident='R'>B</varequal><and><other/><varequal respident='R'>B</varequal></and></or>"),
        when("<varsubset respident='R' setmatch='Exact'>B</varsubset>"),
        when("<varequal respident='R'>B</varequal>", "<setvar action='Add' varname='SCORE'>1</setvar>"),
    ],
)
def test_conditions_say_what_is_right_however_they_are_written(conditions: str) -> None:
    [item] = read_qti1("q.xml", one_question(conditions)).items
    assert item.fields["key"] == "b"


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        ("", "has no right answer"),
        (when("<other/>"), "takes every answer for right"),
        (when("<durlt>30</durlt>"), "is scored by the time that was taken"),
        (when("<varinside areatype='Rectangle'>1,1</varinside>"), "the condition varinside, which is not followed"),
        (when("<varequal respident='R'>B</varequal>", "<setvar action='Set'>a lot</setvar>"), "with what is no number"),
    ],
)
def test_what_cannot_be_held_is_left_out_by_name(conditions: str, why: str) -> None:
    [left_out] = read_qti1("q.xml", one_question(conditions)).left_out
    assert left_out.why.endswith(why)


def test_a_file_without_a_question_is_refused() -> None:
    with pytest.raises(BankRefused, match="has no question in it"):
        read_qti1("q.xml", b"<questestinterop><section/></questestinterop>")


def test_a_pool_of_blackboard_is_read() -> None:
    def text(of: str) -> str:
        return (
            "<flow class='FORMATTED_TEXT_BLOCK'><material><mat_extension><mat_formattedtext type='HTML'>"
            f"{of}</mat_formattedtext></mat_extension></material></flow>"
        )

    def label(ident: str, of: str) -> str:
        return f"<flow_label><response_label ident='{ident}' shuffle='Yes'>{text(of)}</response_label></flow_label>"

    right = "<conditionvar><varequal respident='response' case='No'>aa2</varequal></conditionvar>"
    data = (
        "<questestinterop><assessment title='Pool'><section><item maxattempts='0'><itemmetadata>"
        "<bbmd_questiontype>Multiple Choice</bbmd_questiontype><qmd_absolutescore_max>10.0</qmd_absolutescore_max>"
        "</itemmetadata><presentation><flow class='Block'><flow class='QUESTION_BLOCK'>"
        f"{text('&lt;p&gt;What starts &lt;b&gt;pods&lt;/b&gt;?&lt;/p&gt;')}</flow><flow class='RESPONSE_BLOCK'>"
        "<response_lid ident='response' rcardinality='Single' rtiming='No'><render_choice shuffle='Yes' maxnumber='0'>"
        f"{label('aa1', 'etcd')}{label('aa2', 'the kubelet')}</render_choice></response_lid></flow></flow>"
        "</presentation>"
        "<resprocessing scoremodel='SumOfScores'><outcomes><decvar varname='SCORE' vartype='Decimal' defaultval='0' "
        f"minvalue='0' maxvalue='10.0'/></outcomes><respcondition title='correct'>{right}"
        "<setvar variablename='SCORE' action='Set'>SCORE.max</setvar><displayfeedback linkrefid='correct'/>"
        "</respcondition><respcondition title='incorrect'><conditionvar><other/></conditionvar>"
        "<setvar variablename='SCORE' action='Set'>0"
        "</setvar><displayfeedback linkrefid='incorrect'/></respcondition></resprocessing>"
        f"<itemfeedback ident='correct'><flow_mat class='Block'>{text('Yes.')}</flow_mat></itemfeedback>"
        f"<itemfeedback ident='incorrect'><flow_mat class='Block'>{text('It stores.')}</flow_mat></itemfeedback>"
        "</item></section></assessment></questestinterop>"
    )
    [item] = read_qti1("pool.dat", data.encode()).items
    assert dict(item.fields) == {
        "stem": "What starts **pods**?",
        "options": {
            "a": {"text": "etcd", "feedback": "It stores."},
            "b": {"text": "the kubelet", "feedback": "Yes."},
        },
        "key": "b",
        "points": 10,
    }


SORTING = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment title="Parts">
<section ident="root_section"><item ident="i1" title="Nodes">
<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>
<fieldentry>categorization_question</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">&lt;p&gt;Where does each part run?&lt;/p&gt;</mattext></material>
{responses}</presentation>
<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>
<respcondition><conditionvar><varequal respident="plane">etcd</varequal><varequal respident="plane">api</varequal>
</conditionvar><setvar action="Add" varname="SCORE">50.00</setvar></respcondition>
<respcondition><conditionvar><varequal respident="node">kubelet</varequal></conditionvar>
<setvar action="Add" varname="SCORE">50.00</setvar></respcondition></resprocessing>
</item></section></assessment></questestinterop>"""


def test_things_to_be_sorted_are_pairs_and_what_belongs_nowhere_is_told() -> None:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext>{one}</mattext></material></response_label>'
        for one in ("etcd", "kubelet", "api", "cron")
    )
    responses = "".join(
        f'<response_lid ident="{name}" rcardinality="Multiple"><material><mattext>{text}</mattext></material>'
        f"<render_choice>{labels}</render_choice></response_lid>"
        for name, text in (("plane", "Control plane"), ("node", "Each node"))
    )
    bank = read_qti1("parts.xml", SORTING.format(responses=responses).encode())
    assert with_stem(bank, "Where does") == {
        "stem": "Where does each part run?",
        "type": "matching",
        "pairs": [["etcd", "Control plane"], ["kubelet", "Each node"], ["api", "Control plane"]],
    }
    assert bank.items[0].changed == (
        "gives points for all that belongs under one text; here for each entry",
        "has entries that belong under no text, which are left away: cron",
    )


def test_a_category_into_which_nothing_belongs_is_an_answer_to_choose_and_one_without_a_text_is_no_question() -> None:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext>{one}</mattext></material></response_label>'
        for one in ("etcd", "kubelet", "api")
    )

    def sorting(*categories: tuple[str, str]) -> str:
        return SORTING.format(
            responses="".join(
                f'<response_lid ident="{name}" rcardinality="Multiple"><material>'
                f'<mattext texttype="text/html">{text}</mattext></material>'
                f"<render_choice>{labels}</render_choice></response_lid>"
                for name, text in categories
            )
        )

    some = sorting(("plane", "Control plane"), ("node", "Each node"), ("none", "Your laptop"))
    fields = with_stem(read_qti1("parts.xml", some.encode()), "Where does")
    assert (fields["extra"], len(fields["pairs"])) == (["Your laptop"], 3)
    bank = read_qti1("parts.xml", sorting(("plane", "Control plane"), ("node", "&lt;p&gt;&lt;/p&gt;")).encode())
    assert [one.why for one in bank.left_out] == ["has a category without a text"]
