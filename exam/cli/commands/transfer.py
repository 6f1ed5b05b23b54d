"""`attempts export`, `attempts import` and `doctor`: the database taken elsewhere, and mended.

An attempt is taken in whole, once, or not at all; two that differ under one name are never merged.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.commands.records import write_file
from exam.cli.exits import DONE, EXIT_CODES, REFUSED
from exam.cli.wiring import data_dir_option, find_root
from exam.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exam.formats import Fault
    from exam.store import Store


@click.group(epilog=EXIT_CODES)
def attempts() -> None:
    """Take attempts along, or pool them in a study group."""


@attempts.command("export", epilog=EXIT_CODES)
@click.argument("file", type=click.Path())
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@data_dir_option
def export(file: str, force: bool) -> int:
    """Write every attempt that has ended to FILE, one line each.

    The lines hold questions, keys and all that you answered; only you can read the file.
    """
    from exam.core.wording import counted

    with find_root().open_store() as store:
        names = store.ended_ids()
        write_file(file, _lines(store, names), force=force)
    click.echo(f"{counted(len(names), 'attempt')} written.", err=True)
    return DONE


@attempts.command("import", epilog=EXIT_CODES)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path())
@click.option("--learner", default="", metavar="NAME", help="They are another's: they count in 'exam items' only.")
@data_dir_option
def import_(files: tuple[str, ...], learner: str) -> int:
    """Take in the attempts of each FILE.

    Those that are here already are passed over, so that again is fine. Without --learner they are yours, from another
    machine. A file with a fault is refused whole, and then nothing is taken in.
    """
    from exam.core.wording import counted
    from exam.files.attempts import AttemptsRefused, read_attempts

    if learner and (one_line(learner) != learner or len(learner) > 64):
        raise click.UsageError("A learner's name is one line of up to 64 letters.")
    faults: list[Fault] = []
    for file in files:
        try:
            for _ in read_attempts(Path(file)):
                pass
        except AttemptsRefused as refused:
            faults += refused.faults
    if faults:
        for fault in faults:
            click.echo(str(fault), err=True)
        click.echo("Nothing was taken in.", err=True)
        return REFUSED
    taken = known = 0
    with find_root().open_store() as store:
        for file in files:
            # Read once more rather than kept: a group's pool may be larger than the memory.
            for one in read_attempts(Path(file)):
                if store.adopt(one.id, one.form, one.events, one.learner or learner):
                    taken += 1
                else:
                    known += 1
    click.echo(f"{counted(taken, 'attempt')} taken in, {known} were here already.", err=True)
    return DONE


@click.command(epilog=EXIT_CODES)
@click.option("--rebuild", is_flag=True, help="Compute everything that follows from your answers anew.")
@data_dir_option
def doctor(rebuild: bool) -> int:
    """Look for damage in the database of your attempts.

    With --rebuild it mends what can be computed anew.
    """
    from exam.core.wording import counted
    from exam.store import StoreError

    with find_root().open_store() as store:
        learners = ("", *(name for name, _ in store.learners()))
        rows = [row.id for name in learners for row in store.history(learner=name)]
        if rebuild:
            damaged = store.rebuild()
        else:
            damaged = []
            for name in rows:
                try:
                    store.load(name)
                except StoreError:
                    damaged.append(name)
    for name in damaged:
        click.echo(f"Attempt {name} is damaged. A copy of the database from before may still have it whole.")
    done = "rebuilt" if rebuild else "sound"
    click.echo(f"{counted(len(rows) - len(damaged), 'attempt')} {done}, {len(damaged)} damaged.", err=True)
    return REFUSED if damaged else DONE


def _lines(store: Store, names: list[str]) -> Iterator[str]:
    from exam.files.attempts import ExportedAttempt, write_line

    for name in names:
        form, events, learner = store.read_log(name)
        yield write_line(ExportedAttempt(name, learner, form, tuple(events)))
