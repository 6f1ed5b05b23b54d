"""`exam review`, `confusions` and `items` on a terminal: a row a question, and each remark once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, LIKELY, command, heading, likely, named, title
from exam.core.wording import counted, duration, exam_in, signed
from exam.learning.answers_named import right_answer, wrong_option
from exam.learning.confusions import ConfusedPair, Confusions, WrongOption
from exam.learning.past import Past
from exam.learning.records import Record, missed_last_time, records
from exam.learning.review import Agenda
from exam.learning.statistics import Distractor, ItemFigures

_MOST = 20
"""Rows of one list; --json has them all."""
_DAYS = 14
_DUE = (
    Column("known", right=True),
    Column("last"),
    Column("seen", right=True, weight=2),
    Column("question", least=40),
    Column("id", weight=3),
)
_MISSED = (Column("missed", right=True), Column("question", least=40), Column("id", weight=3))
_PLACES = (Column("asked about", least=12), Column("answered from", least=12), Column("times", right=True))
_OPTIONS = (
    Column("times", right=True),
    Column("you chose", least=16),
    Column("right is", least=16),
    Column("question", least=20, weight=1),
)
_ITEMS = (
    Column("right", right=True),
    Column("score", right=True),
    Column("likely range", right=True, weight=1),
    Column("discrimination", right=True),
    Column("likely range", right=True, weight=3),
    Column("time", right=True, weight=2),
    Column("question", least=34),
    Column("id", weight=4),
)
_GRADES = {"again": ("✗ wrong", "bad"), "right": ("✓ right", "good"), "half": ("◐ half", "warn")}


def review_page(past: Past, found: Agenda, width: int) -> list[Line]:
    """What is due, what was missed besides, and what comes when."""
    missed, due = missed_last_time(records(past.results)), {card.item for card in found.due}
    besides = [one for one in missed if one.item not in due]
    return [
        *title(past.title, found.today.isoformat(), width),
        EMPTY,
        *wrapped_words(Part(f"{counted(len(found.due), 'question')} due for review today.", "bold"), width),
        *wrapped_words(Part(" ".join(_review_facts(past, found, len(missed), len(besides))), "muted"), width),
        *(_due(past, found, width) if found.due else []),
        *(_missed(past, besides, width) if besides else []),
        *_ahead(found, width),
        *(_retired(found, width) if found.retired else []),
        *([EMPTY, *command("exam take --due", width)] if found.due else []),
    ]


def _review_facts(past: Past, found: Agenda, missed: int, besides: int) -> Iterator[str]:
    if past.exam_date is not None:
        yield f"The exam, on {past.exam_date.isoformat()}, is {exam_in(past.exam_date, found.today)}."
    yield f"Missed the last time: {missed}{f', {missed - besides} of them due' if besides else ''}."
    if seen := past.coverage:
        yield f"Never seen: {seen.of - seen.met} of {seen.of}."


def _due(past: Past, found: Agenda, width: int) -> Iterator[Line]:
    yield from heading("Due, least known first", width)
    rows: list[list[Cell]] = []
    for card in found.due[:_MOST]:
        words, role = _GRADES["right" if card.right else "again" if card.grade == "again" else "half"]
        rows.append(
            [f"{100 * card.known:.0f} %", Part(words, role), f"{card.reviews} ×", past.stem(card.item), _id(card.item)]
        )
    yield from table(_DUE, rows, width)
    yield from _more(len(found.due), width)


def _missed(past: Past, besides: Sequence[Record], width: int) -> Iterator[Line]:
    yield from heading("Missed the last time, and not due yet", width)
    rows: list[list[Cell]] = [
        [f"{one.missed} of {one.met}", past.stem(one.item), _id(one.item)] for one in besides[:_MOST]
    ]
    yield from table(_MISSED, rows, width)
    yield from _more(len(besides), width)


def _ahead(found: Agenda, width: int) -> Iterator[Line]:
    days = found.ahead[:_DAYS]
    if not days:
        return
    yield from heading("Coming days", width)
    most = max(count for _, count in days)
    rows: list[list[Cell]] = [[_day(day), f"{count}", Bar(count / most, longest=24)] for day, count in days]
    yield from table((Column("day"), Column("questions", right=True), Column(weight=1)), rows, width)


def _retired(found: Agenda, width: int) -> Iterator[Line]:
    yield from heading(f"{counted(len(found.retired), 'question')} no longer in the bank", width, "never due again")
    yield from wrapped_words(", ".join(found.retired[:_MOST]), width, indent=2)
    yield from _more(len(found.retired), width)


def confusions_page(past: Past, found: Confusions, width: int) -> list[Line]:
    """The pairs that were confused twice or more, the surest first, and between which sections that happened."""
    listed = found.listed
    head = f"{counted(len(listed), 'pair')} confused twice or more" if listed else "No pair was confused twice or more"
    slips = f"{counted(len(found.slips), 'pair')} confused once, which may be chance. " if found.slips else ""
    beside = f"{slips}{LIKELY if listed else ''}".strip()
    return [
        *title(past.title, past.extent, width),
        EMPTY,
        *wrapped_words(line(Part(f"{head}.", "bold"), Part(f"  {beside}" if beside else "", "muted")), width),
        *(row for pair in listed[:_MOST] for row in _pair(past, pair, width)),
        *_more(len(listed), width),
        *_own_options(past, found.options, width),
        *_between(past, listed, width),
        *(_settled(past, found.settled, width) if found.settled else []),
        *_contrast(past, listed, width),
    ]


def _own_options(past: Past, options: Sequence[WrongOption], width: int) -> Iterator[Line]:
    """What was chosen of options that answer no other question, because their author wrote them for one."""
    if not options:
        return
    yield from heading("Wrong options that you chose", width)
    rows: list[list[Cell]] = [
        [
            f"{one.rate.count} of {one.rate.of}",
            wrong_option(past, one.item, one.name),
            right_answer(past, one.item),
            past.stem(one.item),
        ]
        for one in options[:_MOST]
    ]
    yield from table(_OPTIONS, rows, width)
    yield from _more(len(options), width)


def _pair(past: Past, pair: ConfusedPair, width: int) -> Iterator[Line]:
    yield EMPTY
    rate = pair.rate
    beside = [f"likely {likely(rate.interval)}"]
    beside += ["the other way round too"] if pair.two_way else []
    beside += [f"right on {counted(pair.clean, 'day')} of two"] if pair.clean else []
    times = f"{rate.count} of {counted(rate.of, 'time')}"
    yield from wrapped_words(line(Part(times, "bold bad"), Part(f" · {' · '.join(beside)}", "muted")), width, indent=2)
    named_by = [("asked", pair.item), ("answered", pair.home)]
    yield from named(
        [(name, line(past.stem(item), Part(f"  {item}", "muted"))) for name, item in named_by], width, indent=4
    )


def _between(past: Past, listed: Sequence[ConfusedPair], width: int) -> Iterator[Line]:
    titles = past.section_titles
    places = sorted(past.by_section(listed).items(), key=lambda one: (-one[1], one[0]))
    if not places:
        return
    yield from heading("Between sections", width)
    rows: list[list[Cell]] = [
        [titles.get(asked, asked), titles.get(answered, answered), f"{times}"]
        for (asked, answered), times in places[:_MOST]
    ]
    yield from table(_PLACES, rows, width)
    yield from _more(len(places), width)


def _settled(past: Past, settled: Sequence[ConfusedPair], width: int) -> Iterator[Line]:
    yield from heading("Settled by contrast drills", width)
    for pair in settled[:_MOST]:
        yield from wrapped_words(f"{pair.item} / {pair.home}", width, indent=2)


def _contrast(past: Past, listed: Sequence[ConfusedPair], width: int) -> Iterator[Line]:
    if listed:
        first = listed[0]
        yield EMPTY
        yield from wrapped_words(line(Part("Next", "bold"), "  The first of them side by side:"), width)
        yield from command(f"exam take {past.bank_id} --contrast {first.item},{first.home}", width, indent=6)


def items_page(past: Past, found: Sequence[ItemFigures], width: int) -> list[Line]:
    """What answers say of each question, the hardest first."""
    return [*title(past.title, past.extent, width), *item_rows(found, width, past)]


def item_rows(found: Sequence[ItemFigures], width: int, past: Past | None = None) -> list[Line]:
    """How many questions can be judged, and a row for each of them; remarks stand below their question."""
    told = sorted((one for one in found if one.facility is not None), key=lambda one: (one.facility or 0.0, one.item))
    seen = f"{counted(len(found), 'question')} seen, {len(told)} often enough to judge by."
    lines = [EMPTY, *wrapped_words(Part(seen, "bold"), width)]
    if not told:
        return lines
    head, *rows = table(_ITEMS, [_item(one, past) for one in told], width)
    lines += [*heading("Questions, hardest first", width), head]
    for row, one in zip(rows, told, strict=True):
        lines += [
            row,
            *(said for remark in _remarks(one, past) for said in wrapped_words(remark, width, indent=6, hang=8)),
        ]
    return [*lines, *wrapped_words(Part(LIKELY, "muted"), width, indent=2)]


def _remarks(one: ItemFigures, past: Past | None) -> Iterator[Line]:
    """What an author should look at: what the figures say, and of each wrong option that does not work, its name."""

    def called(wrong: Distractor) -> str:
        return f"“{wrong_option(past, one.item, wrong.home)}”" if past and wrong.authored else wrong.home

    telling = one.discrimination_interval
    if telling is not None and telling[1] < 0:
        yield line(Part("! ", "bad"), "those who do well miss it more than others: look at its key")
    if beats := [called(wrong) for wrong in one.distractors if wrong.beats_key]:
        yield line(Part("! ", "warn"), f"chosen more than the key by those who pass: {', '.join(beats)}")
    if dead := [called(wrong) for wrong in one.distractors if wrong.dead and not wrong.beats_key]:
        yield line(Part(f"· never chosen, though often shown: {', '.join(dead)}", "muted"))


def _item(one: ItemFigures, past: Past | None) -> list[Cell]:
    right, telling = one.right, one.discrimination_interval
    return [
        f"{right.count} of {right.of}",
        f"{right.percent or 0:.0f} %",
        likely(right.interval),
        "–" if one.discrimination is None else signed(one.discrimination, 2),
        "–" if telling is None else f"{signed(telling[0], 2)} to {signed(telling[1], 2)}",
        duration(one.seconds),
        past.stem(one.item) if past else one.item,
        _id(one.item) if past else "",
    ]


def _more(found: int, width: int) -> list[Line]:
    over = found - _MOST
    return wrapped_words(Part(f"and {over:,} more: --json has them all", "muted"), width, indent=2) if over > 0 else []


def _id(item: str) -> Part:
    return Part(item, "muted")


def _day(day: date) -> str:
    return f"{day:%a} {day.isoformat()}"
