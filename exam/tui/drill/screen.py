"""Owns the drill builder: which questions of the past to ask again. Refuses to make the paper; it names its items."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible
from exam.core.blueprint import minutes_for
from exam.core.events import Mode
from exam.core.text import one_line
from exam.core.wording import counted
from exam.learning.missed import MOST
from exam.tui.drill.picks import Pending, Picks, Why, picked
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.page import FIELD_KEYS, Below, Fields, FullPage
from exam.tui.widgets.pick import Pick
from exam.tui.widgets.tick import Tick

_NAMES: dict[Why, str] = {
    "due": "due today",
    "missed": "missed the last time",
    "unsure": "unsure the last time",
    "flagged": "flagged the last time",
    "slow": "slow the last time",
    "unseen": "never seen",
    "mastered": "mastered",
}
_TICKS: tuple[Why, ...] = ("due", "missed", "unsure", "flagged", "slow", "unseen")
_WIDEST = max(len(_NAMES[why]) for why in _TICKS)


@dataclass(frozen=True)
class Drilled:
    """The items to ask, and how."""

    items: tuple[str, ...]
    mode: Mode


class DrillScreen(FullPage[Drilled | None]):
    """What to ask again. Dismisses None where the sitter went back."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = ""
    FOOTED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="drill.begin"),
        *FIELD_KEYS,
        Binding("space", "", "tick", id="field.tick"),
        Binding("escape", "back", "back", id="drill.back"),
    ]

    def __init__(self, pending: Pending) -> None:
        super().__init__()
        self.pending = pending
        self.picks = Picks()

    def body(self) -> Iterator[Widget]:
        bank = self.pending.bank
        yield Static(Content.assemble((bank.title, "bold"), ("   build a drill", "$text-muted")), id="masthead")
        with Fields(id="body"), Vertical(id="columns"):
            with Vertical(id="fields"):
                yield _label("Only questions", "none ticked: mostly missed ones")
                for why in _TICKS:
                    there = self._there(why)
                    text = Content.assemble(_NAMES[why].ljust(_WIDEST), (f"  {there:>3}", "$text-muted"))
                    yield Tick(text, f"why {why}", False, disabled=not there)
                yield Pick("Missed", [("once or more", 1), ("2 times", 2), ("3 or more", 3)], 1, name="times_missed")
                yield Pick("Mode", [("practice", "practice"), ("exam", "exam")], "practice", name="mode")
                with Horizontal(classes="row"):
                    yield Static("Questions", classes="field")
                    yield Input(
                        id="items", max_length=4, type="integer", select_on_focus=True, placeholder=f"up to {MOST}"
                    )
            with Vertical(id="sections"):
                yield _label("Only sections", "none ticked: all of them")
                for section in bank.sections:
                    missed = sum(name == section.id and item in self._missed for item, name in self.pending.there)
                    text = Content.assemble(section.title, (f"  {missed} missed" if missed else "", "$text-muted"))
                    yield Tick(text, section.id, False, disabled=not section.items)
        yield Below()
        yield Static(id="outcome")
        yield Choice(Content("Go to the rules: the clock does not start yet"), None, id="begin")

    @property
    def _missed(self) -> set[str]:
        return set(self.pending.missed)

    def on_mount(self) -> None:
        first = next((tick for tick in self.query(Tick) if not tick.disabled), None)
        (first or self.query_one("#items")).focus(scroll_visible=False)
        self._follow()

    def on_pick_changed(self, message: Pick.Changed) -> None:
        self.picks = replace(self.picks, **{cast(str, message.pick.id): cast(Any, message.pick.value)})
        self._follow()

    def on_input_changed(self, message: Input.Changed) -> None:
        self.picks = replace(self.picks, items=one_line(message.value))
        self._follow()

    def on_tick_turned(self) -> None:
        chosen = [tick.value for tick in self.query(Tick) if tick.chosen]
        self.picks = replace(
            self.picks,
            reasons=tuple(why for why in _TICKS if f"why {why}" in chosen),
            sections=tuple(section.id for section in self.pending.bank.sections if section.id in chosen),
        )
        self._follow()

    def on_input_submitted(self) -> None:
        self.action_begin()

    def on_choice_taken(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        try:
            found = picked(self.pending, self.picks)
        except Impossible:
            return
        if found and not self.cramped:
            self.dismiss(Drilled(tuple(found), self.picks.mode))

    def action_back(self) -> None:
        self.dismiss(None)

    def _there(self, why: Why) -> int:
        """How many there are of a kind in the whole bank."""
        pending = self.pending
        match why:
            case "due":
                return len(pending.due)
            case "unseen":
                return sum(item not in pending.known for item, _ in pending.there)
            case _:
                return sum(pending.known[item].shows(why) for item, _ in pending.there if item in pending.known)

    def _follow(self) -> None:
        """Shows what the fields come to."""
        outcome, begin = self.query_one("#outcome", Static), self.query_one("#begin")
        try:
            found = picked(self.pending, self.picks)
        except Impossible as error:
            found, told = {}, Content(f"✗ {error}")
        else:
            counts = {why: sum(one == why for one in found.values()) for why in _NAMES}
            parts = ", ".join(f"{number} {_NAMES[why]}" for why, number in counts.items() if number)
            told = (
                Content.assemble(
                    (counted(len(found), "question"), "bold"),
                    f", {minutes_for(len(found))} minutes: ",
                    (parts, "$text-muted"),
                )
                if found
                else Content(self._nothing())
            )
        outcome.update(told)
        outcome.set_class(not found and told.plain.startswith("✗"), "impossible")
        begin.disabled = not found

    def _nothing(self) -> str:
        """Why there is nothing to ask."""
        if not self.picks.reasons and not self.pending.known:
            return "Nothing was answered yet. Tick never seen, or sit a paper first."
        return "✗ There is nothing of that kind. Tick less, or other sections."


def _label(text: str, beside: str) -> Static:
    return Static(Content.assemble((text, "bold"), (f"   {beside}", "$text-muted")), classes="label")
