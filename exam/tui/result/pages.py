"""The two pages of a result: the score, and what to learn from it."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from math import ceil
from typing import ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from exam.core.analysis import changed_answers, confused_answers
from exam.core.attempt import Attempt
from exam.core.form import Home
from exam.core.score_words import since_words
from exam.core.scoring import ScoreReport, score
from exam.core.wording import in_line
from exam.learning.bank_since import BankSince
from exam.learning.next_act import NextAct
from exam.store import AttemptRow
from exam.tui.result.copied import result_as_text
from exam.tui.result.missed import missed_list
from exam.tui.result.sections import TOO_FEW, remark, section_figures
from exam.tui.result.verdict import outcome, scale, section_bar
from exam.tui.sitting.frame import ExamTitle
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Heading, Sentences
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.page import Body, FullPage

_ROUND_MISSED = 14
"""Rows above and below the list of what was missed."""
_MOST = 12
"""How many confusions are listed; the review has them all."""
_ABSENT = {
    "Left blank": "nothing left blank",
    "Not reached": "every question reached",
    "Changed": "no answer changed",
}
"""How it is said that something did not happen."""

_COUNTED_EVERY = 0.25
"""Seconds between two looks at how long the end can still be taken back."""

AfterResult = Literal[
    "score",
    "study",
    "review all",
    "review missed",
    "retake missed",
    "same paper",
    "new paper",
    "export",
    "notes",
    "next",
    "home",
    "take back",
]
"""What can be done after an exam."""


class ResultPage(FullPage[AfterResult]):
    """A page about one closed attempt, with the keys that lead on from it."""

    CSS_PATH = "result.tcss"
    BACK = "go('home')"
    HORIZONTAL_BREAKPOINTS = [*FullPage.HORIZONTAL_BREAKPOINTS, (140, "-roomy")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go('next')", "next", tooltip="do what is to be done next", id="result.next"),
        Binding("m", "go('review missed')", "missed", tooltip="review missed", id="result.review-missed"),
        Binding("r", "go('retake missed')", "retake", tooltip="retake missed", id="result.retake-missed"),
        Binding("h,escape,q", "go('home')", "home", key_display="h", id="result.home"),
        Binding("a", "go('review all')", "all", tooltip="review all", id="result.review-all"),
        Binding("e", "go('export')", "export", id="result.export"),
        Binding("o", "go('notes')", "notes", id="result.notes"),
        Binding("n", "go('new paper')", "new paper", id="result.new-paper"),
        Binding("f", "go('same paper')", "same paper", id="result.same-paper"),
        Binding(
            "z", "go('take back')", "take back", tooltip="take the end back, for ten seconds", id="result.take-back"
        ),
        Binding("y", "copy", "copy", tooltip="copy the result, as a few lines of text", id="result.copy"),
    ]

    def __init__(
        self,
        attempt: Attempt,
        reading: Awaitable[NextAct | None] | None = None,
        before: Awaitable[AttemptRow | None] | None = None,
        seconds: Callable[[], float] | None = None,
        since: Awaitable[BankSince] | None = None,
    ) -> None:
        """`reading` says what to do next, `before` which attempt to hold this one against, `since` what became of the
        bank; each may take a while.

        `seconds` says for how long the end can still be taken back; None: it cannot be.
        """
        super().__init__()
        self.seconds = seconds
        self.attempt = attempt
        self.report = score(attempt)
        self.reading, self.before, self.since = reading, before, since
        self.last_time: AttemptRow | None = None
        self.act: NextAct | None = None

    @work
    async def on_mount(self) -> None:
        """Tells what to do next, once that is known; and counts down while the end can be taken back."""
        if self.seconds is not None:
            self.set_interval(_COUNTED_EVERY, self._name_keys)
        self.last_time = await self.before if self.before is not None else None
        for counts in self.query("#counts"):
            counts.refresh(layout=True)
        self.act = await self.reading if self.reading is not None else None
        for line in self.query("#next").results(Static):  # none, where the page was left meanwhile
            if self.act is not None:
                line.update(Content.assemble(("Next  ", "$text-muted"), (self.act.words, "bold")))
        self.refresh_bindings()
        said = (await self.since).words(self.attempt) if self.since is not None else ""
        for line in self.query("#since").results(Static):
            line.update(Content.styled(said, "$text-muted"))
            line.display = bool(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing missed: nothing to review or to retake."""
        if parameters and parameters[0] in ("review missed", "retake missed"):
            return self.report.count("correct") < len(self.report.marks)
        if parameters == ("next",):
            return self.act is not None
        if parameters == ("take back",):
            return self._seconds_left() > 0
        return super().check_action(action, parameters)

    def _seconds_left(self) -> int:
        """For how many seconds, rounded up, the end can still be taken back; 0: no more."""
        return max(0, ceil(self.seconds())) if self.seconds is not None else 0

    def _name_keys_now(self) -> None:
        super()._name_keys_now()
        left = self._seconds_left()
        for bar in self.query(KeyBar) if left else ():
            action = "go('take back')"
            key = next(hint.key for hint in bar.hints if hint.action == action)
            others = tuple(hint for hint in bar.hints if hint.action != action)
            bar.hints = (Hint(key, f"takes it back ({left} s)", action), *others)

    def action_copy(self) -> None:
        """Hands the result to the terminal's clipboard (OSC 52), as a few lines of text."""
        self.app.copy_to_clipboard(result_as_text(self.attempt, self.report))
        self.query_one(KeyBar).say("Copied the result, if this terminal lets programs copy.")

    def action_go(self, where: AfterResult) -> None:
        self.dismiss(where)


class ScorePage(ResultPage):
    """What a real exam gives: passed or not, the score against the pass mark, and a bar for each section."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,s", "go('study')", "study page", key_display="↵", id="result.other-page")
    ]

    def body(self) -> Iterator[Widget]:
        with Body(id="body"), Horizontal(id="columns"):
            yield Vertical(*self._sheet(), id="sheet")
            yield Drawn(self._missed, id="missed")

    def _missed(self, width: int) -> Content:
        return missed_list(self.attempt, self.report, width, self.app.size.height - _ROUND_MISSED)

    def _sheet(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        yield ExamTitle(attempt.form)
        # The figure that one has come for is the largest thing here; its words are beside it.
        drill = attempt.form.is_drill
        figure = f"{report.score.percent:.0f}" if report.score.possible else "-"
        if drill:
            figure = str(report.count("correct"))
        percent = Digits(figure, classes="" if drill else "passed" if report.passed else "failed")
        yield Horizontal(percent, Drawn(self._outcome, id="counts"), id="verdict")
        yield Static(id="next")
        if not drill:
            yield Drawn(partial(scale, report), id="scale")
        titles = Apart(section.title for section in report.sections)
        for section in report.sections:
            yield Drawn(partial(section_bar, section, None if drill else report.cut, titles))
        yield Static(id="since")
        if drill:
            return
        source = f"│ the pass mark of {report.cut} %: {attempt.form.cut_source}"
        yield Sentences(Content.styled(source, "$text-muted"), id="legend")
        if any(section.score.possible and section.score.few for section in report.sections):
            yield remark(TOO_FEW)

    def _outcome(self, width: int) -> Content:
        before = self.last_time
        since = ""
        if before is not None and before.ended_at is not None and before.percent is not None:
            day = before.ended_at.astimezone().strftime("%-d %b")
            since = since_words(self.report.score.percent, before.percent, day)
        return outcome(self.attempt, self.report, width, since)


class StudyPage(ResultPage):
    """What to learn from: where points and time were lost, and whose answer was taken for another's.

    A section of few questions is marked with ~ and never judged: its percent says little.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,s", "go('score')", "score page", key_display="↵", id="result.other-page")
    ]

    def body(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        confused = taken_for_another(attempt)
        with Body(id="body"), Vertical(id="sheet"):
            yield ExamTitle(attempt.form)
            yield Heading("Sections, weakest first", "in this paper")
            yield from section_figures(attempt, report)
            if confused:
                yield Heading("Taken for another")
            for n, asked, taken in confused[:_MOST]:
                took = ("\nyou took the answer to  ", "$text-muted")
                answered = in_line(taken.stem, attempt.form.text)
                words = Content.assemble(asked, took, answered, (f"  {taken.section}", "$text-muted"))
                number = Static(Content.styled(f"{n:>3}", "bold"), classes="number")
                yield Horizontal(number, Static(words, classes="asked"), classes="mixed")
            if len(confused) > _MOST:
                yield remark(f"and {len(confused) - _MOST} more: review missed shows each")
            yield Heading("The sitting")
            for name, fact in named_facts(attempt, report, confused=bool(confused)):
                yield Horizontal(
                    Static(Content(name), classes="name"), Static(Content(fact), classes="told"), classes="fact"
                )


def taken_for_another(attempt: Attempt) -> list[tuple[int, str, Home]]:
    """Every confusion, in the order of the form: the place, what was asked, and the item whose answer was taken."""
    homes = attempt.form.homes
    return [
        (one.n, in_line(attempt.form.slot(one.n).stem, attempt.form.text), homes[one.home])
        for one in confused_answers(attempt)
        if one.home in homes
    ]


def named_facts(attempt: Attempt, report: ScoreReport, *, confused: bool) -> Iterator[tuple[str, str]]:
    """What else there is to say, each with its name; all that did not happen shares one line."""
    happened = {
        **({"Right in part": partly} if (partly := places_of(report, "partly")) else {}),
        "Left blank": places_of(report, "omitted"),
        "Not reached": places_of(report, "not_reached"),
        "Changed": ", ".join(changes_counted(attempt)),
    }
    yield from ((name, fact) for name, fact in happened.items() if fact)
    absent = [_ABSENT[name] for name, fact in happened.items() if not fact]
    absent += [] if confused else ["no confusions"]
    if absent:
        yield "Otherwise" if any(happened.values()) else "Answers", ", ".join(absent)
    yield "Exam code", attempt.form.code


def changes_counted(attempt: Attempt) -> list[str]:
    changes = [one.change for one in changed_answers(attempt)]
    words = {"wrong_to_right": "wrong → right", "right_to_wrong": "right → wrong", "wrong_to_wrong": "wrong → wrong"}
    return [f"{changes.count(change)} {word}" for change, word in words.items() if change in changes]


def places_of(report: ScoreReport, outcome: str) -> str:
    """The questions with an outcome, runs drawn together: questions 3, 7, 12–15; empty for none."""
    numbers = [mark.n for mark in report.marks if mark.outcome == outcome]
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    joined = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"question{'s' if len(numbers) > 1 else ''} {joined}" if numbers else ""
