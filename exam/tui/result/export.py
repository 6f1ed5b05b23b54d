"""Owns taking one attempt along: what to write, where, and the writing. Refuses to overwrite a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.attempt import Attempt
from exam.core.text import one_line, visible
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.context import AppContext
from exam.tui.widgets.page import FIELD_KEYS, FullPage
from exam.tui.widgets.pick import Pick

What = Literal["report", "attempt"]
_ENDINGS: dict[What, str] = {"report": "html", "attempt": "jsonl"}
_SAYS: dict[What, str] = {
    "report": "One page for a browser or a printer: score, sections, every question with your answer and the key.",
    "attempt": "The whole attempt in one line, for 'exam attempts import' on another machine or in a study group. "
    "It names every key.",
}


class ExportScreen(FullPage[str | None]):
    """Dismisses the name of the file that was written, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write", id="export.write"),
        *FIELD_KEYS,
        Binding("escape", "back", "back", id="export.back"),
    ]
    DEFAULT_CSS = """
    ExportScreen #fields { height: 1fr; padding: 1 2; }
    ExportScreen Pick, ExportScreen #says, ExportScreen #outcome { height: auto; width: 100%; }
    ExportScreen Pick:focus { background: $surface; }
    ExportScreen #says { padding: 0 2; margin: 1 0; color: $text-muted; }
    ExportScreen .row { height: 1; }
    ExportScreen .field { width: 14; padding: 0 2; color: $text-muted; }
    ExportScreen #file { width: 1fr; }
    ExportScreen #outcome { padding: 0 2; margin-top: 1; }
    ExportScreen #outcome.impossible { color: $incorrect; }
    """

    def __init__(self, context: AppContext, identifier: str, attempt: Attempt) -> None:
        super().__init__()
        self.context = context
        self.identifier = identifier
        self.attempt = attempt
        self.what: What = "report"

    def body(self) -> Iterator[Widget]:
        yield Static(
            Content.assemble(("Export", "bold"), (f"   attempt {self.identifier}", "$text-muted")), id="masthead"
        )
        with Vertical(id="fields"):
            yield Pick("What", [("report", "report"), ("attempt", "attempt")], self.what, name="what")
            yield Static(Content(_SAYS[self.what]), id="says")
            with Horizontal(classes="row"):
                yield Static("File", classes="field")
                yield Input(self._proposed(), id="file", max_length=500)
            yield Static(id="outcome")

    def on_mount(self) -> None:
        self.query_one("#what").focus()
        self._follow()

    def on_pick_changed(self, message: Pick.Changed) -> None:
        before = self._proposed()
        self.what = cast(What, message.pick.value)
        self.query_one("#says", Static).update(Content(_SAYS[self.what]))
        file = self.query_one("#file", Input)
        if file.value == before:
            file.value = self._proposed()

    def on_input_changed(self) -> None:
        self._follow()

    def on_input_submitted(self) -> None:
        self.action_write()

    @work(exclusive=True)
    async def action_write(self) -> None:
        if self.cramped:
            return
        path = self._path()
        try:
            await in_background(lambda: write(self.context, self.identifier, self.attempt, self.what, path))
        except FileExistsError:
            self._say(f"✗ {path} is there already. Name another file.")
        except OSError as error:
            self._say(f"✗ {path} cannot be written: {error.strerror or error}. Name another file.")
        except StoreError as error:
            self._say(f"✗ {error}")
        else:
            self.dismiss(str(path))

    def action_back(self) -> None:
        self.dismiss(None)

    def _proposed(self) -> str:
        return f"exam-{self.identifier}.{_ENDINGS[self.what]}"

    def _path(self) -> Path:
        written = one_line(self.query_one("#file", Input).value) or self._proposed()
        try:
            return Path(written).expanduser().absolute()
        except RuntimeError:
            return Path(written).absolute()

    def _follow(self) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(Content.styled(visible(f"Will be written to {self._path()}"), "$text-muted"))
        outcome.remove_class("impossible")

    def _say(self, text: str) -> None:
        outcome: Any = self.query_one("#outcome", Static)
        outcome.update(Content(visible(text)))
        outcome.add_class("impossible")


def write(context: AppContext, identifier: str, attempt: Attempt, what: What, path: Path) -> None:
    """Writes the file, for its owner's eyes. Raises FileExistsError, OSError and StoreError."""
    from exam.files.writing import write_whole

    if what == "report":
        from exam.files.report_page import page

        text = page(identifier, attempt)
    else:
        from exam.files.attempts import Carried, write_line

        with context.open_store() as store:
            form, events, learner = store.carry(identifier)
        text = write_line(Carried(identifier, learner, form, tuple(events)))
    write_whole(path, [text], overwrite=False)
