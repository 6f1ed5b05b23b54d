"""The page on which a question stands, and what a screen of such pages does in any case."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.screen import ScreenResultType
from textual.widget import Widget

from exam.core.attempt import Attempt
from exam.core.exhibit import Exhibit
from exam.core.exhibit_lines import exhibit_title, exhibits_of
from exam.core.form import Form
from exam.files.pictures import Picture, kept_picture
from exam.tui.sitting.dialogs import GoTo
from exam.tui.sitting.frame import Framed, Scrolled
from exam.tui.sitting.question_body import QuestionBody
from exam.tui.sitting.question_rows import helps_beside, question_as_text
from exam.tui.sitting.question_text import ExhibitText, QuestionPart, QuestionText
from exam.tui.stage import Stage
from exam.tui.widgets.once import take_along
from exam.tui.widgets.pictures import open_outside, size_here, view, way_here

_WIDEST = 160
"""Cells of the widest page; the style sheet has this figure too."""
WAYS = "ways"
"""The worker group in which a way to another screen runs; it is cancelled when that screen is closed from here."""


class Paged(Framed[ScreenResultType]):
    """A screen that shows one question of an attempt after the other: of a running one, or of one that is over."""

    FOLD: ClassVar[str] = "room.exhibit"
    """The id of the key that folds exhibits."""
    OPEN: ClassVar[str] = "room.picture"
    """The id of the key that opens a picture."""
    folded: frozenset[str] = frozenset()
    """Exhibits that the sitter has folded, by their ids."""
    kept: Path | None = None
    """Where copies of pictures are kept."""

    def __init__(self, form: Form, word: str = "") -> None:
        super().__init__(form, word)
        self._copies: dict[str, Picture | None] = {}
        self._views: dict[str, Widget | None] = {}

    def body(self) -> "QuestionPage":
        return QuestionPage()

    def shown_attempt(self) -> tuple[Attempt, int]:
        """The attempt, and the number of the question on screen, from 1."""
        raise NotImplementedError

    def go_on(self) -> None:
        """What comes after the end of the question."""
        raise NotImplementedError

    def go(self, n: int) -> None:
        """Shows question `n`."""
        raise NotImplementedError

    def with_exhibits(self, text: QuestionText) -> QuestionText:
        """The same with what stands beside the question."""
        found = exhibits_of(self.form, self.form.slot(text.n))
        if not found:
            return text
        shown = tuple(self._shown(exhibit, first=exhibit is found[0]) for exhibit in found)
        return replace(text, exhibits=shown)

    def on_mount(self) -> None:
        self.query_one(QuestionBody).view = self._view

    def picture_of(self, exhibit: str) -> Picture | None:
        """The copy of a picture that was kept; None where there is none."""
        digest = self.form.pictures.get(exhibit)
        if exhibit not in self._copies:
            self._copies[exhibit] = kept_picture(self.kept, digest) if self.kept is not None and digest else None
        return self._copies[exhibit]

    def _view(self, exhibit: str) -> Widget | None:
        if exhibit not in self._views:
            picture, way = self.picture_of(exhibit), way_here()
            self._views[exhibit] = view(picture, way) if picture is not None and way is not None else None
        return self._views[exhibit]

    def action_picture(self) -> None:
        """Opens the pictures beside the question in the system's viewer, or says where they lie."""
        _, n = self.shown_attempt()
        beside = exhibits_of(self.form, self.form.slot(n))
        files = [
            self.kept / picture.kept_name
            for exhibit in beside
            if exhibit.picture and self.kept is not None and (picture := self.picture_of(exhibit.id)) is not None
        ]
        if not files:
            self.say("There is no picture to open here.")
        elif all(map(open_outside, files)):
            self.say("Opened in your viewer.")
        else:
            self.app.notify(f"No viewer is known here. The picture lies in\n{files[0]}", markup=False, timeout=20)

    def _shown(self, exhibit: Exhibit, *, first: bool) -> ExhibitText:
        is_open = exhibit.id not in self.folded
        tip = f"{self.key_now(self.FOLD)} {'folds' if is_open else 'shows'} it" if first else ""
        title = exhibit_title(self.form, exhibit)
        picture = self.picture_of(exhibit.id) if exhibit.picture else None
        if picture is None:
            return ExhibitText(title, exhibit, is_open, tip)
        opens = f"{self.key_now(self.OPEN)} opens it"
        return ExhibitText(title, exhibit, is_open, tip, opens, size_here(picture) if self._view(exhibit.id) else None)

    def key_now(self, name: str) -> str:
        """A key of the question screen or of the review, as it can be pressed now."""
        return self.hint(name).key

    def action_exhibit(self, place: int | None = None) -> None:
        """Folds what stands beside the question, or one of it, and shows it again. It stays so at other questions."""
        _, n = self.shown_attempt()
        found = [exhibit.id for exhibit in exhibits_of(self.form, self.form.slot(n))]
        if not found:
            self.say("Nothing stands beside this question.")
            return
        here = set(found if place is None else found[place : place + 1])
        self.folded = self.folded - here if here <= self.folded else self.folded | here
        self.paint()

    def action_copy(self) -> None:
        """Hands what is shown of the question to the terminal's clipboard (OSC 52)."""
        question = self.query_one(QuestionBody).question
        if question is not None:
            self.say(take_along(self.app, question_as_text(question)))

    def paint(self) -> None:
        """Shows the question anew."""
        raise NotImplementedError

    def action_next(self) -> None:
        page = self.query_one(QuestionPage)
        (self.go_on if page.ended else page.scroll_on)()

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPage).scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        page = self.query_one(QuestionPage)
        (page.scroll_page_down if pages > 0 else page.scroll_page_up)(animate=False)

    @work(group=WAYS, exclusive=True)
    async def action_go_to(self) -> None:
        n = await self.app.push_screen_wait(GoTo(len(self.form.slots)))
        if n is not None:
            self.go(n)


class QuestionPage(Scrolled):
    """One question, scrolled where it does not fit. The next one is shown in place."""

    def __init__(self) -> None:
        super().__init__(QuestionBody())
        self.question: QuestionText | None = None
        self.laid_out = False
        """Whether what is shown has been laid out, so that `more` and `ended` are up to date."""
        self._ends_seen: set[int] = set()

    def show(self, question: QuestionText) -> None:
        """Shows a question; only what differs from what is there is painted again."""
        before, self.question = self.question, question
        if before == question:
            return
        if before is None or before.n != question.n:
            self.scroll_home(animate=False, force=True, immediate=True)
            self.laid_out = False
        elif before.uncovered != question.uncovered:
            self.laid_out = False
        if any(question.uncovered):
            # They come below the question, so its end has moved and has to be seen again.
            self._ends_seen.discard(question.n)
        self._make_room()
        body = self.query_one(QuestionBody)
        was_disputed, body.question = body.is_disputed, question
        turned = before is not None and before.n != question.n
        if turned and (was_disputed or body.is_disputed) and isinstance(self.app, Stage):
            # Letters that stand elsewhere than they should would stay beside the next question.
            self.app.action_redraw()
        self.look_soon()

    def on_resize(self) -> None:
        super().on_resize()
        self._make_room()

    def _make_room(self) -> None:
        """Widens the page where the question is better read with its exhibits beside it."""
        # Before the first layout: less the padding of the column and the bar, and the lines above and below it. A cell
        # stays free between the text and the bar.
        width = self.scrollable_content_region.width or min(self.app.size.width, _WIDEST) - 5
        room, height = width - 1, self.size.height or self.app.size.height - 9
        beside = self.question is not None and helps_beside(self.question, room, height)
        self.screen.set_class(beside, "-beside")

    def scroll_on(self) -> None:
        """Scrolls on by a page, as soon as what is shown is laid out."""
        if self.laid_out:
            self.scroll_page_down(animate=False)
        else:
            self.call_after_refresh(self.scroll_page_down, animate=False)

    def begins_with_field(self, question: QuestionText) -> bool:
        """Whether the field of a question is in sight when it comes on screen; also where there is no size yet."""
        row = self.query_one(QuestionBody).field_row(question)
        return row is None or row < self.scrollable_content_region.height

    def bring(self, part: QuestionPart) -> None:
        """Scrolls a part of the question into view, once it is laid out."""
        self.call_after_refresh(self._bring, part)

    def _bring(self, part: QuestionPart) -> None:
        body = self.query_one(QuestionBody)
        if (rows := body.rows_about(part)) is not None:
            self.scroll_to_region(rows.translate(body.virtual_region.offset), animate=False, force=True)

    @property
    def ended(self) -> bool:
        """Whether the end of this question has been on screen, or comes with the next frame because all of it fits.

        Decided at once and never waited for: a key put off would come after the keys typed behind it, and an answer
        meant for the next question would be given to this one.
        """
        if self.question is None or self.question.n in self._ends_seen:
            return True
        rows = self.query_one(QuestionBody).row_count
        return not self.laid_out and 0 < rows <= self.scrollable_content_region.height

    def look(self) -> None:
        super().look()
        self.laid_out = True
        if not self.more and self.question is not None:
            self._ends_seen.add(self.question.n)
