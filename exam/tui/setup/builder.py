"""What set-up and the drill builder have in common: fields, what they come to, and the line that begins."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.bank import Bank
from exam.core.text import one_line
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.page import Below, Fields, FullPage
from exam.tui.widgets.pick import Pick
from exam.tui.widgets.tick import Tick


class PaperBuilder(FullPage[ScreenResultType]):
    """A page on which a paper is put together. Dismisses None where the user went back."""

    CSS_PATH = Path(__file__).with_name("builder.tcss")
    FOOTED = True
    PURPOSE: ClassVar[str]
    """As the page's title says it, beside the bank's."""

    def __init__(self, bank: Bank) -> None:
        super().__init__()
        self.bank = bank

    def body(self) -> Iterator[Widget]:
        yield heading(self.bank.title, self.PURPOSE, id="masthead")
        with Fields(id="body"), Vertical(id="columns"):
            with Vertical(id="fields"):
                yield from self.fields()
            with Vertical(id="sections"):
                yield from self.sections()
        yield Below()
        yield Static(id="outcome")
        yield Choice(Content("Go to the rules: the clock does not start yet"), None, id="begin")

    def fields(self) -> Iterator[Widget]:
        raise NotImplementedError

    def sections(self) -> Iterator[Widget]:
        raise NotImplementedError

    def action_begin(self) -> object:
        """Dismisses what the fields come to, if that can be asked."""
        raise NotImplementedError

    def follow(self) -> None:
        """Shows what the fields come to, after each key."""
        raise NotImplementedError

    @property
    def values(self) -> dict[str, Any]:
        """What every field says, by its id; the ticks apart."""
        typed = {str(field.id): one_line(field.value) for field in self.query(Input)}
        return {str(pick.id): pick.value for pick in self.query(Pick)} | typed

    @property
    def ticked(self) -> tuple[str, ...]:
        """The values of the ticks that are chosen, in their order."""
        return tuple(tick.value for tick in self.query(Tick) if tick.chosen)

    def on_pick_changed(self) -> None:
        self.follow()

    def on_input_changed(self) -> None:
        self.follow()

    def on_tick_turned(self) -> None:
        self.follow()

    def on_input_submitted(self) -> None:
        self.action_begin()

    def on_choice_taken(self) -> None:
        self.action_begin()

    def say(self, outcome: Content | str, *, begins: bool) -> None:
        """Shows what the fields come to; a text with a cross says why there can be no paper."""
        text = Content(outcome) if isinstance(outcome, str) else outcome
        line = self.query_one("#outcome", Static)
        line.update(text)
        line.set_class(text.plain.startswith("✗"), "impossible")
        self.query_one("#begin").disabled = not begins


def heading(text: str, beside: str, *, id: str | None = None) -> Static:  # noqa: A002 (Textual's name)
    """The title of the page, or of a group of fields."""
    return Static(Content.assemble((text, "bold"), (f"   {beside}", "$text-muted")), id=id, classes="group")
