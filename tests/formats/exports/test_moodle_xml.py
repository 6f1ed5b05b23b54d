"""Moodle XML, written: what goes out comes in again as it was, and what Moodle cannot hold is named."""

import xml.etree.ElementTree as ET
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exam.assembly import assemble, tailor
from exam.core.as_seen import as_seen
from exam.core.authored import KEPT
from exam.core.bank import Bank, Section
from exam.core.item import Item
from exam.core.markdown import brief, parse
from exam.formats.exports.moodle_xml import write_moodle_xml
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.markdown_text import escaped
from exam.formats.imports.moodle_xml import read_moodle_xml
from exam.library.exporting import outgoing_bank, outgoing_paper
from exam.library.open import open_bank
from tests.support import every_kind

CHANGED = {
    "stateful": {"options", "credit"},  # Moodle has no question of which nothing less than all right options counts
    "commands": {"credit"},  # nor of which all pairs must be right
    "service-types": {"shuffle"},  # that one option is last is said by no other way than to shuffle none
    "upgrade-both": {"shuffle"},  # options that name letters stay as they are anyway
    "secrets": {"shuffle", "options"},  # and "I do not know" earns nothing anyway
    "priority-mix": {"options", "credit"},  # 50 each and -50 each is what each earns anyway
    "controller-name": {"typos"},
    "long-limit": {"tolerance", "answers"},  # 5 % of 168 is 8.4
    "cluster-wide": {"negative"},  # as the stem reads
    "grace": {"tolerance", "answers"},  # said of each number
    "ports": {"gaps", "stem"},  # gaps have other names
}
"""What of an item does not come back as it was written, and why that is no loss or is told."""
BESIDE = {"surge", "more-gpus", "hops", "debug-limit", "long-limit"}
"""Items whose exhibits come back as a part of the question; pictures come back beside it."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def bank(tmp_path: Path, kept: Path) -> Bank:
    return open_bank(every_kind.write_bank(tmp_path / "bank"), tmp_path / "cache", kept=kept)


def again(written: Written) -> ForeignBank:
    [(name, data)] = written.files.items()
    return read_moodle_xml(name, data)


def as_item(fields: dict[str, Any]) -> Item:
    tupled = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Item.model_validate({"id": "x", **tupled}, context={KEPT: True})


def shown(text: Any) -> Any:
    """What a text shows, as Markdown; other values as they are."""
    return parse(text) if isinstance(text, str) else text


def test_what_goes_out_comes_in_again(bank: Bank, kept: Path) -> None:
    found = again(write_moodle_xml(outgoing_bank(bank, kept)))
    assert found.left_out == ()
    assert [one.name for one in found.items] == [item.id for item in bank.items]
    titles = {section.id: section.title for section in bank.sections}
    assert [one.section for one in found.items] == [titles[bank.section_of[item.id].id] for item in bank.items]
    for one, item in zip(found.items, bank.items, strict=True):
        if item.statements:
            continue
        back = as_item(dict(one.fields))
        written = item.model_dump()
        compared = {"stem", "rationale", "points", "type", "key", "answers", "wildcard", "case", "unit", "credit"}
        compared |= {"options", "pairs", "extra", "order", "shuffle", "answer", "tags", "typos", "tolerance", "gaps"}
        for name in compared - CHANGED.get(item.id, set()) - ({"stem"} if item.id in BESIDE else set()):
            assert marked(back.model_dump()[name]) == literal(written[name]), (item.id, name)


_LITERAL = {"answers", "unit", "gaps", "key", "id", "type", "credit", "tolerance", "text_of_answer"}


def literal(value: Any) -> Any:
    """A value of a plain bank with its texts as paragraphs of what they show."""
    if isinstance(value, dict):
        return {name: one if name in _LITERAL else literal(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(literal, value))
    return parse(escaped(value)) if isinstance(value, str) else value


def marked(value: Any) -> Any:
    """The same of a bank in Markdown."""
    if isinstance(value, dict):
        return {name: one if name in _LITERAL else marked(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(marked, value))
    return shown(value)


def test_what_moodle_cannot_hold_is_named(bank: Bank, kept: Path) -> None:
    lost = [(one.item, one.what) for one in write_moodle_xml(outgoing_bank(bank, kept)).not_held]
    assert lost == [
        ("stateful", "that nothing less than all of it earns points"),
        ("service-types", "which options keep their place; all do, so that none is shuffled"),
        ("secrets", "which options keep their place; all do, so that none is shuffled"),
        ("controller-name", "that it forgives 1 wrong letter"),
        ("long-limit", "its tolerance of 5 %, which became 8.4"),
        ("commands", "that nothing less than all of it earns points"),
    ]


def test_a_picture_goes_with_its_question(bank: Bank, kept: Path) -> None:
    [data] = write_moodle_xml(outgoing_bank(bank, kept)).files.values()
    [file] = ET.fromstring(data).iter("file")
    assert b64decode(file.text or "") == every_kind.small_png()
    found = read_moodle_xml("again.xml", data)
    hops = next(one for one in found.items if one.name == "hops")
    assert hops.fields["exhibits"] == ["picture-1"]
    assert found.exhibits[0]["alt"] == "Two leaf switches with four nodes each, both linked to one spine switch"
    assert list(found.media.values()) == [every_kind.small_png()]


def test_a_paper_stays_in_its_order_and_says_what_wrong_options_really_are(bank: Bank, kept: Path) -> None:
    form = assemble(bank, tailor(bank), 5)
    found = again(write_moodle_xml(outgoing_paper(form, kept)))
    by_name = {one.name: one for one in found.items}
    chosen = [slot for slot in form.slots if slot.is_choice and slot.item != "etcd-sql"]
    assert len(chosen) > 10
    for slot in chosen:
        fields = by_name[slot.item].fields
        texts = [brief(plain(option)) for option in fields["options"].values()]
        assert texts == [" ".join(option.text.split()) for option in slot.options]
        assert fields["shuffle"] is False
    told = [one["feedback"] for one in by_name["tool-sacct"].fields["options"].values() if isinstance(one, dict)]
    assert len(told) == 3
    assert all(one.startswith("The answer to: What ") and one.endswith("(Commands)") for one in told)


def outgoing(*items: dict[str, Any], text: str = "markdown") -> Outgoing:
    read = [Item.model_validate({"id": f"q{at}", **one}, context={KEPT: True}) for at, one in enumerate(items)]
    section = Section(id="s", title="Disks / I/O", items=tuple(read))
    bank = Bank.model_validate({"schema": 2, "id": "b", "title": "B", "text": text, "section": (section,)})
    return outgoing_bank(bank, Path("no-pictures"))


def test_markdown_goes_out_as_html() -> None:
    stem = "What *does* `ls -l` list?\n\n```sh\nls -l\n```\n\n- a\n- H~2~O\n\n| a | b |\n|---|---|\n| 1 | **2** |"
    one = {"stem": stem, "options": {"a": "**Files**", "b": r"\*.txt"}, "key": "a", "references": (
        {"title": "The [manual]", "url": "https://a.b/c"},)}  # fmt: skip
    [found] = again(write_moodle_xml(outgoing(one))).items
    assert found.section == "Disks / I/O"
    assert parse(found.fields["stem"]) == parse(stem)
    assert found.fields["options"] == {"a": "**Files**", "b": r"\*.txt"}
    assert found.fields["rationale"] == r"[The [manual]](https://a.b/c)"


SIGNS = st.text(st.sampled_from("\\}{#~=%:&<>\"'/*1 ab;"), min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.mark.slow
@given(st.lists(SIGNS, min_size=2, max_size=3, unique_by=str.casefold), SIGNS)
def test_answers_in_a_text_come_back_whatever_signs_they_have(texts: list[str], feedback: str) -> None:
    folded = [" ".join(text.split()) for text in texts]
    assume(len({as_seen(text) for text in texts}) == len(texts))
    typed = ({"text": texts[0], "feedback": escaped(feedback)}, {"text": texts[1], "credit": 50})
    options = [{"id": f"o{at}", "text": escaped(text), "feedback": escaped(feedback)} for at, text in enumerate(texts)]
    gaps = ({"id": "one", "answers": typed}, {"id": "two", "options": tuple(options), "key": ("o1",)})
    form = outgoing({"stem": "A {one} and {two}.", "type": "cloze", "gaps": gaps})
    [found] = again(write_moodle_xml(form)).items
    one, two = found.fields["gaps"].values()
    assert found.fields["stem"] == "A {g1} and {g2}."
    assert [plain(answer) for answer in one["answers"]] == folded[:2]
    assert [brief(plain(option)) for option in two["options"].values()] == folded
    assert two["key"] == "b"
    assert brief(one["answers"][0]["feedback"]) == " ".join(feedback.split())


def plain(answer: Any) -> str:
    return answer if isinstance(answer, str) else answer["text"]


@pytest.mark.parametrize("percent", [37, 50, 33])
def test_shares_become_those_that_moodle_knows(percent: int) -> None:
    one = {"stem": "Why?", "type": "short", "answers": ("a", {"text": "b", "credit": percent})}
    written = write_moodle_xml(outgoing(one))
    [data] = written.files.values()
    known = {37: "40", 50: "50", 33: "33.33333"}[percent]
    assert f'fraction="{known}"'.encode() in data
    assert [lost.what for lost in written.not_held] == {
        37: ["a share of 37 %, which became 40 %"],
        50: [],
        33: ["a share of 33 %, which became 33.3333 %"],
    }[percent]
