"""The ways through what the past says: history, progress, confused pairs, drills, the day of the exam."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, assert_never

from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.form import Form
from exam.core.sums import ChangedSlot
from exam.files.config import read_schedule, write_schedule
from exam.files.own_toml import FileRefused
from exam.learning.confusions import ConfusedPair
from exam.learning.drills import (
    DRILL_MODE,
    DrillRequest,
    Pending,
    choose_items,
    contrast_drill,
    drill_title,
    make_drill,
)
from exam.learning.item_story import item_story
from exam.learning.old_papers import missed_without_bank
from exam.learning.past import Past, read_past
from exam.store import AttemptRow, StoreError
from exam.tui.background import in_background
from exam.tui.drill.screen import DrillScreen, ScheduleScreen
from exam.tui.flows.discarding import DiscardingPath
from exam.tui.history.screen import HistoryScreen, HistorySelection
from exam.tui.home.wishes import BuildDrill, Discard, DrillItems, DrillMissed, TakeInHand
from exam.tui.progress.one_question import ItemScreen
from exam.tui.progress.page import OtherBank
from exam.tui.progress.pair import PairScreen, pair_sides
from exam.tui.progress.questions import ItemRow
from exam.tui.progress.reader import PastReader, View
from exam.tui.progress.screen import ProgressScreen
from exam.tui.review.screen import ReviewScreen
from exam.tui.working import Report


@dataclass(frozen=True)
class LearningPath(DiscardingPath):
    """What home leads to beside exams."""

    banks: Sequence[Bank]
    """Those that are known."""
    gone: Sequence[tuple[str, str]] = ()
    """Id and title of those that were sat and are not known any more."""
    in_hand: str | None = None
    """The id of the bank in hand."""

    async def follow(
        self,
        wish: BuildDrill
        | DrillItems
        | DrillMissed
        | Discard
        | TakeInHand
        | Literal["history", "progress", "exam day", "take back"],
    ) -> None:
        match wish:
            case "history":
                await self._history()
            case "progress":
                await self._progress()
            case "exam day":
                await self._plan_review()
            case BuildDrill(bank):
                await self._build_drill(bank)
            case DrillItems():
                await self._drill(wish)
            case TakeInHand(bank, title):
                self.take_in_hand(bank, [(bank, title)])
            case "take back":
                await self.take_back()
            case Discard(row):
                await self.discard(row)
            case DrillMissed(bank):
                await self._drill_missed(bank)
            case _:
                assert_never(wish)

    async def _history(self) -> None:
        """Every attempt, and what can be done with one, until the sitter goes back."""

        def read() -> list[AttemptRow]:
            with self.context.open_store() as store:
                return store.history()

        def load(identifier: str) -> Awaitable[Attempt]:
            return in_background(lambda: self.context.load(identifier))

        listing, cursor = HistorySelection(), ""
        while True:
            screen = HistoryScreen(in_background(read), listing, cursor, load)
            step = await self.app.push_screen_wait(screen)
            listing, cursor = screen.listing, screen.cursor
            match step:
                case None:
                    return
                case "progress":
                    await self._progress()
                case "bin":
                    await self.show_bin()
                case "take back":
                    await self.take_back()
                case Discard(row):
                    await self.discard(row)
                case row:
                    await self.open_attempt(row)

    async def _progress(self) -> None:
        """The progress pages, until the sitter goes back."""
        context, view = self.context, View(bank=self.in_hand)
        known: dict[str | None, PastReader] = {}

        def read(bank: str | None) -> PastReader | None:
            if bank in known:
                return known[bank]
            bank_of = {one.id: one for one in self.banks}.get
            schedule = context.schedule()
            past = read_past(context.open_store, bank, bank_of, context.local_now(), schedule.exam_date)
            return PastReader(replace(past, schedule=schedule, pass_mark=context.pass_mark())) if past else None

        while True:
            # Nothing but what is sat from here changes a past, and that forgets what was read.
            screen = ProgressScreen(in_background(partial(read, view.bank)), view)
            step = await self.app.push_screen_wait(screen)
            view, past = screen.view, screen.past
            if screen.reader is not None:
                known[view.bank] = screen.reader
            match step:
                case None:
                    return
                case OtherBank(bank):
                    view = View(view.name, bank)
                    self.take_in_hand(bank, screen.past.banks if screen.past else ())
                case "drill":
                    if past is not None and past.bank is not None and await self._build_drill(past.bank):
                        known.clear()
                case "exam day":
                    if await self._plan_review():
                        known.clear()
                case ChangedSlot():
                    await self._show_answer(step.attempt, step.n)
                case ItemRow():
                    await self._show_item(step)
                case ConfusedPair():
                    assert past is not None
                    if await self._pair(past, step):
                        known.clear()
                        view = replace(view, line=0)
                case _:
                    assert_never(step)

    async def _show_item(self, row: ItemRow) -> None:
        """One question with its past."""
        try:
            story = await in_background(lambda: item_story(row.past, row.statistics.item))
            notes = await in_background(lambda: self.context.notes(row.past.bank_id))
        except StoreError as error:
            await self.tell("Past answers cannot be read.", str(error))
            return
        await self.app.push_screen_wait(ItemScreen(row, story, notes.get(row.statistics.item, ())))

    async def _plan_review(self) -> bool:
        """When the exam is, and what drills count for. False where nothing was changed."""
        context = self.context
        try:
            before = read_schedule(context.data_dir)
            wanted = await self.app.push_screen_wait(ScheduleScreen(before, context.local_now().date()))
            if wanted is None or wanted == before:
                return False
            write_schedule(context.data_dir, wanted)
        except FileRefused as refused:
            await self.tell("When to review cannot be read.", str(refused))
            return False
        except OSError as error:
            place = f"{context.data_dir}: {error.strerror}"
            await self.tell("When to review could not be kept.", f"{place}. Nothing was changed.")
            return False
        return True

    def take_in_hand(self, bank: str, titles: Sequence[tuple[str, str]]) -> None:
        """Makes a bank the one in hand; where that cannot be kept, it is said."""
        self.app.in_hand = dict(titles).get(bank, bank)
        try:
            self.context.take_in_hand(bank)
        except OSError as error:
            self.app.say(f"The bank in hand could not be kept: {error.strerror}.", "warning")

    async def _build_drill(self, bank: Bank) -> bool:
        """The drill builder and the drill. False where none was begun."""
        if (pending := await self._pending(bank)) is None:
            return False
        drill = await self.app.push_screen_wait(DrillScreen(pending))
        return drill is not None and await self._drill(drill)

    async def _drill_missed(self, bank: Bank | str) -> None:
        """A drill of what was missed the last time, and of nothing else."""
        if isinstance(bank, str):
            await self._drill_from_papers(bank)
            return
        if (pending := await self._pending(bank)) is None:
            return
        if items := choose_items(pending, DrillRequest(reasons=("missed",))):
            await self._drill(DrillItems(bank, tuple(items), drill_title(items.values())))
        else:
            self.app.say("Nothing is missed: whatever you met was right the last time.")

    async def _drill_from_papers(self, bank: str) -> None:
        """The same of a bank that is not here."""
        seed = self.context.new_seed()

        def make(_: Report) -> Form:
            with self.context.open_store() as store:
                return missed_without_bank(store, bank, seed)

        await self.sit_made(make, DRILL_MODE)

    async def _pending(self, bank: Bank) -> Pending | None:
        """What of a bank could be asked again; None where that cannot be told, which is said."""
        try:
            pending = await in_background(lambda: self.context.pending(bank))
        except StoreError as error:
            await self.tell("Past attempts cannot be read.", str(error))
            return None
        if pending is None:
            text = "Set up a paper of one of its sections instead."
            await self.tell("No drill can be built from so large a bank.", text)
        return pending

    async def _drill(self, drill: DrillItems) -> bool:
        """A paper of these items, and its sitting. False where it could not be made."""
        bank, seed = drill.bank, self.context.new_seed()

        def make(report: Report) -> Form:
            past = self.context.results(bank.id)
            return make_drill(bank, drill.items, past, seed, title=drill.title, progress=report).form

        return await self.sit_made(make, drill.mode)

    async def _pair(self, past: Past, pair: ConfusedPair) -> bool:
        """Both questions of a confusion, and what the sitter wants of them. True where something was sat."""
        bank = past.bank
        last = await self._load(pair.last)
        known = bank.item_by_id if bank is not None else {}
        seed = self.context.new_seed()
        while True:
            screen = PairScreen(
                pair, *pair_sides(pair, bank, last), drillable=pair.item in known and pair.home in known
            )
            match await self.app.push_screen_wait(screen):
                case "drill" if bank is not None:
                    return await self.sit_made(lambda _: contrast_drill(bank, pair.item, pair.home, seed), DRILL_MODE)
                case "review" if last is not None:
                    n = next((slot.n for slot in last.form.slots if slot.item == pair.item), 1)
                    await self._show_answer(pair.last, n)
                case None:
                    return False
                case _:
                    pass

    async def _show_answer(self, identifier: str, n: int) -> None:
        """One question of an attempt, as its review shows it."""
        if (attempt := await self._load(identifier)) is not None:
            since = in_background(lambda: self.context.bank_since(attempt))
            review = ReviewScreen(
                attempt,
                start=n,
                pictures=self.context.pictures,
                since=since,
                notes=self.notes_besides(attempt, identifier),
            )
            await self.app.push_screen_wait(review)

    async def _load(self, identifier: str) -> Attempt | None:
        try:
            return await in_background(lambda: self.context.load(identifier))
        except StoreError as error:
            self.app.say(str(error), "warning")
            return None
