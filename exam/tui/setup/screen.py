"""Set-up: what paper to sit. What the fields come to is said with every key; the paper itself is made in a thread."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import CodeRefused, Impossible, available, preset_of
from exam.assembly.code import LONGEST
from exam.assembly.rotation import Weights
from exam.core.bank import Bank
from exam.core.form import Form
from exam.core.text import one_line, visible
from exam.files.own_toml import FileRefused
from exam.library.paper import assemble_form
from exam.store import StoreError
from exam.tui.context import Opening
from exam.tui.setup.planned import PaperChoices, PlannedPaper, plan, whole_number
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead, titled
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, Pick, RowLabel, Tick
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import Below, Fields
from exam.tui.working import MAKING_A_PAPER, Report, wait_for


class PaperBuilder(FieldsPage[ScreenResultType]):
    """What set-up and the drill builder have in common: fields beside sections, and the line that begins."""

    CSS_PATH = Path(__file__).with_name("setup.tcss")
    FOOTED = True
    PURPOSE: ClassVar[str]
    """As the page's title says it, beside the bank's."""

    def __init__(self, bank: Bank) -> None:
        super().__init__()
        self.bank = bank

    def body(self) -> Iterator[Widget]:
        yield Masthead(self.bank.title, self.PURPOSE, title_is_cut=True)
        fields, sections = Vertical(*self.fields(), id="fields"), Vertical(*self.sections(), id="sections")
        yield Fields(Vertical(fields, sections, id="columns"), id="body")
        yield Below()
        yield Static(id="outcome")
        yield Choice(Content("Go to the rules: the clock does not start yet"), None, id="begin")

    def fields(self) -> Iterator[Widget]:
        raise NotImplementedError

    def sections(self) -> Iterator[Widget]:
        raise NotImplementedError

    @property
    def values(self) -> dict[str, Any]:
        """What every field says, by its id; the ticks apart."""
        typed = {str(field.id): one_line(field.value) for field in self.query(Input)}
        return {str(pick.id): pick.value for pick in self.query(Pick)} | typed

    @property
    def ticked(self) -> tuple[str, ...]:
        """The values of the ticks that are chosen, in their order."""
        return tuple(tick.value for tick in self.query(Tick) if tick.chosen)


def section_line(title: str, titles: Apart, beside: str, width: int) -> Content:
    """A section and what is said beside it, in columns; the title is cut where both do not fit."""
    room = min(titles.widest, width - len(beside))
    return Content.assemble(titles.padded(title, room), (beside, "$text-muted"))


class SetUpScreen(PaperBuilder[Opening | None]):
    """Every choice that a paper has."""

    PURPOSE = "set up a paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="set-up.begin"),
        *FIELD_KEYS,
        Binding("space", "", "tick", id="field.tick"),
        Binding("escape", "back", "back", id="set-up.back"),
        Binding("e", "export", "export", tooltip="write this paper to a file", id="set-up.export"),
    ]

    def __init__(
        self,
        bank: Bank,
        new_seed: Callable[[], int],
        measured: Callable[[], Weights],
        preset: str | None = None,
        sections: tuple[str, ...] = (),
        pass_mark: int | None = None,
        export: Callable[[Form], Awaitable[None]] | None = None,
        keep_pass_mark: Callable[[int | None], None] | None = None,
    ) -> None:
        """`measured` gives the weights of a paper made to measure, from the past. Called in a thread; raises
        StoreError. `pass_mark` is the sitter's own for all papers, in percent. `export` writes a paper to a file, by a
        dialog of its own. `keep_pass_mark` makes one the sitter's own for all papers, or None, none; raises FileRefused
        and OSError."""
        super().__init__(bank)
        self.export = export
        self.new_seed = new_seed
        self.measured = measured
        self.pass_mark = pass_mark
        self.keep_pass_mark = keep_pass_mark
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
        options = [("by chance", False), ("chosen for you", True)]
        yield Pick("Preset", presets, self.first.preset, name="preset")
        yield Pick("Mode", [("exam", "exam"), ("practice", "practice")], "exam", name="mode")
        yield Pick("Extra time", extra, 1.0, name="extra_time")
        yield Pick("Difficulty", difficulties, None, name="difficulty")
        yield Pick("Options", options, False, name="measured")
        yield Horizontal(
            RowLabel("Questions"),
            CleanInput(id="items", max_length=4, type="integer", select_on_focus=True),
            RowLabel("Minutes", "second"),
            CleanInput(id="minutes", max_length=4, type="integer", select_on_focus=True),
            classes="row",
        )
        mark = CleanInput(id="pass_mark", max_length=3, type="integer", select_on_focus=True)
        percent = Static("%  your own, or leave it empty", id="percent")
        yield Horizontal(RowLabel("Pass mark"), mark, percent, classes="row")
        mark_for = [("this paper", "paper"), ("every paper, kept", "every")]
        mark_for += [(f"no paper: forget {self.pass_mark} %", "none")] if self.pass_mark is not None else []
        yield Pick("It holds for", mark_for, "paper" if self.pass_mark is None else "every", name="mark_for")
        code = CleanInput(id="code", max_length=LONGEST, placeholder="empty: a new paper", select_on_focus=True)
        yield Horizontal(RowLabel("Exam code"), code, classes="row")

    def sections(self) -> Iterator[Widget]:
        yield Static(id="sections_label", classes="group")
        titles = Apart(section.title for section in self.bank.sections)
        for section in self.bank.sections:
            draw = partial(section_line, section.title, titles, f"  {available(self.bank, [section.id]):>3}")
            yield Tick(draw, section.id, section.id in self.first.sections, disabled=not section.items)

    @on(Pick.Changed, "#preset")
    def _bring_its_numbers_back(self) -> None:
        with self.prevent(Input.Changed):
            for field in self.query("#items, #minutes").results(Input):
                field.value = ""

    @work(exclusive=True)
    async def action_begin(self) -> None:
        choices = self.choices
        if (form := await self._made(choices)) is not None:
            self._keep_mark(choices)
            self.dismiss(Opening(form, choices.mode, choices.extra_time))

    def _keep_mark(self, choices: PaperChoices) -> None:
        """Keeps the pass mark, or forgets the kept one, where that is wanted."""
        typed = whole_number(choices.pass_mark)
        wanted = {"paper": self.pass_mark, "every": self.pass_mark if typed is None else typed, "none": None}
        if self.keep_pass_mark is not None and (mark := wanted[choices.mark_for]) != self.pass_mark:
            try:
                self.keep_pass_mark(mark)
            except (FileRefused, OSError) as error:
                self.notify(visible(f"The pass mark could not be kept: {error}"), severity="warning", markup=False)

    @work(exclusive=True)
    async def action_export(self) -> None:
        if self.export is not None and not self.cramped and (form := await self._made(self.choices)) is not None:
            await self.export(form)

    async def _made(self, choices: PaperChoices) -> Form | None:
        """The paper; None where it was not waited for, or cannot be made, which is said."""
        try:
            planned = plan(self.bank, choices)
            seed = self.new_seed() if planned.seed is None else planned.seed

            def make(report: Report) -> Form:
                # A paper that a code names is never made to measure.
                weights = self.measured() if choices.measured and planned.seed is None else None
                return assemble_form(self.bank, planned.blueprint, seed, weights, progress=report)

            made = await wait_for(self.app, MAKING_A_PAPER, make)
            return made and made[0].with_own_cut(planned.own_cut)
        except (CodeRefused, Impossible, StoreError) as error:
            self._refuse(error)
            return None

    def follow(self) -> None:
        choices = self.choices
        beside = f"{len(choices.sections)} chosen" if choices.sections else "all of them, or those you tick"
        self.query_one("#sections_label", Static).update(titled("Sections", beside))
        self.query_one("#mark_for").display = bool(choices.pass_mark.strip()) or self.pass_mark is not None
        by_code = bool(choices.code.strip())
        self.query("#preset, #difficulty, #measured, #items, #minutes, #sections").set_class(by_code, "unused")
        try:
            planned = plan(self.bank, choices)
        except (CodeRefused, Impossible) as error:
            self._refuse(error)
            return
        self.query_one("#items", Input).placeholder = str(planned.items)
        self.query_one("#minutes", Input).placeholder = str(planned.minutes)
        self.query_one("#pass_mark", Input).placeholder = str(self._cut(planned, choices))
        self.say(self._sentence(planned, choices), begins=True)

    def _sentence(self, planned: PlannedPaper, choices: PaperChoices) -> Content:
        most = available(self.bank, planned.blueprint.sections)
        kept = None if choices.mark_for == "none" else self.pass_mark
        mark = "pass mark" if kept is planned.own_cut is None else "your own pass mark"
        whose = {
            "every": ", kept for every paper",
            "paper": ", for this paper only" if planned.own_cut is not None else "",
        }
        held = whose.get(choices.mark_for, "") if mark != "pass mark" else ""
        extra, by_code = choices.extra_time, planned.seed is not None
        time = "no time limit" if extra is None else f"{round(planned.minutes * extra)} minutes"
        return Content.assemble(
            (f"{planned.items} of {most} questions", "bold"),
            f", {time}, {mark} {self._cut(planned, choices)} %",
            (held, "$text-muted"),
            (", answers shown as you go" if choices.mode == "practice" else "", "$text-muted"),
            (", made to measure" if choices.measured and not by_code else "", "$text-muted"),
            (", the very paper of this code" if by_code else "", "$text-muted"),
        )

    def _cut(self, planned: PlannedPaper, choices: PaperChoices) -> int:
        """The pass mark that the paper will have."""
        wanted = (planned.own_cut, None if choices.mark_for == "none" else self.pass_mark)
        return next((cut for cut in wanted if cut is not None), planned.blueprint.cut)

    def _refuse(self, error: Exception) -> None:
        self.query_one("#minutes", Input).placeholder = "–"
        self.say(f"✗ {error}", begins=False)
