"""What of the past to ask again, and when: the drill builder, and the page of the exam's day."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible
from exam.core.blueprint import minutes_for
from exam.core.days import FEWEST_MINUTES, MOST_MINUTES
from exam.core.wording import counted, exam_in
from exam.files.config import MINUTES_A_DAY, Schedule
from exam.learning.drills import DRILL_MODE, DRILL_SIZE, DrillRequest, Pending, choose_items, drill_title
from exam.learning.records import Reason
from exam.learning.review import NoExamDay, exam_day
from exam.tui.home.wishes import DrillItems
from exam.tui.setup.screen import PaperBuilder, section_line
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead, titled
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, Pick, RowLabel, Tick
from exam.tui.widgets.page import Fields

_NAMES: dict[Reason, str] = {
    "due": "due today",
    "missed": "missed the last time",
    "unsure": "unsure the last time",
    "flagged": "flagged the last time",
    "slow": "slow the last time",
    "unseen": "never seen",
    "mastered": "mastered",
}
_TICKS: tuple[Reason, ...] = ("due", "missed", "unsure", "flagged", "slow", "unseen")


class DrillScreen(PaperBuilder[DrillItems | None]):
    """Which questions of the past to ask again. It names the items; the paper is made afterwards."""

    AUTO_FOCUS = ""
    PURPOSE = "build a drill"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="drill.begin"),
        *FIELD_KEYS,
        Binding("space", "", "tick", id="field.tick"),
        Binding("escape", "back", "back", id="drill.back"),
    ]

    def __init__(self, pending: Pending) -> None:
        super().__init__(pending.bank)
        self.pending = pending

    def fields(self) -> Iterator[Widget]:
        yield Static(titled("Only questions", "none ticked: mostly missed ones"), classes="group")
        reasons = Apart(_NAMES[why] for why in _TICKS)
        for why in _TICKS:
            count = len(self.pending.showing(why))
            draw = partial(section_line, _NAMES[why], reasons, f"  {count:>3}")
            yield Tick(draw, f"why {why}", disabled=not count)
        yield Pick("Missed", [("once or more", 1), ("2 times", 2), ("3 or more", 3)], 1, name="times_missed")
        yield Pick("Mode", [("practice", "practice"), ("exam", "exam")], DRILL_MODE, name="mode")
        most = f"up to {DRILL_SIZE}"
        number = CleanInput(id="items", max_length=4, type="integer", select_on_focus=True, placeholder=most)
        yield Horizontal(RowLabel("Questions"), number, classes="row")

    def sections(self) -> Iterator[Widget]:
        yield Static(titled("Only sections", "none ticked: all of them"), classes="group")
        missed = Counter(self.pending.section_of[item] for item in self.pending.missed)
        titles = Apart(section.title for section in self.bank.sections)
        for section in self.bank.sections:
            beside = f"  {missed[section.id]} missed" if missed[section.id] else ""
            yield Tick(partial(section_line, section.title, titles, beside), section.id, disabled=not section.items)

    def on_mount(self) -> None:
        first = next((tick for tick in self.query(Tick) if not tick.disabled), self.query_one("#items"))
        first.focus(scroll_visible=False)

    def request(self) -> DrillRequest:
        """What the fields ask for. Raises Impossible where the field for how many holds no number from 1 up."""
        ticked, values = self.ticked, self.values
        reasons = tuple(why for why in _TICKS if f"why {why}" in ticked)
        sections = tuple(section.id for section in self.bank.sections if section.id in ticked)
        typed = values["items"].strip()
        if typed and (not typed.isdecimal() or int(typed) < 1):
            raise Impossible(f"{typed} is no number of questions.")
        return DrillRequest(sections, reasons, values["times_missed"], int(typed) if typed else None)

    def action_begin(self) -> None:
        with suppress(Impossible):
            if items := choose_items(self.pending, self.request()):
                self.dismiss(DrillItems(self.bank, tuple(items), drill_title(items.values()), self.values["mode"]))

    def follow(self) -> None:
        try:
            request = self.request()
        except Impossible as error:
            self.say(f"✗ {error}", begins=False)
            return
        items = choose_items(self.pending, request)
        counts = Counter(items.values())
        parts = ", ".join(f"{counts[why]} {name}" for why, name in _NAMES.items() if counts[why])
        if items:
            number, minutes = counted(len(items), "question"), minutes_for(len(items))
            self.say(Content.assemble((number, "bold"), f", {minutes} minutes: ", (parts, "$text-muted")), begins=True)
        elif not request.reasons and not self.pending.records:
            self.say("Nothing was answered yet. Tick never seen, or sit a paper first.", begins=False)
        else:
            self.say("✗ There is nothing of that kind. Tick less, or other sections.", begins=False)


class ScheduleScreen(FieldsPage[Schedule | None]):
    """When the exam is, how many minutes a day there are, and what drills count for. Dismisses what is to be kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "keep", id="schedule.keep"),
        *FIELD_KEYS,
        Binding("escape", "back", "back", id="schedule.back"),
    ]
    DEFAULT_CSS = """
    ScheduleScreen #fields { height: 1fr; padding: 1 2; }
    ScheduleScreen .sentence { height: auto; width: 100%; padding: 0 2; margin-bottom: 1; color: $text-muted; }
    ScheduleScreen #day, ScheduleScreen #minutes { width: 1fr; }
    ScheduleScreen #outcome, ScheduleScreen #minutes-outcome { width: 100%; padding: 0 2 0 15; margin-bottom: 1; }
    ScheduleScreen #minutes-outcome { height: auto; }
    ScheduleScreen #minutes-outcome.impossible { color: $incorrect; }
    """

    def __init__(self, schedule: Schedule, today: date) -> None:
        super().__init__()
        self.schedule = schedule
        self.today = today

    def body(self) -> Iterator[Widget]:
        day = self.schedule.exam_date.isoformat() if self.schedule.exam_date else ""
        field = CleanInput(day, id="day", max_length=40, placeholder="2030-12-31", select_on_focus=True)
        minutes = CleanInput(
            str(self.schedule.minutes), id="minutes", max_length=3, restrict=r"\d*", placeholder=str(MINUTES_A_DAY),
            select_on_focus=True,
        )  # fmt: skip
        yield Masthead("Exam day", self._kept())
        yield Fields(
            Horizontal(RowLabel("Exam on"), field, classes="row"),
            Static(id="outcome"),
            Static(
                "Year, month, day; empty: none. Whatever would be due after that day comes up once more before it.",
                classes="sentence",
            ),
            Horizontal(RowLabel("Minutes"), minutes, classes="row"),
            Static(id="minutes-outcome"),
            Pick("Drills", [("where due", False), ("always", True)], self.schedule.drills, name="drills"),
            Static(
                "Whether a drill moves the next review of its questions: only where they were due, so that extra "
                "practice leaves the schedule alone, or always. Exams always do.",
                classes="sentence",
            ),
            id="fields",
        )

    def follow(self) -> None:
        try:
            day = self._day()
        except NoExamDay as error:
            over, unread = "This day is over. Name one to come, or none.", "This is no date. Write it as in 2030-12-31."
            self.say(f"✗ {over if error.over else unread}")
        else:
            words = f"{day.strftime('%A')}, {exam_in(day, self.today)}" if day else "no exam date"
            self.say(Content.styled(words, "$text-muted"))
        beside, minutes = self.query_one("#minutes-outcome", Static), self._minutes()
        said = f"✗ Write a whole number from {FEWEST_MINUTES} to {MOST_MINUTES}."
        beside.update(said if minutes is None else Content.styled("a day that the plan fills", "$text-muted"))
        beside.set_class(minutes is None, "impossible")

    def _kept(self) -> str:
        """When the exam is by what is kept until now."""
        day = self.schedule.exam_date
        return exam_in(day, self.today) if day is not None else "none yet"

    def action_begin(self) -> None:
        try:
            day, minutes = self._day(), self._minutes()
        except NoExamDay:
            return
        if minutes is not None:
            self.dismiss(Schedule(day, bool(self.query_one("#drills", Pick).value), minutes))

    def _minutes(self) -> int | None:
        """The minutes of a day; None where what stands there can be none."""
        text = self.query_one("#minutes", Input).value
        minutes = int(text) if text else MINUTES_A_DAY
        return minutes if FEWEST_MINUTES <= minutes <= MOST_MINUTES else None

    def _day(self) -> date | None:
        return exam_day(self.query_one("#day", Input).value, self.today)
