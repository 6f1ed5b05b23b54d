"""Owns the heading of a part of a page, with a word beside it. Refuses to wrap: the word goes before the title does."""

from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static


class Heading(Static):
    """A title in bold, and beside it what fits."""

    def __init__(self, text: str, beside: str | Content = "", *, first: bool = False) -> None:
        super().__init__(classes="heading first" if first else "heading")
        self.text = Content.styled(text, "bold")
        self.beside = Content.assemble("   ", beside if isinstance(beside, Content) else (beside, "$text-muted"))

    def render(self) -> RenderResult:
        whole = Content.assemble(self.text, self.beside)
        return whole if whole.cell_length <= self.content_size.width else self.text
