"""The screen of one item: how it did, and how each of its wrong options did."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.wording import signed
from exam.learning.statistics import FEWEST_FOR_DISCRIMINATION, Distractor, ItemStatistics
from exam.tui.progress.questions import ItemRow
from exam.tui.progress.text import rate_words
from exam.tui.widgets.bars import bar
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.page import Body, FullPage


class ItemScreen(FullPage[None]):
    """One item of the page of item statistics."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "back", "back", key_display="esc", id="item.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]
    DEFAULT_CSS = """
    ItemScreen #body { height: 1fr; padding: 0 1 0 2; margin-top: 1; scrollbar-size-vertical: 1; }
    ItemScreen #body > Static { width: 100%; height: auto; padding: 0 2; }
    ItemScreen .other { margin-top: 1; }
    """

    def __init__(self, row: ItemRow) -> None:
        super().__init__()
        self.row = row
        self.stems = {
            one.home: "an option that its author wrote" if one.authored else row.past.stem(one.home)
            for one in row.found.distractors
        }
        """What each distractor really asks, by home."""

    def body(self) -> Iterator[Widget]:
        found = self.row.found
        with Body(id="body"):
            yield Static(Content.styled(self.row.stem, "bold"))
            where = " · ".join(filter(None, (self.row.section, found.item)))
            yield Static(Content.styled(where, "$text-muted"))
            yield Heading("How it did")
            for fact in _facts(found):
                yield Static(Content(fact))
            for remark in found.remarks:
                yield Static(Content.styled(f"! {self._named(remark)}", "$marked"))
            yield Heading("Wrong options", "times chosen of times on offer; and by those who passed")
            for distractor in found.distractors:
                yield Drawn(partial(_distractor, distractor, self.stems[distractor.home]), classes="other")
            if not found.distractors:
                yield Static(Content("It was never asked with wrong options of its kind."))

    def action_back(self) -> None:
        self.dismiss(None)

    def _named(self, remark: str) -> str:
        """A remark with the question that a distractor answers in place of its id."""
        home, _, rest = remark.partition(" ")
        return f"“{self.stems[home]}” {rest}" if home in self.stems else remark


def _facts(found: ItemStatistics) -> Iterator[str]:
    """What can be said of an item, each with its number; little where the number is small."""
    yield f"Right {rate_words(found.right)}."
    yield f"Half of the answers took {found.seconds:.0f} s or less."
    if found.discrimination is not None and found.discrimination_interval is not None:
        low, high = found.discrimination_interval
        between = f"{signed(low, 2)} to {signed(high, 2)}"
        yield f"Discrimination {signed(found.discrimination, 2)} ({between}): how far it goes with the rest."
    elif found.facility is not None:
        yield f"How telling it is needs {FEWEST_FOR_DISCRIMINATION} answers that differ."


def _distractor(distractor: Distractor, stem: str, width: int) -> Content:
    """What a wrong option really asks, over a bar of how often it was chosen."""
    rate, passing = distractor.rate, distractor.passing
    percent = "  –" if rate.percent is None else f"{rate.percent:3.0f} %"
    figures = Content.assemble(
        bar((rate.percent or 0) / 100, 20 if width >= 70 else 10, "$primary"),
        f" {percent}  ",
        (f"{rate_words(rate)}   passing: {passing.count} of {passing.of}", "$text-muted"),
    )
    return Content("\n").join([*Content(stem).wrap(width), figures.truncate(width)])
