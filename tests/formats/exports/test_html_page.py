"""A paper or a bank as a page for a browser: all that it says, and nothing that is obeyed."""

import re
from base64 import b64decode
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exam.assembly import tailor
from exam.formats.exports.html import write_html
from exam.formats.exports.outgoing import Outgoing
from exam.library.exporting import outgoing_bank, outgoing_paper, to_be_read
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.support import every_kind
from tests.support.exhibits import SOUND, hostile, write_bank


def page(outgoing: Outgoing) -> str:
    (data,) = write_html(outgoing).files.values()
    return data.decode()


def words(html: str) -> str:
    """What a reader sees, without its white space."""
    return "".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL)).split())


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def bank(tmp_path: Path) -> Outgoing:
    file, kept = every_kind.write_bank(tmp_path / "bank"), tmp_path / "data" / "pictures"
    return to_be_read(outgoing_bank(open_bank(file, tmp_path / "cache", kept=kept), kept))


def beside(tmp_path: Path, text: str) -> Outgoing:
    kept = tmp_path / "data" / "pictures"
    return outgoing_bank(open_bank(write_bank(tmp_path / "bank", text), tmp_path / "cache", kept=kept), kept)


def test_every_text_of_a_bank_is_on_the_page(bank: Outgoing) -> None:
    seen = words(page(bank))
    for slot in bank.form.slots:
        texts = [slot.stem, slot.rationale or "", slot.answer or "", *(option.text for option in slot.options)]
        texts += [option.feedback or "" for option in slot.options]
        texts += [gap.label for gap in slot.gaps]
        for text in texts:
            assert "".join(text.split()) in seen


def test_without_answers_it_tells_none(bank: Outgoing) -> None:
    seen = page(replace(bank, with_answers=False))
    for slot in bank.form.slots:
        assert not slot.rationale or slot.rationale not in seen
    assert "slurmctld</span>" in seen  # it is an option
    assert "PartitionTimeLimit" not in seen
    assert "Answers" not in seen


def test_the_steps_of_an_ordering_question_do_not_stand_in_their_order(bank: Outgoing) -> None:
    seen = words(page(replace(bank, with_answers=False)))
    steps = ["cordonit", "drainit", "upgradethekubelet", "uncordonit"]
    at = [seen.index(step, seen.index("Inwhichorderisanodeupgraded?")) for step in steps]
    assert at != sorted(at)


def test_a_link_leads_from_each_question_to_its_answer_and_back(bank: Outgoing) -> None:
    ids = [attributes["id"] for _, attributes in Tags(page(bank)).found if "id" in attributes]
    links = [attributes["href"] or "" for tag, attributes in Tags(page(bank)).found if tag == "a"]
    assert len(set(ids)) == len(ids)
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    assert {f"#q{n}" for n in range(1, 33)} | {f"#a{n}" for n in range(1, 33)} <= set(links)


def test_a_wrong_option_says_what_it_really_is(bank: Outgoing) -> None:
    seen = page(bank)
    assert "The answer to: What breaks a waiting job&#39;s priority down into its factors? (Commands)" in seen


def test_a_picture_is_a_part_of_the_page(bank: Outgoing) -> None:
    (data,) = re.findall(r'<img alt="[^"]*" src="data:image/png;base64,([^"]*)">', page(bank))
    assert b64decode(data) == bank.pictures["fabric"][1]
    without = page(replace(bank, pictures={}))
    assert "[Picture: Two leaf switches with four nodes each" in without
    assert "<img" not in without


def test_an_exhibit_is_shown_once_and_then_linked_to(tmp_path: Path) -> None:
    seen = page(beside(tmp_path, SOUND))
    assert seen.count("<li><code>n1</code> runs the controller</li>") == 1
    assert seen.count('See <a href="#exhibit-case">The case, for questions 1 and 2</a>.') == 1


def test_a_paper_says_its_time_and_code_and_has_room_for_a_name(tmp_path: Path) -> None:
    file, kept = every_kind.write_bank(tmp_path / "bank"), tmp_path / "data" / "pictures"
    opened = open_bank(file, tmp_path / "cache", kept=kept)
    seen = page(outgoing_paper(assemble_form(opened, tailor(opened, None), 7), kept, bank=opened))
    assert "32 questions, 34 points, 40 minutes, pass mark 60 % · exam code 3Q2KS-00000-007P" in seen
    assert "<span>Name</span>" in seen


def test_nothing_that_a_stranger_wrote_is_obeyed(tmp_path: Path) -> None:
    seen = page(beside(tmp_path, hostile()))
    tags = Tags(seen).found
    assert {tag for tag, _ in tags} <= set(
        "html head meta title style body h1 h2 p div span a ol ul li table tr th td figure figcaption img pre code "
        "strong em sup sub br section blockquote hr".split()
    )
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    links = [attributes["href"] or "" for tag, attributes in tags if tag == "a"]
    assert all(link.startswith(("#", "http://", "https://", "mailto:")) for link in links)
    assert "default-src 'none'" in seen
    assert "\x1b" not in seen
