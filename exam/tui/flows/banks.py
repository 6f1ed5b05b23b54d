"""The way through the banks: the page of them, and what is done with one, a file or the bin."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from exam.audit.bank_check import BankCheck, check_bank
from exam.audit.check_page import check_page
from exam.files.faults import BankRefused
from exam.files.pictures import PictureRefused
from exam.files.source import MAX_BYTES
from exam.files.writing import write_whole
from exam.formats.imports.imported import Imported
from exam.library.importing import imported, write_bank
from exam.library.own_banks import (
    CannotChange,
    begin_bank,
    binned_banks,
    place_of_own,
    remove_bank,
    rename_bank,
    restore_bank,
    take_in,
)
from exam.tui.background import in_background
from exam.tui.banks.choose_file import ChooseFileScreen, Chosen
from exam.tui.banks.files import is_safe
from exam.tui.banks.found import EditAt, FoundScreen
from exam.tui.banks.listing import Known, ListedBank, count_findings, read_listing
from exam.tui.banks.names import Names, NamesScreen, RemoveScreen, binned_told
from exam.tui.banks.screen import BanksScreen, BankWish
from exam.tui.banks.told import told_of_check, told_of_faults, told_of_import
from exam.tui.export.ways import ways_of_bank
from exam.tui.flows.exam import ExamPath
from exam.tui.flows.exporting import export_by_dialog
from exam.tui.flows.mending import edit_file
from exam.tui.home.wishes import Arrange
from exam.tui.working import Report, wait_for


@dataclass(frozen=True)
class BanksPath(ExamPath):
    """What home leads to by `b`."""

    known: Known = field(default_factory=dict)

    async def walk(self, in_hand: str = "") -> None:
        """The page of banks, and what is done with one, until the user goes back. `in_hand` is the id of one."""
        cursor: Path | None = None
        while True:
            screen = BanksScreen(
                in_background(lambda: read_listing(self.context)),
                lambda listed: in_background(lambda: count_findings(listed, self.known)),
                cursor,
                in_hand,
            )
            wish = await self.app.push_screen_wait(screen)
            if wish is None:
                return
            try:
                if wish.what == "in hand" and wish.listed is not None and wish.listed.bank is not None:
                    self.context.take_in_hand(wish.listed.bank.id)
                    in_hand = wish.listed.bank.id
                    self.app.in_hand = wish.listed.bank.title
                cursor = await self._follow(wish) or (screen.neighbour if wish.what == "remove" else screen.cursor)
            except CannotChange as refused:
                await self.tell("Nothing was changed.", str(refused))
            except BankRefused as refused:
                await self.tell("This bank cannot be used.", str(refused.faults[0]))
            except OSError as error:
                place = f"{error.filename}: " if error.filename else ""
                await self.tell("This could not be done.", f"{place}{error.strerror or error}. Nothing was changed.")

    async def _follow(self, wish: BankWish) -> Path | None:
        """Does what is wanted; gives the bank to stand on then. Raises CannotChange, BankRefused, OSError."""
        match wish.what:
            case "import":
                return await self._import()
            case "new":
                return await self._begin()
            case "put back":
                return await self._put_back()
            case "in hand":
                return None
            case _ if wish.listed is None:
                return None
            case "check":
                await self._check(wish.listed.path)
            case "edit":
                return await self._edit(wish.listed.path, wish.listed.faults[0].line if wish.listed.faults else 0)
            case "remove":
                await self._remove(wish.listed)
            case "rename":
                return await self._rename(wish.listed)
            case "export":
                if (bank := wish.listed.bank) is not None:
                    await export_by_dialog(self.app, self.context, bank.title, ways_of_bank(self.context, bank))
            case "sit":
                if (bank := wish.listed.bank) is not None:
                    await self.set_up(Arrange(bank))
            case _:
                assert_never(wish.what)
        return None

    async def _edit(self, file: Path, line: int) -> Path | None:
        return await edit_file(self.app, self.context, file, line)

    async def _import(self) -> Path | None:
        """Asks for a file, shows what became of it, and puts it beside the others if that is wanted."""
        typed, chosen = "", None
        while True:
            chosen = await self.app.push_screen_wait(ChooseFileScreen(typed, chosen))
            if chosen is None:
                return None
            path = chosen.path
            typed = str(path) if is_safe(str(path)) else ""
            there = await (self._take_in(path) if path.suffix == ".toml" else self._take(chosen))
            if there is not None:
                return there

    async def _take(self, chosen: Chosen) -> Path | None:
        """Makes a bank of a file in another format; None where it is not to be put beside the others."""
        cursor, path = 1, chosen.path
        while True:
            try:
                done = await wait_for(
                    self.app,
                    f"Reading {path.name} …",
                    lambda report: imported(path, format_=chosen.format_, columns=chosen.columns, told=report),
                )
            except BankRefused as refused:
                screen = FoundScreen(told_of_faults(path, refused.faults), cursor)
            else:
                if done is None:
                    return None
                (made,) = done
                screen = FoundScreen(told_of_import(made), cursor)
            match await self.app.push_screen_wait(screen):
                case None | "page":
                    return None
                case "put":
                    return await self._put(made)
                case EditAt() as at:
                    cursor = screen.cursor
                    await self._edit(at.file, at.line)

    async def _put(self, made: Imported) -> Path | None:
        """Writes an imported bank beside the others; gives its file."""
        context = self.context

        def put(_report: Report) -> Path:
            placed, there = place_of_own(made, context.data_dir, context.bank_files())
            write_bank(placed, there)
            return there

        try:
            done = await wait_for(self.app, "Putting it beside the others …", put)
        except (FileExistsError, PictureRefused) as error:
            named = error.filename if isinstance(error, FileExistsError) else "A picture"
            why = "is there already, and is another file" if isinstance(error, FileExistsError) else str(error)
            raise CannotChange(f"{named} {why}.") from None
        if done is None:
            return None
        self.app.say(f"Your bank is {done[0]}. Enter sets up a paper of it.")
        return done[0]

    async def _take_in(self, path: Path) -> Path | None:
        """Shows what a bank in TOML is like, and copies it beside the others if that is wanted."""
        cursor = 1
        while True:
            done = await wait_for(self.app, f"Reading {path.name} …", lambda _: check_bank(str(path), path, MAX_BYTES))
            if done is None:
                return None
            (checked,) = done
            found = told_of_check(checked, put=checked.bank is not None)
            screen = FoundScreen(found, cursor)
            match await self.app.push_screen_wait(screen):
                case None:
                    return None
                case "page":
                    await self._write_page(checked)
                case EditAt() as at:
                    await self._edit(at.file, at.line)
                case "put":
                    return await self._put_in(path, checked)
            cursor = screen.cursor

    async def _put_in(self, path: Path, checked: BankCheck) -> Path | None:
        """Copies a bank in TOML beside the others; gives the copy."""
        bank, context = checked.bank, self.context
        if bank is None:
            return None
        try:
            there = await in_background(lambda: take_in(path, bank, context.data_dir, context.bank_files()))
        except PictureRefused as error:
            raise CannotChange(f"A picture of it {error}.") from None
        self.app.say(f"Your bank is {there}. Enter sets up a paper of it.")
        return there

    async def _check(self, path: Path) -> None:
        """What is wrong with a bank, until the user goes back; looked at anew after each time in the editor."""
        cursor = 1
        while True:
            done = await wait_for(self.app, f"Checking {path.name} …", lambda _: check_bank(str(path), path, MAX_BYTES))
            if done is None:
                return
            (checked,) = done
            screen = FoundScreen(told_of_check(checked), cursor)
            match await self.app.push_screen_wait(screen):
                case None | "put":
                    return
                case "page":
                    await self._write_page(checked)
                case EditAt() as at:
                    await self._edit(at.file, at.line)
            cursor = screen.cursor

    async def _write_page(self, checked: BankCheck) -> None:
        """Writes a check as a page for the bank's author, where no file is in the way."""
        path = Path(f"{checked.bank.id if checked.bank else checked.path.stem}-check.html").absolute()
        try:
            await in_background(lambda: write_whole(path, [check_page(checked)], overwrite=False))
        except FileExistsError:
            self.app.say(f"{path} is there already, and was left as it is.", "warning")
        except OSError as error:
            self.app.say(f"{path} cannot be written: {error.strerror or error}.", "warning")
        else:
            self.app.say(f"Written to {path}.")

    async def _begin(self) -> Path | None:
        """Begins a new bank; gives its file."""
        names, refused = Names("My bank"), ""
        while True:
            wanted = await self.app.push_screen_wait(NamesScreen(None, names, refused))
            if wanted is None:
                return None
            try:
                path = begin_bank(wanted.title, self.context.data_dir, self.context.bank_files())
            except CannotChange as why:
                names, refused = wanted, str(why)
                continue
            self.app.say(f"Your bank is {path}.")
            return path

    async def _rename(self, listed: ListedBank) -> Path | None:
        """Gives a bank another title or id; gives its file."""
        bank, context = listed.bank, self.context
        assert bank is not None
        names, refused = Names(bank.title, bank.id), ""
        while True:
            wanted = await self.app.push_screen_wait(NamesScreen(bank, names, refused))
            if wanted is None:
                return None

            def rename(_report: Report, wanted: Names = wanted) -> Path:
                listing = read_listing(context)
                ids = {one.bank.id for one in listing.banks if one.bank is not None and one.path != listed.path}
                return rename_bank(listed.path, context.data_dir, title=wanted.title, id_=wanted.id, ids=ids)

            try:
                done = await wait_for(self.app, "Writing its file …", rename)
            except CannotChange as why:
                names, refused = wanted, str(why)
                continue
            return done[0] if done else None

    async def _remove(self, listed: ListedBank) -> None:
        """Asks once, and puts a bank's file into the bin."""
        if await self.app.push_screen_wait(RemoveScreen(listed)):
            binned = remove_bank(listed.path, self.context.data_dir, self.context.local_now())
            self.app.say(binned_told(binned))

    async def _put_back(self) -> Path | None:
        """Puts back what was removed last; gives its file."""
        binned = binned_banks(self.context.data_dir)
        return restore_bank(binned[0], self.context.data_dir) if binned else None
