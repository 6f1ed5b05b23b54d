"""XML of strangers: a tree with lines, and nothing that grows, fetches or goes on for ever."""

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports import xml_tree
from exam.formats.imports.xml_tree import read_xml

QUIZ = """
<?xml version="1.0" encoding="UTF-8"?>
<quiz xmlns="urn:q" xmlns:m="urn:m">
  <question type=" essay ">
    <name><text>One &amp; only</text></name>
    <questiontext><text><![CDATA[<p>a</p>]]> and <![CDATA[b]]></text></questiontext>
  </question>
  <m:note>so <b class="x &quot;y&quot;">bold</b> it is<br/></m:note>
</quiz>
"""


def fault(data: bytes) -> str:
    with pytest.raises(BankRefused) as refused:
        read_xml("quiz.xml", data)
    return str(refused.value)


def test_a_tree_has_names_lines_attributes_and_texts() -> None:
    quiz = read_xml("quiz.xml", QUIZ.encode())
    question = quiz.all("question")[0]
    assert (quiz.name, quiz.line, question.line, quiz.all("note")[0].line) == ("quiz", 3, 4, 8)
    assert question.get("type") == "essay"
    assert question.get("absent", "none") == "none"
    assert question.text_of("name", "text") == "One & only"
    assert question.text_of("questiontext", "text") == "<p>a</p> and b"
    assert question.text_of("answer", "text", default="-") == "-"
    assert [one.name for one in quiz.within("text", "b")] == ["text", "text", "b"]


def test_what_is_in_an_element_can_be_read_as_html() -> None:
    [note] = read_xml("quiz.xml", QUIZ.encode()).all("note")
    assert note.markup == 'so <b class="x &quot;y&quot;">bold</b> it is<br></br>'
    assert note.text == "so bold it is"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encodings_of_question_files_are_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    data = f'<?xml version="1.0" encoding="{declared}"?><q>Größe</q>'.encode(encoding)
    assert read_xml("quiz.xml", data).text == "Größe"


@pytest.mark.parametrize("encoding", ["utf-7", "rot13", "unicode_escape", "big5", "x-none", "idna"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert "encoding" in fault(f'<?xml version="1.0" encoding="{encoding}"?><q>a</q>'.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><q>&b;</q>',
        '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><q>&x;</q>',
        '<!DOCTYPE q SYSTEM "http://example.org/q.dtd"><q/>',
        "<!DOCTYPE q><q/>",
    ],
)
def test_a_document_type_is_refused(hostile: str) -> None:
    assert fault(f"\n\n{hostile}".encode()).startswith("quiz.xml:3:")
    assert "document type" in fault(hostile.encode())


@pytest.mark.parametrize("broken", ["", "<q>", "<q></p>", "<q>&nbsp;</q>", "<q>\x01</q>", "text", "<q/><q/>"])
def test_what_is_no_xml_is_refused_with_its_place(broken: str) -> None:
    assert "the XML cannot be read" in fault(broken.encode())


def test_nothing_lies_deeper_than_the_stack() -> None:
    assert "100 deep" in fault(b"<a>" * 100_000)
    read_xml("quiz.xml", b"<a>" * 100 + b"</a>" * 100)


def test_a_flood_of_elements_or_attributes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 1_000)
    assert "more than 1,000 elements" in fault(b"<q>" + b"<a/>" * 1_000 + b"</q>")
    many = " ".join(f'a{at}="x"' for at in range(101))
    assert "attributes" in fault(f"<q {many}/>".encode())


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MAX_BYTES", 1_000)
    assert "more than" in fault(b"<q>" + b" " * 1_000 + b"</q>")


def test_a_long_text_in_many_pieces_is_put_together_once() -> None:
    parts = 20_000
    assert len(read_xml("quiz.xml", b"<q>" + b"<![CDATA[ab]]>c" * parts + b"</q>").text) == 3 * parts


def test_a_long_file_of_too_many_elements_or_attributes_is_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 1_000)
    damaged = b"<q><never closed" + b" " * 200_000  # whoever read it would complain of this
    assert "more than 1,000 elements" in fault(damaged + b"<a/>" * 1_001)
    assert "more than 1,000 elements" in fault(damaged + b"<![CDATA[]]>" * 1_001)
    assert "more than 100 attributes" in fault(damaged + b"<a " + b'a="1" ' * 2_000 + b"/>")
    inside = b"<q><![CDATA[" + b"<br/>" * 50_000 + b"]]><!--" + b"</a>" * 2_000 + b"--></q>"
    assert len(read_xml("quiz.xml", inside).text) == 5 * 50_000


def test_a_name_without_an_end_is_refused_before_it_is_read() -> None:
    said = fault(b"<quiz>\n<a" + b"-a" * 200_000 + b"/></quiz>")
    assert said.startswith("quiz.xml:2: the name of an element has more than 1,000 letters.")
