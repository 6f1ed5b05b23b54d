"""A page that says what went wrong and what to do. It stays until a key is pressed."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.text import visible
from exam.tui.widgets.page import Body, FullPage


class Notice(FullPage[None]):
    """A title and a text; any of its keys goes on."""

    DEFAULT_CSS = """
    Notice #text { padding: 2 4; }
    Notice #text Static { height: auto; max-width: 90; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "go_on", "go on", id="notice.go-on"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = visible(text)

    def body(self) -> Iterator[Widget]:
        with Body(id="text"):
            yield Static(Content.styled(self.heading, "bold"))
            yield Static(Content(self.text))

    def action_go_on(self) -> None:
        self.dismiss(None)
