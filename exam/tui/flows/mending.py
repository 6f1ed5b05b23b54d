"""A question that is wrong, from wherever it is looked at: its bank's file opened at its line, or it reported."""

from __future__ import annotations

from pathlib import Path

from exam.files.faults import BankRefused
from exam.files.pictures import PictureRefused
from exam.files.places import shipped
from exam.library.find import NoSuchBank, find_bank
from exam.library.item_places import ItemPlace, find_items
from exam.library.own_banks import CannotChange, take_in
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.banks.editor import edit
from exam.tui.context import AppContext
from exam.tui.sitting.dialogs import Ask, WriteLine
from exam.tui.stage import Stage
from exam.tui.widgets.page import Notice


async def edit_file(app: Stage, context: AppContext, file: Path, line: int = 0) -> Path | None:
    """Opens a bank's file in the editor, or a copy of it; gives the file, None where none was opened, which is said.

    Raises BankRefused, CannotChange and OSError.
    """
    own = await file_to_edit(app, context, file)
    if own is not None and (trouble := edit(app, own, line)) is not None:
        app.say(trouble, "warning")
        return None
    return own


async def file_to_edit(app: Stage, context: AppContext, file: Path) -> Path | None:
    """The file of a bank that may be changed; None where none is to be.

    One that ships with exam stays as it is, since papers are rebuilt from it and the next version writes over it; a
    copy among the user's own banks is offered instead. Raises BankRefused, CannotChange and OSError.
    """
    if file.parent == shipped("banks"):
        text = "It is not changed in place: the next version would write over it. A copy among your own banks can be."
        if not await app.push_screen_wait(Ask("This bank ships with exam", text, yes="Edit a copy", no="Leave it")):
            return None

        def copy() -> Path:
            return take_in(file, context.open_bank(file), context.data_dir, context.bank_files())

        try:
            file = await in_background(copy)
        except PictureRefused as error:
            raise CannotChange(f"A picture of it {error}.") from None
        app.say(f"Your copy is {file}. Take it in hand to be asked its questions.")
    return file


async def edit_item(app: Stage, context: AppContext, bank: str, item: str) -> None:
    """Opens the file of a bank in the editor, at the line of a question; where there is none, that is said."""

    def find() -> ItemPlace | None:
        file = find_bank(context.bank_files(), context.open_bank, bank).path
        return find_items(file, {item}).get(item)

    try:
        if (place := await in_background(find)) is None:
            await app.push_screen_wait(Notice("This question is no longer in the bank.", f"Its id was {item}."))
            return
        file = await file_to_edit(app, context, place.file)
        if file is not None and (trouble := edit(app, file, place.line)) is not None:
            await app.push_screen_wait(Notice("The question is not opened.", trouble))
    except (NoSuchBank, BankRefused, CannotChange, OSError) as error:
        await app.push_screen_wait(Notice("The file of this question cannot be opened.", str(error)))


async def report_item(app: Stage, context: AppContext, bank: str, item: str) -> None:
    """Writes a report that a question is faulty, into the attempt in which it was asked last."""
    try:
        asked = await in_background(lambda: [one for one in context.results(bank) if one.item == item])
        if not asked:
            app.say("A report is kept in an attempt that asked the question, and none has.")
            return
        last = max(asked, key=lambda one: one.at)
        before = (await in_background(lambda: context.load(last.attempt))).of(last.n).report
        text = f"Kept in attempt {last.attempt}, which asked it last."
        written = await app.push_screen_wait(WriteLine("What is wrong with this question?", text, before))
        if written is not None and written != before:
            await in_background(lambda: context.annotate(last.attempt, "report", last.n, written))
            app.say("Written down." if written else "Taken away.")
    except StoreError as error:
        app.say(str(error), "warning")
