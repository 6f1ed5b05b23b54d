"""The page on which one attempt is written to a file, for a browser or for another machine. No file is overwritten."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.attempt import Attempt
from exam.core.text import one_line, visible
from exam.files.attempts import ExportedAttempt, write_line
from exam.files.places import pictures_dir
from exam.files.report_page import report_page
from exam.files.writing import write_whole
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.context import AppContext
from exam.tui.widgets.drawn import titled
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, Pick

What = Literal["report", "attempt"]
_ENDINGS: dict[What, str] = {"report": "html", "attempt": "jsonl"}
_EXPLAINED: dict[What, str] = {
    "report": "One page for a browser or a printer: score, sections, every question with your answer and the key.",
    "attempt": "The whole attempt in one line, for 'exam attempts import' on another machine or in a study group. "
    "It names every key.",
}


class ExportScreen(FieldsPage[str | None]):
    """Dismisses the name of the file that was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "write", id="export.write"),
        *FIELD_KEYS,
        Binding("escape", "back", "back", id="export.back"),
    ]
    DEFAULT_CSS = """
    ExportScreen #fields { height: 1fr; padding: 1 2; }
    ExportScreen #says { height: auto; width: 100%; padding: 0 2; margin: 1 0; color: $text-muted; }
    ExportScreen #file { width: 1fr; }
    ExportScreen #outcome { width: 100%; padding: 0 2; margin-top: 1; color: $text-muted; }
    """

    def __init__(self, context: AppContext, identifier: str, attempt: Attempt) -> None:
        super().__init__()
        self.context = context
        self.identifier = identifier
        self.attempt = attempt
        self.what: What = "report"

    def body(self) -> Iterator[Widget]:
        yield Static(titled("Export", f"attempt {self.identifier}"), id="masthead")
        yield Vertical(
            Pick("What", [("report", "report"), ("attempt", "attempt")], self.what, name="what"),
            Static(_EXPLAINED[self.what], id="says"),
            Horizontal(
                Static("File", classes="field"), Input(self._proposed(), id="file", max_length=500), classes="row"
            ),
            Static(id="outcome"),
            id="fields",
        )

    def on_pick_changed(self, message: Pick.Changed) -> None:
        before = self._proposed()
        self.what = cast(What, message.pick.value)
        self.query_one("#says", Static).update(_EXPLAINED[self.what])
        file = self.query_one("#file", Input)
        if file.value == before:
            file.value = self._proposed()

    def follow(self) -> None:
        self.say(visible(f"Will be written to {self._path()}"))

    @work(exclusive=True)
    async def action_begin(self) -> None:
        path = self._path()
        try:
            await in_background(lambda: write(self.context, self.identifier, self.attempt, self.what, path))
        except FileExistsError:
            self.say(visible(f"✗ {path} is there already. Name another file."))
        except OSError as error:
            self.say(visible(f"✗ {path} cannot be written: {error.strerror or error}. Name another file."))
        except StoreError as error:
            self.say(visible(f"✗ {error}"))
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


def write(context: AppContext, identifier: str, attempt: Attempt, what: What, path: Path) -> None:
    """Writes the file, for its owner's eyes. Raises FileExistsError, OSError and StoreError."""
    if what == "report":
        text = report_page(identifier, attempt, pictures_dir(context.data_dir))
    else:
        with context.open_store() as store:
            form, events, learner = store.read_log(identifier)
        text = write_line(ExportedAttempt(identifier, learner, form, tuple(events)))
    write_whole(path, [text], overwrite=False)
