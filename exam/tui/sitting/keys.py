"""Which key does what on the question screen, and the help page that says so. A click on one of its lines does it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from exam.core.form import LETTERS
from exam.tui.keymap import keys_of, shown_key
from exam.tui.sitting.answer_field import AnswerField
from exam.tui.sitting.dialogs import Legend, OverQuestion
from exam.tui.sitting.frame import Scrolled
from exam.tui.sitting.grid import Grid
from exam.tui.widgets.keybar import Hint

_LETTERS = "ABCDE"
_DIGITS = 9
CHOOSE = tuple(f"room.choose-{place + 1}" for place in range(len(LETTERS)))
STRIKE = tuple(f"room.strike-{place + 1}" for place in range(len(_LETTERS)))


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One line of the help page."""

    ids: tuple[str, ...]
    """The actions whose keys it shows."""
    does: str
    action: str = ""
    """What a click on it runs, if anything."""
    keys: str = ""
    """Shown in place of the actions' keys, where these are many and nobody has rebound them."""


HELP_TABLE: tuple[tuple[str, tuple[HelpRow, ...]], ...] = (
    (
        "Answer",
        (
            HelpRow(CHOOSE, "choose an option, or take it back where several count", keys="a–e  1–9  J–Z"),
            HelpRow(("room.strike",), "then a letter: strike an option out (×) or in", "strike_next"),
            HelpRow(STRIKE, "the same at once, as the right mouse button does", keys="shift+letter"),
            HelpRow(("room.after", "room.before"), "the place to fill after this one, or before it", "after(1)"),
            HelpRow(("room.earlier", "room.later"), "move a step up or down, where they are ordered", "shift(-1)"),
            HelpRow(("recall.show",), "show the answer that is to be recalled", "show_answer"),
            HelpRow(
                ("recall.right", "recall.half", "recall.wrong"), "then: right, half of it, wrong", keys="1 2 3  r h w"
            ),
            HelpRow(("room.clear",), "clear the answer, or a part of it", "clear"),
            HelpRow(("room.flag",), "flag for review, or take the flag off", "flag"),
            HelpRow(("room.unsure",), "unsure, or sure again; recorded, never scored", "doubt"),
            HelpRow(("room.note",), "write a note on the question", "write('note')"),
            HelpRow(("room.pad",), "scratchpad, for all of the exam", "pad"),
            HelpRow(("room.report",), "report the question as faulty", "write('report')"),
        ),
    ),
    (
        "Move",
        (
            HelpRow(("room.next",), "next question", "next"),
            HelpRow(("room.back",), "previous question", "back"),
            HelpRow(("room.first",), "first question", "first"),
            HelpRow(("room.last",), "last question", "last"),
            HelpRow(("room.go-to",), "go to a number", "go_to"),
            HelpRow(("room.navigator",), "navigator: the status of every question", "navigator"),
            HelpRow(("room.sheet",), "review sheet; the exam is ended from there", "sheet"),
            HelpRow(("room.exhibit",), "fold what stands beside the question, or show it", "exhibit"),
            HelpRow(("room.picture",), "open a picture in the system's viewer", "picture"),
            HelpRow(("room.copy",), "copy the question, to take it along", "copy"),
            HelpRow(("room.up", "room.down"), "scroll, or go from line to line", keys="↑ ↓  k j"),
            HelpRow(("room.page-up",), "scroll a page up"),
            HelpRow(("room.page-down",), "scroll a page down"),
        ),
    ),
    (
        "Time and the rest",
        (
            HelpRow(("room.clock",), "hide or show the clock; it returns at 5 minutes", "clock"),
            HelpRow(("room.pace",), "pace: ahead or behind, in minutes", "pace"),
            HelpRow(("room.pause",), "pause, in practice mode", "pause"),
            HelpRow(("room.reveal",), "show key and reasons, in practice mode", "reveal"),
            HelpRow(("room.at-once",), "the same at once after each answer, or when asked", "at_once"),
            HelpRow(("room.leave",), "leave; the attempt is kept and its time stops", "leave"),
            HelpRow(("app.palette",), "what can be done here, looked up by name", "app.palette", keys="ctrl+k"),
            HelpRow(("app.theme",), "themes: pick the colours", "app.themes", keys="ctrl+t"),
            HelpRow((), "to the shell, and back with fg", keys="ctrl+z"),
            HelpRow(("room.help",), "this page", "help"),
        ),
    ),
    (
        "In a field",
        (
            HelpRow(("answer.take",), "take the answer and go on"),
            HelpRow(("answer.after", "answer.before"), "to the field after this one, or before it"),
            HelpRow(("answer.out",), "out of it: other keys do what they do elsewhere"),
        ),
    ),
    (
        "In a note, in a report and on the scratchpad",
        (
            HelpRow(("pad.close",), "keep it, and back to the question"),
            HelpRow(("pad.page-up", "pad.page-down"), "scroll the question"),
        ),
    ),
    (
        "Among the numbers, in the navigator and on the sheet",
        (
            HelpRow(("numbers.left", "numbers.down", "numbers.up", "numbers.right"), "move", keys="←↓↑→  h j k l"),
            HelpRow(("numbers.go",), "go to this number"),
            HelpRow((), "to and from a navigator beside the question", keys="tab"),
        ),
    ),
)

LEAPS = frozenset({"back", "first", "last", "go_to"})
"""Actions that lead elsewhere than to the next question: refused where questions come one by one."""


def _choosing(place: int) -> str:
    """The keys of an option: its small letter and number, or where it has none of these its capital letter."""
    letter = LETTERS[place]
    if place < len(_LETTERS):
        return f"{letter.lower()},{place + 1}"
    capital = f"{letter},shift+{letter.lower()}"
    return f"{place + 1},{capital}" if place < _DIGITS else capital


QUESTION_BINDINGS: list[BindingType] = [
    Binding("enter,space", "show_answer", "show the answer to recall", id="recall.show"),
    *(
        Binding(f"{place + 1},{key}", f"judge({place})", f"recalled: {said}", id=f"recall.{word}")
        for place, (word, key, said) in enumerate(
            (("right", "r", "I had it right"), ("half", "h", "I had half of it"), ("wrong", "w", "I had it wrong"))
        )
    ),
    *(
        Binding(_choosing(place), f"choose({place})", f"choose option {place + 1}", id=f"room.choose-{place + 1}")
        for place in range(len(LETTERS))
    ),
    *(
        Binding(
            f"{letter},shift+{letter.lower()}", f"strike({place})", f"strike {letter}", id=f"room.strike-{place + 1}"
        )
        for place, letter in enumerate(_LETTERS)
    ),
    Binding("x", "strike_next", "strike an option out", id="room.strike"),
    Binding("tab", "after(1)", "the place to fill after this one", id="room.after"),
    Binding("shift+tab", "after(-1)", "the place to fill before this one", id="room.before"),
    Binding("[,shift+up", "shift(-1)", "move the step up", id="room.earlier"),
    Binding("],shift+down", "shift(1)", "move the step down", id="room.later"),
    Binding("backspace", "clear", "clear the answer, or a part of it", id="room.clear"),
    Binding("f", "flag", "flag for review, or take the flag off", id="room.flag"),
    Binding("u", "doubt", "unsure, or sure again", id="room.unsure"),
    Binding("m", "write('note')", "write a note on the question", id="room.note"),
    Binding("l,f4", "pad", "scratchpad of this exam", id="room.pad"),
    Binding("!", "write('report')", "report the question as faulty", id="room.report"),
    Binding("enter,n,right", "next", "next question", id="room.next"),
    Binding("p,left", "back", "previous question", id="room.back"),
    Binding("home", "first", "first question", id="room.first"),
    Binding("end", "last", "last question", id="room.last"),
    Binding("/", "go_to", "go to a number", id="room.go-to"),
    Binding("g", "navigator", "navigator: the status of every question", id="room.navigator"),
    Binding("s", "sheet", "review sheet", id="room.sheet"),
    Binding("v,f2", "exhibit", "fold what stands beside the question, or show it", id="room.exhibit"),
    Binding("o,f3", "picture", "open a picture in the system's viewer", id="room.picture"),
    Binding("y", "copy", "copy the question, to take it along", id="room.copy"),
    Binding("t", "clock", "hide or show the clock", id="room.clock"),
    Binding("w", "pace", "pace: ahead or behind, in minutes", id="room.pace"),
    Binding("space", "reveal", "show the key", id="room.reveal"),
    Binding("i", "at_once", "in practice, show each key at once, or when asked", id="room.at-once"),
    Binding("ctrl+p", "pause", "pause", id="room.pause"),
    Binding("ctrl+q", "leave", "leave the exam, which is kept", id="room.leave"),
    Binding("?", "help", "every key", id="room.help"),
    Binding("escape", "cancel", "cancel", id="room.cancel"),
    Binding("up,k", "scroll(-1)", "scroll up", id="room.up"),
    Binding("down,j", "scroll(1)", "scroll down", id="room.down"),
    Binding("pageup,ctrl+u", "turn(-1)", "page up", id="room.page-up"),
    Binding("pagedown,ctrl+d", "turn(1)", "page down", id="room.page-down"),
]
"""Every key of the question screen. Each can be rebound by its id."""

_ALL: tuple[BindingType, ...] = (*QUESTION_BINDINGS, *AnswerField.BINDINGS, *Grid.BINDINGS)


class Help(OverQuestion[str | None]):
    """Dismisses the action of the line that was clicked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q,space", "close", "back", id="help.back"),
        Binding("up,k", "scroll(-1)", "scroll up", show=False, id="help.up"),
        Binding("down,j", "scroll(1)", "scroll down", show=False, id="help.down"),
        Binding("pageup,ctrl+u", "scroll(-8)", "page up", show=False, id="help.page-up"),
        Binding("pagedown,ctrl+d", "scroll(8)", "page down", show=False, id="help.page-down"),
    ]

    def __init__(self, refused: Collection[str] = ()) -> None:
        """`refused` are actions that this exam never does; they are left out."""
        super().__init__()
        self.refused = refused

    def compose(self) -> ComposeResult:
        bound = keys_of(self.app, (*_ALL, *self.app.BINDINGS))
        with Vertical(classes="card wide"):
            with Scrolled():
                for title, table in HELP_TABLE:
                    rows = [row for row in table if row.action not in self.refused]
                    yield Static(Content(title), classes="help-title")
                    for row in rows:
                        yield HelpLine(row, keys_in_words(row, bound), last=row is rows[-1])
            keys = (("help.back", "back", "close"), ("help.up help.down", "scroll", "scroll(8)"))
            yield Legend(self.BINDINGS, *keys)

    def on_click(self, event: events.Click) -> None:
        clicked, _ = self.get_widget_at(*event.screen_offset)
        for part in clicked.ancestors_with_self:
            if isinstance(part, HelpLine) and part.row.action:
                self.dismiss(part.row.action)

    def on_scrolled_more_changed(self, message: Scrolled.MoreChanged) -> None:
        legend = self.query_one(Legend)
        below = (Hint("▾", "more below", "scroll(8)"),) if message.more else ()
        legend.hints = (*below, *legend.key_hints())

    def action_scroll(self, rows: int) -> None:
        self.query_one(Scrolled).scroll_relative(y=rows, animate=False)


class HelpLine(Horizontal):
    """One key and what it does."""

    def __init__(self, row: HelpRow, keys: str, *, last: bool) -> None:
        parts = (Static(Content(keys), classes="help-keys"), Static(Content(row.does), classes="help-does"))
        super().__init__(*parts, classes="last" if last else "")
        self.row = row


def keys_in_words(row: HelpRow, bound: Mapping[str, tuple[str, ...]]) -> str:
    """The keys of a line: its summary, while nobody has rebound any of them; else the first keys of each action."""
    own = {binding.id: tuple(binding.key.split(",")) for binding in _ALL if isinstance(binding, Binding)}
    known = [name for name in row.ids if name in bound]
    if not known or (row.keys and all(bound[name] == own.get(name) for name in known)):
        return row.keys
    return "  ".join(shown_key(key) for name in known for key in bound[name][: 3 if len(row.ids) == 1 else 1])
