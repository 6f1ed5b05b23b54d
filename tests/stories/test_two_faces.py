"""One sitting, told to the screen by keys and to plain mode by lines, comes to the same events, warnings and result."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exam.core.attempt import Attempt, State
from exam.core.events import Event
from exam.core.form import Form
from exam.core.scoring import score
from exam.plain.lines import Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting import controller
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.sitting.question import QuestionScreen, sit_on_screen
from tests.support import FakeClock, sample_form
from tests.support.script import Script
from tests.tui.room_desk import Desk, press, tick, until

Step = tuple[tuple[str, ...], str] | float
"""The keys on the screen and the line in plain mode that do the same; or seconds in which nothing is done."""

A, B, C = (("a",), "a"), (("b",), "b"), (("c",), "c")
AND_B, AND_C = (("b",), "ab"), (("c",), "abc")
NEXT, BACK, FLAG, UNSURE, CLEAR = (
    (("n",), "next"), (("p",), "prev"), (("f",), "flag"), (("u",), "unsure"), (("backspace",), "clear"),
)  # fmt: skip
STRIKE_D = (("x", "d"), "strike d")
INCOMPLETE, FLAGGED = (("s", "i"), "incomplete"), (("s", "f"), "flagged")
END_SECTION = END_COMPLETE = (("s", "e", "y"), "end\nyes")
END_OPEN = (("s", "e", "y", "y"), "end\nyes\nyes")


@dataclass
class Told:
    """What a sitting came to."""

    events: list[Event]
    attempt: Attempt
    warnings: list[timedelta]
    """The time left that each warning named."""


class WarnedDesk(Desk):
    """Keeps what it was notified of."""

    def __init__(self, session: Session) -> None:
        super().__init__(lambda app: sit_on_screen(app, session))
        self.session = session
        self.notes: list[str] = []

    def notify(self, message: str, **how: Any) -> None:
        self.notes.append(message)
        super().notify(message, **how)


async def on_screen(form: Form, steps: Sequence[Step], data: Path) -> Told:
    clock = FakeClock()
    with Store.open(data) as store:
        app = WarnedDesk(Session.start("one", form, store, clock, mode="exam"))
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
            for step in steps:
                if isinstance(step, float):
                    clock.advance(step)
                    tick(app)
                    continue
                for key in step[0]:
                    await press(pilot, key)
                    await pilot.pause()
            # Where time ended it, a page says so, and waits for the keyboard to be quiet.
            await until(pilot, lambda: app.attempt.state is State.CLOSED)
        left = [re.match(r"(\d+):(\d\d) left", note) for note in app.notes]
        warnings = [timedelta(minutes=int(found[1]), seconds=int(found[2])) for found in left if found]
        return Told(list(store.read_log("one")[1]), store.load("one").attempt, warnings)


def in_lines(form: Form, steps: Sequence[Step], data: Path) -> Told:
    clock, err = FakeClock(), io.StringIO()
    lines: list[str | float] = []
    for step in steps:
        lines += [step] if isinstance(step, float) else step[1].split("\n")
    with Store.open(data) as store:
        session = Session.start("one", form, store, clock, mode="exam")
        assert sit_line_by_line(session, Script(clock, lines), Voice(io.StringIO(), err), attended=False)
        left = re.findall(r"^(?:(\d+) min ?)?(?:(\d+) s )?left\.$", err.getvalue(), re.MULTILINE)
        warnings = [timedelta(minutes=int(minutes or 0), seconds=int(seconds or 0)) for minutes, seconds in left]
        return Told(list(store.read_log("one")[1]), store.load("one").attempt, warnings)


STORIES: dict[str, tuple[dict[str, Any], list[Step], list[float]]] = {
    "walks, flags and an open end": (
        {},
        [
            B,
            FLAG,
            NEXT,
            STRIKE_D,
            NEXT,
            A,
            300.0,
            BACK,
            UNSURE,
            INCOMPLETE,
            C,
            NEXT,
            CLEAR,
            180.0,
            FLAGGED,
            A,
            END_OPEN,
        ],
        [5, 2],
    ),
    "everything answered": ({"items": 2, "sections": 1}, [A, NEXT, 60.0, B, END_COMPLETE], []),
    "too few and too many": ({"choose": 2}, [A, NEXT, A, AND_B, AND_C, NEXT, NEXT, 540.0, END_OPEN], [1]),
    "forward only": ({"navigation": "linear"}, [NEXT, NEXT, A, NEXT, BACK, NEXT, NEXT, 60.0, END_OPEN], []),
    "sections with clocks": (
        {"items": 6, "sections": 3, "minutes": 30, "section_clocks": True},
        [A, NEXT, END_SECTION, C, 300.0, 300.0, BACK, B, 480.0, 120.0],
        [5, 2],
    ),
    "time up": ({}, [A, 300.0, NEXT, B, 180.0, 60.0, 30.0, 30.0], [5, 2, 1, 0.5]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", STORIES)
async def test_both_faces_tell_one_story(name: str, tmp_path: Path) -> None:
    fields, steps, warned = STORIES[name]
    form = sample_form(**fields)
    screen, plain = await on_screen(form, steps, tmp_path / "screen"), in_lines(form, steps, tmp_path / "plain")
    assert screen.events == plain.events
    assert screen.attempt == plain.attempt
    assert screen.warnings == plain.warnings == [timedelta(minutes=minutes) for minutes in warned]
    assert score(screen.attempt) == score(plain.attempt)


@pytest.mark.slow
async def test_a_warning_added_in_one_place_is_given_by_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controller, "WARN_AT", (*controller.WARN_AT, (timedelta(minutes=3), "three minutes")))
    steps: list[Step] = [A, 420.0, END_OPEN]
    screen = await on_screen(sample_form(), steps, tmp_path / "screen")
    plain = in_lines(sample_form(), steps, tmp_path / "plain")
    assert screen.warnings == plain.warnings == [timedelta(minutes=3)]
