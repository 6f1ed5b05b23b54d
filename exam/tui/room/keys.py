"""Owns which key does what on the question screen, and how the help page says it. Refuses to do any of it."""

from dataclasses import dataclass

from textual.binding import Binding, BindingType

_LETTERS = "ABCDE"
_MOST_OPTIONS = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the help page. `action` is what a click on it runs; empty where it needs a letter."""

    keys: str
    does: str
    action: str = ""


HELP: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "Answer",
        (
            Row("A–E  1–9", "choose an option, or take it back where several count"),
            Row("x + letter", "strike an option out or in; Shift + letter does it too", "strike_next"),
            Row("⌫", "clear the answer", "clear"),
            Row("f", "flag for review, or take the flag off", "flag"),
            Row("u", "unsure, or sure again; recorded, never scored", "doubt"),
            Row("m", "write a note on the question", "note"),
            Row("!", "report the question as faulty", "report"),
        ),
    ),
    (
        "Move",
        (
            Row("↵  n  →", "next question", "next"),
            Row("p  ←", "previous question", "back"),
            Row("Home  End", "first, last question", "first"),
            Row("/", "go to a number", "go_to"),
            Row("g", "navigator: every question with its status", "navigator"),
            Row("s", "review sheet; the exam is ended from there", "sheet"),
            Row("↑ ↓  PgUp PgDn", "scroll a long question", ""),
        ),
    ),
    (
        "Time and the rest",
        (
            Row("t", "hide or show the clock; it returns at 5 minutes", "clock"),
            Row("Ctrl+P", "pause, in practice mode", "pause"),
            Row("Space", "show key and reasons, in practice mode", "reveal"),
            Row("Ctrl+Q", "leave; the attempt is kept and its time stops", "leave"),
            Row("Ctrl+T  Ctrl+Z", "next theme; to the shell, and back with fg"),
            Row("?", "this page", "help"),
        ),
    ),
)

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
    Binding("x", "strike_next", "strike", id="room.strike"),
    Binding("backspace", "clear", "clear the answer", id="room.clear"),
    Binding("f", "flag", "flag", id="room.flag"),
    Binding("u", "doubt", "unsure", id="room.unsure"),
    Binding("m", "note", "note", id="room.note"),
    Binding("!", "report", "report", id="room.report"),
    Binding("enter,n,right", "next", "next", id="room.next"),
    Binding("p,left", "back", "back", id="room.back"),
    Binding("home", "first", "first question", id="room.first"),
    Binding("end", "last", "last question", id="room.last"),
    Binding("/", "go_to", "go to a number", id="room.go-to"),
    Binding("g", "navigator", "navigator", id="room.navigator"),
    Binding("s", "sheet", "review sheet", id="room.sheet"),
    Binding("t", "clock", "clock", id="room.clock"),
    Binding("space", "reveal", "show the key", id="room.reveal"),
    Binding("ctrl+p", "pause", "pause", id="room.pause"),
    Binding("ctrl+q", "leave", "leave", id="room.leave"),
    Binding("?", "help", "keys", id="room.help"),
    Binding("escape", "cancel", "cancel", id="room.cancel"),
    Binding("up", "scroll(-1)", "scroll up", id="room.up"),
    Binding("down", "scroll(1)", "scroll down", id="room.down"),
    Binding("pageup", "turn(-1)", "page up", id="room.page-up"),
    Binding("pagedown", "turn(1)", "page down", id="room.page-down"),
]
"""Every key of the question screen. Each can be rebound by its id."""
