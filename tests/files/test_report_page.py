"""The report as a page: one file that loads nothing, and shows a bank's text as text."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from exam.core.authored import Reference
from exam.core.events import Ended, Noted, Reported, Responded, Started, Visited
from exam.core.exhibit import TextFormat
from exam.core.form import Form, Slot
from exam.core.replaying import replay
from exam.core.scoring import score
from exam.files.report_page import report_html
from tests.support import every_kind, right, sample_form, wrong
from tests.support.clock import NOON

EVIL = "<script>alert('mine')</script>\"' onload=x & <b>"


class Reader(HTMLParser):
    """Every tag and every text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def sat(form: Form) -> str:
    attempt = replay(
        form,
        [
            Started(at=NOON, mode="exam", seconds=600),
            Visited(at=NOON, n=1),
            Responded(at=NOON, n=1, response=right(form, 1)),
            Responded(at=NOON, n=2, response=wrong(form, 2)),
            Responded(at=NOON, n=3, response=wrong(form, 3)),
            Responded(at=NOON, n=3, response=right(form, 3)),
            Noted(at=NOON, n=1, text=EVIL),
            Reported(at=NOON, n=2, reason=EVIL),
            Ended(at=NOON, reason="submitted"),
        ],
    )
    assert score(attempt).score.points == 2
    return report_html("abcd1234", attempt)


def test_a_page_says_what_the_report_says() -> None:
    read = Reader(sat(sample_form(items=5)))
    assert read.open == []
    assert "Not passed: 2 of 5, 40 %" in read.text
    assert "Question 3: wrong to right" in read.text
    assert "Section 1" in read.text
    assert read.text.count("Your answer belongs to") == 1
    assert read.text.count("✓ right, your answer") == 2
    assert read.text.count("✗ your answer") == 1
    assert "too few to judge by" in read.text


def test_the_bars_show_scores_and_not_intervals() -> None:
    page = sat(sample_form(items=5))
    widths = re.findall(r'<i class="(\w*)" style="width:([\d.]+)%"></i><b style="left:70%">', page)
    assert widths == [("bad", "40.0"), ("bad", "0.0"), ("bad", "66.7")], "the whole, then the weakest section"


def test_a_question_has_its_reasons_where_to_read_on_and_what_was_written_on_it() -> None:
    form = sample_form(items=3)
    told = {"rationale": "A line that its\nfile breaks.", "references": (Reference(title="Docs", url="https://x.y/z"),)}
    slots = tuple(slot.model_copy(update=told) for slot in form.slots)
    page = sat(form.model_copy(update={"slots": slots}))
    text = Reader(page).text
    assert "A line that its file breaks." in text, "a paragraph, however its file is wrapped"
    assert page.count('Read on: <a href="https://x.y/z" rel="noreferrer">Docs</a>') == 3
    assert f"Your note: {EVIL}" in text
    assert f"You reported this question: {EVIL}" in text


def test_a_reference_that_leads_nowhere_safe_is_no_link() -> None:
    form = sample_form(items=3)
    slots = tuple(
        slot.model_copy(update={"references": (Reference(title="Docs", url="javascript:alert(1)"),)})
        for slot in form.slots
    )
    page = sat(form.model_copy(update={"slots": slots}))
    assert "<a " not in page
    assert "Docs: javascript:alert(1)" in Reader(page).text


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    text = sat(sample_form(items=5))
    read = Reader(text)
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "a", "form"})
    assert not re.search(r"(?i)https?:|url\(|@import", text)
    (policy,) = [known["content"] for tag, known in read.tags if "http-equiv" in known]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_whatever_a_bank_says_is_shown_as_text() -> None:
    form = sample_form(items=3)
    slots = [
        slot.model_copy(
            update={
                "stem": EVIL,
                "rationale": EVIL,
                "options": tuple(option.model_copy(update={"text": EVIL}) for option in slot.options),
            }
        )
        for slot in form.slots
    ]
    homes = {name: home.model_copy(update={"stem": EVIL, "section": EVIL}) for name, home in form.homes.items()}
    evil = form.model_copy(
        update={
            "slots": tuple(slots),
            "bank_title": EVIL,
            "code": EVIL,
            "sections": tuple(section.model_copy(update={"title": EVIL}) for section in form.sections),
            "homes": homes,
            "blueprint": form.blueprint.model_copy(update={"title": EVIL, "cut_source": EVIL}),
        }
    )
    plain, bent = Reader(sat(form)), Reader(sat(evil))
    assert [tag for tag, _ in bent.tags] == [tag for tag, _ in plain.tags], "no tag more than without it"
    assert [sorted(known) for _, known in bent.tags] == [sorted(known) for _, known in plain.tags]
    assert bent.text.count("alert('mine')") > 15


def page_of(form: Form, how: every_kind.How | Callable[[Slot], tuple[str, ...]]) -> str:
    return report_html("abcd1234", replay(form, every_kind.sat(form, how)))


def test_every_kind_of_question_is_told_gap_by_gap(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    text = " ".join(Reader(page_of(form, "partly")).text.split())
    assert "Not passed: 3.98 of 34, 12 %" in text
    assert "60 ¼ right" in text
    assert "That is what many set; the default is shorter." in text
    assert "allots resources" in text
    assert "The answer: One or more containers" in text
    assert "You had half of it right." in text
    assert text.count("not in the score") == 2
    assert "◐ right in part⅔ of 1 point, 10 s" in text
    assert "That one decides about traffic" in text


def test_a_plain_text_keeps_its_lines_and_spaces_on_the_page(tmp_path: Path) -> None:
    form = every_kind.every_kind_form(tmp_path)
    page = page_of(form, "right")
    assert "  livenessProbe:\n    httpGet:\n      path:  /healthz" in page
    assert ".plain .text { white-space: pre-wrap; }" in page
    assert '<body class="plain">' in page


@pytest.mark.slow
@pytest.mark.parametrize("how", ["flowing", "plain", "markdown"])
def test_whatever_is_written_in_any_kind_of_question_is_shown_as_text(tmp_path: Path, how: TextFormat) -> None:
    form = every_kind.every_kind_form(tmp_path)

    plain = Reader(page_of(every_kind.with_texts(form, "word", how=how), every_kind.typing("word")))
    bent = Reader(page_of(every_kind.with_texts(form, EVIL, how=how), every_kind.typing(EVIL)))
    assert [tag for tag, _ in bent.tags] == [tag for tag, _ in plain.tags], "no tag more than without it"
    assert [sorted(known) for _, known in bent.tags] == [sorted(known) for _, known in plain.tags]
    assert bent.text.count("alert('mine')") > 100
