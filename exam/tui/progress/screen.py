"""Owns the frame of the progress pages: which page, of which bank, mode and paper. Refuses to compute: it awaits."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, assert_never

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.results import Result
from exam.store import StoreError
from exam.tui.aside import aside
from exam.tui.choice import Choice
from exam.tui.lines import Lines
from exam.tui.page import Body, FullPage
from exam.tui.progress import confused, habits, questions, ready, sections, trends
from exam.tui.progress.past import Past
from exam.tui.progress.tabs import PAGES, TITLES, Page, Tabs

_NOTHING = "No exam has ended yet. After the first one, this page says how you do and what you confuse."


@dataclass(frozen=True)
class View:
    """What is looked at; kept while other pages lie over this one."""

    page: Page = "ready"
    bank: str | None = None
    """None: the one sat last."""
    mode: str | None = None
    blueprint: str | None = None
    everybodys: bool = False
    place: int = 0
    """Which line of the page was taken."""


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


@dataclass
class _Known:
    """What was computed already, by what it was computed for."""

    pages: dict[View, Any] = field(default_factory=dict)
    everybodys: Sequence[Result] | None = None


class ProgressScreen(FullPage[Wish | None]):
    """Six pages about one bank's past. `read_everybodys` reads everybody's results of a bank; it may take a while."""

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

    def __init__(
        self, reading: Awaitable[Past | None], view: View, read_everybodys: Callable[[str], Sequence[Result]]
    ) -> None:
        super().__init__()
        self.reading = reading
        self.view = view
        self.read_everybodys = read_everybodys
        self.past: Past | None = None
        self.known = _Known()

    def body(self) -> Iterator[Widget]:
        yield Static(Content.styled("Progress", "bold"), id="masthead")
        yield Tabs()
        yield Vertical(Static(Content("Reading your attempts …"), classes="said alone"), id="page")

    def on_mount(self) -> None:
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        try:
            self.past = await self.reading
        except StoreError as error:
            await self._put([Static(Content(str(error)), classes="said alone")])
            return
        if self.past is None:
            await self._put([Static(Content(_NOTHING), classes="said alone")])
            return
        self.view = replace(self.view, bank=self.past.bank_id)
        self._turn(self.view, self.view.place)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        past = self.past
        match action:
            case "turn" | "page":
                return past is not None
            case "mode":
                return past is not None and self.view.page != "ready"
            case "blueprint":
                return past is not None and len(self._papers) > 1
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
        following = {None: "exam", "exam": "practice", "practice": None}
        self._turn(replace(self.view, mode=following[self.view.mode]))

    def action_blueprint(self) -> None:
        names: list[str | None] = [None, *self._papers]
        here = names.index(self.view.blueprint) if self.view.blueprint in names else 0
        self._turn(replace(self.view, blueprint=names[(here + 1) % len(names)]))

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
        self.view = replace(self.view, place=message.place)
        found: questions.Questions = self.known.pages[self._key(self.view)]
        self.dismiss(found.rows[message.place])

    @work(exclusive=True, group="turn")
    async def _turn(self, view: View, place: int = 0) -> None:
        """Goes to a page; what it shows is computed once for each filter."""
        self.view = view
        key = self._key(view)
        past = self.past
        assert past is not None
        if key not in self.known.pages:
            try:
                self.known.pages[key] = await aside(lambda: self._computed(past, key))
            except StoreError as error:
                await self._put([Static(Content(str(error)), classes="said alone")])
                return
        # All in one: each frame of a page full of figures takes as long as making the figures.
        async with self.batch():
            self._title()
            self.query_one(Tabs).show(view.page)
            self.on_resize()
            await self._put(_drawn(view.page, self.known.pages[key]))
            self._focus(place)

    def _computed(self, past: Past, view: View) -> object:
        """What a page shows; runs in a thread."""
        # Readiness is for a paper and from all answers; the others look at the attempts that are left.
        narrowed = past if view.page == "ready" else past.only(view.mode, view.blueprint)
        if view.page != "ready" and not narrowed.sittings:
            return None
        match view.page:
            case "ready":
                return ready.read(past, view.blueprint)
            case "trend":
                return trends.read(narrowed)
            case "sections":
                return sections.read(narrowed)
            case "habits":
                return habits.read(narrowed)
            case "confused":
                return confused.read(narrowed)
            case "questions":
                if view.everybodys and self.known.everybodys is None:
                    self.known.everybodys = self.read_everybodys(past.bank_id)
                return questions.read(narrowed, self.known.everybodys if view.everybodys else None)
            case _:
                assert_never(view.page)

    async def _put(self, widgets: list[Widget]) -> None:
        page = self.query_one("#page")
        async with self.batch():
            await page.remove_children()
            if any(isinstance(widget, Lines) for widget in widgets):
                await page.mount(*widgets)
            else:
                await page.mount(Body(*widgets, id="body"))

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

    @property
    def _papers(self) -> dict[str, str]:
        """Titles of the blueprints that this page can be about: one may be ready for a paper never sat."""
        assert self.past is not None
        return dict(self.past.papers if self.view.page == "ready" else self.past.blueprints)

    def _title(self) -> None:
        past, view = self.past, self.view
        assert past is not None
        mode = {None: "exams and practice", "exam": "exams only", "practice": "practice only"}[view.mode]
        paper = "all papers" if view.blueprint is None else f"only {dict(past.papers)[view.blueprint]}"
        parts = [past.title, past.extent]
        parts += [mode, paper] if view.page != "ready" and (view.mode or view.blueprint) else []
        self.query_one("#masthead", Static).update(
            Content.assemble(("Progress", "bold"), (f"   {' · '.join(parts)}", "$text-muted"))
        )

    def _key(self, view: View) -> View:
        """A view without what changes nothing of a page."""
        return replace(
            view, place=0, mode=None if view.page == "ready" else view.mode,
            everybodys=view.everybodys and view.page == "questions",
        )  # fmt: skip


def _drawn(page: Page, found: Any) -> list[Widget]:
    if found is None:
        return [Static(Content("No attempt like that. The keys below change which count."), classes="said alone")]
    match page:
        case "ready":
            return ready.widgets(found)
        case "trend":
            return trends.widgets(found)
        case "sections":
            return sections.widgets(found)
        case "habits":
            return habits.widgets(found)
        case "confused":
            return confused.widgets(found)
        case "questions":
            return [*questions.widgets(found), *([questions.note(found)] if found.others else [])]
        case _:
            assert_never(page)
