"""All progress pages, in the order of their tabs and of the digits that open them."""

from typing import Any

from exam.tui.progress.confused import CONFUSED
from exam.tui.progress.habits import HABITS
from exam.tui.progress.page import ProgressPage
from exam.tui.progress.questions import QUESTIONS
from exam.tui.progress.ready import READY
from exam.tui.progress.sections import SECTIONS
from exam.tui.progress.trend import TREND

PAGES: dict[str, ProgressPage[Any]] = {
    page.name: page for page in (READY, TREND, SECTIONS, HABITS, CONFUSED, QUESTIONS)
}
