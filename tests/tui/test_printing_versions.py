"""Papers printed in versions: what the page of an export shows at first, and what it says was written."""

from pathlib import Path

from textual.widgets import Input

from exam.formats.exports.outgoing import Written
from exam.tui.export.screen import ExportScreen, what_was_written
from exam.tui.export.ways import Way
from exam.tui.widgets.fields import Pick, RowLabel
from tests.support.fresh import Fresh
from tests.support.screens import see, until

PAPER = Way("paper", "The paper.", "exam-1", outgoing=lambda: NotImplemented)


def test_versions_their_sheets_and_the_key_are_named() -> None:
    written = Written({"one.pdf": b"", "one-key.pdf": b""})
    assert what_was_written(Path("/out/one.pdf"), 50, written, 2) == (
        "Written to /out/one.pdf: 2 versions of 50 questions, each with a sheet for the answers. "
        "The key of all versions is /out/one-key.pdf."
    )
    assert what_was_written(Path("/out/a.md"), 1, Written({"a.md": b"", "a-pictures/x.png": b""})) == (
        "Written to /out/a.md: 1 question. 1 file beside it: /out/a-pictures."
    )


async def test_the_row_that_one_is_on_has_the_sign_and_versions_are_there_at_once() -> None:
    app = Fresh()
    async with app.run_test(size=(100, 24)) as pilot:
        app.push_screen(ExportScreen("A bank", (PAPER,), lambda: 0))
        await see(pilot, "› Format", "Versions", "○ 6")
        versions, file = app.screen.query_one("#versions", Pick), app.screen.query_one("#file", Input)
        versions.chosen = 1
        await see(pilot, "● pdf", "● 2")
        await until(pilot, lambda: file.value == "exam-1.pdf")
        file.focus()
        await see(pilot, "› File")
        await until(
            pilot, lambda: len([label for label in app.screen.query(RowLabel) if label.has_class("-here")]) == 1
        )
