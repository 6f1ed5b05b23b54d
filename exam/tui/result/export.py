"""The page on which an attempt, or its paper, is written to a file: for a browser, a printer, another machine, another
program. No file is overwritten.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal, cast, get_args

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.attempt import Attempt
from exam.core.text import one_line, visible
from exam.core.wording import counted
from exam.files.attempts import ExportedAttempt, write_attempts
from exam.files.faults import BankRefused
from exam.files.places import pictures_dir
from exam.files.report_page import report_page
from exam.files.writing import write_whole
from exam.formats.exports import WRITERS
from exam.formats.exports.outgoing import CannotWrite
from exam.learning.drills import missed_items
from exam.library.exporting import outgoing_paper, save, write_as
from exam.library.find import NoSuchBank, find_bank
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.context import AppContext
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, Pick

What = Literal["report", "attempt", "paper", "missed"]
_ENDINGS: dict[What, str] = {"report": ".html", "attempt": ".jsonl"}
_EXPLAINED: dict[What, str] = {
    "report": "One page for a browser or a printer: score, sections, every question with your answer and the key.",
    "attempt": "The whole attempt in one line, for 'exam attempts import' on another machine or in a study group. "
    "It names every key.",
    "paper": "The paper with its options, its key and what each wrong option really is, for a printer or for another "
    "program.",
    "missed": "The same of those questions alone that you did not have fully right.",
}


class ExportScreen(FieldsPage[str | None]):
    """Dismisses what was written where, in a sentence."""

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
        self.format = "html"

    def body(self) -> Iterator[Widget]:
        yield Masthead("Export", f"attempt {self.identifier}")
        yield Vertical(
            Pick("What", [(what, what) for what in get_args(What)], self.what, name="what"),
            Static(_EXPLAINED[self.what], id="says"),
            Pick("Format", [(name, name) for name in WRITERS], self.format, name="format"),
            Horizontal(
                Static("File", classes="field"), Input(self._proposed(), id="file", max_length=500), classes="row"
            ),
            Static(id="outcome"),
            id="fields",
        )

    def on_pick_changed(self, message: Pick.Changed) -> None:
        before = self._proposed()
        if message.pick.id == "format":
            self.format = str(message.pick.value)
        else:
            self.what = cast(What, message.pick.value)
            self.query_one("#says", Static).update(_EXPLAINED[self.what])
        file = self.query_one("#file", Input)
        if file.value == before:
            file.value = self._proposed()

    def follow(self) -> None:
        self.query_one("#format").display = self._goes_out
        self.say(visible(f"Will be written to {self._path()}"))

    @work(exclusive=True)
    async def action_begin(self) -> None:
        path = self._path()
        try:
            if self._goes_out:
                said = await in_background(lambda: self._write_paper(path))
            else:
                await in_background(lambda: write(self.context, self.identifier, self.attempt, self.what, path))
                said = f"Written to {path}."
        except FileExistsError as error:
            self.say(visible(f"✗ {error.filename or path} is there already. Name another file."))
        except CannotWrite as error:
            self.say(visible(f"✗ {error}"))
        except OSError as error:
            self.say(visible(f"✗ {path} cannot be written: {error.strerror or error}. Name another file."))
        except StoreError as error:
            self.say(visible(f"✗ {error}"))
        else:
            self.dismiss(visible(said))

    def _proposed(self) -> str:
        ending = WRITERS[self.format].suffix if self._goes_out else _ENDINGS[self.what]
        return f"exam-{self.identifier}{ending}"

    @property
    def _goes_out(self) -> bool:
        """Whether questions are written in a format, and nothing of how they were answered."""
        return self.what in ("paper", "missed")

    def _write_paper(self, path: Path) -> str:
        """What was written, in a sentence. Raises CannotWrite, FileExistsError and OSError."""
        form, context = self.attempt.form, self.context
        bank = None
        with suppress(BankRefused, NoSuchBank, OSError):  # it may have gone
            bank = find_bank(context.bank_files(), context.open_bank, form.bank).usable()
        only = frozenset(missed_items(self.attempt)) if self.what == "missed" else None
        if only is not None and not only:
            raise CannotWrite("Nothing was missed in this attempt.")
        outgoing = outgoing_paper(form, pictures_dir(context.data_dir), bank=bank, only=only)
        at = int(context.new_clock().now().timestamp())
        written = write_as(self.format, replace(outgoing, name=path.name.partition(".")[0], at=at))
        save(written, path, overwrite=False)
        number = len(written.left_out)
        left_out = f"; {counted(number, 'question')} left out" if number else ""
        kinds = len({one.what for one in written.not_held if not one.whole})
        told = (
            f" Of some the format cannot hold all: 'exam export --attempt {self.identifier}' says what."
            if kinds
            else ""
        )
        return f"Written to {path}{left_out}.{told}"

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
        text = "".join(write_attempts([ExportedAttempt(identifier, learner, form, tuple(events))]))
    write_whole(path, [text], overwrite=False)
