"""One question of a bank as it would be asked, and only on wish with what is right, because that uses it up."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.fold import begin
from exam.core.form import Form
from exam.core.own_words import OwnWords
from exam.learning.browsing import Listed
from exam.tui.sitting.asked import question_text
from exam.tui.sitting.dialogs import Ask
from exam.tui.sitting.explained import explained_text, own_reasons
from exam.tui.sitting.page import WAYS, Paged, QuestionPage
from exam.tui.sitting.question_text import TextPiece
from exam.tui.widgets.keybar import KeyBar
from exam.tui.widgets.page import help_hint


class LookScreen(Paged[bool]):
    """A question that nobody sits. Dismisses whether what is right is shown by now."""

    BACK = "done"
    FOLD = "look.exhibit"
    OPEN = "look.picture"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "key", "show what is right, or hide it", id="look.key"),
        Binding("!", "mend('report')", "report the question as faulty", id="look.report"),
        Binding("e", "mend('edit')", "edit the question in its bank's file", id="look.edit"),
        Binding("v,f2", "exhibit", "fold what stands beside the question, or show it", id="look.exhibit"),
        Binding("o,f3", "picture", "open a picture in the system's viewer", id="look.picture"),
        Binding("up", "scroll(-1)", "scroll up", id="look.up"),
        Binding("down,j", "scroll(1)", "scroll down", id="look.down"),
        Binding("pageup,ctrl+u", "turn(-1)", "page up", id="look.page-up"),
        Binding("pagedown,ctrl+d,space", "turn(1)", "page down", id="look.page-down"),
        Binding("escape,q,enter", "done", "back", id="look.done"),
    ]

    def __init__(
        self, form: Form, listed: Listed, pictures: Path, notes: tuple[OwnWords, ...] = (), *, shown: bool
    ) -> None:
        """`form` has this one question; `notes` are those on it, which may tell what is right and stand with it;
        `shown`: the learner wanted to see that, here or at another one."""
        super().__init__(form, "Questions")
        self.kept = pictures
        self.attempt = begin(form)
        self.listed, self.notes, self.shown = listed, notes, shown

    def corner(self) -> Widget:
        return Static(classes="where filter", markup=False)

    def foot(self) -> tuple[()]:
        return ()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(KeyBar).hints = (
            self.hint("look.key", "what is right"),
            self.hint("look.done", "back", last=True),
            self.hint("look.edit", "edit"),
            self.hint("look.report", "report"),
            help_hint(self.app),
        )
        self.paint()

    def shown_attempt(self) -> tuple[Attempt, int]:
        return self.attempt, 1

    def paint(self) -> None:
        self.query_one(".filter", Static).update(Content(self.listed.item))
        self.head(self.listed.section_title, self.listed.past + (" · ✎ note" if self.notes else ""))
        if self.shown:
            aside = (TextPiece("Nobody was asked: this is no exam.", "muted"),)
            text = explained_text(self.attempt, 1, aside, own_reasons(self.attempt.of(1), self.notes))
        else:
            text = question_text(self.attempt, 1)
        self.query_one(QuestionPage).show(self.with_exhibits(text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.cramped or action == "done"

    @work(group=WAYS, exclusive=True)
    async def action_key(self) -> None:
        if not self.shown:
            text = (
                "Once you have seen it, your answer to this question says less about what you know. "
                "The other questions that you look at show what is right, too."
            )
            ask = Ask("Show what is right?", text, yes="Show it", no="Leave it hidden")
            if not await self.app.push_screen_wait(ask):
                return
        self.shown = not self.shown
        self.paint()

    def go(self, n: int) -> None:
        """There is no other question here."""

    def go_on(self) -> None:
        self.action_done()

    async def action_mend(self, how: str) -> None:
        await self.run_action(f"app.mend({how!r}, {self.form.bank!r}, {self.listed.item!r})")

    def action_done(self) -> None:
        self.dismiss(self.shown)
