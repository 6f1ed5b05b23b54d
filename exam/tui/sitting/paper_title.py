"""Owns the line that says what is sat. Refuses a second line: the bank's title is cut before the paper's name is."""

from textual.content import Content

from exam.core.form import Form
from exam.tui.widgets.still import StillText
from exam.tui.widgets.wrapping import first_cut


class PaperTitle(StillText, can_focus=False):
    """The bank and the paper, after a word such as "Practice"."""

    def __init__(self, form: Form, before: str = "") -> None:
        super().__init__(classes="paper", markup=False)
        self.bank = f"{before} · {form.bank_title}" if before else form.bank_title
        self.paper = f" · {form.blueprint.title}"

    def render(self) -> Content:
        return Content(first_cut(self.bank, self.paper, self.content_size.width))
