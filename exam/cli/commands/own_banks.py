"""`banks use`, `banks rename`, `banks remove` and `banks restore`: how one's own banks are kept in order."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import bank_size_option, data_dir_option
from exam.cli.output.terminal import say
from exam.cli.wiring import MEGABYTE, Root, find_root, now
from exam.core.text import one_line, visible
from exam.core.wording import did_you_mean

if TYPE_CHECKING:
    from exam.library.own_banks import BinnedBank


@click.command(cls=Command, short_help="Give a bank of yours another title or id.")
@click.argument("bank")
@click.option("--title", metavar="T", help="Its title from now on.")
@click.option("--id", "id_", metavar="ID", help="Its id from now on. Attempts and exam codes keep the old one.")
@bank_size_option
@data_dir_option
def rename(bank: str, title: str | None, id_: str | None, max_megabytes: int) -> int:
    """Give BANK, one of your own by its id, another title or id. The rest of its file stays as it is."""
    from exam.library.own_banks import CannotChange, rename_bank

    if title is None and id_ is None:
        raise click.UsageError("Say what it is to be called: --title, --id, or both.")
    root, max_bytes = find_root(), max_megabytes * MEGABYTE
    path, ids = _file_and_ids(root, bank, max_bytes)
    try:
        new = rename_bank(path, root.data_dir, title=title, id_=id_, ids=ids, max_bytes=max_bytes)
    except CannotChange as refused:
        raise Declined(str(refused)) from None
    say(f"{visible(str(new))} has its new name.")
    if id_ is not None and id_ != bank:
        say(f"What was sat as {one_line(bank)} stays under that id, and so do its exam codes.", err=True)
    return DONE


@click.command(cls=Command, short_help="Take a bank in hand: the one that is meant where you name none.")
@click.argument("bank")
@bank_size_option
@data_dir_option
def use(bank: str, max_megabytes: int) -> int:
    """Take BANK in hand, an id or a path: it is meant from now on wherever you name none, also in the app."""
    from exam.files.remembered import take_in_hand

    root = find_root()
    found = root.find_bank(bank, max_megabytes * MEGABYTE)
    root.remember_named()
    take_in_hand(root.data_dir, found.id)
    say(f"In hand: {one_line(found.title)} ({found.id}).")
    return DONE


@click.command(cls=Command, short_help="Put a bank of yours into the bin.")
@click.argument("bank")
@bank_size_option
@data_dir_option
def remove(bank: str, max_megabytes: int) -> int:
    """Put BANK, one of your own by its id, into the bin, where its file is kept for 30 days.

    Attempts at it stay. No file is touched but those in the folder banks of the data directory.
    """
    from exam.library.own_banks import CannotChange, remove_bank

    root = find_root()
    path, _ = _file_and_ids(root, bank, max_megabytes * MEGABYTE)
    try:
        binned = remove_bank(path, root.data_dir, now())
    except CannotChange as refused:
        raise Declined(str(refused)) from None
    name = shlex.quote(binned.name)
    say(f"{visible(name)} is in the bin until {_until(binned)}: 'exam banks restore {visible(name)}' puts it back.")
    return DONE


@click.command(cls=Command, short_help="List what is in the bin, or put a bank back.")
@click.argument("file", required=False)
@data_dir_option
def restore(file: str | None) -> int:
    """Put FILE, as it is listed, back among your banks; without FILE, list what was removed in the last 30 days."""
    from exam.library.own_banks import CannotChange, binned_banks, restore_bank

    data_dir = find_root().data_dir
    binned = binned_banks(data_dir)
    if file is None:
        for one in binned:
            say(f"{visible(one.name)}  until {_until(one)}")
        if not binned:
            say("The bin is empty.", err=True)
        return DONE
    found = next((one for one in binned if file in (one.name, one.name.removesuffix(".toml"))), None)
    if found is None:
        raise Declined(f"There is no {one_line(file)} in the bin. 'exam banks restore' lists what is there.")
    try:
        path = restore_bank(found, data_dir)
    except CannotChange as refused:
        raise Declined(str(refused)) from None
    say(f"{visible(str(path))} is back.")
    return DONE


def _file_and_ids(root: Root, bank: str, max_bytes: int) -> tuple[Path, set[str]]:
    """The file of a bank named by its id or file, and the ids of the others. Raises NoSuchBank.

    A faulty bank has no id that could be read: it is found by the name of its file.
    """
    from exam.library.find import NoSuchBank, is_path, read_banks

    files = read_banks(root.bank_files(), lambda path: root.open_bank(path, max_bytes))
    ids = {file.bank.id for file in files if file.bank is not None}
    if is_path(bank):
        return Path(bank).absolute(), ids
    named = [file for file in files if file.bank is not None and file.bank.id == bank]
    named += [file for file in files if file.path.stem == bank]
    if not named:
        raise NoSuchBank(f"There is no bank {bank!r}.{did_you_mean(bank, ids)} 'exam banks' lists those there are.")
    # Of two with one id the second has it for a fault; whoever renames or removes one means that.
    return max(named, key=lambda file: bool(file.faults)).path, ids


def _until(binned: BinnedBank) -> str:
    return binned.until.astimezone().strftime("%Y-%m-%d")
