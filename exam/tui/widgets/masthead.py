"""The first line of all, which is on screen before anything else was imported."""

from textual.content import Content
from textual.widgets import Static


def masthead() -> Static:
    """The program's name and what it is."""
    line = Content.assemble(("exam", "bold $primary"), ("   mock exams in the terminal", "$text-muted"))
    return Static(line, id="masthead")
