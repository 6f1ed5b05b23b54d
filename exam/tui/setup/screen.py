"""Set-up: what paper to sit. What the fields come to is said with every key; the paper itself is made in a thread."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible, available
from exam.assembly.rotation import Weights
from exam.core.bank import Bank
from exam.core.events import Mode
from exam.core.form import Form
from exam.library.paper import assemble_form
from exam.store import StoreError
from exam.tui.begin.making import Report, make_form
from exam.tui.setup.builder import PaperBuilder
from exam.tui.setup.choices import NoSuchPaper, PaperChoices, PlannedPaper, plan, preset_of
from exam.tui.widgets.page import FIELD_KEYS
from exam.tui.widgets.pick import Pick
from exam.tui.widgets.tick import Tick


@dataclass(frozen=True)
class Arranged:
    """A form, and how it is to be sat."""

    form: Form
    mode: Mode
    extra_time: float | None


class SetUpScreen(PaperBuilder[Arranged | None]):
    """Every choice that a paper has."""

    PURPOSE = "set up a paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="set-up.begin"),
        *FIELD_KEYS,
        Binding("space", "", "tick", id="field.tick"),
        Binding("escape", "back", "back", id="set-up.back"),
    ]

    def __init__(
        self,
        bank: Bank,
        new_seed: Callable[[], int],
        measured: Callable[[], Weights],
        preset: str | None = None,
        sections: tuple[str, ...] = (),
    ) -> None:
        """`measured` gives the weights of a paper made to measure, from the past. Called in a thread; raises
        StoreError."""
        super().__init__(bank)
        self.new_seed = new_seed
        self.measured = measured
        known = {blueprint.id for blueprint in bank.blueprints}
        first = preset or ("section" if sections and "section" in known else "standard")
        self.first = PaperChoices(preset_of(bank, first).id, sections)
        """What the fields say at first."""

    @property
    def choices(self) -> PaperChoices:
        return PaperChoices(**self.values, sections=self.ticked)

    def fields(self) -> Iterator[Widget]:
        presets = [(one.title, one.id) for one in self.bank.blueprints]
        extra = [("×1", 1.0), ("×1.25", 1.25), ("×1.5", 1.5), ("×2", 2.0), ("untimed", None)]
        difficulties = [("preset's", None), ("easier", "far"), ("mixed", "mixed"), ("harder", "near")]
        options = [("by chance", False), ("that tell most about you", True)]
        yield Pick("Preset", presets, self.first.preset, name="preset")
        yield Pick("Mode", [("exam", "exam"), ("practice", "practice")], "exam", name="mode")
        yield Pick("Extra time", extra, 1.0, name="extra_time")
        yield Pick("Difficulty", difficulties, None, name="difficulty")
        yield Pick("Options", options, False, name="measured")
        with Horizontal(classes="row"):
            yield Static("Questions", classes="field")
            yield Input(id="items", max_length=4, type="integer", select_on_focus=True)
            yield Static("Minutes", classes="field second")
            yield Input(id="minutes", max_length=4, type="integer", select_on_focus=True)
        with Horizontal(classes="row"):
            yield Static("Exam code", classes="field")
            yield Input(id="code", max_length=60, placeholder="empty: a new paper", select_on_focus=True)

    def sections(self) -> Iterator[Widget]:
        yield Static(id="sections_label", classes="group")
        titles = [Content(section.title) for section in self.bank.sections]
        wide = max((title.cell_length for title in titles), default=0)
        for section, title in zip(self.bank.sections, titles, strict=True):
            beside = (f"  {available(self.bank, [section.id]):>3}", "$text-muted")
            text = Content.assemble(title.pad_right(wide - title.cell_length), beside)
            yield Tick(text, section.id, section.id in self.first.sections, disabled=not section.items)

    def on_mount(self) -> None:
        self.query_one("#preset").focus()
        self.follow()

    @on(Pick.Changed, "#preset")
    def _bring_its_numbers_back(self) -> None:
        with self.prevent(Input.Changed):
            for field in self.query("#items, #minutes").results(Input):
                field.value = ""

    @work(exclusive=True)
    async def action_begin(self) -> None:
        choices = self.choices
        try:
            planned = plan(self.bank, choices)
            form = await make_form(self.app, self._maker(planned, measured=choices.measured))
        except (NoSuchPaper, Impossible, StoreError) as error:
            self._refuse(error)
            return
        if form is not None:
            self.dismiss(Arranged(form, choices.mode, choices.extra_time))

    def _maker(self, planned: PlannedPaper, *, measured: bool) -> Callable[[Report], Form]:
        """Makes the paper, in a thread. One that a code names is never made to measure."""
        seed = self.new_seed() if planned.seed is None else planned.seed

        def make(report: Report) -> Form:
            weights = self.measured() if measured and planned.seed is None else None
            return assemble_form(self.bank, planned.blueprint, seed, weights, progress=report)

        return make

    def follow(self) -> None:
        choices = self.choices
        beside = f"{len(choices.sections)} chosen" if choices.sections else "all of them, or those you tick"
        label = Content.assemble(("Sections", "bold"), (f"   {beside}", "$text-muted"))
        self.query_one("#sections_label", Static).update(label)
        by_code = bool(choices.code.strip())
        self.query("#preset, #difficulty, #measured, #items, #minutes, #sections").set_class(by_code, "unused")
        try:
            planned = plan(self.bank, choices)
        except NoSuchPaper as error:
            self._refuse(error)
            return
        self.query_one("#items", Input).placeholder = str(planned.items)
        self.query_one("#minutes", Input).placeholder = str(planned.minutes)
        self.say(self._sentence(planned, choices), begins=True)

    def _sentence(self, planned: PlannedPaper, choices: PaperChoices) -> Content:
        most = available(self.bank, planned.blueprint.sections)
        extra, by_code = choices.extra_time, planned.seed is not None
        time = "no time limit" if extra is None else f"{round(planned.minutes * extra)} minutes"
        return Content.assemble(
            (f"{planned.items} of {most} questions", "bold"),
            f", {time}, pass mark {planned.blueprint.cut} %",
            (", answers shown as you go" if choices.mode == "practice" else "", "$text-muted"),
            (", made to measure" if choices.measured and not by_code else "", "$text-muted"),
            (", the very paper of this code" if by_code else "", "$text-muted"),
        )

    def _refuse(self, error: Exception) -> None:
        self.query_one("#minutes", Input).placeholder = "–"
        self.say(f"✗ {error}", begins=False)
