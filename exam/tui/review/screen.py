"""The review of an attempt: a question with the answer given, the key and the reasons."""

from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from exam.core.attempt import Attempt, Refused
from exam.core.form import Slot
from exam.core.wording import duration, sharing
from exam.learning.review_filters import filter_title, kept
from exam.store import StoreError
from exam.tui.context import Annotate
from exam.tui.keymap import keys_of, shown
from exam.tui.review.sections import Sections
from exam.tui.sitting.captions import signs
from exam.tui.sitting.dialogs import GoTo, WriteLine
from exam.tui.sitting.frame import Framed
from exam.tui.sitting.page import QuestionPage
from exam.tui.sitting.parts import Divider, ExamTitle, Scrolled, SplitLine
from exam.tui.sitting.question_text import Piece, QuestionText, explained_options, letters, reasons, verdict_piece
from exam.tui.stage import Stage
from exam.tui.widgets.keybar import Hint, KeyBar

_NOTHING = {
    "missed": "Nothing was missed.",
    "flagged": "No question was flagged.",
    "changed": "No answer was changed.",
    "unsure": "No question was marked as unsure.",
    "slow": "No question took half as long again as the paper allows.",
}


class ReviewScreen(Framed[None]):
    """The questions that a filter keeps, one a page."""

    CSS_PATH = "../sitting/sitting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,n,right,space", "next", "next question", id="review.next"),
        Binding("p,left", "back", "previous question", id="review.back"),
        Binding("home", "first", "first question", id="review.first"),
        Binding("end", "last", "last question", id="review.last"),
        Binding("/", "go_to", "go to a number", id="review.go-to"),
        Binding("a", "only('all')", "all questions", id="review.all"),
        Binding("m", "only('missed')", "missed questions", id="review.missed"),
        Binding("f", "only('flagged')", "flagged questions", id="review.flagged"),
        Binding("c", "only('changed')", "changed answers", id="review.changed"),
        Binding("u", "only('unsure')", "unsure answers", id="review.unsure"),
        Binding("t", "only('slow')", "slow answers", id="review.slow"),
        Binding("s", "section", "one section", id="review.section"),
        Binding("w", "write('note')", "write a note on the question", id="review.note"),
        Binding("!", "write('report')", "report the question as faulty", id="review.report"),
        Binding("up,k", "scroll(-1)", "scroll up", id="review.up"),
        Binding("down,j", "scroll(1)", "scroll down", id="review.down"),
        Binding("pageup,ctrl+u", "turn(-1)", "page up", id="review.page-up"),
        Binding("pagedown,ctrl+d", "turn(1)", "page down", id="review.page-down"),
        Binding("escape,q", "done", "done", id="review.done"),
    ]

    def __init__(
        self, attempt: Attempt, *, only: str = "all", start: int | None = None, annotate: Annotate | None = None
    ) -> None:
        super().__init__()
        self.attempt = attempt
        self.annotate = annotate
        self.empty = not kept(attempt, only)
        """Whether the filter that was asked for leaves nothing, so that all questions are shown."""
        self.asked = only
        self.only = "all" if self.empty else only
        self.places = kept(attempt, self.only)
        self.n = start if start in self.places else self.places[0]

    def page(self) -> ComposeResult:
        form = self.attempt.form
        with Vertical(classes="column"):
            with Horizontal(classes="top"):
                yield ExamTitle(form, "Review")
                yield Static(classes="where filter", markup=False)
            yield SplitLine()
            yield Divider()
            yield QuestionPage()
            yield Divider(classes="lower")
            yield KeyBar(self._hints())

    def on_mount(self) -> None:
        self.paint()
        if self.empty:
            self.query_one(KeyBar).say(_NOTHING.get(self.asked, "There is nothing of that kind."))

    def paint(self) -> None:
        """Shows the question at place `n`."""
        attempt, n = self.attempt, self.n
        slot, progress = attempt.form.slot(n), attempt.of(n)
        heading = self.query_one(SplitLine)
        heading.left = attempt.form.title_of[slot.section]
        heading.right = " · ".join([f"question {n} of {len(attempt.form.slots)}", *signs(progress)])
        self.query_one(".filter", Static).update(
            Content(f"{filter_title(attempt, self.only)} · {self.places.index(n) + 1} of {len(self.places)}")
            if self.only != "all"
            else Content("all questions")
        )
        self.query_one(QuestionPage).show(
            QuestionText(
                n=n,
                stem=slot.stem,
                hints=(verdict_piece(slot, progress), Piece(self._story(slot), "muted"), *self._sharing(slot)),
                options=explained_options(attempt.form, slot, progress),
                reasons=self._reasons(slot),
            )
        )

    def on_scrolled_more_changed(self, message: Scrolled.MoreChanged) -> None:
        self.query_one(".lower", Divider).more = message.more

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        await self.run_action(message.action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.cramped or action == "done"

    def action_next(self) -> None:
        page = self.query_one(QuestionPage)
        if not page.ended:
            page.scroll_on()
        elif self.n == self.places[-1]:
            self.query_one(KeyBar).say(f"This was the last one here. {self._key('done')} goes back.")
        else:
            self._go(self.places[self.places.index(self.n) + 1])

    def _key(self, name: str) -> str:
        return shown(keys_of(self.app, self.BINDINGS)[f"review.{name}"][0])

    def action_back(self) -> None:
        self._go(self.places[max(0, self.places.index(self.n) - 1)])

    def action_first(self) -> None:
        self._go(self.places[0])

    def action_last(self) -> None:
        self._go(self.places[-1])

    def action_only(self, only: str) -> None:
        places = kept(self.attempt, only)
        if not places:
            self.query_one(KeyBar).say(_NOTHING.get(only, "There is nothing of that kind."))
            return
        self.only, self.places = only, places
        self._go(self.n if self.n in places else places[0])

    @work(exclusive=True)
    async def action_section(self) -> None:
        section = await self.app.push_screen_wait(Sections(self.attempt.form.title_of))
        if section is not None:
            self.action_only(section)

    @work(exclusive=True)
    async def action_go_to(self) -> None:
        n = await self.app.push_screen_wait(GoTo(len(self.attempt.form.slots)))
        if n is None:
            return
        if n not in self.places:
            self.only, self.places = "all", kept(self.attempt, "all")
        self._go(n)

    @work(exclusive=True)
    async def action_write(self, kind: Literal["note", "report"]) -> None:
        """Asks for a note or a report and has it written down."""
        if self.annotate is None:
            self.query_one(KeyBar).say("Nothing can be written here.")
            return
        n, progress = self.n, self.attempt.of(self.n)
        if kind == "note":
            text = "For yourself; kept with the attempt. Empty takes it away."
            card = WriteLine(f"Note on question {n}", text, progress.note)
        else:
            card = WriteLine(f"Report question {n}", "What is wrong with it? Your score stays.", progress.report)
        written = await self.app.push_screen_wait(card)
        if written is None or written == (progress.note if kind == "note" else progress.report):
            return
        try:
            self.attempt = self.annotate(kind, n, written)
        except (Refused, StoreError) as trouble:
            self.query_one(KeyBar).say(f"Not written. {trouble}", seconds=None)
            return
        self.paint()
        self.query_one(KeyBar).say("Written down." if written else "Taken away.")

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPage).scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        page = self.query_one(QuestionPage)
        if pages > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)

    def action_done(self) -> None:
        self.dismiss(None)

    def _go(self, n: int) -> None:
        self.n = n
        self.query_one(KeyBar).hush()
        self.paint()

    def _hints(self) -> tuple[Hint, ...]:
        bound = keys_of(self.app, self.BINDINGS)

        def hint(name: str, label: str, action: str, place: int = 0) -> Hint:
            return Hint(shown(bound[f"review.{name}"][place]), label, action)

        return (
            hint("next", "next", "next"),
            hint("back", "back", "back", -1),
            hint("done", "done", "done"),
            hint("all", "all", "only('all')"),
            hint("missed", "missed", "only('missed')"),
            *((hint("note", "note", "write('note')"),) if self.annotate is not None else ()),
            hint("flagged", "flagged", "only('flagged')"),
            hint("section", "section", "section"),
            hint("changed", "changed", "only('changed')"),
            hint("slow", "slow", "only('slow')"),
            hint("unsure", "unsure", "only('unsure')"),
            Hint(shown(keys_of(self.app, Stage.BINDINGS)["app.keys"][0]), "keys", "app.help"),
        )

    def _sharing(self, slot: Slot) -> tuple[Piece, ...]:
        said = sharing(self.attempt.form, slot)
        return (Piece(said, "muted"),) if said else ()

    def _story(self, slot: Slot) -> str:
        """How the answer came about: the time it took, and the answers before it."""
        progress = self.attempt.of(slot.n)
        told = [f"{duration(progress.spent.total_seconds())} on this question"] if progress.visited else ["not reached"]
        if len(progress.history) > 1:
            told.append("answered " + ", then ".join(letters(slot, response) for response in progress.history))
        if progress.revealed:
            told.append("shown while practising")
        return " · ".join(told)

    def _reasons(self, slot: Slot) -> tuple[tuple[str, str], ...]:
        progress = self.attempt.of(slot.n)
        own = (("Your note", progress.note), ("Your report", progress.report))
        return (*reasons(slot), *((heading, text) for heading, text in own if text))
