"""Owns the frame of the progress pages: which page, of which bank, mode and paper. Refuses to compute: it awaits."""

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.progress import confused, habits, questions
from exam.tui.progress.frame import Frame
from exam.tui.progress.past import Past
from exam.tui.progress.tabs import PAGES, TITLES, Page, Tabs
from exam.tui.progress.views import View, Views, drawn
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.heading import BankHeading
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_NOTHING = "No exam has ended yet. After the first one, this page says how you do and what you confuse."


@dataclass(frozen=True)
class OtherBank:
    """Look at another bank's past."""

    bank: str


@dataclass(frozen=True)
class Drill:
    """Go to the drill builder."""


@dataclass(frozen=True)
class Plan:
    """Go to the page that says when the exam is."""


Wish = confused.Shown | habits.Changed | questions.Question | OtherBank | Drill | Plan
"""What the pages dismiss with; None: back."""


class ProgressScreen(FullPage[Wish | None]):
    """Six pages about one bank's past; `reading` gives it, or None where there is none."""

    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,tab", "", "page", key_display="← →", id="progress.next-page"),
        Binding("right,tab", "turn(1)", "next page", show=False, id="progress.next-page"),
        Binding("left,shift+tab", "turn(-1)", "page before", show=False, id="progress.page-before"),
        *(
            Binding(str(n), f"page({page!r})", TITLES[page], show=False, id=f"progress.{page}")
            for n, page in enumerate(PAGES, 1)
        ),
        Binding("enter", "open", "open", id="progress.open"),
        Binding("d", "drill", "drill", id="progress.drill"),
        Binding("x", "plan", "exam day", id="progress.exam-day"),
        Binding("f", "blueprint", "paper", id="progress.paper"),
        Binding("m", "mode", "mode", id="progress.mode"),
        Binding("b", "bank", "bank", id="progress.bank"),
        Binding("e", "everybodys", "everybody", id="progress.everybody"),
        Binding("escape,q,p", "back", "back", key_display="esc", id="progress.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]

    def __init__(self, reading: Awaitable[Views | None], view: View) -> None:
        super().__init__()
        self.reading = reading
        self.view = view
        self.views: Views | None = None

    def body(self) -> Iterator[Widget]:
        yield BankHeading("Progress")
        yield Tabs()
        yield Frame(Static(Content("Reading your attempts …"), classes="said alone"), id="page")

    def on_mount(self) -> None:
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        try:
            self.views = await self.reading
        except StoreError as error:
            await self._put([Static(Content(str(error)), classes="said alone")])
            return
        if self.past is None:
            await self._put([Static(Content(_NOTHING), classes="said alone")])
            return
        self.view = replace(self.view, bank=self.past.bank_id)
        self._turn(self.view, self.view.place)

    @property
    def past(self) -> Past | None:
        """What is looked at, once it is read."""
        return self.views.past if self.views else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        past = self.past
        match action:
            case "turn" | "page":
                return past is not None
            case "mode":
                return past is not None and self.view.page != "ready"
            case "blueprint":
                return self.views is not None and len(self.views.papers(self.view)) > 1
            case "bank":
                return past is not None and len(past.banks) > 1
            case "plan":
                return past is not None and self.view.page == "ready"
            case "drill":
                return past is not None and past.bank is not None
            case "everybodys":
                return past is not None and bool(past.others) and self.view.page == "questions"
            case "open":
                return past is not None and self.view.page in ("habits", "confused", "questions")
            case _:
                return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        at = PAGES.index(self.view.page)
        self.action_page(PAGES[(at + by) % len(PAGES)])

    def action_page(self, page: Page) -> None:
        self._turn(replace(self.view, page=page, place=0))

    def action_mode(self) -> None:
        assert self.views is not None
        self._turn(self.views.next_mode(self.view))

    def action_blueprint(self) -> None:
        assert self.views is not None
        self._turn(self.views.next_paper(self.view))

    def action_bank(self) -> None:
        assert self.past is not None
        names = [name for name, _ in self.past.banks]
        self.dismiss(OtherBank(names[(names.index(self.past.bank_id) + 1) % len(names)]))

    def action_everybodys(self) -> None:
        self._turn(replace(self.view, everybodys=not self.view.everybodys))

    def action_drill(self) -> None:
        self.dismiss(Drill())

    def action_plan(self) -> None:
        self.dismiss(Plan())

    def action_back(self) -> None:
        self.dismiss(None)

    def action_open(self) -> None:
        match self.focused:
            case Lines() as lines:
                lines.action_take()
            case _:
                super().action_open()

    def on_tabs_picked(self, message: Tabs.Picked) -> None:
        if self.past is not None:
            self.action_page(message.page)

    def on_choice_taken(self, message: Choice.Taken) -> None:
        places = [choice.value for choice in self.query(Choice)]
        self.view = replace(self.view, place=places.index(message.value))
        taken: Any = message.value
        self.dismiss(taken)

    def on_lines_taken(self, message: Lines.Taken) -> None:
        assert self.views is not None
        found: questions.Questions = self.views.of(self.view)
        self.view = replace(self.view, place=message.place)
        self.dismiss(found.rows[message.place])

    @work(exclusive=True, group="turn")
    async def _turn(self, view: View, place: int = 0) -> None:
        """Goes to a page; what it shows is computed once for each filter."""
        self.view = view
        views = self.views
        assert views is not None
        try:
            found = views.of(view) if views.known(view) else await in_background(lambda: views.of(view))
        except StoreError as error:
            await self._put([Static(Content(str(error)), classes="said alone")])
            return
        # All in one: each frame of a page full of figures takes as long as making the figures.
        async with self.batch():
            self._title()
            self.query_one(Tabs).show(view.page)
            self.on_resize()
            await self._put(drawn(view.page, found))
            self._focus(place)

    async def _put(self, widgets: list[Widget]) -> None:
        async with self.batch():
            await self.query_one(Frame).put(widgets)

    def _focus(self, place: int) -> None:
        choices = list(self.query(Choice))
        if lines := list(self.query(Lines)):
            lines[0].show(lines[0].count, place)
            lines[0].focus()
        elif (choices and self.view.page == "confused") or (place and choices):
            choices[min(place, len(choices) - 1)].focus()
        else:
            for body in self.query("#body"):  # none, where a key left the page while it was being turned to
                body.focus()

    def _title(self) -> None:
        past, view = self.past, self.view
        assert past is not None
        mode = {None: "exams and practice", "exam": "exams only", "practice": "practice only"}[view.mode]
        paper = "all papers" if view.blueprint is None else f"only {dict(past.papers)[view.blueprint]}"
        parts = [past.extent]
        parts += [mode, paper] if view.page != "ready" and (view.mode or view.blueprint) else []
        self.query_one(BankHeading).say(past.title, " · ".join(parts))
