"""The ways through what one wrote on questions, and through the questions of a bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from exam.assembly import Impossible
from exam.core.bank import Bank
from exam.core.own_words import OwnWords
from exam.learning.browsing import Listed, listed
from exam.learning.records import records
from exam.library.paper import form_as_written
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.browse.question import LookScreen
from exam.tui.browse.screen import BrowseScreen
from exam.tui.flows.exam import ExamPath
from exam.tui.flows.mending import edit_item
from exam.tui.review.faulty import Regrading
from exam.tui.review.screen import ReviewScreen
from exam.tui.words.screen import ToItem, WordsScreen


@dataclass(frozen=True)
class WordsPath(ExamPath):
    """What home leads to for finding words and questions again."""

    async def notes(self) -> None:
        """Every note and report, and the review or the place of each, until the sitter goes back."""

        def read() -> Sequence[OwnWords]:
            with self.context.open_store() as store:
                return store.own_words()

        search, cursor, chosen = "", 0, (None, None)
        while True:
            screen = WordsScreen(in_background(read), search, cursor)
            screen.kind, screen.bank = chosen
            step = await self.app.push_screen_wait(screen)
            search, cursor, chosen = screen.search, screen.cursor, (screen.kind, screen.bank)
            match step:
                case None:
                    return
                case ToItem(words):
                    await edit_item(self.app, self.context, words.bank, words.item)
                case OwnWords():
                    await self._review(step)

    async def _review(self, words: OwnWords) -> None:
        """The question that words were written on, as the review of its attempt shows it."""
        if not words.ended:
            text = f"Attempt {words.attempt} has not ended, and a review names every key. Home goes on with it."
            await self.tell("This exam is still being sat.", text)
            return
        try:
            attempt = await in_background(lambda: self.context.load(words.attempt))
        except StoreError as error:
            await self.tell("This attempt cannot be shown.", str(error))
            return
        annotate, regrading = partial(self.context.annotate, words.attempt), Regrading(self.context, words.attempt)
        review = ReviewScreen(
            attempt,
            start=words.n,
            annotate=annotate,
            pictures=self.context.pictures,
            regrading=regrading,
            since=in_background(lambda: self.context.bank_since(attempt)),
            notes=self.notes_besides(attempt, words.attempt),
        )
        await self.app.push_screen_wait(review)

    async def browse(self, bank: Bank) -> None:
        """The questions of a bank, and one at a time looked at, until the sitter goes back."""

        def read() -> Sequence[Listed]:
            return tuple(listed(bank, records(self.context.results(bank.id))))

        shown = False
        reading = in_background(read)
        reading_notes = in_background(lambda: self.context.notes(bank.id))
        screen = BrowseScreen(bank, reading)
        while True:
            wanted = await self.app.push_screen_wait(screen)
            if wanted is None:
                return
            before, screen = screen, BrowseScreen(bank, reading)
            screen.search, screen.cursor = before.search, before.cursor
            screen.only, screen.section = before.only, before.section
            place = wanted.place
            try:
                form = await in_background(lambda place=place: form_as_written(bank, [place]))  # type: ignore[misc]
            except (Impossible, OSError) as error:
                await self.tell("This question cannot be shown.", str(error))
                continue
            notes = (await reading_notes).get(wanted.item, ())
            look = LookScreen(form, wanted, self.context.pictures, notes, shown=shown)
            shown = await self.app.push_screen_wait(look)
