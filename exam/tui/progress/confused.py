"""The page on confusions: what is taken for what, as a list and as a map by section."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted, in_line
from exam.learning.answers_named import right_answer, wrong_option
from exam.learning.confusions import CLEAN_DAYS, ConfusedPair, Confusions, WrongOption, confusions_in
from exam.learning.past import Past
from exam.learning.statistics import statistics_in
from exam.tui.progress.page import ProgressPage, Selection, muted, paragraph, rate_words
from exam.tui.progress.pair import pair_sides, state_words, statement
from exam.tui.progress.questions import ItemRow, preview_of_question
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Heading, Tinted
from exam.tui.widgets.lines import Choices

_MOST = 25
"""Pairs of one kind that are listed, the surest first."""
_FEW = 8
"""The same for slips and for settled pairs."""
_CELL = 4
_PART_OF_QUESTION = 30
"""Cells of a question that say what it is about."""
_SectionMap = Mapping[tuple[str, str], int]
"""Times chosen, by the section asked about and the one that the answer belongs to."""


class _OptionRow(NamedTuple):
    """A wrong option of an author's own, and the question whose page it opens."""

    option: WrongOption
    row: ItemRow


class _Found(NamedTuple):
    confusions: Confusions
    by_section: _SectionMap
    options: tuple[_OptionRow, ...]


def _read(selection: Selection) -> _Found:
    past = selection.past
    confusions = confusions_in(past.answer_sums, past.now.tzinfo)
    rows = {}
    if confusions.options:
        rows = {one.item: ItemRow(one, past) for one in statistics_in(past.answer_sums)}
    options = tuple(_OptionRow(one, rows[one.item]) for one in confusions.options)
    return _Found(confusions, past.by_section(confusions.listed), options)


def _draw(selection: Selection, found: _Found) -> list[Widget]:
    past = selection.past
    confusions, by_section, options = found
    listed, slips, settled = confusions.listed, confusions.slips, confusions.settled
    # Which sections are in the map, in the bank's order.
    titles = {name: title for name, title in past.section_titles.items() if any(name in one for one in by_section)}
    return [
        Heading("Taken for another", "the surest first: times chosen of times on offer, with the 95 % interval"),
        *([] if options and not confusions.pairs else [paragraph(_list_words(listed, len(past.sittings)))]),
        *_lines(past, listed[:_MOST]),
        *_option_widgets(past, options),
        *([muted(f"and {len(listed) - _MOST} more, less sure than these")] if len(listed) > _MOST else []),
        *_map_widgets(by_section, titles),
        *([Heading("Once only", f"{counted(len(slips), 'pair')}: may be chance")] if slips else []),
        *_lines(past, slips[:_FEW]),
        *([Heading("Told apart again", f"the drill without a mistake on {CLEAN_DAYS} days")] if settled else []),
        *_lines(past, settled[:_FEW]),
    ]


def _lines(past: Past, pairs: Sequence[ConfusedPair]) -> list[Widget]:
    lines = [partial(_pair_line, past, pair) for pair in pairs]
    return [Choices(lines, pairs, rows=2, apart=1)] if pairs else []


def _option_widgets(past: Past, options: Sequence[_OptionRow]) -> list[Widget]:
    """What was chosen of the options that an author wrote for one question."""
    if not options:
        return []
    shown = options[:_MOST]
    again = sum(one.option.rate.count > 1 for one in options)
    lines = [partial(_option_line, past, one.option) for one in shown]
    return [
        paragraph(f"{counted(len(options), 'wrong option')} chosen, {again} of them twice or more."),
        Choices(lines, [one.row for one in shown], rows=2, apart=1),
        *([muted(f"and {len(options) - _MOST} more, less sure than these")] if len(options) > _MOST else []),
    ]


def _list_words(listed: tuple[ConfusedPair, ...], attempts: int) -> str:
    if not listed:
        return f"No pair was confused twice or more in {counted(attempts, 'attempt')}."
    two_way = sum(pair.two_way for pair in listed)
    both = f", {two_way} both ways (⇄)" if two_way else ""
    return f"{counted(len(listed), 'pair')} confused twice or more{both}: ✗ what you answered, ✓ what is right."


def _pair_line(past: Past, pair: ConfusedPair, width: int) -> Content:
    """What was answered with the figures, over what is right with how far the drill is."""
    days = f"{pair.clean} of {CLEAN_DAYS} days right" if pair.clean else ""
    taken, right = right_answer(past, pair.home), right_answer(past, pair.item)
    if not (taken and right):  # the bank is not here: the questions stand for their answers
        taken, right = past.stem(pair.home), past.stem(pair.item)
    both = " ⇄" if pair.two_way else ""
    return _two_lines(taken, rate_words(pair.rate) + both, right, days, past.stem(pair.item), width)


def _option_line(past: Past, option: WrongOption, width: int) -> Content:
    """The same of an option that its author wrote for this question alone."""
    asked = past.stem(option.item)
    chosen = wrong_option(past, option.item, option.name)
    return _two_lines(chosen, rate_words(option.rate), right_answer(past, option.item) or asked, "", asked, width)


def _two_lines(taken: str, figures: str, right: str, days: str, asked: str, width: int) -> Content:
    """What was answered over what is right; behind that the question, where a good part of it has room."""
    room = width - len(right) - len(days) - 7
    below = Content.assemble(("✓ ", "$correct"), right)
    if right != asked and room >= min(len(asked), _PART_OF_QUESTION):
        below = Content.assemble(below, "   ", (asked, "$text-muted"))
    above = Content.assemble(("✗ ", "$incorrect"), taken)
    return Content.assemble(_beside(above, figures, width), "\n", _beside(below, days, width))


def _beside(text: Content, figures: str, width: int) -> Content:
    """A text that is cut to stand beside its figures."""
    right = f"  {figures}" if figures else ""
    told = text.truncate(max(10, width - len(right)), ellipsis=True, pad=True)
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
    most, names = max(by_section.values()), Apart(titles.values())
    lines = [Content.styled(head, "$text-muted")]
    for n, (section, title) in enumerate(titles.items(), 1):
        cells = [_times(by_section.get((section, home), 0), most, tints) for home in list(titles)[:columns]]
        lines.append(Content.assemble((f"{n:>2}  ", "$text-muted"), names.padded(title, room), *cells))
    if columns < len(titles):
        lines.append(Content.styled(f"columns {columns + 1} to {len(titles)} need a wider terminal", "$text-muted"))
    return Content("\n").join(lines)


def _times(times: int, most: int, tints: bool) -> Content:
    if not times:
        return Content.styled("·".rjust(_CELL), "$foreground 25%")
    style = f"on $primary {10 + round(35 * times / most)}%" if tints else "bold $primary"
    return Content.assemble(" ", (f"{times}".rjust(_CELL - 1), style))


def _preview(past: Past, pair: object, width: int) -> Content:
    """Both questions in full, each with what answers it, as the bank has it; or all of one and what was chosen."""
    if isinstance(pair, ItemRow):
        return preview_of_question(past, pair, width)
    if not isinstance(pair, ConfusedPair):
        return Content("")
    asked, taken = pair_sides(pair, past.bank, None)
    lines: list[Content] = []
    for label, side, item in (("You were asked", asked, pair.item), ("You answered this instead", taken, pair.home)):
        lines += [Content.styled(label, "$text-muted"), *Content.styled(past.stem(item), "bold").wrap(width)]
        for text in side.statements:
            lines += statement(in_line(text, side.texts), False, width).split("\n")
        lines.append(Content(""))
    return Content("\n").join([*lines, *Content.styled(state_words(pair), "$text-muted").wrap(width)])


CONFUSED_PAGE = ProgressPage(
    "confused", "Confused", _read, _draw, frozenset({"mode", "open"}), starts_on_line=True, preview=_preview
)
