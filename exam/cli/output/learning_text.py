"""The learning commands as lines of text, each figure with the number of answers behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exam.core.ended import PartScore
from exam.core.interval import Rate
from exam.core.wording import counted, exam_in, signed
from exam.learning.answers_named import wrong_option
from exam.learning.confusions import ConfusedPair, Confusions
from exam.learning.foretold import told_against_come
from exam.learning.levels import Level
from exam.learning.past import Past, matter_of
from exam.learning.progress import calibration, ledger_of_changes, left_out, paces, section_table, trends
from exam.learning.readiness import Readiness
from exam.learning.reconciled import reconciled
from exam.learning.records import missed_last_time, records
from exam.learning.review import Agenda, ReviewCard
from exam.learning.statistics import ItemFigures
from exam.learning.weakest import weakest_first, weakest_words

_MOST = 20
"""Lines of one list; --json has them all."""


def progress_words(past: Past, ready: Readiness, paper: str) -> list[str]:
    """The lines of `progress`."""
    titles = past.section_titles
    lines = trends(past.sittings, (None, *titles))
    ledger = ledger_of_changes(past.habit_sums)
    table, known = section_table(past.sittings, 8), matter_of(past)
    return [
        f"{past.title}: {past.extent}. Intervals are 95 %.",
        *([f"{past.coverage.words}."] if past.coverage else []),
        "",
        f"Ready for {dict(past.papers).get(paper, paper)}? {ready.words}",
        *_exam(past),
        f"Expected right in it: {_level(ready.overall)}.",
        *(
            f"  {titles.get(name, name)}: {_level(level)}."
            for name, level in weakest_first(ready.sections.items(), past.recent)
        ),
        weakest_words(past.recent, titles),
        *filter(None, [reconciled(past, ready)]),
        "",
        *([f"How much of this bank do you know? {known.words}", ""] if known else []),
        told_against_come(past.forecasts).words,
        "",
        *filter(None, [left_out(past.sittings)]),
        f"Overall: {lines[None].words}",
        *(f"  {title}: {lines[section].words}" for section, title in titles.items()),
        "",
        f"The latest {counted(len(table.attempts), 'attempt')}, oldest first, percent by section (questions):",
        *(
            f"  {title}: {', '.join(_cell(cell) for cell in row)}"
            for (_, title), row in zip(table.sections, table.cells, strict=True)
        ),
        "",
        *(
            f"Time: {one.a_question:.0f} s a question in the latest attempt, of {one.budget:.0f} s allowed."
            for one in paces(past.sittings)[-1:]
        ),
        f"Calibration: {calibration(past.habit_sums).words}",
        f"Changed answers: {ledger.changed} of {ledger.answers}. Wrong to right {ledger.counts['wrong_to_right']}, "
        f"right to wrong {ledger.counts['right_to_wrong']}, wrong to wrong {ledger.counts['wrong_to_wrong']}.",
    ]


def _exam(past: Past) -> list[str]:
    day, today = past.exam_date, past.now.date()
    return [] if day is None else [f"The exam, on {day.isoformat()}, is {exam_in(day, today)}."]


def review_words(past: Past, found: Agenda) -> list[str]:
    """The lines of `review`."""
    known = records(past.results)
    missed = missed_last_time(known)
    seen, retired = past.coverage, found.retired
    gone = f"No longer in the bank, and so never due again: {counted(len(retired), 'question')}."
    return [
        f"{past.title}. Today is {found.today.isoformat()}.",
        *_exam(past),
        "",
        f"Due today: {counted(len(found.due), 'question')}.",
        *_cut(f"  {card.item}: {past.stem(card.item)} ({_card(card)})" for card in found.due),
        "",
        f"Missed the last time: {counted(len(missed), 'question')}.",
        *_cut(f"  {one.item}: {past.stem(one.item)} (missed {one.missed} of {one.met} times)" for one in missed),
        *_part("", [f"Never seen: {seen.of - seen.met} of {seen.of}."] if seen else []),
        *_part("", [gone, *_cut(f"  {item}" for item in retired)] if retired else []),
        *_part("Later:", [f"  {day.isoformat()}: {count}" for day, count in found.ahead[:14]]),
        *_part("", ["'exam take --due' asks what is due."] if found.due else []),
    ]


def confusions_words(past: Past, found: Confusions) -> list[str]:
    """The lines of `confusions`."""
    titles = past.section_titles
    places = sorted(past.by_section(found.listed).items(), key=lambda one: (-one[1], one[0]))
    settled = ", ".join(f"{pair.item} / {pair.home}" for pair in found.settled[:_MOST])
    between = (
        f"  {titles.get(asked, asked)}, {titles.get(answered, answered)}: {times}"
        for (asked, answered), times in places
    )
    slips, more = len(found.slips), len(found.listed) - _MOST
    return [
        f"{past.title}: {past.extent}. Intervals are 95 %.",
        *_part("", [] if found.listed else ["No pair was confused twice or more."]),
        *(line for pair in found.listed[:_MOST] for line in _part("", _pair(past, pair))),
        *_part("", [f"And {more} more; --json has them all."] if more > 0 else []),
        *_part(
            "Wrong options that you chose, of questions with options of their own:",
            _cut(
                f"  {wrong_option(past, one.item, one.name)}: chosen {_rate(one.rate)}; asked {past.stem(one.item)}"
                for one in found.options
            ),
        ),
        *_part("", [f"Confused once, which may be chance: {counted(slips, 'pair')}."] if slips else []),
        *_part("", [f"Settled by contrast drills: {settled}."] if settled else []),
        *_part("By section, asked about and answered from:", _cut(between)),
    ]


def items_words(past: Past, found: Sequence[ItemFigures]) -> list[str]:
    """The lines of `items`."""
    return [f"{past.title}: {past.extent}, {item_lines(found)[0]}", *item_lines(found)[1:]]


def item_lines(found: Sequence[ItemFigures]) -> list[str]:
    """How many items were seen, and what can be said of each, the hardest first."""
    told = sorted((one for one in found if one.facility is not None), key=lambda one: (one.facility or 0.0, one.item))
    return [
        f"{counted(len(found), 'question')} seen, {len(told)} often enough to judge by.",
        *(line for one in told for line in _item(one)),
    ]


def _item(one: ItemFigures) -> list[str]:
    telling = "" if one.discrimination is None else f", discrimination {signed(one.discrimination, 2)}"
    if one.discrimination_interval is not None:
        low, high = one.discrimination_interval
        telling += f" ({signed(low, 2)} to {signed(high, 2)})"
    return [
        f"  {one.item}: right {_rate(one.right)}{telling}, {one.seconds:.0f} s.",
        *(f"    {remark}" for remark in one.remarks),
    ]


def _part(heading: str, lines: list[str]) -> list[str]:
    """Lines after an empty one and their heading, where there is one; nothing where there are none."""
    return ["", *filter(None, [heading]), *lines] if lines else []


def _pair(past: Past, pair: ConfusedPair) -> list[str]:
    both = ", and the other way round" if pair.two_way else ""
    drilled = f" Right on {counted(pair.clean, 'day')} of two." if pair.clean else ""
    return [
        f"{pair.item} -> {pair.home}: chosen {_rate(pair.rate)}{both}.{drilled}",
        f"  Asked: {past.stem(pair.item)}",
        f"  You answered: {past.stem(pair.home)}",
    ]


def _level(level: Level) -> str:
    if level.percent is None or level.interval is None:
        return "nothing answered yet"
    low, high = level.interval
    said = f"{level.percent:.0f} % ({low:.0f} to {high:.0f} %, {counted(level.answers, 'answer')})"
    return said if level.settled else f"{said}; not known well enough yet to judge by"


def _card(card: ReviewCard) -> str:
    late = "right" if card.right else "wrong" if card.grade == "again" else "half right"
    return f"{late} the last time, known by {100 * card.known:.0f} %, seen {counted(card.reviews, 'time')}"


def _cell(cell: PartScore | None) -> str:
    return "–" if cell is None or cell.percent is None else f"{cell.percent:.0f} ({cell.items})"


def _rate(rate: Rate) -> str:
    said = f"{rate.count} of {counted(rate.of, 'time')}"
    if rate.interval is None:
        return said
    low, high = rate.interval
    return f"{said}, {low:.0f} to {high:.0f} %"


def _cut(lines: Iterable[str]) -> list[str]:
    whole = list(lines)
    return [*whole[:_MOST], *([f"  and {len(whole) - _MOST} more; --json has them all"] if len(whole) > _MOST else [])]
