"""A letter that does nothing, because of Caps Lock or of a keyboard's layout, is told of once."""

from pathlib import Path

import pytest
from textual import events

from exam.tui.app import ExamApp
from exam.tui.dead_letters import dead_letter_hint
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of


@pytest.mark.parametrize(
    ("letter", "word"),
    [("N", "Caps Lock"), ("т", "layout"), ("Ф", "layout"), ("ν", "layout"), ("A", ""), ("n", ""), ("z", ""), ("Z", "")],
)
def test_what_is_said_of_a_letter(letter: str, word: str) -> None:
    hint = dead_letter_hint(letter, {"a", "A", "n", "enter"})
    assert word in hint
    assert bool(hint) == bool(word)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "letter", "words"),
    [("H", "H", "Is Caps Lock on?"), ("cyrillic_small_letter_er", "р", "Keys are Latin letters")],
)
async def test_it_is_said_once(tmp_path: Path, clock: FakeClock, key: str, letter: str, words: str) -> None:
    async with ExamApp(AppDesk(tmp_path, clock).context).run_test(size=(100, 30), notifications=True) as pilot:
        await see(pilot, "Welcome.")
        pilot.app.post_message(events.Key(key, letter))
        await see(pilot, words)
        pilot.app.clear_notifications()
        pilot.app.post_message(events.Key(key, letter))
        await pilot.pause(0.1)
        assert words not in text_of(pilot.app)
        await pilot.press("h")
        await see(pilot, "History")
