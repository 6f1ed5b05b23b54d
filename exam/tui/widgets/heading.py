"""Headings of pages and of their parts, with words beside them that give way where there is no room."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static

from exam.tui.widgets.wrapping import first_cut

_APART = 3


class Heading(Static):
    """A title in bold, and beside it what fits."""

    def __init__(self, text: str, beside: str | Content = "", *, first: bool = False) -> None:
        super().__init__(classes="heading first" if first else "heading")
        self.text = Content.styled(text, "bold")
        self.beside = Content.assemble("   ", beside if isinstance(beside, Content) else (beside, "$text-muted"))

    def render(self) -> RenderResult:
        whole = Content.assemble(self.text, self.beside)
        return whole if whole.cell_length <= self.content_size.width else self.text


class BankHeading(Static):
    """A page's name in bold, then the bank that it is about and what else holds: the bank's title is cut first."""

    bank = ""
    rest = ""

    def __init__(self, page: str) -> None:
        super().__init__(id="masthead")
        self.page = page

    def say(self, bank: str, rest: str) -> None:
        """Tells of another bank, or of other attempts of it."""
        self.bank, self.rest = bank, f" · {rest}"
        self.refresh()

    def render(self) -> RenderResult:
        if not self.bank:
            return Content.styled(self.page, "bold")
        beside = first_cut(self.bank, self.rest, self.content_size.width - cell_len(self.page) - _APART)
        return Content.assemble((self.page, "bold"), (f"{' ' * _APART}{beside}", "$text-muted"))
