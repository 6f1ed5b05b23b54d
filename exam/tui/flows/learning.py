"""The way through what the past says: progress, confused pairs, drills. Whoever comes here brings what sits a paper."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, assert_never

from exam.tui.background import in_background
from exam.tui.context import AppContext

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.bank import Bank
    from exam.core.events import Mode
    from exam.core.form import Form
    from exam.learning.confusions import ConfusedPair
    from exam.learning.drills import Pending
    from exam.learning.past import Past
    from exam.tui.begin.making import Report
    from exam.tui.progress.pages import PastReader
    from exam.tui.stage import Stage

SitForm = Callable[["Form", "Mode"], Awaitable[object]]
"""The begin page of a form, the sitting, and what follows it."""


async def show_progress(app: Stage, rooms: AppContext, banks: Sequence[Bank], sit: SitForm) -> None:
    """The progress pages, until the sitter goes back. `banks` are those that are known."""
    from exam.core.results import Result
    from exam.learning.confusions import ConfusedPair
    from exam.learning.past import read_past
    from exam.tui.progress.pages import PastReader, View
    from exam.tui.progress.questions import ItemRow, ItemScreen
    from exam.tui.progress.screen import OtherBank, ProgressScreen

    view = View()
    known: dict[str | None, PastReader] = {}

    def read(bank: str | None) -> PastReader | None:
        """Opens and closes its own store, so that it can run in any thread. Raises StoreError."""
        if bank in known:
            return known[bank]
        bank_of = {one.id: one for one in banks}.get
        with rooms.open_store() as store:
            past = read_past(store, bank, bank_of, rooms.local_now(), rooms.schedule().exam_date)
        return PastReader(past, partial(everybodys, past.bank_id)) if past else None

    def everybodys(bank: str) -> Sequence[Result]:
        with rooms.open_store() as store:
            return store.results(bank=bank, learner=None)

    while True:
        # Nothing but what is sat from here changes a past, and that forgets what was read.
        screen = ProgressScreen(in_background(partial(read, view.bank)), view)
        step = await app.push_screen_wait(screen)
        view, past = screen.view, screen.past
        if screen.reader is not None:
            known[view.bank] = screen.reader
        match step:
            case None:
                return
            case OtherBank(bank):
                view = View(view.name, bank)
            case "drill":
                if past is not None and past.bank is not None and await build_drill(app, rooms, past.bank, sit):
                    known.clear()
            case "exam day":
                if await plan_review(app, rooms):
                    known.clear()
            case Result():
                await _answer(app, rooms, step.attempt, step.n)
            case ItemRow():
                await app.push_screen_wait(ItemScreen(step))
            case ConfusedPair():
                assert past is not None
                if await _pair(app, rooms, past, step, sit):
                    known.clear()
                    view = replace(view, line=0)
            case _:
                assert_never(step)


async def plan_review(app: Stage, rooms: AppContext) -> bool:
    """When the exam is, and what drills count for. False where nothing was changed."""
    from exam.files.config import read_schedule, write_schedule
    from exam.files.own_toml import FileRefused
    from exam.tui.drill.schedule import ScheduleScreen
    from exam.tui.widgets.page import Notice

    try:
        before = read_schedule(rooms.data_dir)
        wanted = await app.push_screen_wait(ScheduleScreen(before, rooms.local_now().date()))
        if wanted is None or wanted == before:
            return False
        write_schedule(rooms.data_dir, wanted)
    except FileRefused as refused:
        await app.push_screen_wait(Notice("When to review cannot be read.", str(refused)))
    except OSError as error:
        place = f"{rooms.data_dir}: {error.strerror}"
        await app.push_screen_wait(Notice("When to review could not be kept.", f"{place}. Nothing was changed."))
    else:
        return True
    return False


def pending_of(context: AppContext, bank: Bank) -> Pending | None:
    """The past of a bank, or None for a bank so large that no exam of chosen items can be made. Raises StoreError.

    Opens and closes its own store, so that it can run in any thread.
    """
    from exam.core.bank import MOST_DIRECT
    from exam.learning.drills import read_pending

    if len(bank.items) > MOST_DIRECT:
        return None
    with context.open_store() as store:
        return read_pending(store, bank, context.local_now(), context.schedule())


async def build_drill(app: Stage, rooms: AppContext, bank: Bank, sit: SitForm) -> bool:
    """The drill builder and the drill. False where none was begun."""
    from exam.store import StoreError
    from exam.tui.drill.screen import DrillScreen
    from exam.tui.widgets.page import Notice

    try:
        pending = await in_background(lambda: pending_of(rooms, bank))
    except StoreError as error:
        await app.push_screen_wait(Notice("Past attempts cannot be read.", str(error)))
        return False
    if pending is None:
        await app.push_screen_wait(
            Notice("No drill can be built from so large a bank.", "Set up a paper of one of its sections instead.")
        )
        return False
    drilled = await app.push_screen_wait(DrillScreen(pending))
    return drilled is not None and await drill(app, rooms, bank, drilled.items, drilled.mode, sit)


async def drill(app: Stage, rooms: AppContext, bank: Bank, items: Sequence[str], mode: Mode, sit: SitForm) -> bool:
    """A paper of these items, and its sitting. False where it could not be made."""
    from exam.learning.drills import make_drill

    seed = rooms.new_seed()

    def make(report: Report) -> Form:
        with rooms.open_store() as store:
            results = store.results(bank=bank.id)
        return make_drill(bank, items, results, seed, progress=report).form

    return await _sit_made(app, make, mode, sit)


async def _pair(app: Stage, rooms: AppContext, past: Past, pair: ConfusedPair, sit: SitForm) -> bool:
    """Both questions of a confusion, and what the sitter wants of them. True where something was sat."""
    from exam.learning.drills import contrast_drill
    from exam.tui.progress.pair import PairScreen, pair_sides

    bank = past.bank
    last = await _load(app, rooms, pair.last)
    asked, taken = pair_sides(pair, bank, last)
    known = bank.item_by_id if bank is not None else {}
    drillable = pair.item in known and pair.home in known
    seed = rooms.new_seed()
    while True:
        match await app.push_screen_wait(PairScreen(pair, asked, taken, drillable=drillable)):
            case "drill" if bank is not None:
                return await _sit_made(app, lambda _: contrast_drill(bank, pair.item, pair.home, seed), "practice", sit)
            case "review" if last is not None:
                n = next((slot.n for slot in last.form.slots if slot.item == pair.item), 1)
                await _answer(app, rooms, pair.last, n)
            case None:
                return False
            case _:
                pass


async def _sit_made(app: Stage, make: Callable[[Report], Form], mode: Mode, sit: SitForm) -> bool:
    """Makes a paper and sits it. False where it could not be made, or was not waited for."""
    from exam.tui.begin.making import make_or_say

    if (form := await make_or_say(app, make)) is None:
        return False
    await sit(form, mode)
    return True


async def _answer(app: Stage, rooms: AppContext, identifier: str, n: int) -> None:
    """One question of an attempt, as its review shows it."""
    from exam.tui.review import review

    if (attempt := await _load(app, rooms, identifier)) is not None:
        await review(app, attempt, start=n)


async def _load(app: Stage, rooms: AppContext, identifier: str) -> Attempt | None:
    from exam.store import StoreError

    try:
        return await in_background(lambda: rooms.load(identifier))
    except StoreError as error:
        app.say(str(error), "warning")
        return None
