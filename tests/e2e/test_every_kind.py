"""Every kind of question and every feature in a real pseudo-terminal: by keys, by the mouse, and line by line.

The answers are partly right, wholly right and wrong in turn, and the three reports are the same.
"""

import re
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exam.core.attempt import Attempt
from exam.core.form import Slot
from exam.core.scoring import score
from exam.store import Store
from tests.e2e.test_whole_exam import report
from tests.support.every_kind import How, credit, response, write_bank
from tests.support.process import EXAM, environment, run_exam
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

HOW: tuple[How, ...] = ("right", "partly", "right", "wrong")
PAPER = ("take", "--preset", "standard", "--seed", "20260302")
SIZES = [(60, 20), (100, 34)]


def given(slot: Slot) -> tuple[str, ...]:
    """The sitter's answer to a question."""
    return response(slot, HOW[slot.n % len(HOW)])


def key_of(slot: Slot, option: str) -> str:
    letter = slot.letter(option)
    place = ord(letter) - ord("A")
    return letter.lower() if place < 5 else str(place + 1) if place < 9 else letter


class Sitting:
    """The program at a paper of every kind, and what its sitter sees."""

    def __init__(self, app: Terminal, data: Path) -> None:
        self.app, self.data = app, data
        app.wait_for("↵ begin")
        app.press("enter")
        app.wait_for("1 of 32")
        self.slots = self.attempt().form.slots

    def attempt(self) -> Attempt:
        with Store.open(self.data) as store:
            return store.load(store.history(1)[0].id if store.history(1) else store.unfinished()[0].id).attempt

    def at(self, slot: Slot) -> None:
        self.app.wait_for(
            lambda screen: f" {slot.n} of 32" in screen and ("? keys" in screen or "other keys" in screen)
        )

    def stored(self, slot: Slot) -> None:
        """Waits until the answer to a question is on the disk."""
        ends = time.monotonic() + 30
        wanted = sorted(given(slot)) if slot.is_choice else [*given(slot)]
        while (sorted if slot.is_choice else list)(self.attempt().of(slot.n).response) != wanted:
            if time.monotonic() > ends:
                found = f"{slot.item}: {self.attempt().of(slot.n).response} and not {wanted}"
                raise AssertionError(f"{found}; the screen was:\n{self.app.screen()}\nraw: {self.app.raw[-2000:]!r}")
            self.app._pump(time.monotonic() + 0.05)


def by_keys(sitting: Sitting, slot: Slot) -> None:
    app, answer = sitting.app, given(slot)
    if slot.kind == "recall":
        app.press("enter")
        app.wait_for("How was yours?")
        app.press({"right": "1", "half": "2", "wrong": "3"}[answer[0]])
        return
    if slot.kind == "ordering" or slot.is_choice:
        app.press(*(key_of(slot, option) for option in answer))
    else:
        for place, (gap, one) in enumerate(zip(slot.gaps, answer, strict=True), start=1):
            if gap.choices:
                app.press(key_of(slot, one))
                continue
            if "tab write" in app.wait_for(lambda screen: "tab write" in screen or "other keys" in screen):
                app.press("tab")
                app.wait_for("other keys")
            app.press(*one)
            app.press("tab" if place < len(slot.gaps) else "escape")
    sitting.stored(slot)
    app.wait_for("? keys")
    if slot.n < 32:
        app.press("/")
        app.wait_for("A number from 1 to 32")
        app.press(*str(slot.n + 1), "enter")


class Mouse:
    """Clicks in a terminal, told as xterm tells them (SGR), and the wheel."""

    def __init__(self, app: Terminal) -> None:
        self.app = app

    def click(self, wanted: str) -> None:
        """Clicks on the first row that matches, and scrolls through the question until there is one."""
        for turn in range(60):
            for y, row in enumerate(self.app.screen().split("\n"), start=1):
                if found := re.search(wanted, row):
                    x = found.end()
                    self.app.press(f"\x1b[<0;{x};{y}M", f"\x1b[<0;{x};{y}m")
                    return
            self.app.press(*[f"\x1b[<{65 if turn < 30 else 64};20;9M"] * 2)
            settled(self.app)
        raise AssertionError(f"{wanted!r} is nowhere:\n{self.app.screen()}")


def by_mouse(sitting: Sitting, slot: Slot) -> None:
    """The keyboard gives nothing but the letters of what is typed."""
    app, answer, mouse = sitting.app, given(slot), Mouse(sitting.app)
    if slot.kind == "recall":
        mouse.click("show the answer")
        app.wait_for("How was yours?")
        mouse.click({"right": "I had it right", "half": "I had half", "wrong": "I had it wrong"}[answer[0]])
        return
    if slot.kind == "ordering":
        for place, option in enumerate(answer, start=1):
            mouse.click(rf"–  {slot.letter(option)}  ")
            app.wait_for(f"{place} of {len(slot.gaps)} done")
    elif slot.is_choice:
        for option in answer:
            mouse.click(rf"[○●□■] ⇧?{slot.letter(option)}(·\d)?  ")
    else:
        for place, (gap, one) in enumerate(zip(slot.gaps, answer, strict=True), start=1):
            if len(slot.gaps) > 1:
                mouse.click(rf"^ *▸? *\[{place}\]" if slot.kind == "cloze" else re.escape(gap.label[:12]))
            if gap.choices:
                settled(app)
                mouse.click(rf"[○●] {slot.letter(one)}  ")
                app.wait_for(f"{place} of {len(slot.gaps)} done")
                continue
            if len(slot.gaps) == 1 and "tab write" in settled(app):
                mouse.click("tab write")
            app.wait_for("other keys")  # which a click on one of several gaps comes to as well
            app.press(*one)
            settled(app)  # what changes under the mouse between its press and its release takes no click
            mouse.click("esc other keys")
            app.wait_for("? keys")
    sitting.stored(slot)
    while f" {slot.n} of 32" in settled(app):
        before = without_clock(app.screen())
        mouse.click("↵ next|↵ review")  # which scrolls first, where the end was not on screen
        app.wait_for(lambda screen, before=before: without_clock(screen) != before)


def settled(app: Terminal) -> str:
    """The screen once nothing but the clock has changed for a while: what a hand waits for before it clicks again."""
    before: list[str] = []
    since = time.monotonic()
    while time.monotonic() - since < 0.3:
        app._pump(time.monotonic() + 0.05)
        if (shown := without_clock(app.screen())) != before:
            before, since = shown, time.monotonic()
    return app.screen()


def without_clock(screen: str) -> list[str]:
    return [line for line in screen.split("\n") if "◷" not in line]


def line_by_line(slot: Slot) -> list[str]:
    """The same answer as plain mode takes it."""
    answer = given(slot)
    if slot.kind == "recall":
        return ["show", answer[0], ""]
    if slot.is_choice:
        return ["".join(slot.letter(option) for option in answer), ""]
    if slot.kind == "ordering":
        return [" ".join(slot.letter(option) for option in answer), ""]
    if slot.kind in ("typed", "numeric"):
        return [f"={answer[0]}", ""]
    places = zip(slot.gaps, answer, strict=True)
    return [*(f"{at}={slot.letter(one) if gap.choices else one}" for at, (gap, one) in enumerate(places, 1)), ""]


def sat(data: Path, bank: Path, answer: Callable[[Sitting, Slot], None], size: tuple[int, int]) -> Attempt:
    cols, rows = size
    with Terminal.start([*EXAM, *PAPER, bank], cols=cols, rows=rows, env=environment(data)) as app:
        sitting = Sitting(app, data)
        for slot in sitting.slots:
            sitting.at(slot)
            answer(sitting, slot)
        app.wait_for(lambda screen: "? keys" in screen)
        if "e end exam" not in app.screen():
            app.press("s")
        app.wait_for("1 question not answered")  # one of two that were asked for is half an answer
        app.press("e")
        app.wait_for("End the exam?")
        app.press("y")
        app.wait_for("End all the same")
        app.press("y")
        app.wait_for("study page")
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
        return sitting.attempt()


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def by_lines(bank: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the sitting line by line."""
    data = tmp_path_factory.mktemp("lines")
    run_exam(data, *PAPER, "--plain", bank, lines="flag\nquit\n")  # flagged, or else nothing would be kept of it
    with Store.open(data) as store:
        slots = store.load(store.unfinished()[0].id).attempt.form.slots
    lines = ["flag", *(line for slot in slots for line in line_by_line(slot))]
    done = run_exam(data, "resume", "--plain", lines="\n".join([*lines, "end", "yes", "yes", ""]))
    assert done.returncode == 0, done.stderr
    return report(data)


@pytest.mark.parametrize(("answer", "size"), [(by_keys, SIZES[1]), (by_mouse, SIZES[0])])
def test_three_ways_to_sit_every_kind_come_to_one_report(
    answer: Callable[[Sitting, Slot], None],
    size: tuple[int, int],
    bank: Path,
    by_lines: dict[str, Any],
    tmp_path: Path,
) -> None:
    attempt = sat(tmp_path, bank, answer, size)
    slots = [slot for slot in attempt.form.slots if slot.kind != "recall"]
    by_hand = sum((slot.points * credit(slot.item, HOW[slot.n % len(HOW)]) for slot in slots), Fraction())
    assert score(attempt).score.points == by_hand
    assert report(tmp_path) == by_lines
