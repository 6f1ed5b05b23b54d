"""The way from home to every other page and home again, and what the program was opened with.

Each page is pushed and waited for; what it dismisses with decides where the way goes on. What other pages need takes
as long to import as all that home needs: it is imported in a thread once home is there, or with the first key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, assert_never

from exam.tui.background import in_background
from exam.tui.context import AppContext, Opening
from exam.tui.flows import learning
from exam.tui.home.screen import HomeScreen
from exam.tui.home.wishes import Arrange, BuildDrill, DrillItems, HomeWish, Resume, ShowResult, SitPreset

if TYPE_CHECKING:
    from exam.assembly.rotation import Weights
    from exam.core.bank import Bank
    from exam.core.events import Mode
    from exam.core.form import Form
    from exam.store import AttemptRow
    from exam.tui.flows.exam import End
    from exam.tui.home.overview import Overview
    from exam.tui.stage import Stage

_AT_REST = 0.5
"""Seconds after which home is there and nothing moves."""


async def walk(app: Stage, context: AppContext, opening: Opening | None) -> int:
    """From the opening to the end of the program; gives its exit code.

    An exam that was opened directly and then left ends the program too. Raises nothing for what can go wrong with
    files and the database: the user is told, and the exit code is 1 where nothing could be done.
    """
    if opening is not None and (end := await _open(app, context, opening)) != "over":
        return int(end == "refused")
    known: Overview | None = None
    app.set_timer(_AT_REST, lambda: in_background(lambda: import_module("exam.tui.flows.exam")))
    while True:
        # Reading begins before home is there, because it takes longer than all the rest.
        home = HomeScreen(
            in_background(lambda: _read_overview(context)),
            known,
            lambda bank: in_background(lambda: learning.pending_of(context, bank)),
        )
        wish = await app.push_screen_wait(home)
        if wish is None:
            return 0
        known = home.overview
        await _follow(app, context, wish, known.banks if known else ())


async def _open(app: Stage, context: AppContext, opening: Opening) -> End:
    """What was asked for on the command line."""
    from exam.tui.flows.exam import sit_form, take_up

    if opening.form is not None:
        return await sit_form(app, context, opening.form, opening.mode, opening.extra_time)
    if opening.identifier is not None:
        return await take_up(app, context, opening.identifier)
    return "over"


async def _follow(app: Stage, context: AppContext, wish: HomeWish, banks: Sequence[Bank]) -> None:
    """Where home leads, and back to it."""
    from exam.tui.flows import exam

    def sit(form: Form, mode: Mode) -> Awaitable[object]:
        return exam.sit_form(app, context, form, mode, 1.0)

    match wish:
        case SitPreset(bank, blueprint):
            await exam.sit_preset(app, context, bank, blueprint)
        case Arrange(bank, preset, sections):
            await _arrange(app, context, bank, preset, sections)
        case Resume(identifier):
            await exam.take_up(app, context, identifier)
        case ShowResult(identifier):
            await exam.show_stored(app, context, identifier)
        case "history":
            await _history(app, context, banks)
        case "progress":
            await learning.show_progress(app, context, banks, sit)
        case BuildDrill(bank):
            await learning.build_drill(app, context, bank, sit)
        case DrillItems(bank, items):
            await learning.drill(app, context, bank, items, "practice", sit)
        case "exam day":
            await learning.plan_review(app, context)
        case _:
            assert_never(wish)


async def _arrange(app: Stage, context: AppContext, bank: Bank, preset: str | None, sections: tuple[str, ...]) -> None:
    """Set-up, with some choices made, and the paper that was set up."""
    from exam.learning.measuring import weights_to_measure
    from exam.tui.flows.exam import sit_form
    from exam.tui.setup.screen import SetUpScreen

    def past() -> Weights:
        with context.open_store() as store:
            return weights_to_measure(store.results(bank=bank.id))

    arranged = await app.push_screen_wait(SetUpScreen(bank, context.new_seed, past, preset, sections))
    if arranged is not None:
        await sit_form(app, context, arranged.form, arranged.mode, arranged.extra_time)


async def _history(app: Stage, context: AppContext, banks: Sequence[Bank]) -> None:
    """Every attempt, and what can be done with one, until the sitter goes back."""
    from exam.tui.history.listing import Listing
    from exam.tui.history.screen import HistoryScreen

    listing, cursor = Listing(), ""
    while True:
        screen = HistoryScreen(in_background(lambda: _read_history(context)), listing, cursor)
        chosen = await app.push_screen_wait(screen)
        listing, cursor = screen.listing, screen.cursor
        match chosen:
            case None:
                return
            case "progress":
                await _follow(app, context, chosen, banks)
            case row:
                wish = ShowResult(row.id) if row.state == "closed" else Resume(row.id)
                await _follow(app, context, wish, banks)


def _read_overview(context: AppContext) -> Overview:
    from exam.tui.home.overview import read_overview

    return read_overview(context)


def _read_history(context: AppContext) -> list[AttemptRow]:
    with context.open_store() as store:
        return store.history()
