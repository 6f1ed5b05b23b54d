"""Owns the path from home to every other page and home again. What is sat goes by `taking`, what follows by `after`.

Refuses to draw. Each page is pushed and waited for; what it dismisses with decides where the path goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from exam.tui.background import in_background
from exam.tui.context import AppContext, Opening
from exam.tui.flows.after_exam import show_stored
from exam.tui.flows.exam import End, sit_form, sit_next, sit_preset, take_up
from exam.tui.flows.learning import SitForm, build_drill, drill, pending_of, plan_review, show_progress
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
    from exam.assembly.rotation import Weights
    from exam.core.bank import Bank
    from exam.store import AttemptRow
    from exam.tui.home.overview import Overview
    from exam.tui.stage import Stage


async def walk(app: Stage, context: AppContext, opening: Opening | None) -> int:
    """From the opening to the end of the program; gives its exit code.

    An exam that was opened directly and then left ends the program too. Raises nothing for what can go wrong with
    files and the database: the sitter is told, and the exit code is 1 where nothing could be done.
    """
    if opening is not None and (end := await _open(app, context, opening)) != "over":
        return int(end == "refused")
    known: Overview | None = None
    while True:
        # Reading begins before home is there, because it takes longer than all the rest.
        home = HomeScreen(
            in_background(lambda: _read_overview(context)),
            known,
            lambda bank: in_background(lambda: pending_of(context, bank)),
        )
        wish = await app.push_screen_wait(home)
        known = home.overview
        match wish:
            case Sit(bank, blueprint):
                await sit_preset(app, context, bank, blueprint)
            case Arrange(bank, preset, sections):
                await _arrange(app, context, bank, preset, sections)
            case Resume(identifier):
                await take_up(app, context, identifier)
            case ShowResult(identifier):
                await sit_next(app, context, await show_stored(app, context, identifier))
            case ShowHistory():
                await _history(app, context, known.banks if known else ())
            case ShowProgress():
                await _progress(app, context, known.banks if known else ())
            case BuildDrill(bank):
                await build_drill(app, context, bank, _sitting(app, context))
            case DrillItems(bank, items):
                await drill(app, context, bank, items, "practice", _sitting(app, context))
            case PlanReview():
                await plan_review(app, context)
            case None:
                return 0
            case _:
                assert_never(wish)


async def _open(app: Stage, context: AppContext, opening: Opening) -> End:
    """What was asked for on the command line."""
    if opening.form is not None:
        return await sit_form(app, context, opening.form, opening.mode, opening.extra_time)
    if opening.identifier is not None:
        return await take_up(app, context, opening.identifier)
    return "over"


async def _arrange(app: Stage, context: AppContext, bank: Bank, preset: str | None, sections: tuple[str, ...]) -> None:
    from exam.tui.setup.screen import SetUpScreen

    def past() -> Weights:
        from exam.learning.measuring import weights_to_measure

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
        wish = await app.push_screen_wait(screen)
        listing, cursor = screen.listing, screen.cursor
        match wish:
            case None:
                return
            case "progress":
                await _progress(app, context, banks)
            case row if row.state == "closed":
                await sit_next(app, context, await show_stored(app, context, row.id))
            case row:
                await take_up(app, context, row.id)


async def _progress(app: Stage, context: AppContext, banks: Sequence[Bank]) -> None:
    await show_progress(app, context, banks, _sitting(app, context))


def _sitting(app: Stage, context: AppContext) -> SitForm:
    """What sits a form made from the past."""
    return lambda form, mode: sit_form(app, context, form, mode, 1.0)


def _read_overview(context: AppContext) -> Overview:
    from exam.tui.home.overview import read_overview

    return read_overview(context)


def _read_history(context: AppContext) -> list[AttemptRow]:
    with context.open_store() as store:
        return store.history()
