"""The page on which one attempt is written to a file, for a browser or for another machine. No file is overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.attempt import Attempt
from exam.core.text import one_line, visible
from exam.files.attempts import ExportedAttempt, write_line
from exam.files.report_page import report_page
from exam.files.writing import write_whole
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.context import AppContext
from exam.tui.widgets.page import FIELD_KEYS, FullPage
from exam.tui.widgets.pick import Pick

What = Literal["report", "attempt"]
_ENDINGS: dict[What, str] = {"report": "html", "attempt": "jsonl"}
_EXPLAINED: dict[What, str] = {
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
    ExportScreen #outcome { padding: 0 2; margin-top: 1; color: $text-muted; }
    ExportScreen #outcome.impossible { color: $incorrect; }
    """

    def __init__(self, context: AppContext, identifier: str, attempt: Attempt) -> None:
        super().__init__()
        self.context = context
        self.identifier = identifier
        self.attempt = attempt
        self.what: What = "report"

    def body(self) -> Iterator[Widget]:
        beside = (f"   attempt {self.identifier}", "$text-muted")
        yield Static(Content.assemble(("Export", "bold"), beside), id="masthead")
        with Vertical(id="fields"):
            yield Pick("What", [("report", "report"), ("attempt", "attempt")], self.what, name="what")
            yield Static(Content(_EXPLAINED[self.what]), id="says")
            with Horizontal(classes="row"):
                yield Static("File", classes="field")
                yield Input(self._proposed(), id="file", max_length=500)
            yield Static(id="outcome")

    def on_mount(self) -> None:
        self.query_one("#what").focus()
        self.on_input_changed()

    def on_pick_changed(self, message: Pick.Changed) -> None:
        before = self._proposed()
        self.what = cast(What, message.pick.value)
        self.query_one("#says", Static).update(Content(_EXPLAINED[self.what]))
        file = self.query_one("#file", Input)
        if file.value == before:
            file.value = self._proposed()

    def on_input_changed(self) -> None:
        self._say(f"Will be written to {self._path()}", impossible=False)

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
            self._say(f"✗ {path} is there already. Name another file.", impossible=True)
        except OSError as error:
            self._say(f"✗ {path} cannot be written: {error.strerror or error}. Name another file.", impossible=True)
        except StoreError as error:
            self._say(f"✗ {error}", impossible=True)
        else:
            self.dismiss(str(path))

    def _proposed(self) -> str:
        return f"exam-{self.identifier}.{_ENDINGS[self.what]}"

    def _path(self) -> Path:
        written = Path(one_line(self.query_one("#file", Input).value) or self._proposed())
        try:
            return written.expanduser().absolute()
        except RuntimeError:  # there is no such user
            return written.absolute()

    def _say(self, text: str, *, impossible: bool) -> None:
        outcome = self.query_one("#outcome", Static)
        outcome.update(Content(visible(text)))
        outcome.set_class(impossible, "impossible")


def write(context: AppContext, identifier: str, attempt: Attempt, what: What, path: Path) -> None:
    """Writes the file, for its owner's eyes. Raises FileExistsError, OSError and StoreError."""
    if what == "report":
        text = report_page(identifier, attempt)
    else:
        with context.open_store() as store:
            form, events, learner = store.read_log(identifier)
        text = write_line(ExportedAttempt(identifier, learner, form, tuple(events)))
    write_whole(path, [text], overwrite=False)
