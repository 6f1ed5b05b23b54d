"""The screen of one confusion: both questions side by side, what answers each, and the drill that tells them apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.exhibit import TextFormat
from exam.core.text import one_line
from exam.core.wording import in_line
from exam.learning.confusions import CLEAN_DAYS, ConfusedPair
from exam.tui.progress.page import rate_words
from exam.tui.widgets.drawn import Drawn, Masthead
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import Below, Body, FullPage
from exam.tui.widgets.text import content

PairStep = Literal["drill", "review"]
"""What follows the screen: the contrast drill, or the answer where the two were confused last."""


@dataclass(frozen=True)
class PairSide:
    """One of the two questions."""

    item: str
    section: str
    stem: str
    statements: tuple[str, ...]
    """What answers it; as shown the last time, where the bank does not know it any more."""
    rationale: str
    chosen: str
    """The statement of this side that was taken for the other's answer the last time; empty: none."""
    texts: TextFormat = "flowing"
    """How its texts are to be read."""


class PairScreen(FullPage[PairStep | None]):
    """Dismisses what to do next; None: back."""

    CSS_PATH = "pair.tcss"
    FOOTED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "contrast drill", id="pair.drill"),
        Binding("v", "go('review')", "what you answered", id="pair.answer"),
        Binding("pagedown,ctrl+d", "", "scroll", key_display="pgup pgdn", id="page.page-down"),
        Binding("pagedown,ctrl+d", "scroll_pages(1)", "scroll down", show=False, id="page.page-down"),
        Binding("pageup,ctrl+u", "scroll_pages(-1)", "scroll up", show=False, id="page.page-up"),
        Binding("escape,q", "back", "back", key_display="esc", id="pair.back"),
    ]

    def __init__(self, pair: ConfusedPair, asked: PairSide, taken: PairSide, *, drillable: bool) -> None:
        """`drillable`: whether the bank still has both, so that they can be asked."""
        super().__init__()
        self.pair, self.asked, self.taken, self.drillable = pair, asked, taken, drillable

    def body(self) -> Iterator[Widget]:
        yield Masthead("Taken for another", rate_words(self.pair.rate))
        with Body(id="body", can_focus=False):
            yield Horizontal(
                Vertical(*_side_widgets("You were asked", self.asked), classes="side", id="asked"),
                Vertical(*_side_widgets("You answered this instead", self.taken), classes="side", id="taken"),
                id="sides",
            )
            yield Static(Content(state_words(self.pair)), id="story")
        yield Below()
        if self.drillable:
            yield Choice(Content("Contrast drill: each with the other on offer"), "drill", id="drill")
        else:
            yield Static(
                Content.styled("The bank of these questions is not here, so they cannot be asked.", "$text-muted"),
                id="drill",
            )

    def on_mount(self) -> None:
        if self.drillable:
            self.query_one("#drill").focus()

    def on_choice_taken(self) -> None:
        self.action_go("drill")

    def action_go(self, step: PairStep) -> None:
        self.dismiss(step)

    def action_scroll_pages(self, by: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=by * max(1, body.size.height - 2), animate=False)


def _side_widgets(label: str, side: PairSide) -> Iterator[Widget]:
    yield Static(Content.styled(label, "$text-muted"))
    yield Static(Content.styled(in_line(side.stem, side.texts), "bold"))
    yield Static(Content.styled(side.section, "$text-muted"))
    yield Static(Content.styled("What answers it", "$text-muted"), classes="label")
    for text in side.statements:
        yield Drawn(partial(statement, in_line(text, side.texts), one_line(text) == one_line(side.chosen)))
    if side.rationale:
        yield Static(Content.styled("Why", "$text-muted"), classes="label")
        yield Drawn(partial(content, side.rationale, side.texts))


def state_words(pair: ConfusedPair) -> str:
    """How the pair stands, in words."""
    both = "You take each for the other. " if pair.two_way else ""
    if pair.slip:
        return f"{both}It happened once, which may be chance."
    if pair.state == "settled":
        return f"{both}Settled: the contrast drill was right on {pair.clean} days since they were confused last."
    return f"{both}{pair.clean} of {CLEAN_DAYS} days right; a drill without a mistake on {CLEAN_DAYS} days settles it."


def statement(text: str, mine: bool, width: int) -> Content:
    """A statement behind its sign; lines after the first are indented too."""
    words = Content.assemble((text, "$incorrect" if mine else ""), ("  (your answer)" if mine else "", "$text-muted"))
    first, *others = words.wrap(max(1, width - 2))
    sign = ("✗ ", "$incorrect") if mine else ("· ", "$text-muted")
    return Content("\n").join([Content.assemble(sign, first), *(Content("  ") + line for line in others)])


def pair_sides(pair: ConfusedPair, bank: Bank | None, last: Attempt | None) -> tuple[PairSide, PairSide]:
    """The question asked, and the question whose answer was taken. `last` is the attempt of the last confusion."""
    return _side(pair.item, pair, bank, last), _side(pair.home, pair, bank, last)


def _side(name: str, pair: ConfusedPair, bank: Bank | None, last: Attempt | None) -> PairSide:
    """One side as the bank has it now, or else as it was in the last attempt."""
    chosen, stem, section, texts, rationale = "", name, "", [], ""
    if last is not None:
        if home := last.form.homes.get(name):
            stem, section = home.stem, home.section
        for slot in last.form.slots:
            if slot.item == name:
                stem, section, rationale = slot.stem, last.form.title_of[slot.section], slot.rationale or ""
                texts += [slot.option(key).text for key in slot.key if slot.kind != "reversed"]
            if slot.item in (pair.item, pair.home) and slot.item != name and slot.kind != "reversed":
                taken = [option for option in slot.options if option.home == name]
                texts += [option.text for option in taken]
                chosen = next((one.text for one in taken if one.id in last.of(slot.n).response), chosen)
    if bank is not None and (item := bank.item_by_id.get(name)) is not None:
        stem, section, rationale = item.stem, bank.section_of[name].title, item.rationale or rationale
        right = [option.text for option in item.options if option.id in item.key]
        texts = [*item.statements, *right]
        if chosen and one_line(chosen) not in {one_line(text) for text in texts}:
            texts.append(chosen)
    how = bank.text if bank is not None else last.form.text if last is not None else "flowing"
    return PairSide(name, section, stem, tuple(dict.fromkeys(texts)), rationale, chosen, how)
