"""Owns what both pages of a result share: their keys and where these lead. Refuses content."""

from typing import ClassVar, Literal

from textual.binding import Binding, BindingType

from exam.core.attempt import Attempt
from exam.core.scoring import score
from exam.tui.sitting.paper_title import PaperTitle
from exam.tui.widgets.page import FullPage

Next = Literal[
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
"""What a sitter can do after an exam."""


class ResultPage(FullPage[Next]):
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

    def action_go(self, where: Next) -> None:
        self.dismiss(where)


def paper(attempt: Attempt) -> PaperTitle:
    """The first line of both pages: what was sat."""
    return PaperTitle(attempt.form)
