"""What is taken along of attempts, and back: as a file for another exam, as columns, as records for other programs.

An attempt is taken in whole, once, or not at all; two that differ under one name are never merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.commands.records import write_file
from exam.cli.exits import DONE, REFUSED, Declined
from exam.cli.helping import Group
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import instant, json_text
from exam.cli.output.terminal import say, terminal_here
from exam.cli.wiring import find_root, now
from exam.core.text import one_line
from exam.core.wording import counted

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.events import Event
    from exam.files.faults import Fault
    from exam.store import Store

_HOME_PAGE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?")


@click.group(cls=Group, short_help="Take attempts along, or pool them.")
def attempts() -> None:
    """Take attempts along, or pool them in a study group."""


@attempts.command("export")
@click.argument("file", required=False, type=click.Path())
@click.option("--xapi", metavar="FILE", type=click.Path(), help="Write statements for a learning record store.")
@click.option(
    "--columns", metavar="DIR", type=click.Path(), help="Write tables as Parquet, for 'exam items --from' and others."
)
@click.option("--account", default="me", show_default=True, metavar="NAME", help="Who you are in --xapi.")
@click.option(
    "--home-page",
    default="https://exam.invalid",
    show_default=True,
    metavar="URL",
    help="What the accounts in --xapi are of.",
)
@click.option("--names", is_flag=True, help="Give other learners their names in --xapi and --columns.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@data_dir_option
def export(
    file: str | None, xapi: str | None, columns: str | None, account: str, home_page: str, names: bool, force: bool
) -> int:
    """Write every attempt that has ended to FILE, one line each; - is standard output.

    The lines hold questions, keys and all that you answered; only you can read the file. --xapi and --columns write
    what other programs understand, in place of FILE or beside it; there other learners are called by the id of their
    first attempt and not by name, unless you say --names.
    """
    if file is None and xapi is None and columns is None:
        raise click.UsageError("Name a FILE, or --xapi FILE, or --columns DIR.")
    if not _HOME_PAGE.fullmatch(home_page):
        raise click.UsageError("A home page is an address, as in https://example.org.")
    with find_root().open_store() as store:
        ids = store.ended_ids()
        if file == "-":
            for line in _lines(store, ids):
                click.echo(line, nl=False)
        elif file is not None:
            write_file(file, _lines(store, ids), force=force)
        if xapi is not None:
            write_file(xapi, _statements(store, ids, home_page, _known_as(store, account, names=names)), force=force)
        if columns is not None:
            _write_columns(store, columns, _known_as(store, account, names=names), force=force)
        left_out = len(store.discarded())
    say(f"{counted(len(ids), 'attempt')} written.", err=True)
    if left_out:
        say(f"{counted(left_out, 'attempt')} in the bin left out; 'exam attempts bin' lists them.", err=True)
    return DONE


@attempts.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path())
@click.option("--learner", default="", metavar="NAME", help="They are another's: they count in 'exam items' only.")
@data_dir_option
def import_(files: tuple[str, ...], learner: str) -> int:
    """Take in the attempts of each FILE.

    Those that are here already are passed over, so that again is fine. Without --learner they are yours, from another
    machine. A file with a fault is refused whole, and then nothing is taken in. A backup is made first of what is here.
    """
    from exam.files.attempts import AttemptsRefused, read_replayed
    from exam.store.backups import back_up_before

    if learner and (one_line(learner) != learner or len(learner) > 64):
        raise click.UsageError("A learner's name is one line of up to 64 letters.")
    read = 0

    def attempts_in_files() -> Iterator[tuple[str, Attempt, tuple[Event, ...], str]]:
        nonlocal read
        for file in files:
            for one, attempt in read_replayed(Path(file)):
                read += 1
                yield one.id, attempt, one.events, one.learner or learner

    try:
        with find_root().open_store() as store:
            kept = back_up_before(store, now())
            taken = store.adopt_all(attempts_in_files())
    except AttemptsRefused:
        for fault in _faults_in(files):
            say(str(fault), err=True)
        say("Nothing was taken in.", err=True)
        return REFUSED
    say(f"{counted(taken, 'attempt')} taken in, {read - taken} were here already.", err=True)
    if kept:
        say(one_line(kept), err=True)
    return DONE


def _faults_in(files: Iterable[str]) -> Iterator[Fault]:
    """What is wrong with each of the files. Raises OSError."""
    from exam.files.attempts import AttemptsRefused, read_attempts

    for file in files:
        try:
            for _ in read_attempts(Path(file)):
                pass
        except AttemptsRefused as refused:
            yield from refused.faults


@attempts.command("discard")
@click.argument("names", metavar="ATTEMPT…", nargs=-1, required=True)
@data_dir_option
def discard(names: tuple[str, ...]) -> int:
    """Put each ATTEMPT into the bin, unfinished or not. It counts nowhere then, and is kept there for 30 days."""
    with find_root().open_store() as store:
        found = [store.find(name) for name in names]
        for name in found:
            store.discard(name, now())
    say(f"In the bin: {', '.join(found)}. 'exam attempts restore' takes one out again.", err=True)
    return DONE


@attempts.command("restore")
@click.argument("names", metavar="ATTEMPT…", nargs=-1, required=True)
@data_dir_option
def restore(names: tuple[str, ...]) -> int:
    """Take each ATTEMPT out of the bin again, as it was."""
    with find_root().open_store() as store:
        for name in names:
            store.restore(name)
    say(f"{counted(len(names), 'attempt')} taken out of the bin.", err=True)
    return DONE


@attempts.command("bin")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
def list_bin(as_json: bool) -> int:
    """List the attempts in the bin."""
    with find_root().open_store() as store:
        thrown = store.discarded()
    if as_json:
        click.echo(json_text([one._asdict() | {"at": instant(one.at)} for one in thrown]))
        return DONE
    if thrown and (terminal := terminal_here()) is not None:
        from exam.cli.pages.lists import bin_page

        return terminal.show(bin_page(thrown, terminal.width))
    for one in thrown:
        result = "unfinished" if one.percent is None else f"{one.percent:.0f} %"
        day = one.at.astimezone().strftime("%Y-%m-%d")
        click.echo(f"{one.id}  {day}  {result}  {one.answered} of {one.items}  {one.bank_title}, {one.blueprint_title}")
    if not thrown:
        say("The bin is empty.", err=True)
    return DONE


def _lines(store: Store, names: list[str]) -> Iterator[str]:
    from exam.files.attempts import ExportedAttempt, write_attempts

    def exported() -> Iterator[ExportedAttempt]:
        for name in names:
            form, events, learner = store.read_log(name)
            yield ExportedAttempt(name, learner, form, tuple(events))

    yield from write_attempts(exported())


def _known_as(store: Store, account: str, *, names: bool) -> dict[str, str]:
    """What each learner is called in what goes out: as they are named here, or by their first attempt."""
    return {"": account} | {name: name if names else f"learner-{first}" for name, first in store.first_attempts()}


def _statements(store: Store, ids: list[str], home_page: str, known_as: dict[str, str]) -> Iterator[str]:
    """A list in JSON, one statement a line."""
    import json

    from exam.core.replaying import replay
    from exam.files.xapi import Account, statements

    before = "[\n"
    for name in ids:
        form, events, learner = store.read_log(name)
        attempt = replay(form, events)
        for statement in statements(name, attempt, events, Account(home_page, known_as[learner])):
            yield before + json.dumps(statement, ensure_ascii=False, separators=(",", ":"))
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _write_columns(store: Store, folder: str, known_as: dict[str, str], *, force: bool) -> None:
    from exam.files.parquet import NoDuckDB, write_tables

    try:
        with store.tables(known_as) as tables:
            write_tables(Path(folder), tables, overwrite=force)
    except NoDuckDB as missing:
        raise Declined(str(missing)) from None
    except FileExistsError as error:
        raise Declined(f"{error.filename} is there already. Name another folder, or say --force.") from None
