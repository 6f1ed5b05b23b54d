"""The screen of one question of the page of item statistics: how it went, what is right and why, and when it comes
again; below that, what its wrong options did."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.interval import Rate
from exam.core.own_words import OwnWords
from exam.core.results import AUTHORED, Result
from exam.core.wording import counted, duration, in_line, signed
from exam.learning.answers_named import wrong_option
from exam.learning.item_story import ItemStory
from exam.learning.readiness import in_100
from exam.learning.statistics import FEWEST_FOR_DISCRIMINATION, Distractor, ItemStatistics
from exam.tui.progress.page import rate_words, short_day
from exam.tui.progress.questions import ItemRow
from exam.tui.widgets.drawn import Drawn, Heading, Masthead, Sentences
from exam.tui.widgets.page import Body, FullPage
from exam.tui.widgets.plots import bar
from exam.tui.widgets.text import content

_MOST = 8
"""Answers that are listed, newest first."""
_SIGNS = 5
"""Answers whose signs stand beside the verdict."""
_BAR, _SHORT_BAR = 20, 10


class ItemScreen(FullPage[None]):
    """One item of the page of item statistics."""

    CSS_PATH = "one_question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "back", "back", key_display="esc", id="item.back"),
        Binding("e", "mend('edit')", "edit", tooltip="edit the question in its bank's file", id="item.edit"),
        Binding("!", "mend('report')", "report", tooltip="report the question as faulty", id="item.report"),
    ]

    def __init__(self, row: ItemRow, story: ItemStory, notes: tuple[OwnWords, ...] = ()) -> None:
        """`notes` are those that were written on it, newest first."""
        super().__init__()
        self.row, self.story, self.notes = row, story, notes

    async def action_mend(self, how: str) -> None:
        await self.run_action(f"app.mend({how!r}, {self.row.past.bank_id!r}, {self.row.statistics.item!r})")

    def body(self) -> Iterator[Widget]:
        where = " · ".join(filter(None, (self.row.section, self.row.statistics.item)))
        yield Masthead("Question", where)
        with Body(id="body"):
            yield Static(Content.styled(self.row.stem, "bold"), id="stem")
            yield Static(_verdict(self.story), id="verdict")
            yield Horizontal(
                Vertical(*self._what_is_right(), *self._own_notes(), *self._when_again(), classes="side"),
                Vertical(*self._history(), classes="side"),
                id="sides",
            )
            yield from self._wrong_options()

    def _what_is_right(self) -> Iterator[Widget]:
        story = self.story
        if story.answers:
            yield Heading("The answer")
        for text in story.answers:
            yield Drawn(partial(_answer, in_line(text, story.texts)))
        if story.rationale:
            yield Heading("Why")
            yield Drawn(partial(content, story.rationale, story.texts))

    def _own_notes(self) -> Iterator[Widget]:
        for one in self.notes:
            yield Heading(one.heading)
            yield Drawn(partial(content, one.whole, "plain"))

    def _when_again(self) -> Iterator[Widget]:
        card = self.story.card
        if card is None:
            return
        yield Heading("Next review")
        today = self.row.past.now.date()
        days = (card.due - today).days
        when = "Due today" if days <= 0 else f"{card.due:%A %-d %B}, in {counted(days, 'day')}"
        lapses = f", missed {counted(card.lapses, 'time')}" if card.lapses else ""
        # Who missed it last does not know it, whatever the schedule makes of that.
        known = f" You still know it with a chance of about {in_100(card.known)} %." if card.right else ""
        yield Sentences(Content.assemble((f"{when}.", "bold"), known))
        yield Static(Content.styled(f"By {counted(card.reviews, 'review')}{lapses}.", "$text-muted"))

    def _history(self) -> Iterator[Widget]:
        results = self.story.results
        more = len(results) - _MOST
        yield Heading("Your answers", f"newest first, {more} more before" if more > 0 else "newest first")
        for result in results[:_MOST]:
            yield Drawn(partial(_one_answer, result, self._taken(result)))
        if not results:
            yield Static(Content.styled("You have not met it yet.", "$text-muted"))
        yield Heading("Figures")
        for fact in _facts(self.row.statistics):
            yield Sentences(fact)
        for remark in self.row.statistics.remarks:
            yield Sentences(Content.styled(f"! {self._named(remark)}", "$marked"))

    def _wrong_options(self) -> Iterator[Widget]:
        distractors = self.row.statistics.distractors
        yield Heading("Wrong options", "how often each was chosen of how often it was on offer")
        for distractor in distractors:
            yield Drawn(partial(_distractor, distractor, self._stem(distractor.home)), classes="other")
        if not distractors:
            yield Static(Content("It was never asked with wrong options of its kind."))

    def _taken(self, result: Result) -> str:
        """What was chosen that is wrong: the options of its author, or the questions that the options answer."""
        wrong = [home for home in result.chosen if home != result.item]
        how = "chosen" if all(home.startswith(AUTHORED) for home in wrong) else "taken for"
        return f"{how}: {'; '.join(map(self._stem, wrong))}" if wrong else ""

    def _stem(self, home: str) -> str:
        return wrong_option(self.row.past, self.row.statistics.item, home)

    def _named(self, remark: str) -> str:
        """A remark with the question that a distractor answers in place of its id."""
        home, _, rest = remark.partition(" ")
        homes = {one.home for one in self.row.statistics.distractors}
        return f"“{self._stem(home)}” {rest}" if home in homes else remark


def _verdict(story: ItemStory) -> Content:
    """How it went the last time, and all times together."""
    if not story.results:
        return Content.styled("– Not met yet", "bold")
    last, right = story.results[0], Rate(story.right, len(story.results))
    head = ("✓ Right the last time", "bold $correct") if last.right else ("✗ Missed the last time", "bold $incorrect")
    # The list of answers may be below the fold, so their signs stand here, newest first.
    signs = [part for one in story.results[:_SIGNS] for part in (" ", _sign(one))] if right.of > 1 else []
    count = f"{right.count} of {counted(right.of, 'answer')} right"
    return Content.assemble(head, f", {short_day(last.at)} · {count}  ", *signs)


def _sign(result: Result) -> tuple[str, str]:
    """The sign of an answer, and its colour."""
    return ("✓", "$correct") if result.right else ("–" if result.outcome == "omitted" else "✗", "$incorrect")


def _answer(text: str, width: int) -> Content:
    first, *others = Content(text).wrap(max(1, width - 2))
    return Content("\n").join(
        [Content.assemble(("✓ ", "bold $correct"), first), *(Content("  ") + line for line in others)]
    )


def _one_answer(result: Result, taken: str, width: int) -> Content:
    """A line for an answer, and under it what the question was taken for."""
    left_blank = result.outcome == "omitted"
    sign, style = _sign(result)
    facts = [short_day(result.at), duration(result.seconds), *(["drill"] if result.drill else [])]
    facts += ["left blank"] if left_blank else ["unsure"] if result.doubted else []
    line = Content.assemble((f"{sign} ", f"bold {style}"), " · ".join(facts)).truncate(width, ellipsis=True)
    if result.right or not taken:
        return line
    told = [Content.styled(f"  {part}", "$text-muted") for part in Content(taken).wrap(width - 2)]
    return Content("\n").join([line, *told])


def _facts(statistics: ItemStatistics) -> Iterator[str]:
    """What can be said of an item, each with its number; little where the number is small."""
    yield f"Right {rate_words(statistics.right)}."
    yield f"Half of the answers took {statistics.seconds:.0f} s or less."
    if statistics.discrimination is not None and statistics.discrimination_interval is not None:
        low, high = statistics.discrimination_interval
        between = f"{signed(low, 2)} to {signed(high, 2)}"
        yield f"Discrimination {signed(statistics.discrimination, 2)} ({between}): how far it goes with the rest."
    elif statistics.facility is not None:
        yield f"Discrimination is told from {FEWEST_FOR_DISCRIMINATION} answers on, where they differ."


def _distractor(distractor: Distractor, stem: str, width: int) -> Content:
    """What a wrong option really asks, beside a bar of how often it was chosen, or over it."""
    rate, passing = distractor.rate, distractor.passing
    percent = "  –" if rate.percent is None else f"{rate.percent:3.0f} %"
    figures = Content.assemble(
        bar((rate.percent or 0) / 100, _BAR if width >= 70 else _SHORT_BAR, "$primary"),
        f" {percent}  ",
        (f"{rate_words(rate)}   by those who passed: {passing.count} of {passing.of}", "$text-muted"),
    )
    return Content("\n").join([*Content(stem).wrap(width), figures.truncate(width, ellipsis=True)])
