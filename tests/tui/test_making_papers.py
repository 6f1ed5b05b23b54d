"""While a paper is being made every key and signal is heard, and nobody has to wait for it."""

import signal
from pathlib import Path
from threading import enumerate as threads

import pytest

from exam.assembly import Impossible
from exam.core.form import Form
from exam.tui.app import ExamApp
from exam.tui.home.screen import HomeScreen
from exam.tui.working import CalledOff, Progress
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, until
from tests.support.slow import slow_assemble
from tests.tui.test_app_terminal import RESTORED, open_app


def is_making() -> bool:
    return any(thread.name == "background" for thread in threads())


@pytest.mark.slow
async def test_escape_calls_a_slow_paper_off_and_home_is_there_again(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exam.tui.flows.exam.assemble_form", slow_assemble)
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test() as pilot:
        await see(pilot, "Welcome.", "Standard")
        await pilot.press("enter")
        await see(pilot, "Making the paper …", "0 %", "esc back")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await see(pilot, "Standard")
        await until(pilot, lambda: not is_making(), "the end of the thread")


@pytest.mark.slow
async def test_what_goes_wrong_after_a_while_is_said(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **named: object) -> Form:
        try:
            slow_assemble(*given, **named)  # type: ignore[arg-type]
        except CalledOff:
            raise Impossible("The sections have too few items.") from None
        raise AssertionError("nobody waits for a minute")

    monkeypatch.setattr("exam.tui.flows.exam.assemble_form", fail)
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test() as pilot:
        await see(pilot, "Welcome.", "Standard")
        await pilot.press("enter")
        await see(pilot, "Making the paper …")
        progress: Progress = app.screen.progress  # type: ignore[attr-defined]
        progress.called_off = True
        await see(pilot, "This paper cannot be made.", "The sections have too few items.")
        await pilot.press("enter")
        await see(pilot, "Standard")


@pytest.mark.slow
@pytest.mark.parametrize(("press", "code"), [("ctrl+q", 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_the_program_can_be_left_while_a_paper_is_made(tmp_path: Path, press: str | signal.Signals, code: int) -> None:
    with open_app(tmp_path, "slow") as app:
        app.wait_for("Standard")
        app.press("enter")
        app.wait_for("Making the paper")
        if isinstance(press, signal.Signals):
            app.kill(press)
        else:
            app.press(press)
        assert app.wait_for_end() == code
        assert all(mode in app.raw for mode in RESTORED)
