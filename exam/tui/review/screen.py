"""The review of an attempt: a question with the answer given, the key and the reasons."""

from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt, Refused
from exam.core.own_words import NotesByItem
from exam.core.wording import counted
from exam.learning.bank_since import BankSince
from exam.learning.regrade import Regrade
from exam.learning.review_filters import filter_title, kept, words_of_none_kept
from exam.sitting.walk import Walk
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.context import Annotate
from exam.tui.review.faulty import Confirm, FaultyQuestion, Regrading, accepted_too
from exam.tui.review.sections import Sections
from exam.tui.review.since import pieces_of_bank
from exam.tui.sitting.dialogs import WriteLine
from exam.tui.sitting.explained import explained_text, how_it_came, own_reasons
from exam.tui.sitting.noting import Noting, text_in
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.page import WAYS, QuestionPage
from exam.tui.sitting.question_text import TextPiece, shared_answers, signs_of_sitter
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.page import help_hint

_IN_THE_LINE_OF_KEYS = ("all", "missed", "note", "flagged", "section", "changed", "slow", "unsure")


class ReviewScreen(Noting[Attempt]):
    """The questions that a filter keeps, one a page. Dismisses the attempt with what was written.

    A filter is "all", "missed", "flagged", "changed", "unsure", "slow", or a section's id. Where the one that was
    asked for keeps nothing, all questions are shown and a note says so. Without `annotate` nothing can be written.
    """

    BACK = "done"
    FOLD = "review.exhibit"
    OPEN = "review.picture"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,n,right,space", "next", "next question", id="review.next"),
        Binding("p,left", "back", "previous question", id="review.back"),
        Binding("home", "first", "first question", id="review.first"),
        Binding("end", "last", "last question", id="review.last"),
        Binding("/", "go_to", "go to a number", id="review.go-to"),
        Binding("a", "only('all')", "all questions", id="review.all"),
        Binding("r", "only('missed')", "missed questions", id="review.missed"),
        Binding("f", "only('flagged')", "flagged questions", id="review.flagged"),
        Binding("c", "only('changed')", "changed answers", id="review.changed"),
        Binding("u", "only('unsure')", "unsure answers", id="review.unsure"),
        Binding("w", "only('slow')", "slow answers", id="review.slow"),
        Binding("s", "section", "one section", id="review.section"),
        Binding("m", "write('note')", "write a note on the question", id="review.note"),
        Binding("l,f4", "pad", "the scratchpad of this exam", id="review.pad"),
        Binding("!", "write('report')", "report the question as faulty", id="review.report"),
        Binding("=", "correct", "mark the question anew, which is faulty", id="review.faulty"),
        Binding("e", "edit", "edit the question in its bank's file", id="review.edit"),
        Binding("v,f2", "exhibit", "fold what stands beside the question, or show it", id="review.exhibit"),
        Binding("o,f3", "picture", "open a picture in the system's viewer", id="review.picture"),
        Binding("y", "copy", "copy the question, to take it along", id="review.copy"),
        Binding("up,k", "scroll(-1)", "scroll up", id="review.up"),
        Binding("down,j", "scroll(1)", "scroll down", id="review.down"),
        Binding("pageup,ctrl+u", "turn(-1)", "page up", id="review.page-up"),
        Binding("pagedown,ctrl+d", "turn(1)", "page down", id="review.page-down"),
        Binding("escape,q", "done", "done", id="review.done"),
    ]

    def __init__(
        self,
        attempt: Attempt,
        *,
        only: str = "all",
        start: int | None = None,
        annotate: Annotate | None = None,
        pictures: Path | None = None,
        regrading: Regrading | None = None,
        since: Awaitable[BankSince] | None = None,
        notes: Awaitable[NotesByItem] | None = None,
    ) -> None:
        """`start` is the number of the question to begin at, from 1; `pictures`, where copies of pictures are kept.

        `regrading` marks anew what was faulty; without it nothing can be. `since` says what became of the bank, and
        `notes` are those of other attempts.
        """
        super().__init__(attempt.form, "Review")
        self.kept = pictures
        self.attempt = attempt
        self.annotate = annotate
        self.regrading = regrading
        self.done_last: Sequence[Regrade] = ()
        """What was marked anew from here last, as long as it was not taken back."""
        self.asked = only
        self.walk = self._walk(only) if kept(attempt, only) else self._walk("all")
        self.n = self.first = start if start in self.walk.numbers else self.walk.numbers[0]
        self.learning_since, self.reading_notes = since, notes
        self.since: BankSince | None = None

    def corner(self) -> Widget:
        return Static(classes="where filter", markup=False)

    def foot(self) -> tuple[Widget]:
        return (Pad(),)

    @work
    async def _hold_against_bank(self, reading: Awaitable[BankSince]) -> None:
        self.since = await reading
        self.paint()

    def on_mount(self) -> None:
        super().on_mount()
        self.paint()
        if self.learning_since is not None:
            self._hold_against_bank(self.learning_since)
        if self.reading_notes is not None:
            self.show_notes(self.reading_notes)
        if self.walk.kind != self.asked:
            self.say(words_of_none_kept(self.asked))

    def shown_attempt(self) -> tuple[Attempt, int]:
        return self.attempt, self.n

    def paint(self) -> None:
        """Shows question `n`."""
        attempt, n, walk = self.attempt, self.n, self.walk
        slot, progress = attempt.form.slot(n), attempt.of(n)
        position = f"{filter_title(attempt, walk.kind)} · {walk.position(n)} of {len(walk.numbers)}"
        self.query_one(".filter", Static).update(Content("all questions" if walk.kind == "all" else position))
        self.head(
            attempt.form.title_of[slot.section],
            " · ".join(
                [f"question {n} of {len(attempt.form.slots)}", *signs_of_sitter(progress), *self.sign_of_notes(n)]
            ),
        )
        key = self.key_now("review.faulty") if self.regrading is not None else ""
        of_bank = pieces_of_bank(self.since, attempt, n, first=n == self.first, key=key)
        asides = (TextPiece(how_it_came(slot, progress), "muted"), *shared_answers(attempt.form, slot), *of_bank)
        notes = own_reasons(progress, self.notes_on(n))
        self.query_one(QuestionPage).show(self.with_exhibits(explained_text(attempt, n, asides, notes)))
        self.query_one(KeyBar).hints = self._hints()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.cramped or action == "done"

    def go(self, n: int) -> None:
        """Shows question `n`; one that the filter leaves out ends the filter."""
        if self.query_one(Pad).kind in ("note", "report"):
            self.keep_pad()
            self.query_one(Pad).close()
        if n not in self.walk.numbers:
            self.walk = self._walk("all")
        self.n = n
        self.query_one(KeyBar).hush()
        self.paint()

    def go_on(self) -> None:
        following = self.walk.after(self.n)
        if following is None:
            self.say(f"This was the last one here. {self.hint('review.done').key} goes back.")
        else:
            self.go(following)

    def action_back(self) -> None:
        self.go(self.walk.before(self.n) or self.n)

    def action_first(self) -> None:
        self.go(self.walk.numbers[0])

    def action_last(self) -> None:
        self.go(self.walk.numbers[-1])

    def action_only(self, only: str) -> None:
        walk = self._walk(only)
        if walk.numbers:
            self.walk = walk
            self.go(self.n if self.n in walk.numbers else walk.numbers[0])
        else:
            self.say(words_of_none_kept(only))

    @work(group=WAYS, exclusive=True)
    async def action_section(self) -> None:
        section = await self.app.push_screen_wait(Sections(self.form.title_of))
        if section is not None:
            self.action_only(section)

    def action_write(self, kind: Literal["note", "report"]) -> None:
        if self.annotate is None:
            self.say("Nothing can be written here.")
        else:
            super().action_write(kind)

    def action_pad(self) -> None:
        if self.attempt.pad:
            self.open_pad("scratchpad", read_only=True)
        else:
            self.say("Nothing was written on the scratchpad.")

    def keep_pad(self) -> None:
        pad = self.query_one(Pad)
        if pad.kind in ("note", "report") and (text := text_in(pad)) != self.written(pad.kind, pad.n):
            self._write(pad.kind, pad.n, text)

    keep_typed = keep_pad

    def _write(self, kind: Literal["note", "report"], n: int, text: str) -> None:
        assert self.annotate is not None
        try:
            self.attempt = self.annotate(kind, n, text)
        except (Refused, StoreError) as trouble:
            self.query_one(KeyBar).say(f"Not written. {trouble}", seconds=None)
            return
        self.paint()
        self.say("Written down." if text else "Taken away.")

    async def action_edit(self) -> None:
        await self.run_action(f"app.mend('edit', {self.form.bank!r}, {self.form.slot(self.n).item!r})")

    @work(group=WAYS, exclusive=True)
    async def action_correct(self) -> None:
        """Asks what is right after all, shows what that changes, and does it."""
        if self.regrading is None:
            self.say("Nothing can be marked anew here.")
            return
        try:
            await self._correct(self.regrading, self.n)
        except (Refused, StoreError) as trouble:
            self.query_one(KeyBar).say(f"Nothing was changed. {trouble}", seconds=None)

    async def _correct(self, regrading: Regrading, n: int) -> None:
        by_bank = None if self.since is None else self.since.ruling(self.attempt, n)
        asked = FaultyQuestion(self.attempt, n, undoable=bool(self.done_last), by_bank=by_bank)
        if (place := await self.app.push_screen_wait(asked)) is None:
            return
        said = asked.said[place]
        if said == "back":
            back, self.done_last = self.done_last, ()
            self._marked(await in_background(lambda: regrading.take_back(back)), "As it was before.")
            return
        if said == "typed":
            title, text = f"Accepted for question {n}", "Counts from now on wherever it was typed."
            mine = " ".join(self.attempt.of(n).response)
            if not (typed := await self.app.push_screen_wait(WriteLine(title, text, mine))):
                return
            said = accepted_too(self.attempt, n, typed)
        item, ruling = self.form.slot(n).item, said
        found = await in_background(lambda: regrading.foresee(item, ruling))
        if not found.mine.changed and not found.others:
            self.say("That changes nothing.")
            return
        confirm = Confirm(n, found)
        if (place := await self.app.push_screen_wait(confirm)) is None:
            return
        planned = [one for one in (found.all if confirm.whose[place] == "everybody" else (found.mine,)) if one.changed]
        attempt = await in_background(lambda: regrading.carry_out(planned))
        self.done_last = planned
        key = self.key_now("review.faulty")
        own = "" if said == by_bank else f" The bank still says otherwise: {self.key_now('review.edit')} opens it."
        self._marked(attempt, f"{counted(len(planned), 'attempt')} marked anew. {key} takes it back.{own}")

    def _marked(self, attempt: Attempt, said: str) -> None:
        """Goes on with the attempt as it counts now."""
        self.attempt = attempt
        self.paint()
        self.say(said)

    def action_done(self) -> None:
        self.keep_pad()
        self.dismiss(self.attempt)

    def _walk(self, only: str) -> Walk:
        return Walk(only, kept(self.attempt, only))

    def _hints(self) -> tuple[Hint, ...]:
        if (hint := self.pad_hint()) is not None:
            return (hint,)
        return (
            self.hint("review.next", "next"),
            self.hint("review.back", "back", last=True),
            self.hint("review.done", "done"),
            *((self.hint("review.pad", "scratchpad"),) if self.attempt.pad else ()),
            *(
                self.hint(f"review.{name}", name)
                for name in _IN_THE_LINE_OF_KEYS
                if name != "note" or self.annotate is not None
            ),
            help_hint(self.app),
        )
