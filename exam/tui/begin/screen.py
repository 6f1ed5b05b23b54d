"""The page before an exam: what is about to be sat and by which rules. Nothing runs yet."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.events import Mode
from exam.core.form import Form
from exam.core.wording import paper
from exam.tui.keymap import keys_of, named
from exam.tui.sitting.keys import QUESTION_BINDINGS as ROOM_KEYS
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.page import Body, FullPage


class BeginScreen(FullPage[bool]):
    """Dismisses True to begin."""

    CSS_PATH = "begin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "begin", id="begin.begin"),
        Binding("escape", "back", "back", id="begin.back"),
    ]

    def __init__(self, form: Form, mode: Mode, extra_time: float | None) -> None:
        super().__init__()
        self.form = form
        self.mode = mode
        self.extra_time = extra_time

    def body(self) -> Iterator[Widget]:
        form = self.form
        with Body(id="body", can_focus=False), Vertical(id="card"):
            yield Static(Content.styled(form.bank_title, "$text-muted"))
            yield Static(Content.styled(paper(form.blueprint.title, self.mode, drill=form.is_drill), "bold"))
            yield Static(figures(form, self.extra_time), id="figures")
            reveal = named(keys_of(self.app, ROOM_KEYS)["room.reveal"][0])
            for rule in rules(form, self.mode, self.extra_time, reveal):
                yield Static(Content(rule), classes="rule")
            for remark in form.remarks:
                yield Static(Content(remark), classes="rule remark")
            yield Choice(Content("Begin: the clock starts now" if self.extra_time else "Begin"), True, id="yes")
            yield Choice(Content("Not yet"), False, id="no")

    def on_mount(self) -> None:
        self.query_one("#yes").focus()

    def on_choice_taken(self, message: Choice.Taken) -> None:
        self.dismiss(bool(message.value))


def figures(form: Form, extra_time: float | None) -> Content:
    """Questions, minutes and pass mark, one a line."""
    blueprint = form.blueprint
    if extra_time is None:
        time, beside = "no limit", ""
    else:
        minutes = form.minutes * extra_time
        time = f"{minutes:g} minutes"
        beside = f"  {form.minutes} × {extra_time:g}" if extra_time != 1 else ""
    return Content.assemble(
        ("Questions  ", "$text-muted"),
        str(len(form.slots)),
        (f"  in {len(form.sections)} section{'s' if len(form.sections) != 1 else ''}", "$text-muted"),
        "\n",
        ("Time       ", "$text-muted"),
        time,
        (beside, "$text-muted"),
        "\n",
        ("Pass mark  ", "$text-muted"),
        f"{blueprint.cut} %",
        (f"  {blueprint.cut_source}", "$text-muted"),
        "\n",
        ("Code       ", "$text-muted"),
        form.code,
    )


def rules(form: Form, mode: Mode, extra_time: float | None, reveal: str) -> tuple[str, ...]:
    """What holds during the sitting, one sentence or two each; `reveal` names the key that shows an answer."""
    found = []
    if form.blueprint.navigation == "linear":
        found.append("Questions come once, in order: there is no way back.")
    elif form.blueprint.section_clocks:
        found.append("Go back, flag and change answers within a section, until it closes.")
    else:
        found.append("Go back, flag and change answers until the end.")
    if form.blueprint.section_clocks:
        found.append("Sections come one after the other, each with its own time; a closed one stays closed.")
    if any(slot.choose > 1 for slot in form.slots):
        found.append("Some questions take several answers; they say how many.")
    found.append("A blank counts as wrong, so it pays to guess.")
    if mode == "practice":
        found.append(f"{reveal} shows and explains the answer, and locks it.")
    else:
        found.append("Right answers are shown after the end.")
    if extra_time is not None:
        found.append("When time is up, what is answered by then counts.")
    found.append("Every answer is saved at once. You can leave with ctrl+q and resume; time away does not count.")
    return tuple(found)
