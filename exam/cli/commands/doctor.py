"""`exam doctor`: whether everything that is kept of attempts is what was written, and mending it."""

from __future__ import annotations

from pathlib import Path

import click

from exam.cli.exits import DONE, REFUSED
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.terminal import say
from exam.cli.wiring import find_root, now
from exam.core.text import one_line
from exam.core.wording import counted

_NEWEST = "newest"


@click.command(cls=Command, short_help="Check and mend the database of attempts.")
@click.option("--repair", is_flag=True, help="Mend what can be mended, after a copy of the database as it is.")
@click.option("--rebuild", is_flag=True, help="Compute all that follows from your answers anew, after a backup.")
@click.option(
    "--restore",
    is_flag=False,
    flag_value=_NEWEST,
    metavar="[BACKUP]",
    help="Move the database aside, and put the newest good backup, or BACKUP, in its place.",
)
@click.option("--backups", is_flag=True, help="List the backups.")
@data_dir_option
def doctor(repair: bool, rebuild: bool, restore: str | None, backups: bool) -> int:
    """Look for damage in the database of your attempts.

    Every attempt is replayed, and all that is kept of it is held against that, against the witness and the newest
    backup. Nothing is changed unless you ask for it.
    """
    if sum((repair, rebuild, restore is not None, backups)) > 1:
        raise click.UsageError("Ask for one thing at a time.")
    if restore is not None:
        from exam.store.restoring import restore_backup as put_back

        done = put_back(find_root().data_dir, now(), None if restore == _NEWEST else Path(restore))
        say(one_line(done), err=True)
        return DONE
    if backups:
        return _list_backups()
    find_root().warn_of_place()
    if rebuild:
        return _rebuild()
    from exam.store.examining import examine_store

    with find_root().open_store() as store:
        if repair:
            from exam.store.repairing import repair as mend

            copy, mended = mend(store, now())
            say(one_line(f"As it was, the database is now in {copy}. {mended.said}".strip()), err=True)
        found, attempts = examine_store(store), store.count()
    for one in found:
        say(one_line(f"Attempt {one.attempt}: {one.what}." if one.attempt else f"{one.what}."))
    damaged = {one.attempt for one in found if one.attempt}
    say(f"{counted(attempts - len(damaged), 'attempt')} sound, {len(damaged)} damaged.", err=True)
    if not found:
        return DONE
    remedy = "'exam doctor --restore' takes a backup in its place" if repair else "'exam doctor --repair' mends it"
    say(f"{counted(len(found), 'fault')}. {remedy}.", err=True)
    return REFUSED


def _rebuild() -> int:
    from exam.store.backups import back_up_before

    with find_root().open_store() as store:
        attempts = store.count()
        if kept := back_up_before(store, now()):
            say(one_line(kept), err=True)
        damaged = store.rebuild()
    for name in damaged:
        say(one_line(f"Attempt {name} is damaged. 'exam doctor --repair' looks for it in witness and backups."))
    say(f"{counted(attempts - len(damaged), 'attempt')} rebuilt, {len(damaged)} damaged.", err=True)
    return REFUSED if damaged else DONE


def _list_backups() -> int:
    from exam.store.merging import backups_of, fault_of

    found = backups_of(find_root().data_dir)
    for path in found:
        fault = fault_of(path)
        say(one_line(f"{path}  {path.stat().st_size / 1e6:,.1f} MB  {fault or 'sound'}"))
    if not found:
        say("There are no backups yet. The app makes one on each day on which something changed.", err=True)
    return DONE
