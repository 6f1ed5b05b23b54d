"""Owns set-up: the fields, what follows from them, and the start. Refuses to start a paper that cannot be made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible, available
from exam.assembly.rotation import Weights
from exam.core.bank import Bank
from exam.core.events import Mode
from exam.core.form import Form
from exam.core.text import one_line
from exam.library import assemble
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.setup.choices import Choices, Plan, Unclear, plan, preset_of, with_preset
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.page import FIELD_KEYS, Below, Fields, FullPage
from exam.tui.widgets.pick import Pick
from exam.tui.widgets.tick import Tick


@dataclass(frozen=True)
class Arranged:
    """A form, and how it is to be sat."""

    form: Form
    mode: Mode
    extra_time: float | None


class SetUpScreen(FullPage[Arranged | None]):
    """What paper to sit. Dismisses None where the sitter went back."""

    CSS_PATH = "setup.tcss"
    FOOTED = True
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
        """`measured` gives the weights of a paper made to measure, from the past. Raises StoreError."""
        super().__init__()
        self.bank = bank
        self.new_seed = new_seed
        self.measured = measured
        known = {blueprint.id for blueprint in bank.blueprints}
        first = preset or ("section" if sections and "section" in known else "standard")
        self.choices = Choices(preset_of(bank, first).id, sections)

    def body(self) -> Iterator[Widget]:
        bank, choices = self.bank, self.choices
        yield Static(Content.assemble((bank.title, "bold"), ("   set up a paper", "$text-muted")), id="masthead")
        with Fields(id="body"), Vertical(id="columns"):
            with Vertical(id="fields"):
                yield from self._fields()
            with Vertical(id="sections"):
                yield Static(id="sections_label")
                titles = [Content(section.title) for section in bank.sections]
                wide = max((title.cell_length for title in titles), default=0)
                for section, title in zip(bank.sections, titles, strict=True):
                    beside = (f"  {len(section.items):>3}", "$text-muted")
                    text = Content.assemble(title.pad_right(wide - title.cell_length), beside)
                    yield Tick(text, section.id, section.id in choices.sections, disabled=not section.items)
        yield Below()
        yield Static(id="outcome")
        yield Choice(Content("Go to the rules: the clock does not start yet"), None, id="begin")

    def _fields(self) -> Iterator[Widget]:
        presets = [(one.title, one.id) for one in self.bank.blueprints]
        extra = [("×1", 1.0), ("×1.25", 1.25), ("×1.5", 1.5), ("×2", 2.0), ("untimed", None)]
        difficulties = [("preset's", None), ("easier", "far"), ("mixed", "mixed"), ("harder", "near")]
        yield Pick("Preset", presets, self.choices.preset, name="preset")
        yield Pick("Mode", [("exam", "exam"), ("practice", "practice")], "exam", name="mode")
        yield Pick("Extra time", extra, 1.0, name="extra_time")
        yield Pick("Difficulty", difficulties, None, name="difficulty")
        options = [("by chance", False), ("that tell most about you", True)]
        yield Pick("Options", options, False, name="measured")
        with Horizontal(classes="row"):
            yield Static("Questions", classes="label")
            yield Input(id="items", max_length=4, type="integer", select_on_focus=True)
            yield Static("Minutes", classes="label second")
            yield Input(id="minutes", max_length=4, type="integer", select_on_focus=True)
        with Horizontal(classes="row"):
            yield Static("Exam code", classes="label")
            yield Input(id="code", max_length=60, placeholder="empty: a new paper", select_on_focus=True)

    def on_mount(self) -> None:
        self.query_one("#preset").focus()
        self._follow()

    def on_pick_changed(self, message: Pick.Changed) -> None:
        pick = message.pick
        if pick.id == "preset":
            self.choices = with_preset(self.bank, self.choices, str(pick.value))
            for name in ("#items", "#minutes"):
                with self.prevent(Input.Changed):
                    self.query_one(name, Input).value = ""
        else:
            self.choices = replace(self.choices, **{cast(str, pick.id): cast(Any, pick.value)})
        self._follow()

    def on_input_changed(self, message: Input.Changed) -> None:
        self.choices = replace(self.choices, **cast(Any, {message.input.id: one_line(message.value)}))
        self._follow()

    async def on_input_submitted(self) -> None:
        await self.action_begin()

    def on_tick_turned(self) -> None:
        chosen = tuple(tick.value for tick in self.query(Tick) if tick.chosen)
        self.choices = replace(self.choices, sections=chosen)
        self._follow()

    async def on_choice_taken(self) -> None:
        await self.action_begin()

    async def action_begin(self) -> None:
        try:
            planned = plan(self.bank, self.choices)
            seed, weights = planned.seed, None
            if seed is None:
                seed = self.new_seed()
                weights = await in_background(self.measured) if self.choices.measured else None
            form = assemble(self.bank, planned.blueprint, seed, weights)
        except (Unclear, Impossible, StoreError) as error:
            self._say(error)
            return
        self.dismiss(Arranged(form, self.choices.mode, self.choices.extra_time))

    def action_back(self) -> None:
        self.dismiss(None)

    def _follow(self) -> None:
        """Shows what the choices come to."""
        sections = self.choices.sections
        self.query_one("#sections_label", Static).update(
            Content.assemble(
                ("Sections", "bold"),
                (
                    f"   {len(sections)} chosen" if sections else "   all of them, or those you tick",
                    "$text-muted",
                ),
            )
        )
        by_code = bool(self.choices.code.strip())
        for name in ("#preset", "#difficulty", "#measured", "#items", "#minutes", "#sections"):
            self.query_one(name).set_class(by_code, "unused")
        try:
            planned = plan(self.bank, self.choices)
        except Unclear as error:
            self._say(error)
            return
        self.query_one("#items", Input).placeholder = str(planned.items)
        self.query_one("#minutes", Input).placeholder = str(planned.minutes)
        self.query_one("#outcome", Static).update(self._sentence(planned))
        self.query_one("#outcome").remove_class("impossible")
        self.query_one("#begin").disabled = False

    def _sentence(self, planned: Plan) -> Content:
        there = available(self.bank, planned.blueprint.sections)
        extra = self.choices.extra_time
        time = "no time limit" if extra is None else f"{round(planned.minutes * extra)} minutes"
        return Content.assemble(
            (f"{planned.items} of {there} questions", "bold"),
            f", {time}, pass mark {planned.blueprint.cut} %",
            (", answers shown as you go" if self.choices.mode == "practice" else "", "$text-muted"),
            (", made to measure" if self.choices.measured and planned.seed is None else "", "$text-muted"),
            (", the very paper of this code" if planned.seed is not None else "", "$text-muted"),
        )

    def _say(self, error: Exception) -> None:
        if not self.choices.minutes:
            self.query_one("#minutes", Input).placeholder = "–"
        self.query_one("#outcome", Static).update(Content(f"✗ {error}"))
        self.query_one("#outcome").add_class("impossible")
        self.query_one("#begin").disabled = True
