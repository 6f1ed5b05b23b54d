"""Owns which key does what on the question screen, and how the help page says it. Refuses to do any of it."""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

_LETTERS = "ABCDE"
_MOST_OPTIONS = 9
CHOOSE = tuple(f"room.choose-{place + 1}" for place in range(_MOST_OPTIONS))
STRIKE = tuple(f"room.strike-{place + 1}" for place in range(len(_LETTERS)))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the help page, with the keys of these actions. `action` is what a click on it runs, if anything."""

    ids: tuple[str, ...]
    does: str
    action: str = ""
    keys: str = ""
    """What stands in place of the actions' own keys, where these are many and nobody has rebound them."""


HELP: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "Answer",
        (
            Row(CHOOSE, "choose an option, or take it back where several count", keys="a–e  1–9"),
            Row(("room.strike",), "then a letter: strike an option out (×) or in", "strike_next"),
            Row(STRIKE, "the same at once, as the right mouse button does", keys="shift+letter"),
            Row(("room.clear",), "clear the answer", "clear"),
            Row(("room.flag",), "flag for review, or take the flag off", "flag"),
            Row(("room.unsure",), "unsure, or sure again; recorded, never scored", "doubt"),
            Row(("room.note",), "write a note on the question", "note"),
            Row(("room.report",), "report the question as faulty", "report"),
        ),
    ),
    (
        "Move",
        (
            Row(("room.next",), "next question", "next"),
            Row(("room.back",), "previous question", "back"),
            Row(("room.first",), "first question", "first"),
            Row(("room.last",), "last question", "last"),
            Row(("room.go-to",), "go to a number", "go_to"),
            Row(("room.navigator",), "navigator: the status of every question", "navigator"),
            Row(("room.sheet",), "review sheet; the exam is ended from there", "sheet"),
            Row(("room.up", "room.down"), "scroll a long question", keys="↑ ↓  k j"),
            Row(("room.page-up",), "scroll a page up"),
            Row(("room.page-down",), "scroll a page down"),
        ),
    ),
    (
        "Time and the rest",
        (
            Row(("room.clock",), "hide or show the clock; it returns at 5 minutes", "clock"),
            Row(("room.pace",), "pace: ahead or behind, in minutes", "pace"),
            Row(("room.pause",), "pause, in practice mode", "pause"),
            Row(("room.reveal",), "show key and reasons, in practice mode", "reveal"),
            Row(("room.leave",), "leave; the attempt is kept and its time stops", "leave"),
            Row(("app.palette",), "what can be done here, looked up by name", "app.palette", keys="ctrl+k"),
            Row(("app.theme",), "next theme", "app.next_theme", keys="ctrl+t"),
            Row((), "to the shell, and back with fg", keys="ctrl+z"),
            Row(("room.help",), "this page", "help"),
        ),
    ),
    (
        "Among the numbers, in the navigator and on the sheet",
        (
            Row(("numbers.left", "numbers.down", "numbers.up", "numbers.right"), "move", keys="←↓↑→  h j k l"),
            Row(("numbers.go",), "go to this number"),
            Row((), "to and from a navigator beside the question", keys="tab"),
        ),
    ),
)

LEAPS = frozenset({"back", "first", "last", "go_to"})
"""What leads elsewhere than to the next question: refused where questions come one by one."""

BINDINGS: list[BindingType] = [
    *(
        Binding(
            f"{_LETTERS[place].lower()},{place + 1}" if place < len(_LETTERS) else str(place + 1),
            f"choose({place})",
            f"choose option {place + 1}",
            id=f"room.choose-{place + 1}",
        )
        for place in range(_MOST_OPTIONS)
    ),
    *(
        Binding(
            f"{letter},shift+{letter.lower()}", f"strike({place})", f"strike {letter}", id=f"room.strike-{place + 1}"
        )
        for place, letter in enumerate(_LETTERS)
    ),
    Binding("x", "strike_next", "strike an option out", id="room.strike"),
    Binding("backspace", "clear", "clear the answer", id="room.clear"),
    Binding("f", "flag", "flag for review, or take the flag off", id="room.flag"),
    Binding("u", "doubt", "unsure, or sure again", id="room.unsure"),
    Binding("m", "note", "write a note on the question", id="room.note"),
    Binding("!", "report", "report the question as faulty", id="room.report"),
    Binding("enter,n,right", "next", "next question", id="room.next"),
    Binding("p,left", "back", "previous question", id="room.back"),
    Binding("home", "first", "first question", id="room.first"),
    Binding("end", "last", "last question", id="room.last"),
    Binding("/", "go_to", "go to a number", id="room.go-to"),
    Binding("g", "navigator", "navigator: the status of every question", id="room.navigator"),
    Binding("s", "sheet", "review sheet", id="room.sheet"),
    Binding("t", "clock", "hide or show the clock", id="room.clock"),
    Binding("w", "pace", "pace: ahead or behind, in minutes", id="room.pace"),
    Binding("space", "reveal", "show the key", id="room.reveal"),
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
