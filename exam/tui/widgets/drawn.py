"""Text that depends on the width it has: charts and tables, and headings whose words give way one after the other."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from exam.tui.widgets.apart import Apart
from exam.tui.widgets.wrapping import cut, first_cut, with_whole_figures

_APART = 3
_FEWEST = 12
"""Cells of a bank's title below which it says nothing."""


class Drawn(Static):
    """As many lines as `draw` gives for a width in cells; each must fit into it.

    `height` says how many these are where that can be told without drawing: then only what is on screen is drawn.
    """

    def __init__(
        self,
        draw: Callable[[int], Content],
        *,
        height: Callable[[int], int] | None = None,
        id: str | None = None,  # noqa: A002 (Textual's name)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.draw = draw
        self.lines_for = height

    def render(self) -> RenderResult:
        return self.draw(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.lines_for(width) if self.lines_for else len(self.draw(width).split("\n"))


class Sentences(Drawn):
    """A paragraph in which a figure and its sign stand on one line."""

    def __init__(self, text: Content | str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        words = text if isinstance(text, Content) else Content(text)
        super().__init__(lambda width: Content("\n").join(with_whole_figures(words, width)), id=id, classes=classes)


class Tinted(Drawn):
    """A figure with tinted cells; `draw` is also told whether this theme has tints, or only sixteen colours."""

    def __init__(self, draw: Callable[[int, bool], Content], *, classes: str | None = None) -> None:
        super().__init__(lambda width: draw(width, not self.app.current_theme.ansi), classes=classes)


def titled(title: str, beside: str | Content = "", *, style: str = "bold") -> Content:
    """A title in bold, and words of less weight beside it."""
    words = beside if isinstance(beside, Content) else Content.styled(beside, "$text-muted")
    return Content.assemble((title, style), "   ", words) if words else Content.styled(title, style)


class Heading(Static):
    """A title in bold, and beside it what fits; a function is asked for what fits into so many cells."""

    def __init__(
        self,
        text: str,
        beside: str | Content | Callable[[int], Content] = "",
        *,
        first: bool = False,
        names: Apart | None = None,
    ) -> None:
        """`names` are the titles of all headings of this kind, so that those which begin alike are told apart."""
        super().__init__(classes="heading first" if first else "heading")
        self.text, self.beside = text, beside
        self.names = names or Apart([text])

    def render(self) -> RenderResult:
        width = self.content_size.width
        beside = self.beside(width - cell_len(self.text) - _APART) if callable(self.beside) else self.beside
        whole = titled(self.text, beside)
        return whole if whole.cell_length <= width else titled(self.names.cut(self.text, width))


class Masthead(Static):
    """The first line of a page: its name, words of less weight beside it, and at the right the bank in hand.

    The bank is left out where the page names it already, and where there is no room for it.
    """

    def __init__(
        self, title: str, beside: str | Content = "", *, style: str = "bold", title_is_cut: bool = False
    ) -> None:
        """`title_is_cut`: it is a bank's, and makes way for what stands beside it where both have no room."""
        super().__init__(id="masthead")
        self.title_is_cut = title_is_cut
        self.say(title, beside, style=style)

    def say(self, title: str, beside: str | Content = "", *, style: str = "bold") -> None:
        """Tells of something else."""
        self.title = title
        self.whole = titled(title, beside, style=style)
        self.refresh()

    def render(self) -> RenderResult:
        over = self.whole.cell_length - self.content_size.width
        if self.title_is_cut and over > 0:
            return Content.assemble(
                (cut(self.title, cell_len(self.title) - over), "bold"), self.whole[len(self.title) :]
            )
        bank = getattr(self.app, "in_hand", "")
        room = self.content_size.width - self.whole.cell_length - _APART
        if not bank or bank in self.whole.plain or room < min(_FEWEST, cell_len(bank)):
            return self.whole
        shown = Content(bank).truncate(room, ellipsis=True)
        apart = self.content_size.width - self.whole.cell_length - shown.cell_length
        return Content.assemble(self.whole, " " * apart, shown.stylize("$text-muted"))


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
