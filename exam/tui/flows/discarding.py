"""Discarding an attempt, once asked, and taking it back: by one key until the app is left, or out of the bin."""

from exam.core.wording import paper
from exam.store import AttemptRow, StoreError
from exam.tui.background import in_background
from exam.tui.flows.exam import ExamPath
from exam.tui.history.screen import HistoryScreen
from exam.tui.keymap import key_in_words, keys_of
from exam.tui.sitting.dialogs import Ask


class DiscardingPath(ExamPath):
    """What home and history can do with an attempt that shall not count."""

    async def discard(self, row: AttemptRow) -> None:
        """Asks once, and puts an attempt into the bin."""
        sat = paper(row.blueprint_title, row.mode, drill=row.drill)
        came = f"{row.answered} of {row.items} answered" if row.percent is None else f"{row.percent:.0f} %"
        text = f"{row.bank_title}, {sat}: {came}.\nIt counts nowhere then, and is kept in the bin for 30 days."
        if not await self.app.push_screen_wait(Ask("Discard this attempt?", text, yes="Discard it", no="Keep it")):
            return
        context = self.context

        def throw_away() -> None:
            with context.open_store() as store:
                store.discard(row.id, context.local_now())

        try:
            await in_background(throw_away)
        except StoreError as error:
            await self.tell("This attempt cannot be discarded now.", str(error))
            return
        self.app.discarded = (*self.app.discarded, row.id)
        key = key_in_words(keys_of(self.app, HistoryScreen.BINDINGS)["history.take-back"][0])
        self.app.say(f"Discarded. {key} takes it back.")

    async def take_back(self, identifier: str | None = None) -> None:
        """Takes an attempt out of the bin; without one, the one that was discarded last since the app began."""
        discarded = self.app.discarded
        if identifier is None:
            if not discarded:
                return
            identifier = discarded[-1]
        context, name = self.context, identifier

        def restore() -> None:
            with context.open_store() as store:
                store.restore(name)

        try:
            await in_background(restore)
        except StoreError as error:
            self.app.say(str(error), "warning")
        else:
            self.app.say("Taken back: it counts again.")
        self.app.discarded = tuple(one for one in discarded if one != name)

    async def show_bin(self) -> None:
        """The bin, until the sitter goes back."""
        from exam.tui.history.bin import BinScreen

        context = self.context
        while True:
            try:
                with context.open_store() as store:
                    found = store.discarded()
            except StoreError as error:
                await self.tell("The bin cannot be read.", str(error))
                return
            chosen = await self.app.push_screen_wait(BinScreen(found, context.local_now()))
            if chosen is None:
                return
            await self.take_back(chosen)
