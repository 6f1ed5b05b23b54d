"""The drill builder: which questions of the past to ask again. It names the items; the paper is made afterwards."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible
from exam.core.blueprint import minutes_for
from exam.core.events import Mode
from exam.core.wording import counted
from exam.learning.drills import DRILL_SIZE, DrillRequest, Pending, choose_items
from exam.learning.records import Reason
from exam.tui.setup.builder import PaperBuilder, heading
from exam.tui.widgets.page import FIELD_KEYS
from exam.tui.widgets.pick import Pick
from exam.tui.widgets.tick import Tick

_NAMES: dict[Reason, str] = {
    "due": "due today",
    "missed": "missed the last time",
    "unsure": "unsure the last time",
    "flagged": "flagged the last time",
    "slow": "slow the last time",
    "unseen": "never seen",
    "mastered": "mastered",
}
_TICKS: tuple[Reason, ...] = ("due", "missed", "unsure", "flagged", "slow", "unseen")
_WIDEST = max(len(_NAMES[why]) for why in _TICKS)


@dataclass(frozen=True)
class ChosenItems:
    """The items to ask, and how."""

    items: tuple[str, ...]
    mode: Mode


class DrillScreen(PaperBuilder[ChosenItems | None]):
    """What to ask again."""

    AUTO_FOCUS = ""
    PURPOSE = "build a drill"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="drill.begin"),
        *FIELD_KEYS,
        Binding("space", "", "tick", id="field.tick"),
        Binding("escape", "back", "back", id="drill.back"),
    ]

    def __init__(self, pending: Pending) -> None:
        super().__init__(pending.bank)
        self.pending = pending

    def fields(self) -> Iterator[Widget]:
        yield heading("Only questions", "none ticked: mostly missed ones")
        for why in _TICKS:
            number = len(self.pending.showing(why))
            text = Content.assemble(_NAMES[why].ljust(_WIDEST), (f"  {number:>3}", "$text-muted"))
            yield Tick(text, f"why {why}", False, disabled=not number)
        yield Pick("Missed", [("once or more", 1), ("2 times", 2), ("3 or more", 3)], 1, name="times_missed")
        yield Pick("Mode", [("practice", "practice"), ("exam", "exam")], "practice", name="mode")
        with Horizontal(classes="row"):
            yield Static("Questions", classes="field")
            yield Input(
                id="items", max_length=4, type="integer", select_on_focus=True, placeholder=f"up to {DRILL_SIZE}"
            )

    def sections(self) -> Iterator[Widget]:
        yield heading("Only sections", "none ticked: all of them")
        missed = Counter(self.pending.section_of[item] for item in self.pending.missed)
        for section in self.bank.sections:
            beside = f"  {missed[section.id]} missed" if missed[section.id] else ""
            text = Content.assemble(section.title, (beside, "$text-muted"))
            yield Tick(text, section.id, False, disabled=not section.items)

    def on_mount(self) -> None:
        first = next((tick for tick in self.query(Tick) if not tick.disabled), self.query_one("#items"))
        first.focus(scroll_visible=False)
        self.follow()

    def request(self) -> DrillRequest:
        """What the fields ask for. Raises Impossible where the number of questions is none."""
        ticked, values = self.ticked, self.values
        reasons = tuple(why for why in _TICKS if f"why {why}" in ticked)
        sections = tuple(section.id for section in self.bank.sections if section.id in ticked)
        typed = values["items"].strip()
        if typed and (not typed.isdecimal() or int(typed) < 1):
            raise Impossible(f"{typed} is no number of questions.")
        return DrillRequest(sections, reasons, values["times_missed"], int(typed) if typed else None)

    def action_begin(self) -> None:
        with suppress(Impossible):
            if (items := choose_items(self.pending, self.request())) and not self.cramped:
                self.dismiss(ChosenItems(tuple(items), self.values["mode"]))

    def follow(self) -> None:
        try:
            request = self.request()
        except Impossible as error:
            self.say(f"✗ {error}", begins=False)
            return
        items = choose_items(self.pending, request)
        counts = Counter(items.values())
        parts = ", ".join(f"{counts[why]} {name}" for why, name in _NAMES.items() if counts[why])
        if items:
            number, minutes = counted(len(items), "question"), minutes_for(len(items))
            self.say(Content.assemble((number, "bold"), f", {minutes} minutes: ", (parts, "$text-muted")), begins=True)
        elif not request.reasons and not self.pending.records:
            self.say("Nothing was answered yet. Tick never seen, or sit a paper first.", begins=False)
        else:
            self.say("✗ There is nothing of that kind. Tick less, or other sections.", begins=False)
