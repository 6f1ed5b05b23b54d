"""The dialog by which a bank, a paper or an attempt is written to a file: for a browser, a printer, another machine,
another program. No file is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.assembly import Impossible
from exam.core.text import one_line, visible
from exam.core.wording import counted
from exam.formats.exports import WRITERS
from exam.formats.exports.outgoing import CannotWrite, NotHeld, Written
from exam.library.exporting import save, write_as
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.export.ways import Way
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead, titled
from exam.tui.widgets.fields import FIELD_KEYS, FieldsPage, Pick, RowLabel
from exam.tui.widgets.page import Fields

_FOR_PEOPLE = ("markdown", "html", "pdf")
"""The formats that can leave the answers off."""
_MOST_VERSIONS = 6


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where, in a sentence, and what the format could not hold."""

    said: str
    format: str = ""
    """As it is called; empty where it is none of the formats for questions."""
    not_held: tuple[NotHeld, ...] = ()


class ExportScreen(FieldsPage[Exported | None]):
    """Dismisses what was written, or None for back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "write", id="export.write"),
        *FIELD_KEYS,
        Binding("escape", "back", "back", id="export.back"),
    ]
    DEFAULT_CSS = """
    ExportScreen #fields { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
    ExportScreen #says { height: auto; width: 100%; padding: 0 2; margin-bottom: 1; color: $text-muted; }
    ExportScreen #file { width: 1fr; }
    ExportScreen .row { margin-top: 1; }
    ExportScreen #outcome { width: 100%; padding: 0 2; margin-top: 1; color: $text-muted; }
    """

    def __init__(self, about: str, ways: tuple[Way, ...], now: Callable[[], int]) -> None:
        """`about` says of what; `now` gives the seconds since 1970."""
        super().__init__()
        self.about = about
        self.ways = {way.name: way for way in ways}
        self.way = ways[0]
        self.format = "html"
        self.now = now
        self.is_writing = False

    def body(self) -> Iterator[Widget]:
        field = CleanInput(self._proposed(), id="file", max_length=500, select_on_focus=False)
        if "bank" in self.ways:  # another one, perhaps, than that which other pages are about
            yield Static(titled("Export", one_line(self.about)), id="masthead")
        else:
            yield Masthead("Export", one_line(self.about))
        versions = [(str(n), n) for n in range(1, _MOST_VERSIONS + 1)]
        yield Fields(
            Pick("What", [(name, name) for name in self.ways], self.way.name, name="what"),
            Static(self.way.explained, id="says"),
            Pick("Format", [(name, name) for name in WRITERS], self.format, name="format"),
            Pick("Answers", [("with them", True), ("without", False)], True, name="answers"),
            Pick("Versions", versions, 1, name="versions"),
            Horizontal(RowLabel("File"), field, classes="row"),
            Static(id="outcome"),
            id="fields",
        )

    def on_mount(self) -> None:
        super().on_mount()
        # Said, because a field that is hidden meanwhile would hand the focus to the last one.
        self.query_one("#what" if len(self.ways) > 1 else "#format").focus()

    def on_pick_changed(self, message: Pick.Changed) -> None:
        before = self._proposed()
        if message.pick.id == "format":
            self.format = str(message.pick.value)
            if self.format != "pdf":  # the only format that has several
                self.query_one("#versions", Pick).chosen = 0
        elif message.pick.id == "versions" and message.pick.chosen and self.format != "pdf":
            self.query_one("#format", Pick).chosen = list(WRITERS).index("pdf")
        elif message.pick.id == "what":
            self.way = self.ways[str(message.pick.value)]
            self.query_one("#says", Static).update(self.way.explained)
        file = self.query_one("#file", Input)
        if file.value == before:
            file.value = self._proposed()

    def follow(self) -> None:
        goes_out = self.way.outgoing is not None
        self.query_one("#what").display = len(self.ways) > 1
        self.query_one("#format").display = goes_out
        self.query_one("#answers").display = goes_out and self.format in _FOR_PEOPLE
        self.query_one("#versions").display = goes_out
        self.say(visible(f"Will be written to {self._path()}"))

    @work(exclusive=True)
    async def action_begin(self) -> None:
        if self.is_writing:
            return
        self.is_writing = True
        path = self._path()
        with_answers = self.format not in _FOR_PEOPLE or bool(self.query_one("#answers", Pick).value)
        number = int(str(self.query_one("#versions", Pick).value)) if self.format == "pdf" else 1
        self.say(visible(f"Writing {path} …"))
        try:
            exported = await in_background(lambda: self._write(path, number, with_answers=with_answers))
        except FileExistsError as error:
            self.say(visible(f"✗ {error.filename or path} is there already. Name another file."))
        except (CannotWrite, StoreError, Impossible) as error:
            self.say(visible(f"✗ {error}"))
        except OSError as error:
            self.say(visible(f"✗ {path} cannot be written: {error.strerror or error}. Name another file."))
        else:
            self.dismiss(exported)
        finally:
            self.is_writing = False

    def _write(self, path: Path, number: int, *, with_answers: bool) -> Exported:
        """Writes what is wanted, in a `number` of versions. To be called in a thread.

        Raises CannotWrite, Impossible, StoreError, FileExistsError and OSError.
        """
        way = self.way
        if way.outgoing is None:
            if way.write is not None:
                way.write(path)
            return Exported(f"Written to {path}.")
        writer = WRITERS[self.format]
        outgoing = replace(
            way.outgoing(),
            with_answers=with_answers,
            name=path.name.partition(".")[0],
            at=self.now(),
        )
        written = write_as(self.format, outgoing, number=number)
        save(written, path, overwrite=False)
        said = what_was_written(path, len(outgoing.form.slots), written, number)
        return Exported(said, writer.title, written.not_held)

    def _proposed(self) -> str:
        return f"{self.way.stem}{self.way.ending or WRITERS[self.format].suffix}"

    def _path(self) -> Path:
        written = Path(one_line(self.query_one("#file", Input).value) or self._proposed())
        with suppress(RuntimeError):  # there is no such user
            return written.expanduser().absolute()
        return written.absolute()


def what_was_written(path: Path, questions: int, written: Written, number: int = 1) -> str:
    """What stands where; each of a `number` of versions has a sheet for the answers."""
    left_out = len(written.left_out)
    asked = counted(questions - left_out, "question")
    missing = f"; {counted(left_out, 'question')} left out" if left_out else ""
    if number > 1:
        asked = f"{number} versions of {asked}, each with a sheet for the answers"
    _, *others = map(Path, written.files)
    keys = [other for other in others if other.stem.endswith("-key")]
    if keys:
        where = f" The key of {'all versions' if number > 1 else 'the paper'} is {path.parent / keys[0]}."
    elif others:
        where = f" {counted(len(others), 'file')} beside it: {path.parent / others[0].parts[0]}."
    else:
        where = ""
    return f"Written to {path}: {asked}{missing}.{where}"
