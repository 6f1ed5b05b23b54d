"""Texts, exhibits and pictures in a real terminal: what a stranger wrote never reaches it as more than letters."""

import re
from pathlib import Path

import pytest

from exam.core.form import Form
from tests.support.exhibits import CAPTURED, form_beside, hostile
from tests.support.process import EXAM, environment
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

KITTY = re.compile(rb"\x1b_G(.*?)\x1b\\", re.DOTALL)
SIXEL = re.compile(rb"\x1bP[0-9;]*q(.*?)\x1b\\", re.DOTALL)


def pictured(tmp_path: Path) -> Form:
    form = form_beside(tmp_path)
    assert form.slot(1).item == "fourth"
    return form


def taking(tmp_path: Path, form: Form, *, ways: str = "none", mode: str = "--practice") -> Terminal:
    bank = tmp_path / "bank" / "bank.toml"
    where = environment(tmp_path / "data") | {"EXAM_PICTURES": ways}
    app = Terminal.start([*EXAM, "take", mode, "--code", form.code, bank], cols=100, rows=40, env=where)
    app.wait_for("the clock starts now")
    app.press("enter")
    app.wait_for(f"1 of {len(form.slots)}")
    return app


def test_no_text_of_a_stranger_steers_the_terminal(tmp_path: Path) -> None:
    form = form_beside(tmp_path, hostile())
    with taking(tmp_path, form) as app:
        app.wait_for(lambda screen: "␛]0;taken␇" in screen)
        for _ in range(8):
            app.press("pagedown")
        app.press("a", "space", "v")
        app.wait_for("▸ ")
        app.press("v", "s")
        app.wait_for("e end exam")
        app.press("e")
        app.wait_for("End the exam?")
        app.press("y")
        app.wait_for("earns nothing")
        app.press("y")
        app.wait_for(lambda screen: "passed" in screen.lower())
        app.press("ctrl+q")
        app.wait_for_end()
        raw = app.raw
    for payload in CAPTURED:
        assert payload.encode() not in raw, payload
    assert "␛]0;taken␇".encode() in raw


@pytest.mark.parametrize(
    ("way", "sent", "shape"), [("kitty", KITTY, rb"[a-zA-Z0-9=,;+/]*"), ("sixel", SIXEL, rb"[!-~]*")]
)
def test_a_picture_is_sent_to_a_terminal_that_can_show_it(
    tmp_path: Path, way: str, sent: re.Pattern[bytes], shape: bytes
) -> None:
    pytest.importorskip("textual_image")
    form = pictured(tmp_path)
    with taking(tmp_path, form, ways=way) as app:
        app.wait_for("Two leaf switches under one spine switch")
        app.wait_for(lambda _: bool(sent.search(app.raw)))
        app.press("ctrl+q")
        app.wait_for_end()
    # What is sent is the library's own encoding of the pixels, and nothing of the file's bytes.
    assert all(re.fullmatch(shape, message) for message in sent.findall(app.raw))


def test_elsewhere_words_stand_in_a_frame(tmp_path: Path) -> None:
    form = pictured(tmp_path)
    with taking(tmp_path, form) as app:
        app.wait_for("│ Two leaf switches under one spine switch │")
        app.press("\x1bOR")  # F3
        app.wait_for("No viewer is known")
        app.press("ctrl+q")
        app.wait_for_end()
        assert not KITTY.search(app.raw)


def test_a_picture_that_is_damaged_leaves_its_words(tmp_path: Path) -> None:
    pytest.importorskip("textual_image")
    form = pictured(tmp_path)
    picture = tmp_path / "bank" / "pictures" / "topology.png"
    picture.write_bytes(picture.read_bytes()[:40] + b"\x1b]0;taken\x07" * 40)
    with taking(tmp_path, form, ways="kitty") as app:
        app.wait_for("│ Two leaf switches under one spine switch │")
        app.press("ctrl+q")
        app.wait_for_end()
        assert b"\x1b]0;taken" not in app.raw
        assert not KITTY.search(app.raw)
