"""What comes before an exam: the begin page, which says by which rules it is sat."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.events import Mode
from exam.core.form import Form, Kind
from exam.core.wording import counted, paper
from exam.tui.keymap import key_in_words, keys_of
from exam.tui.sitting.keys import QUESTION_BINDINGS as ROOM_KEYS
from exam.tui.widgets.drawn import Sentences
from exam.tui.widgets.keybar import KeyBar
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.once import take_along
from exam.tui.widgets.page import Body, FullPage

_LONG_CODE = 45
"""Signs of a code that have room in the narrowest terminal."""


class BeginScreen(FullPage[bool]):
    """Dismisses True to begin."""

    CSS_PATH = "begin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "begin", id="begin.begin"),
        Binding("escape", "back", "back", id="begin.back"),
        Binding("y", "copy", "copy the exam code", show=False, id="begin.copy"),
    ]

    def __init__(self, form: Form, mode: Mode, extra_time: float | None, last_time: str = "") -> None:
        """`last_time` says how the same preset went before; empty where it is the first time."""
        super().__init__()
        self.last_time = last_time
        self.form = form
        self.mode = mode
        self.extra_time = extra_time

    def body(self) -> Iterator[Widget]:
        form = self.form
        with Body(id="body", can_focus=False), Vertical(id="card"):
            yield Static(Content.styled(form.bank_title, "$text-muted"))
            yield Static(Content.styled(paper(form.title, self.mode, drill=form.is_drill), "bold"))
            copies = key_in_words(keys_of(self.app, self.BINDINGS)["begin.copy"][0])
            yield Static(figures(form, self.extra_time, self.last_time, copies), id="figures")
            reveal = key_in_words(keys_of(self.app, ROOM_KEYS)["room.reveal"][0])
            for rule in rules(form, self.mode, self.extra_time, reveal):
                yield Sentences(rule, classes="rule")
            for remark in form.remarks:
                yield Sentences(remark, classes="rule remark")
            yield Choice(Content("Begin: the clock starts now" if self.extra_time else "Begin"), True, id="yes")
            yield Choice(Content("Not yet"), False, id="no")

    def on_mount(self) -> None:
        self.query_one("#yes").focus()

    def action_copy(self) -> None:
        self.query_one(KeyBar).say(take_along(self.app, self.form.code))

    def on_choice_taken(self, message: Choice.Taken) -> None:
        self.dismiss(bool(message.value))


def figures(form: Form, extra_time: float | None, last_time: str = "", copies: str = "") -> Content:
    """Questions, minutes, pass mark, how it went last time, and code, one a line.

    A code that is longer, as that of a drill of many questions, is shown by its two ends; `copies` is the key for it.
    """
    if extra_time is None:
        time, beside = "no limit", ""
    else:
        minutes = form.minutes * extra_time
        time = f"{minutes:g} minutes"
        beside = f"  {form.minutes} × {extra_time:g}" if extra_time != 1 else ""
    # A drill has no verdict: its questions were picked.
    mark = (("Pass mark  ", "$text-muted"), f"{form.cut} %", (f"  {form.cut_source}", "$text-muted"), "\n")
    cut = () if form.is_drill else mark
    return Content.assemble(
        ("Questions  ", "$text-muted"),
        str(len(form.slots)),
        (f"  in {len(form.sections)} section{'s' if len(form.sections) != 1 else ''}", "$text-muted"),
        "\n",
        ("Time       ", "$text-muted"),
        time,
        (beside, "$text-muted"),
        "\n",
        *cut,
        *((("Last time  ", "$text-muted"), last_time, "\n") if last_time else ()),
        ("Code       ", "$text-muted"),
        *(_ends(form.code, copies) if len(form.code) > _LONG_CODE else (form.code,)),
    )


def _ends(code: str, copies: str) -> Iterator[str | tuple[str, str]]:
    yield f"{code[:11]} … {code[-5:]}"
    yield (f"  {len(code)} signs; {copies} copies it" if copies else f"  {len(code)} signs", "$text-muted")


def rules(form: Form, mode: Mode, extra_time: float | None, reveal: str) -> tuple[str, ...]:
    """What holds during the sitting, one sentence or two each; `reveal` names the key that shows an answer."""
    lines = []
    if form.blueprint.navigation == "linear":
        lines.append("Questions come once, in order: there is no way back.")
    elif form.blueprint.section_clocks:
        lines.append("Go back, flag and change answers within a section, until it closes.")
    else:
        lines.append("Go back, flag and change answers until the end.")
    if form.blueprint.section_clocks:
        lines.append("Sections come one after the other, each with its own time; a closed one stays closed.")
    lines += _kinds(form)
    lines.append("A blank counts as wrong, so it pays to guess.")
    if mode == "practice":
        lines.append(f"{reveal} shows and explains the answer, and locks it.")
    else:
        lines.append("Right answers are shown after the end.")
    if extra_time is not None:
        lines.append("When time is up, what is answered by then counts.")
    lines.append("Every answer is saved at once. You can leave with ctrl+q and resume; time away does not count.")
    return tuple(lines)


_ANSWERED_BY: dict[Kind, str] = {
    "typed": "typing",
    "numeric": "numbers",
    "ordering": "order",
    "pairs": "matching",
    "cloze": "gaps",
    "recall": "recall",
}
"""How questions are answered that are not chosen from, in the order in which that is told."""


def _kinds(form: Form) -> Iterator[str]:
    """What other kinds of questions come than one answer of several, and what a part of an answer earns; in few lines,
    so that the page fits into a small terminal."""
    if any(slot.choose > 1 and slot.is_choice for slot in form.slots):
        yield "Some questions take several answers; they say how many."
    asked = [(words, sum(slot.kind == kind for slot in form.slots)) for kind, words in _ANSWERED_BY.items()]
    if named := ", ".join(f"{words} {count}" for words, count in asked if count):
        yield f"Also asked: {named}."
    credit = []
    if shared := sum(slot.by_part for slot in form.slots):
        credit.append(f"{counted(shared, 'question')} earn{'s' if shared == 1 else ''} points for parts")
    if any(slot.kind == "recall" for slot in form.slots):
        credit.append("recall counts as you mark it" if form.blueprint.count_recall else "recall does not count")
    if credit:
        told = "; ".join(credit)
        yield f"{told[0].upper()}{told[1:]}."
