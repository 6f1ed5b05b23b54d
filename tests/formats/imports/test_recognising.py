"""Which format a file is in, told by its content, and by its name where the content leaves it open."""

import io
import zipfile

import pytest

from exam.formats.imports import READERS, recognised
from tests.support import bank_toml, sample_bank

GIFT = "::Tides:: What makes the tides? {=The moon ~The wind}\n"
CHECKBOXES = "## What makes the tides?\n\n- [x] The moon\n- [ ] The wind: it blows\n"
WRITTEN = {
    "gift": [GIFT, "// Tides\n\nThe moon makes the tides.{T}\n"],
    "aiken": ["What makes the tides?\nA. The wind\nB. The moon\nANSWER: B\n", "What?\na) This\nb) That\nanswer: b\n"],
    "opentrivia": ["#Q What makes the tides?\n^ The moon\nA The wind\nB The moon\n"],
    "moodle-xml": ['<?xml version="1.0"?>\n<!-- <manifest> -->\n<quiz>\n</quiz>', "<!DOCTYPE quiz>\n<quiz>\n</quiz>"],
    "qti1": ['<questestinterop xmlns="http://www.example.org/qti">\n</questestinterop>'],
    "qti": [
        '<assessmentItem\nidentifier="a"\ntitle="b"\nadaptive="false"/>',
        "<assessmentItem identifier='a'/>",
        "<q:assessmentTest/>",
        "<qti-assessment-item identifier='a'/>",
    ],
    "json": ['{"questions": []}', '[{"question": "What?"}]'],
    "yaml": ["- question: What?\n  answer: That\n", "title: Tides\nquestions:\n  - stem: What?\n"],
    "markdown": [
        CHECKBOXES,
        f"---\ntitle: Tides\nlanguage: en\n---\n{CHECKBOXES}",
        "###### 1. What is printed?\n\n```js\nf({ a: 1 })\n```\n\n- A: `1`\n- B: `2`\n\n<details>\n",
    ],
    "csv": ["question,a,b,key\nWhat?,This,That,a\n", "sep=;\nquestion;answer\nWhat?;That\n", "a\tb\nWhat?\tThat\n"],
    "anki-text": ["#separator:tab\n#html:true\nWhat?\tThat\n"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRITTEN.items() for text in texts])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_text_is_recognised_whatever_its_name_and_its_encoding(name: str, text: str, encoding: str) -> None:
    assert recognised("questions", text.encode(encoding)) == name
    assert recognised("questions", text.replace("\n", "\r\n").encode(encoding)) == name


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("anki", "collection.anki2"),
        ("anki", "collection.anki21b"),
        ("xlsx", "xl/workbook.xml"),
        ("qti", "imsmanifest.xml"),
    ],
)
def test_a_package_is_recognised_by_its_parts(name: str, member: str) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(member, "<x/>")
    assert recognised("questions.zip", written.getvalue()) == name


def test_a_bank_is_no_other_format() -> None:
    assert recognised("bank.toml", bank_toml(sample_bank()).encode()) is None
    assert recognised("bank.txt", f'id = "b"\ntitle = "B"\nstem = """\n{GIFT}"""\n'.encode()) is None


@pytest.mark.parametrize("content", [b"", b"\0\1\2\3", b"%PDF-1.7", b"<html><body>What?</body></html>", b"Dear all,\n"])
def test_what_holds_no_questions_is_no_format(content: bytes) -> None:
    assert recognised("letter", content) is None


def test_of_two_formats_the_one_of_the_name_is_taken() -> None:
    both = b"# Tides\n\n**What?**\n\nThe moon makes the tides. {T}\n"
    assert recognised("tides.md", both) == "markdown"
    assert recognised("tides.gift", both) == "gift"


def test_where_the_content_leaves_it_open_the_name_decides() -> None:
    assert recognised("pool.csv", b"What makes the tides?\n") == "csv"
    assert recognised("pool.md", b"What makes the tides?\n") == "markdown"


def test_each_reader_is_named_once_and_has_an_ending() -> None:
    assert len({reader.where for reader in READERS.values()}) == len(READERS)
    assert all(suffix.startswith(".") for reader in READERS.values() for suffix in reader.suffixes)


def test_a_table_whose_questions_show_code_that_assigns_something_is_no_bank_in_toml() -> None:
    table = "question,a,b,answer\n\"What is x?\n\n```python\nx = {1: 2}\ny = 'b'\n```\",1,2,a\n"
    assert recognised("quiz.csv", table.encode()) == "csv"
