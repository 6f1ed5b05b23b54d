"""The way from home to every other page and home again, and what the program was opened with.

Each page is pushed and waited for; what it dismisses with decides where the way goes on. What other pages need takes
longer to import than all that home needs: it is imported in a thread once home is there, or with the first key.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from exam.tui.background import in_background
from exam.tui.context import AppContext, Opening
from exam.tui.home.screen import HomeScreen
from exam.tui.home.wishes import Arrange, FollowAct, HomeWish, SitPreset

if TYPE_CHECKING:
    from exam.tui.home.overview import Overview
    from exam.tui.stage import Stage

_AT_REST = 0.5
"""Seconds after which home is there and nothing moves."""


async def walk(app: Stage, context: AppContext, opening: Opening | None) -> int:
    """From the opening to the end of the program; gives its exit code.

    An exam that was opened directly and then left ends the program too. Raises nothing for what can go wrong with
    files and the database: the user is told, and the exit code is 1 where nothing could be done.
    """
    if opening is not None:
        from exam.tui.flows.exam import ExamPath

        if (end := await ExamPath(app, context).open(opening)) != "over":
            return int(end in ("refused", "unsaved"))

    def read() -> Overview:
        from exam.tui.home.overview import read_overview

        return read_overview(context)

    app.leads_home = True
    known: Overview | None = None
    app.set_timer(_AT_REST, lambda: in_background(lambda: _prepare(context)))
    while True:
        # Reading begins before home is there, because it takes longer than all the rest.
        reading = in_background(read)
        home = HomeScreen(
            reading,
            known,
            lambda bank: in_background(lambda: context.pending(bank)),
            lambda bank, pending: in_background(lambda: context.next_act(bank, pending)),
            profile=context.profile,
        )
        wish = await app.push_screen_wait(home)
        if wish is None:
            return 0
        known = home.overview
        await _follow(app, context, wish, known)


def _prepare(context: AppContext) -> None:
    """Imports what the other pages need, and makes the backup of today."""
    import_module("exam.tui.flows.learning")
    context.back_up()


async def _restore(app: Stage, context: AppContext) -> None:
    """Puts a backup in the place of a lost or damaged database, and says what came of it."""
    from exam.store import StoreError
    from exam.tui.widgets.page import Notice

    try:
        done = await in_background(context.restore)
    except StoreError as error:
        done = str(error)
    await app.push_screen_wait(Notice("Your attempts", done))


async def _follow(app: Stage, context: AppContext, wish: HomeWish, known: Overview | None) -> None:
    """Where home leads. What leads to an exam is imported first, because Enter leads there."""
    from exam.store import AttemptRow
    from exam.tui.flows.exam import ExamPath

    path = ExamPath(app, context)
    match wish:
        case SitPreset(bank, blueprint):
            await path.sit_preset(bank, blueprint)
        case Arrange():
            await path.set_up(wish)
        case AttemptRow():
            await path.open_attempt(wish)
        case FollowAct(act):
            await path.follow_act(act)
        case "restore":
            await _restore(app, context)
        case "banks":
            from exam.tui.flows.banks import BanksPath

            await BanksPath(app, context).walk(known.in_hand if known else "")
        case "notes":
            from exam.tui.flows.words import WordsPath

            await WordsPath(app, context).notes()
        case "questions":
            from exam.tui.flows.words import WordsPath

            if known is not None and known.banks:
                await WordsPath(app, context).browse(known.bank_in_hand or known.banks[0])
        case _:
            from exam.tui.flows.learning import LearningPath

            banks, gone, in_hand = (known.banks, known.gone, known.in_hand or None) if known else ((), (), None)
            await LearningPath(app, context, banks, gone, in_hand).follow(wish)
