"""What stands beside questions, in the report as a page."""

import re
from base64 import b64decode
from pathlib import Path

import pytest

from exam.core.attempt import Attempt
from exam.core.text import find_unsafe
from exam.files.places import pictures_dir
from exam.files.report_page import report_html
from exam.plain.paper import printed_paper
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock
from tests.support.exhibits import SOUND, form_beside, hostile
from tests.support.pictures import png


def ended(tmp_path: Path, clock: FakeClock, text: str) -> Attempt:
    with Store.open(tmp_path / "store") as store:
        session = Session.start("abc", form_beside(tmp_path, text), store, clock, mode="exam")
        session.end()
        return session.attempt


def page(tmp_path: Path, clock: FakeClock, text: str = SOUND) -> str:
    return report_html("abc", ended(tmp_path, clock, text), pictures_dir(tmp_path / "data"))


def test_every_sort_of_exhibit_is_on_the_page_once(tmp_path: Path, clock: FakeClock) -> None:
    html = page(tmp_path, clock)
    assert html.count("<li><code>n1</code> runs the controller</li>") == 1
    assert html.count('See <a href="#exhibit-case">The case, for questions') == 1
    assert "<figcaption>deployment.yaml</figcaption><pre><code>kind: Deployment" in html
    assert "<tr><th>node</th><th>GPUs</th></tr><tr><td>n1</td><td>8</td></tr>" in html


def test_a_picture_is_a_part_of_the_page_after_its_bank_has_gone(tmp_path: Path, clock: FakeClock) -> None:
    attempt = ended(tmp_path, clock, SOUND)
    for file in sorted((tmp_path / "bank").rglob("*.*")):
        file.unlink()
    html = report_html("abc", attempt, pictures_dir(tmp_path / "data"))
    found = re.findall(r'<img alt="([^"]*)" src="data:image/png;base64,([^"]*)">', html)
    assert [(alt, b64decode(data)) for alt, data in found] == [
        ("Two leaf switches under one spine switch", png(24, 12))
    ]


@pytest.mark.parametrize("damage", ["gone", "another", "nowhere"])
def test_words_stand_for_a_picture_of_which_no_copy_is_left(tmp_path: Path, clock: FakeClock, damage: str) -> None:
    attempt = ended(tmp_path, clock, SOUND)
    kept = pictures_dir(tmp_path / "data")
    [copy] = kept.iterdir()
    match damage:
        case "gone":
            copy.unlink()
        case "another":
            copy.write_bytes(b"<script>alert(1)</script>")
        case _:
            kept = tmp_path / "nowhere"
    html = report_html("abc", attempt, kept)
    assert "<p>[Picture: Two leaf switches under one spine switch]</p>" in html
    assert "<img" not in html


def test_nothing_that_a_stranger_wrote_becomes_a_tag(tmp_path: Path, clock: FakeClock) -> None:
    html = page(tmp_path, clock, hostile())
    body = html.partition("<body")[2]
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)", body))
    ours = "a b blockquote br body code div em figcaption figure h1 h2 html i img li ol p pre span strong sub sup"
    assert tags <= {*ours.split(), "table", "td", "th", "tr", "ul"}
    assert find_unsafe(html.replace("\n", "")) is None
    for address in re.findall(r'href="([^"]*)"', body):
        assert address.startswith(("https://x.y/", "#exhibit-"))
    assert "javascript:" not in re.sub(r">[^<]*<", "><", body)


def test_a_printed_paper_has_each_exhibit_before_its_first_question(tmp_path: Path) -> None:
    lines = printed_paper(form_beside(tmp_path), with_key=False)
    text = "\n".join(lines)
    assert text.count("A cluster has two nodes.") == 1
    assert text.count(", as before.\n") == 1
    assert text.index("A cluster has two nodes.") < text.index("Where does the controller run?")
    assert "n1   │ 8\n" in text
    assert "[Picture: Two leaf switches under one spine switch]" in text
