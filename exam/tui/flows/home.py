"""Owns the path from home to every other page and home again. What is sat goes by `taking`, what follows by `after`.

Refuses to draw. Each page is pushed and waited for; what it dismisses with decides where the path goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from exam.tui.background import aside
from exam.tui.context import Opening, Rooms
from exam.tui.flows.after_exam import show_stored
from exam.tui.flows.exam import End, sit_form, sit_next, sit_preset, take_up
from exam.tui.flows.learning import Sit as SitForm
from exam.tui.flows.learning import build_drill, drill, plan_review, progress
from exam.tui.home.screen import HomeScreen
from exam.tui.home.wishes import (
    Arrange,
    BuildDrill,
    DrillItems,
    PlanReview,
    Resume,
    ShowHistory,
    ShowProgress,
    ShowResult,
    Sit,
)

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.store import Row
    from exam.tui.drill.picks import Pending
    from exam.tui.home.overview import Overview
    from exam.tui.stage import Stage


async def walk(app: Stage, rooms: Rooms, opening: Opening | None) -> int:
    """From the opening to the end of the program; gives its exit code.

    An exam that was opened directly and then left ends the program too. Raises nothing for what can go wrong with
    files and the database: the sitter is told, and the exit code is 1 where nothing could be done.
    """
    if opening is not None and (end := await _open(app, rooms, opening)) != "over":
        return int(end == "refused")
    known: Overview | None = None
    while True:
        # Reading begins before home is there, because it takes longer than all the rest.
        home = HomeScreen(
            aside(lambda: _read_overview(rooms)), known, lambda bank: aside(lambda: _read_due(rooms, bank))
        )
        wish = await app.push_screen_wait(home)
        known = home.overview
        match wish:
            case Sit(bank, blueprint):
                await sit_preset(app, rooms, bank, blueprint)
            case Arrange(bank, preset, sections):
                await _arrange(app, rooms, bank, preset, sections)
            case Resume(identifier):
                await take_up(app, rooms, identifier)
            case ShowResult(identifier):
                await sit_next(app, rooms, await show_stored(app, rooms, identifier))
            case ShowHistory():
                await _history(app, rooms, known.banks if known else ())
            case ShowProgress():
                await _progress(app, rooms, known.banks if known else ())
            case BuildDrill(bank):
                await build_drill(app, rooms, bank, _sitting(app, rooms))
            case DrillItems(bank, items):
                await drill(app, rooms, bank, items, "practice", _sitting(app, rooms))
            case PlanReview():
                await plan_review(app, rooms)
            case None:
                return 0
            case _:
                assert_never(wish)


async def _open(app: Stage, rooms: Rooms, opening: Opening) -> End:
    """What was asked for on the command line."""
    if opening.form is not None:
        return await sit_form(app, rooms, opening.form, opening.mode, opening.extra_time)
    if opening.identifier is not None:
        return await take_up(app, rooms, opening.identifier)
    return "over"


async def _arrange(app: Stage, rooms: Rooms, bank: Bank, preset: str | None, sections: tuple[str, ...]) -> None:
    from exam.tui.setup.screen import SetUpScreen

    def past() -> dict[tuple[str, str], int]:
        from exam.learning.measuring import measured

        with rooms.open_store() as store:
            return measured(store.results(bank=bank.id))

    arranged = await app.push_screen_wait(SetUpScreen(bank, rooms.new_seed, past, preset, sections))
    if arranged is not None:
        await sit_form(app, rooms, arranged.form, arranged.mode, arranged.extra_time)


async def _history(app: Stage, rooms: Rooms, banks: Sequence[Bank]) -> None:
    """Every attempt, and what can be done with one, until the sitter goes back."""
    from exam.tui.history.listing import Listing
    from exam.tui.history.screen import HistoryScreen

    listing, held = Listing(), ""
    while True:
        screen = HistoryScreen(aside(lambda: _read_history(rooms)), listing, held)
        wish = await app.push_screen_wait(screen)
        listing, held = screen.listing, screen.held
        match wish:
            case None:
                return
            case "progress":
                await _progress(app, rooms, banks)
            case row if row.state == "closed":
                await sit_next(app, rooms, await show_stored(app, rooms, row.id))
            case row:
                await take_up(app, rooms, row.id)


async def _progress(app: Stage, rooms: Rooms, banks: Sequence[Bank]) -> None:
    await progress(app, rooms, banks, _sitting(app, rooms))


def _sitting(app: Stage, rooms: Rooms) -> SitForm:
    """What sits a form made from the past."""
    return lambda form, mode: sit_form(app, rooms, form, mode, 1.0)


def _read_overview(rooms: Rooms) -> Overview:
    from exam.tui.home.overview import read_overview

    return read_overview(rooms)


def _read_history(rooms: Rooms) -> list[Row]:
    with rooms.open_store() as store:
        return store.history()


def _read_due(rooms: Rooms, bank: Bank) -> Pending | None:
    from exam.tui.drill.picks import read_pending

    return read_pending(rooms, bank)
