"""The page on confusions: what is taken for what, as a list and as a map by section; and the screen of one of them."""

from collections.abc import Iterator, Mapping, Sequence
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
from exam.core.wording import counted, in_line
from exam.learning.confusions import CLEAN_DAYS, ConfusedPair, Confusions, confusions_in
from exam.learning.past import Past
from exam.tui.progress.page import ProgressPage, Selection, muted, paragraph, rate_words
from exam.tui.widgets.drawn import Drawn, Heading, Masthead, Tinted
from exam.tui.widgets.lines import Choice, Choices
from exam.tui.widgets.page import Below, Body, FullPage
from exam.tui.widgets.text import content

_MOST = 25
"""Pairs of one kind that are listed, the surest first."""
_FEW = 8
"""The same for slips and for settled pairs."""
_CELL = 4
_SectionMap = Mapping[tuple[str, str], int]
"""Times chosen, by the section asked about and the one that the answer belongs to."""


def _read(selection: Selection) -> tuple[Confusions, _SectionMap]:
    past = selection.past
    confusions = confusions_in(past.answer_sums, past.now.tzinfo)
    return confusions, past.by_section(confusions.listed)


def _draw(selection: Selection, read: tuple[Confusions, _SectionMap]) -> list[Widget]:
    past = selection.past
    confusions, by_section = read
    listed, slips, settled = confusions.listed, confusions.slips, confusions.settled
    # Which sections are in the map, in the bank's order.
    titles = {name: title for name, title in past.section_titles.items() if any(name in one for one in by_section)}
    return [
        Heading("Taken for another", "the surest first: times chosen of times on offer, with the 95 % interval"),
        paragraph(_list_words(listed, len(past.sittings))),
        *_lines(past, listed[:_MOST]),
        *([muted(f"and {len(listed) - _MOST} more, less sure than these")] if len(listed) > _MOST else []),
        *_map_widgets(by_section, titles),
        *([Heading("Once only", f"{counted(len(slips), 'pair')}: may be chance")] if slips else []),
        *_lines(past, slips[:_FEW]),
        *([Heading("Told apart again", f"the drill without a mistake on {CLEAN_DAYS} days")] if settled else []),
        *_lines(past, settled[:_FEW]),
    ]


def _lines(past: Past, pairs: Sequence[ConfusedPair]) -> list[Widget]:
    lines = [partial(_pair_line, pair, past.stem(pair.item), past.stem(pair.home)) for pair in pairs]
    return [Choices(lines, pairs, rows=2, apart=1)] if pairs else []


def _list_words(listed: tuple[ConfusedPair, ...], attempts: int) -> str:
    if not listed:
        return f"No pair was confused twice or more in {counted(attempts, 'attempt')}."
    two_way = sum(pair.two_way for pair in listed)
    both = f", {two_way} both ways (⇄)" if two_way else ""
    return f"{counted(len(listed), 'pair')} confused twice or more{both}. Opened, each shows both."


def _pair_line(pair: ConfusedPair, asked: str, taken: str, width: int) -> Content:
    """What was asked with the figures, over what was taken with how far the drill is."""
    days = f"{pair.clean} of {CLEAN_DAYS} days right" if pair.clean else ""
    answer = _beside(f"{'⇄' if pair.two_way else '→'} {taken}", days, width)
    return Content.assemble(_beside(asked, rate_words(pair.rate), width), "\n", answer)


def _beside(text: str, figures: str, width: int) -> Content:
    """A text that is cut to stand beside its figures."""
    right = f"  {figures}" if figures else ""
    told = Content(text).truncate(max(10, width - len(right)), ellipsis=True, pad=True)
    return Content.assemble(told, (right, "$text-muted"))


def _map_widgets(by_section: _SectionMap, titles: dict[str, str]) -> list[Widget]:
    if not by_section:
        return []
    return [
        Heading("By section", "rows: asked about; columns: where the answer belongs"),
        paragraph(_map_words(by_section, titles)),
        Tinted(partial(_map, by_section, titles), classes="figure"),
    ]


def _map_words(by_section: _SectionMap, titles: dict[str, str]) -> str:
    inside = sum(times for (asked, home), times in by_section.items() if asked == home)
    (asked, home), most = max(by_section.items(), key=lambda cell: cell[1])
    from_, to = titles.get(asked, asked), titles.get(home, home)
    where = f"within {from_}" if asked == home else f"from {from_} to {to}"
    return f"{inside} of {sum(by_section.values())} stay within one section; most, {most}, go {where}."


def _map(by_section: _SectionMap, titles: dict[str, str], width: int, tints: bool) -> Content:
    """As many columns as fit, numbered like the rows."""
    room = max(10, min(44, width - 4 - _CELL * len(titles)))
    columns = max(1, min(len(titles), (width - 4 - room) // _CELL))
    head = " " * (room + 4) + "".join(f"{n + 1:>{_CELL}}" for n in range(columns))
    most = max(by_section.values())
    lines = [Content.styled(head, "$text-muted")]
    for n, (section, title) in enumerate(titles.items(), 1):
        cells = [_times(by_section.get((section, home), 0), most, tints) for home in list(titles)[:columns]]
        name = Content(title).truncate(room, ellipsis=True, pad=True)
        lines.append(Content.assemble((f"{n:>2}  ", "$text-muted"), name, *cells))
    if columns < len(titles):
        lines.append(Content.styled(f"columns {columns + 1} to {len(titles)} need a wider terminal", "$text-muted"))
    return Content("\n").join(lines)


def _times(times: int, most: int, tints: bool) -> Content:
    if not times:
        return Content.styled("·".rjust(_CELL), "$foreground 25%")
    style = f"on $primary {10 + round(35 * times / most)}%" if tints else "bold $primary"
    return Content.assemble(" ", (f"{times}".rjust(_CELL - 1), style))


def _preview(past: Past, pair: object, width: int) -> Content:
    """Both questions in full, each with what answers it, as the bank has it."""
    if not isinstance(pair, ConfusedPair):
        return Content("")
    asked, taken = pair_sides(pair, past.bank, None)
    lines: list[Content] = []
    for label, side, item in (("You were asked", asked, pair.item), ("You answered this instead", taken, pair.home)):
        lines += [Content.styled(label, "$text-muted"), *Content.styled(past.stem(item), "bold").wrap(width)]
        for text in side.statements:
            lines += _statement(in_line(text, side.texts), False, width).split("\n")
        lines.append(Content(""))
    return Content("\n").join([*lines, *Content.styled(_state_words(pair), "$text-muted").wrap(width)])


CONFUSED_PAGE = ProgressPage(
    "confused", "Confused", _read, _draw, frozenset({"mode", "open"}), starts_on_line=True, preview=_preview
)

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
        Binding("v", "go('review')", "the answer", id="pair.answer"),
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
            yield Static(Content(_state_words(self.pair)), id="story")
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
        yield Drawn(partial(_statement, in_line(text, side.texts), one_line(text) == one_line(side.chosen)))
    if side.rationale:
        yield Static(Content.styled("Why", "$text-muted"), classes="label")
        yield Drawn(partial(content, side.rationale, side.texts))


def _state_words(pair: ConfusedPair) -> str:
    """How the pair stands, in words."""
    both = "You take each for the other. " if pair.two_way else ""
    if pair.slip:
        return f"{both}It happened once, which may be chance."
    if pair.state == "settled":
        return f"{both}Settled: the contrast drill was right on {pair.clean} days since they were confused last."
    return f"{both}{pair.clean} of {CLEAN_DAYS} days right; a drill without a mistake on {CLEAN_DAYS} days settles it."


def _statement(text: str, mine: bool, width: int) -> Content:
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
