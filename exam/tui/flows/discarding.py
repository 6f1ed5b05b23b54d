"""Discarding an attempt, once asked, and taking it back: by one key until the app is left, or out of the bin."""

from exam.store import AttemptRow, StoreError
from exam.tui.background import in_background
from exam.tui.flows.exam import ExamPath
from exam.tui.history.screen import HistoryScreen
from exam.tui.keymap import key_in_words, keys_of


class DiscardingPath(ExamPath):
    """What home and history can do with an attempt that shall not count."""

    async def discard(self, row: AttemptRow) -> None:
        """Puts an attempt into the bin, once the page that lists it has asked."""
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
