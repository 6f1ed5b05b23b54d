"""Makes the pictures of README and tour by the app itself: real screens, real bank, a fixed seed, a told clock.

``python docs/make_pictures.py`` writes `docs/pictures/*.svg`. Somebody sits four exams by hand of chance, then a fifth
by keys, of which each page is drawn as it comes. The same code makes the same bytes, on any machine and any day.
"""

import asyncio
import os
import re
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": "truecolor", "TZ": "UTC"}
os.environ.pop("NO_COLOR", None)

from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.form import Slot
from exam.files.places import shipped
from exam.formats import read_bank
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.app import ExamApp
from exam.tui.context import AppContext
from tests.support import FakeClock
from tests.support.screens import see, until

HERE = Path(__file__).parent / "pictures"
BANK = "orchestration-mlops-scheduling"
SIZE = (100, 30)
SEED = 20_260_302
FONTS = '"Fira Code", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'
CELL = 12.2
"""The width of a cell in a picture."""

LARGEST = 200_000
"""Bytes of a picture."""

PAST = ((8, 0.5, "quick"), (6, 0.64, "standard"), (4, 0.85, "quick"), (2, 0.8, "standard"))
"""The exams before: how many days ago, what share was known, of which preset."""

KNOWN = 0.78
"""The share of questions that the sitter of the pictures knows."""


class Desk:
    """What the app gets: one bank, a clock that is told the time, counted names."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.clock = FakeClock(datetime(2026, 3, 2, 18, 30, tzinfo=UTC))
        self.bank = read_bank(shipped("banks") / f"{BANK}.toml").bank
        self.chance = Random(SEED)
        self._names = (f"attempt{n}" for n in count(1))

    def context(self) -> AppContext:
        return AppContext(
            data_dir=self.data_dir,
            open_store=self.open_store,
            new_clock=lambda: self.clock,
            bank_files=lambda: [shipped("banks") / f"{BANK}.toml"],
            open_bank=self.open_bank,
            theme_files=lambda: sorted(shipped("themes").glob("*.toml")),
            new_identifier=self.new_identifier,
            new_seed=lambda: SEED,
            default_bank=BANK,
        )

    def open_store(self) -> Store:
        return Store.open(self.data_dir)

    def open_bank(self, _path: Path) -> Bank:
        return self.bank

    def new_identifier(self) -> str:
        return next(self._names)

    def pick(self, slot: Slot, known: float) -> str:
        """An option: the right one with this chance, else any other."""
        if self.chance.random() < known:
            return slot.key[0]
        return self.chance.choice([option.id for option in slot.options if option.id not in slot.key])

    def sit_past(self) -> None:
        """The exams of the days before."""
        today = self.clock.now()
        with self.open_store() as store:
            for days, known, preset in PAST:
                self.clock = FakeClock(today)
                self.clock.advance(-86_400 * days - self.chance.randrange(7_200))
                form = assemble(self.bank, tailor(self.bank, preset), SEED + days)
                session = Session.start(self.new_identifier(), form, store, self.clock, mode="exam")
                for slot in form.slots:
                    session.visit(slot.n)
                    self.clock.advance(self.chance.randint(25, 70))
                    session.respond(slot.n, (self.pick(slot, known),))
                session.end()
        self.clock = FakeClock(today)


async def make() -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        desk = Desk(Path(place))
        desk.sit_past()
        app = ExamApp(desk.context())
        async with app.run_test(size=SIZE) as pilot:
            await sit(pilot, desk)


async def sit(pilot: Pilot[Any], desk: Desk) -> None:
    """One standard exam by keys, from home to the review of what was missed."""
    await see(pilot, "Standard", "Last scores")
    await draw(pilot, "home")
    await pilot.press("enter")
    await see(pilot, "Begin")
    await pilot.press("enter")
    await see(pilot, "1 of 50")
    session: Session = pilot.app.session  # type: ignore[attr-defined]
    slots = session.attempt.form.slots
    for slot in slots:
        await until(pilot, lambda n=slot.n: session.attempt.current == n)  # type: ignore[misc]
        desk.clock.advance(desk.chance.randint(15, 45))
        picked = desk.pick(slot, KNOWN)
        if slot.n == 18:
            struck = [option.id for option in slot.options if option.id not in (picked, *slot.key)][:2]
            for option in struck:
                await pilot.press("x", slot.letter(option).lower())
        desk.clock.advance(desk.chance.randint(10, 30))
        if slot.n % 23:
            await pilot.press(slot.letter(picked).lower())
        if slot.n in (4, 11, 18, 31, 32):
            await pilot.press("f")
        if slot.n in (7, 18, 40):
            await pilot.press("u")
        if slot.n == 18:
            await draw(pilot, "question")
        if slot.n == 36:
            await pilot.press("s")
            await see(pilot, "end exam")
            await draw(pilot, "sheet")
            await pilot.press("escape")
        if slot.n < len(slots):
            await pilot.press("enter")
    await pilot.press("s")
    await see(pilot, "end exam")
    await pilot.press("e")
    await see(pilot, "End the exam?")
    await pilot.press("y")
    await pilot.pause(0.2)
    if "End all the same" in await see(pilot, ""):
        await pilot.press("y")
    await see(pilot, "pass mark")
    await draw(pilot, "result")
    await pilot.press("enter")
    await see(pilot, "weakest first")
    await draw(pilot, "study")
    await pilot.press("m")
    await see(pilot, "Review")
    await draw(pilot, "review")


async def draw(pilot: Pilot[Any], name: str) -> None:
    """Writes what is on the screen, once it has come to rest."""
    await pilot.pause(0.3)
    drawn = pilot.app.export_screenshot(title="exam")
    # The fonts that the template asks a server for are left out: a picture asks nobody for anything.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = _TEXT.sub(_without_margins, drawn)
    drawn = re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", drawn)
    assert "url(http" not in drawn
    assert len(drawn.encode()) < LARGEST
    (HERE / f"{name}.svg").write_text(drawn, "utf-8")


_TEXT = re.compile(r'x="([0-9.]+)"( y="[0-9.]+") textLength="([0-9.]+)"([^>]*)>((?:&#160;)*)(.*?)((?:&#160;)*)</text>')


def _without_margins(text: re.Match[str]) -> str:
    """A piece of text without blanks at its ends, which some programs draw and others leave out."""
    x, y, length, more, before, inner, after = text.groups()
    left, right = before.count(";") * CELL, after.count(";") * CELL
    return f'x="{float(x) + left:g}"{y} textLength="{float(length) - left - right:g}"{more}>{inner}</text>'


if __name__ == "__main__":
    asyncio.run(make())
