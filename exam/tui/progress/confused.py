"""The page on confusions: what is taken for what, as a list and as a map by section."""

from collections.abc import Iterable, Mapping
from functools import partial

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from exam.core.wording import counted
from exam.learning.confusions import CLEAN_DAYS, ConfusedPair, Confusions, find_confusions
from exam.learning.past import Past
from exam.tui.progress.page import ProgressPage, Selection, muted, rate_words, sentence
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.drawn import Heading, Tinted

_MOST = 25
"""Pairs of one kind that are listed, the surest first."""
_FEW = 8
"""The same for slips and for settled pairs."""
_CELL = 4
_SectionMap = Mapping[tuple[str, str], int]
"""Times chosen, by the section asked about and the one that the answer belongs to."""


def _read(selection: Selection) -> tuple[Confusions, _SectionMap]:
    past = selection.past
    confusions = find_confusions(past.results, past.now.tzinfo)
    return confusions, past.by_section(confusions.listed)


def _draw(selection: Selection, read: tuple[Confusions, _SectionMap]) -> list[Widget]:
    past = selection.past
    confusions, by_section = read
    listed, slips, settled = confusions.listed, confusions.slips, confusions.settled
    # Which sections are in the map, in the bank's order.
    titles = {name: title for name, title in past.section_titles.items() if any(name in one for one in by_section)}
    return [
        Heading("Taken for another", "the surest first: times chosen of times on offer, with the 95 % interval"),
        sentence(_list_words(listed, len(past.sittings))),
        *_lines(past, listed[:_MOST]),
        *([muted(f"and {len(listed) - _MOST} more, less sure than these")] if len(listed) > _MOST else []),
        *_map_widgets(by_section, titles),
        *([Heading("Once only", f"{counted(len(slips), 'pair')}: may be chance")] if slips else []),
        *_lines(past, slips[:_FEW]),
        *([Heading("Told apart again", f"{CLEAN_DAYS} clean days of the contrast drill")] if settled else []),
        *_lines(past, settled[:_FEW]),
    ]


def _lines(past: Past, pairs: Iterable[ConfusedPair]) -> list[Widget]:
    return [PairLine(pair, past.stem(pair.item), past.stem(pair.home)) for pair in pairs]


def _list_words(listed: tuple[ConfusedPair, ...], attempts: int) -> str:
    if not listed:
        return f"No pair was confused twice or more in {counted(attempts, 'attempt')}."
    two_way = sum(pair.two_way for pair in listed)
    both = f", {two_way} both ways (⇄)" if two_way else ""
    return f"{counted(len(listed), 'pair')} confused twice or more{both}. Opened, each shows both."


class PairLine(Choice):
    """A pair in two lines: what was asked with the figures, what was taken with how far the drill is."""

    def __init__(self, pair: ConfusedPair, asked: str, taken: str) -> None:
        super().__init__(Content(asked), pair, classes="pair")
        self.pair, self.asked, self.taken = pair, asked, taken

    def render(self) -> RenderResult:
        width, pair = self.content_size.width, self.pair
        sign = "› " if self.has_focus else "  "
        days = f"{pair.clean} of {CLEAN_DAYS} clean days" if pair.clean else ""
        first = _beside(f"{sign}{self.asked}", rate_words(pair.rate), width)
        return first + "\n" + _beside(f"  {'⇄' if pair.two_way else '→'} {self.taken}", days, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2


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
        sentence(_map_words(by_section, titles)),
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


CONFUSED_PAGE = ProgressPage("confused", "Confused", _read, _draw, frozenset({"mode", "open"}), starts_on_line=True)
