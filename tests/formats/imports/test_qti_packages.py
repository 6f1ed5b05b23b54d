"""Packages of QTI: the order of their tests, their pictures and passages, and what is missing or damaged in them."""

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.qti import read_qti
from tests.formats.imports.qti_files import choices, package, question, response
from tests.formats.imports.test_archive import packed
from tests.support.every_kind import small_png


def item(name: str, body: str = "") -> str:
    return question(f"{body}{choices('one', 'two')}", response("A"), name=name)


TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Clusters">
<testPart identifier="p" navigationMode="nonlinear" submissionMode="simultaneous">
<assessmentSection identifier="s1" title="Slurm" visible="true">
<assessmentItemRef identifier="b" href="items/b.xml"><weight identifier="W" value="3"/></assessmentItemRef>
<assessmentSection identifier="s2" title="Commands" visible="true">
<assessmentItemRef identifier="c" href="items/c.xml"/></assessmentSection></assessmentSection>
<assessmentSection identifier="s3" title="hidden" visible="false">
<assessmentItemRef identifier="d" href="items/d.xml"/></assessmentSection>
<assessmentItemRef identifier="gone" href="items/gone.xml"/>
</testPart></assessmentTest>"""


def test_a_test_gives_order_sections_and_weights() -> None:
    files = {f"items/{name}.xml": item(name) for name in "abcd"}
    bank = read_qti("quiz.zip", package({"test.xml": TEST, **files}))
    assert bank.title == "Clusters"
    assert [(one.name, one.section, one.fields.get("points", 1)) for one in bank.items] == [
        ("b", "Slurm", 3),
        ("c", "Slurm / Commands", 1),
        ("d", "hidden", 1),
        ("a", "", 1),
    ]
    [missing] = bank.left_out
    assert (missing.place.member, missing.why) == (
        "items/gone.xml",
        "is named by the test or the manifest and is not in the package",
    )


def test_pictures_stand_beside_their_question() -> None:
    body = '<p>Look. <img src="../pictures/a%20plan.png" alt="A plan of it"/></p>'
    data = package({"items/a.xml": item("a", body), "items/b.xml": item("b", body), "pictures/a plan.png": small_png()})
    bank = read_qti("quiz.zip", data)
    assert bank.exhibits == ({"id": "a-plan", "picture": "a-plan.png", "alt": "A plan of it"},)
    assert bank.media == {"a-plan.png": small_png()}
    assert [one.fields["exhibits"] for one in bank.items] == [["a-plan"], ["a-plan"]]


def test_options_that_are_pictures_are_called_by_their_words() -> None:
    pictures = [f'<img src="p{n}.png" alt="Plan {n}"/>' for n in (1, 2)]
    text = question(choices(*pictures), response("B"), name="a")
    bank = read_qti("quiz.zip", package({"a.xml": text, "p1.png": small_png(), "p2.png": small_png(8, 8)}))
    [one] = bank.items
    assert one.fields["options"] == {"a": "Plan 1", "b": "Plan 2"}
    assert one.fields["exhibits"] == ["p1", "p2"]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("gone.png", "needs gone.png, which is not in the package"),
        ("https://a.example/b.png", "needs https://a.example/b.png, which is not in the file"),
        ("text.png", "needs text.png, which is no PNG, JPEG, GIF or WebP"),
        ("../../../etc/passwd", "needs ../../../etc/passwd, which is not in the package"),
    ],
)
def test_a_question_without_its_picture_is_left_out(source: str, why: str) -> None:
    text = item("a", f'<img src="{source}" alt="x"/>')
    bank = read_qti("quiz.zip", package({"a.xml": text, "text.png": b"no picture"}))
    assert not bank.items
    assert bank.left_out[0].why == why


def test_pictures_beside_a_single_file_are_asked_for() -> None:
    bank = read_qti("quiz.xml", item("a", '<img src="img/plan.png" alt="A plan"/>').encode())
    assert bank.wanted_media == {"plan.png": "img/plan.png"}
    assert bank.exhibits[0]["picture"] == "plan.png"


def test_questions_share_a_passage_of_its_own_file() -> None:
    passage = (
        '<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s" title="A case">'
        "<qti-stimulus-body><p>A laboratory runs <i>one</i> cluster.</p></qti-stimulus-body></qti-assessment-stimulus>"
    )
    reference = '<assessmentStimulusRef identifier="s" href="texts/case.xml" title="A case"/>'
    files = {f"{name}.xml": item(name).replace("<itemBody>", f"{reference}<itemBody>") for name in "ab"}
    bank = read_qti("quiz.zip", package({**files, "texts/case.xml": passage}))
    assert bank.exhibits == ({"id": "a-case", "title": "A case", "passage": "A laboratory runs *one* cluster."},)
    assert [one.fields["exhibits"] for one in bank.items] == [["a-case"], ["a-case"]]


def test_a_text_within_a_question_may_lie_in_a_page_and_no_page_holds_itself() -> None:
    page = '<object type="text/html" data="shared/page.html"/>'
    bank = read_qti("quiz.zip", package({"a.xml": item("a", page), "shared/page.html": b"<p>The <b>page</b>.</p>"}))
    assert bank.exhibits[0]["passage"] == "The **page**."
    snake = (
        '<assessmentStimulus identifier="s"><stimulusBody><object type="text/html" data="snake.xml"/></stimulusBody>'
        "</assessmentStimulus>"
    )
    reference = '<assessmentStimulusRef identifier="s" href="snake.xml"/><itemBody>'
    text = item("a").replace("<itemBody>", reference)
    [left_out] = read_qti("quiz.zip", package({"a.xml": text, "snake.xml": snake})).left_out
    assert left_out.why == "belongs to a text that holds itself"


def test_one_damaged_file_costs_one_question() -> None:
    bank = read_qti("quiz.zip", package({"a.xml": item("a"), "b.xml": item("b")[:-20]}))
    assert [one.name for one in bank.items] == ["a"]
    assert bank.left_out[0].place.member == "b.xml"
    assert bank.left_out[0].why.startswith("cannot be read in line")


def test_a_package_whose_manifest_is_damaged_or_in_a_folder_is_read_all_the_same() -> None:
    damaged = packed({"imsmanifest.xml": b"<manifest", "a.xml": item("a").encode()})
    bank = read_qti("quiz.zip", damaged)
    assert len(bank.items) == 1
    assert bank.notes[0].startswith("Its manifest cannot be read")
    inside = packed({"quiz/imsmanifest.xml": b"<manifest><resources/></manifest>", "quiz/a.xml": item("a").encode()})
    assert len(read_qti("quiz.zip", inside).items) == 1


def test_hostile_packages_are_refused() -> None:
    with pytest.raises(BankRefused, match="leads out"):
        read_qti("quiz.zip", packed({"imsmanifest.xml": b"<manifest/>", "../a.xml": item("a").encode()}))
    with pytest.raises(BankRefused, match="times its size"):
        read_qti("quiz.zip", package({"a.xml": item("a") + " " * 30_000_000}))


def test_a_section_that_names_itself_again_and_again_is_walked_once() -> None:
    again = '<assessmentSectionRef href="s.xml"/>' * 50
    section = f'<assessmentSection title="S">{again}<assessmentItemRef href="a.xml"/></assessmentSection>'
    test = f"<assessmentTest><testPart>{again}</testPart></assessmentTest>"
    bank = read_qti("quiz.zip", package({"t.xml": test, "s.xml": section, "a.xml": item("a")}))
    assert [(one.name, one.section) for one in bank.items] == [("a", "S")]
