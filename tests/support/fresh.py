"""Owns an app that has opened nothing yet, with the sheet and the colours that all pages share."""

from exam.tui.app import ExamApp
from exam.tui.stage import Stage
from exam.tui.theming import meanings_for


class Fresh(Stage):
    """Shows what is pushed onto it, and knows no way to anything else."""

    CSS_PATH = ExamApp.CSS_PATH

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return meanings_for(self.current_theme)
