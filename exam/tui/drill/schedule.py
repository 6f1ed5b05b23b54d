"""The page of when to review: the day of the exam, and what drills count for."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.wording import exam_in
from exam.files.config import Schedule
from exam.learning.review import NoExamDay, exam_day
from exam.tui.widgets.page import FIELD_KEYS, Fields, FullPage
from exam.tui.widgets.pick import Pick


class ScheduleScreen(FullPage[Schedule | None]):
    """When the exam is, and what drills count for. Dismisses what is to be kept, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="schedule.keep"),
        *FIELD_KEYS,
        Binding("escape", "back", "back", id="schedule.back"),
    ]
    DEFAULT_CSS = """
    ScheduleScreen #fields { height: 1fr; padding: 1 2; }
    ScheduleScreen Pick, ScheduleScreen .sentence { height: auto; width: 100%; }
    ScheduleScreen Pick:focus { background: $surface; }
    ScheduleScreen .sentence { padding: 0 2; margin-bottom: 1; color: $text-muted; }
    ScheduleScreen .row { height: 1; }
    ScheduleScreen .field { width: 14; padding: 0 2; color: $text-muted; }
    ScheduleScreen #day { width: 1fr; }
    ScheduleScreen #outcome { height: auto; width: 100%; padding: 0 2 0 15; margin-bottom: 1; }
    ScheduleScreen #outcome.impossible { color: $incorrect; }
    """

    def __init__(self, schedule: Schedule, today: date) -> None:
        super().__init__()
        self.schedule = schedule
        self.today = today

    def body(self) -> Iterator[Widget]:
        day = self.schedule.exam_date
        yield Static(Content.styled("When to review", "bold"), id="masthead")
        with Fields(id="fields"):
            with Horizontal(classes="row"):
                yield Static("Exam on", classes="field")
                yield Input(
                    day.isoformat() if day else "", id="day", max_length=40, placeholder="2030-12-31",
                    select_on_focus=True,
                )  # fmt: skip
            yield Static(id="outcome")
            yield Static(
                Content(
                    "Year, month, day; empty: none. Whatever would be due after that day comes up once more before it."
                ),
                classes="sentence",
            )
            yield Pick("Drills", [("where due", False), ("always", True)], self.schedule.drills, name="drills")
            yield Static(
                Content(
                    "Which drills move a question's next day: only of questions that were due, so that practice beside "
                    "the schedule leaves it alone, or all. Exams always do."
                ),
                classes="sentence",
            )

    def on_mount(self) -> None:
        self.query_one("#day").focus()
        self.on_input_changed()

    def on_input_changed(self) -> None:
        """Says what the day that was typed comes to."""
        outcome = self.query_one("#outcome", Static)
        try:
            day = self._day()
        except NoExamDay as error:
            outcome.update(Content(f"✗ {_refusal(error)}"))
            outcome.add_class("impossible")
        else:
            words = f"{day.strftime('%A')}, {exam_in(day, self.today)}" if day else "no exam date"
            outcome.update(Content.styled(words, "$text-muted"))
            outcome.remove_class("impossible")

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        with suppress(NoExamDay):
            if not self.cramped:
                self.dismiss(Schedule(self._day(), bool(self.query_one("#drills", Pick).value)))

    def _day(self) -> date | None:
        return exam_day(self.query_one("#day", Input).value, self.today)


def _refusal(error: NoExamDay) -> str:
    if error.over:
        return "This day is over. Name one to come, or none."
    return "This is no date. Write it as in 2030-12-31."
