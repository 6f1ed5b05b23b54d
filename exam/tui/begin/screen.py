"""What comes before an exam: its paper is made beside the screen, and the begin page says by which rules it is sat.

A bank of a thousand questions takes a second or two. In the app's own thread no key and no signal would be heard then,
so a page shows how far the paper is, and a key calls it off.
"""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.events import Mode
from exam.core.form import Form, Kind
from exam.core.wording import counted, paper
from exam.tui.background import in_background
from exam.tui.keymap import keys_of, named
from exam.tui.sitting.keys import QUESTION_BINDINGS as ROOM_KEYS
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import Body, FullPage
from exam.tui.widgets.plots import bar

Report = Callable[[int, int], None]
"""Told by whoever makes a paper: the steps done, and how many there are. What it raises ends the making."""
_SOON = 0.15
"""Seconds in which most papers are made; a page for so short a time would only flicker."""
_WIDEST = 60
"""Cells of the bar, at most."""


class CalledOff(Exception):
    """Nobody waits for the paper any more."""


class Progress:
    """How far a paper is. Written by the thread that makes it and read by the page that shows it."""

    share = 0.0
    called_off = False

    def report(self, done: int, total: int) -> None:
        """Keeps the share that is done, 0 to 1. Raises CalledOff once the page was left."""
        if self.called_off:
            raise CalledOff
        self.share = done / max(1, total)


async def make_form(app: App[Any], make: Callable[[Report], Form]) -> Form | None:
    """The form that `make` gives, or None where the user did not wait for it. Raises what `make` raises.

    `make` runs in a thread. To be awaited in a worker.
    """
    progress = Progress()
    making = in_background(lambda: make(progress.report))
    try:
        with app.batch_update():
            await asyncio.wait([making], timeout=_SOON)
        if making.done() or await app.push_screen_wait(MakingScreen(making, progress)):
            return await making
        making.cancel()
        return None
    finally:
        progress.called_off = True


class MakingScreen(FullPage[bool]):
    """Shows how far a paper is. Dismisses True when it is made, or cannot be; None where the user leaves first."""

    DEFAULT_CSS = """
    MakingScreen #text { padding: 2 4; }
    MakingScreen #text Static { height: auto; max-width: 90; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "back", key_display="esc", id="making.back")]

    def __init__(self, making: asyncio.Future[Form], progress: Progress) -> None:
        super().__init__()
        self.making = making
        self.progress = progress

    def body(self) -> Iterator[Widget]:
        yield Body(
            Static(Content.styled("Making the paper …", "bold")), Drawn(self._bar, height=lambda width: 1), id="text"
        )

    def on_mount(self) -> None:
        self.set_interval(0.1, self.query_one(Drawn).refresh)
        self._wait()

    @work
    async def _wait(self) -> None:
        await asyncio.wait([self.making])
        self.dismiss(True)

    def _bar(self, width: int) -> Content:
        percent = f" {100 * self.progress.share:3.0f} %"
        return Content.assemble(bar(self.progress.share, min(_WIDEST, width - len(percent)), "$primary"), percent)


class BeginScreen(FullPage[bool]):
    """Dismisses True to begin."""

    CSS_PATH = "begin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "begin", id="begin.begin"),
        Binding("escape", "back", "back", id="begin.back"),
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
            yield Static(figures(form, self.extra_time, self.last_time), id="figures")
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


def figures(form: Form, extra_time: float | None, last_time: str = "") -> Content:
    """Questions, minutes, pass mark, how it went last time, and code, one a line."""
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
        form.code,
    )


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
