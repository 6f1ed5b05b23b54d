"""The slips of people who write their first bank: each is told once, at its place, with what to write instead."""

from pathlib import Path

import pytest

from exam.formats import BankRefused, read_bank

HEAD = 'schema = {schema}\nid = "b"\ntitle = "B"\n\n[[section]]\nid = "s"\ntitle = "S"\n\n[[section.item]]\nid = "q"\n'
STEM = 'stem = "Which clause filters groups?"\n'
OPTIONS = 'options = { a = "WHERE", b = "HAVING", c = "GROUP BY" }\n'

SLIPS = {
    OPTIONS + 'answer = "b"': (
        "13:1", "answer: stands beside options, whose right one is named by key. Write key = [\"b\"] in its place.",
    ),
    OPTIONS + 'answer = "HAVING"': (
        "13:1", "answer: stands beside options, whose right one is named by key. Write key = [\"b\"] in its place.",
    ),
    OPTIONS + "correct = 2": (
        "13:1", "correct: stands beside options, whose right one is named by key. Write key = [\"b\"] in its place.",
    ),
    OPTIONS + 'answers = ["a", "b"]': (
        "13:1", 'answers: stands beside options, whose right one is named by key. Write key = ["a", "b"] in its place.',
    ),
    OPTIONS + 'answer = "ORDER BY"': (
        "13:1", "answer: stands beside options, whose right one is named by key. Name the id of the right one in key.",
    ),
    OPTIONS + 'key = "HAVING"': (
        "13:1", "key: names 'HAVING', which is the text of an option and no id. Write key = [\"b\"].",
    ),
    OPTIONS + 'key = "B"': ("13:1", "key: names 'B', which is no id. Write key = [\"b\"]."),
    OPTIONS + "key = 2": ("13:1", "key: names 2, but an option is named by its id, a text. Write key = [\"b\"]."),
    OPTIONS + "key = [1, 2]": (
        "13:1", "key: names 1, but an option is named by its id, a text. Write \"a\" in its place.",
    ),
    OPTIONS + "key = 9": (
        "13:1",
        "key: names 9, but an option is named by its id, a text. Its options are a, b, c: write key = [\"a\"], say.",
    ),
    'options = ["WHERE", "HAVING", "GROUP BY"]\nkey = "HAVING"': (
        "12:1",
        'options: is a list, but each option needs a name. Write options = { a = "WHERE", b = "HAVING", … }, and '
        'key = ["a"] for the right one.',
    ),
    OPTIONS.replace("WHERE", "C:\\users") + 'key = "a"': (
        "12:20",
        "a backslash begins an escape in double quotes. Put a path of Windows in single quotes, where a backslash is "
        "one: 'C:\\users'.",
    ),
    'statements = [“HAVING”]': (
        "12:15", "'“' is a printer's quotation mark. Use straight quotes: \" or '.",
    ),
    'statements = ["HAVING”]': (
        "12:15",
        "the text that begins here has no closing quote on its line. It ends in the printer's quotation mark ”: use "
        "straight quotes, \" or ', at both ends.",
    ),
    'statements = ["HAVING" "WHERE"]': ("12:24", "a list does not go on like this. Put a comma between entries"),
    'statements = ["HAVING]': ("12:15", "the text that begins here has no closing quote on its line. Close it with"),
}  # fmt: skip


def complaint(path: Path) -> list[str]:
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    return [str(fault).removeprefix(f"{path}:") for fault in refused.value.faults]


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize("written", SLIPS)
def test_a_slip_is_told_with_its_place_and_what_to_write(tmp_path: Path, written: str, schema: int) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(HEAD.format(schema=schema) + STEM + written + "\n", "utf-8")
    place, told = SLIPS[written]
    first, *others = complaint(path)
    assert first.startswith(f"{place}: ")
    assert told in first
    assert all(").key: names " in other for other in others), "what follows from a slip is not told"


ALONE = {
    (1, 'answer = "HAVING"'): 'or schema = 2 in the first line and here type = "short" to have it typed.',
    (1, 'answers = ["HAVING"]'): 'Write statements = ["…"] for what answers the stem, or schema = 2',
    (2, 'answer = "HAVING"'): 'or type = "recall" beside it to have it recalled.',
    (2, 'answers = ["HAVING"]'): 'answers: needs the type of the question beside it. Write type = "short".',
    (2, "answers = [30]"): 'answers: needs the type of the question beside it. Write type = "numeric".',
    (2, 'order = ["one", "two"]'): 'order: needs the type of the question beside it. Write type = "ordering".',
    (2, OPTIONS + 'key = "a, b"'): 'key: names \'a, b\', which is no id but several. Write key = ["a", "b"].',
    (2, 'type = "true-false"\nanswer = false'): "answer: is what key says. Write key = false in its place.",
    (2, 'type = "multiple"\n' + OPTIONS + 'key = "a"'): "Did you mean 'choice'?",
    (2, 'type = "flashcard"\nanswer = "HAVING"'): "Did you mean 'recall'?",
}


@pytest.mark.parametrize(("schema", "written"), ALONE)
def test_an_answer_alone_is_told_what_it_may_be(tmp_path: Path, schema: int, written: str) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(HEAD.format(schema=schema) + STEM + written + "\n", "utf-8")
    assert any(ALONE[schema, written] in one for one in complaint(path)), complaint(path)


ITEM = 'id = "q"\nstem = "What?"\nstatements = ["This"]\n'
ABOVE = "Write [[section]] above it, with an id and a title, and head each item [[section.item]]."
LOST = {
    f"[[item]]\n{ITEM}": ["5:1: item: stands in no section. " + ABOVE],
    f"[[question]]\n{ITEM}": ["5:1: question: stands in no section. " + ABOVE],
    f"[[section.item]]\n{ITEM}": ["5:3: section: has items, and there is no [[section]] above them. " + ABOVE],
    f'[[section.item]]\n{ITEM}\n[[section]]\nid = "s"\ntitle = "S"\n': [
        "10:1: an item stands in line 5 without a [[section]] above it. Write [[section]] with its id and title above "
        "its first item: an item belongs to the section above it."
    ],
    f"[section.item]\n{ITEM}": ["5:2: section: has items, and there is no [[section]] above them. " + ABOVE],
    f'[[section]]\nid = "s"\ntitle = "S"\n[[section.items]]\n{ITEM}': [
        "5:1: section: has no items. Write at least one, headed [[section.item]].",
        "8:1: section[0] (s).items: is no field of a section. Head each item [[section.item]].",
    ],
    f'[[section]]\nid = "s"\ntitle = "S"\n[section.item]\n{ITEM}': [
        "5:1: section: has no items. Write at least one, headed [[section.item]].",
        "8:1: section[0].item (q): is one table, but must be a list of tables. Head each with double brackets: "
        "[[section.item]].",
    ],
}


@pytest.mark.parametrize("written", LOST)
def test_a_lost_section_is_told_where_it_is_missing(tmp_path: Path, written: str) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(f'schema = 2\nid = "b"\ntitle = "B"\n\n{written}', "utf-8")
    assert complaint(path) == LOST[written]


FOREIGN = {
    "JSON": ['{"questions": [{"q": "What?"}]}', '[\n  {"question": "What?"}\n]'],
    "XML or HTML": ['<?xml version="1.0"?>\n<notes></notes>', "<!DOCTYPE html>\n<html>"],
    "Moodle XML": ['<?xml version="1.0"?>\n<!-- ours -->\n<quiz></quiz>'],
    "QTI 1.2": ['<questestinterop xmlns="urn:q">\n</questestinterop>'],
    "QTI": ["<?xml version='1.0'?>\n<qti-assessment-item identifier='a'/>", "<imsqti:assessmentItem/>"],
    "GIFT, a format of Moodle": [
        "::Q1:: What filters groups? {=HAVING ~WHERE ~GROUP BY}",
        "$CATEGORY: sql\n\nGrant is buried in Grant's tomb.{FALSE}",
        "// sql\n::Year:: When? {#1492:5}\n",
    ],
    "Aiken, a format of Moodle": ["What filters groups?\nA. WHERE\nB. HAVING\nANSWER: B\n"],
    "YAML": ["- question: What?\n  options:\n    - a\n    - b\n", "---\ntitle: Quiz\nitems:\n  - q: What?\n"],
    "Markdown": [
        "# SQL\n\n1. What filters groups?\n   - WHERE\n   - HAVING\n",
        "### Q1\n- [ ] WHERE\n- [x] HAVING\n",
        "**1. What?**\n\nA. WHERE\nB. HAVING\n\n<details>\n",
    ],
    "a table (CSV)": [
        "question,a,b,key\nWhat?,WHERE,HAVING,b\n",
        "front\tback\nWhat?\tThat\n",
        "q;a\nWhat?;That\nHow?;So\n",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FOREIGN.items() for text in texts])
def test_a_file_in_another_format_is_called_by_its_name(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(text, "utf-8")
    (told,) = complaint(path)
    remedy = "A bank is a text in TOML: " if name == "XML or HTML" else "'exam import' makes a bank of it."
    assert told.startswith(f"1:1: this looks like {name}, and not like a bank. {remedy}")


@pytest.mark.parametrize(
    "text",
    [
        'id = "b"\ntitle = "B\n- not a list\n- of YAML\n',
        '# A bank\n# - of mine\nid = "b"\ntitle = “B”\n',
        "id = b\ntitle = c\n",
        'id = "b"\n[[section]]\nid = "s"\nstem = "What? {=a ~b}\n',
    ],
)
def test_a_bank_with_a_slip_is_taken_for_no_other_format(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(text, "utf-8")
    assert not any("looks like" in one for one in complaint(path))


def test_an_archive_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(b"PK\x03\x04\x14\x00\x00\x00")
    with pytest.raises(BankRefused, match="is an archive, as Excel, Word and Anki write them"):
        read_bank(path)
