"""Owns the page on confusions: what is taken for what, as a list and as a map by section. Refuses slips on the list."""

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from exam.core.wording import counted
from exam.learning.confusions import CLEAN_DAYS, Pair, confusions
from exam.tui.progress.past import Past
from exam.tui.progress.words import muted, rate, said
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.drawn import Tinted
from exam.tui.widgets.heading import Heading

_MOST = 25
"""Pairs of one kind that are listed, the surest first."""
_FEW = 8
_CELL = 4


@dataclass(frozen=True)
class Shown:
    """A pair with the questions of both, to be opened."""

    pair: Pair
    asked: str
    taken: str


@dataclass(frozen=True)
class Confused:
    """What is taken for what."""

    attempts: int
    pairs: int
    """How many were confused more than once; as many as are shown are kept, for there may be thousands."""
    two_way: int
    once: int
    listed: tuple[Shown, ...]
    slips: tuple[Shown, ...]
    settled: tuple[Shown, ...]
    map: dict[tuple[str, str], int]
    """Times chosen, by the section asked about and the one that the answer belongs to."""
    titles: dict[str, str]


def read(past: Past) -> Confused:
    """Pairs of the past, the surest first, and their map."""
    found = confusions(past.results, past.now.tzinfo)

    def shown(pairs: tuple[Pair, ...]) -> tuple[Shown, ...]:
        return tuple(Shown(pair, past.stem(pair.item), past.stem(pair.home)) for pair in pairs[:_MOST])

    places = past.by_section(found.listed)
    return Confused(
        len(past.sittings),
        len(found.listed),
        sum(pair.two_way for pair in found.listed),
        len(found.slips),
        shown(found.listed),
        shown(found.slips[:_FEW]),
        shown(found.settled[:_FEW]),
        places,
        {name: title for name, title in past.section_titles.items() if any(name in pair for pair in places)},
    )


def widgets(confused: Confused) -> list[Widget]:
    """What the page shows."""
    widgets: list[Widget] = [
        Heading("Taken for another", "the surest first: times chosen of times on offer, with the 95 % interval"),
        said(words(confused)),
        *(PairLine(one) for one in confused.listed),
    ]
    if confused.pairs > len(confused.listed):
        widgets += [muted(f"and {confused.pairs - len(confused.listed)} more, less sure than these")]
    if confused.map:
        widgets += [
            Heading("By section", "rows: asked about; columns: where the answer belongs"),
            said(map_words(confused)),
            Tinted(lambda width, tints: _map(confused, width, tints), classes="figure"),
        ]
    if confused.slips:
        widgets += [
            Heading("Once only", f"{counted(confused.once, 'pair')}: may be chance"),
            *(PairLine(one) for one in confused.slips),
        ]
    if confused.settled:
        widgets += [
            Heading("Told apart again", f"{CLEAN_DAYS} clean days of the contrast drill"),
            *(PairLine(one) for one in confused.settled),
        ]
    return widgets


def words(confused: Confused) -> str:
    """What the list shows, as a sentence."""
    if not confused.pairs:
        return f"No pair was confused twice or more in {counted(confused.attempts, 'attempt')}."
    two_way = f", {confused.two_way} both ways (⇄)" if confused.two_way else ""
    return f"{counted(confused.pairs, 'pair')} confused twice or more{two_way}. Opened, each shows both."


def map_words(confused: Confused) -> str:
    """What the map shows, as a sentence."""
    whole = sum(confused.map.values())
    inside = sum(times for (asked, home), times in confused.map.items() if asked == home)
    (asked, home), most = max(confused.map.items(), key=lambda one: one[1])
    title = confused.titles
    where = (
        f"within {title.get(asked, asked)}"
        if asked == home
        else f"from {title.get(asked, asked)} to {title.get(home, home)}"
    )
    return f"{inside} of {whole} stay within one section; most, {most}, go {where}."


class PairLine(Choice):
    """A pair in two lines: what was asked with the figures, what was taken with how far the drill is."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(Content(shown.asked), shown, classes="pair")
        self.shown = shown

    def render(self) -> RenderResult:
        width = self.content_size.width
        pair = self.shown.pair
        days = f"{pair.clean} of {CLEAN_DAYS} clean days" if pair.clean else ""
        return Content("\n").join(
            [
                _beside(("› " if self.has_focus else "  ") + self.shown.asked, rate(pair.rate), width),
                _beside(f"  {'⇄' if pair.two_way else '→'} {self.shown.taken}", days, width),
            ]
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2


def _beside(text: str, figures: str, width: int) -> Content:
    room = max(10, width - len(figures) - (2 if figures else 0))
    return Content.assemble(
        Content(text).truncate(room, ellipsis=True, pad=True), ("  " if figures else ""), (figures, "$text-muted")
    )


def _map(confused: Confused, width: int, tints: bool) -> Content:
    titles = list(confused.titles.items())
    room = max(10, min(44, width - 4 - _CELL * len(titles)))
    shown = max(1, min(len(titles), (width - 4 - room) // _CELL))
    head = Content.styled(" " * (room + 4) + "".join(f"{n + 1:>{_CELL}}" for n in range(shown)), "$text-muted")
    most = max(confused.map.values())
    lines = [head]
    for n, (section, title) in enumerate(titles):
        cells = [_times(confused.map.get((section, home), 0), most, tints) for home, _ in titles[:shown]]
        lines.append(
            Content.assemble(
                (f"{n + 1:>2}  ", "$text-muted"), Content(title).truncate(room, ellipsis=True, pad=True), *cells
            )
        )
    if shown < len(titles):
        lines.append(Content.styled(f"columns {shown + 1} to {len(titles)} need a wider terminal", "$text-muted"))
    return Content("\n").join(lines)


def _times(times: int, most: int, tints: bool) -> Content:
    if not times:
        return Content.styled("·".rjust(_CELL), "$foreground 25%")
    return Content.assemble(
        " ",
        (f"{times}".rjust(_CELL - 1), f"on $primary {10 + round(35 * times / most)}%" if tints else "bold $primary"),
    )
