"""What both pages of a result share: the attempt, and the keys that lead on from it."""

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from exam.core.attempt import Attempt
from exam.core.scoring import score
from exam.tui.widgets.page import FullPage

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
    "home",
]
"""What can be done after an exam."""


class ResultPage(FullPage[AfterResult]):
    """A page about one closed attempt."""

    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "go('review missed')", "review missed", id="result.review-missed"),
        Binding("a", "go('review all')", "all", tooltip="review all", id="result.review-all"),
        Binding("r", "go('retake missed')", "retake missed", id="result.retake-missed"),
        Binding("h,escape,q", "go('home')", "home", key_display="h", id="result.home"),
        Binding("e", "go('export')", "export", id="result.export"),
        Binding("o", "go('notes')", "notes", id="result.notes"),
        Binding("n", "go('new paper')", "new paper", id="result.new-paper"),
        Binding("p", "go('same paper')", "same paper", id="result.same-paper"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt
        self.report = score(attempt)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing missed: nothing to review or to retake."""
        if parameters and parameters[0] in ("review missed", "retake missed"):
            return self.report.count("correct") < len(self.report.marks)
        return super().check_action(action, parameters)

    def action_go(self, where: AfterResult) -> None:
        self.dismiss(where)
