"""Owns the keys that work on every page; those of the exam room are in `exam.tui.sitting.keys`."""

from textual.binding import Binding, BindingType

BINDINGS: list[BindingType] = [
    Binding("question_mark", "help", "keys", key_display="?", id="app.keys"),
    Binding("ctrl+t", "next_theme", "next theme", show=False, id="app.theme"),
    Binding("ctrl+k,ctrl+p", "palette", "find an action by its name", show=False, id="app.palette"),
    # What follows has no id: nobody shall lock themselves in.
    Binding("ctrl+q", "quit", "leave the program, or the exam", show=False, priority=True),
    Binding("ctrl+z", "suspend_process", "to the shell, and back with fg", show=False),
]
