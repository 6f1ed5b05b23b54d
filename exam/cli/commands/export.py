"""`export`: a bank or a paper in another format, for other programs or for printing."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import bank_size_option, data_dir_option, skip_faulty_option
from exam.cli.output.export_text import not_held_lines
from exam.cli.output.terminal import say
from exam.cli.request import PaperRequest
from exam.cli.wiring import Root, find_root, now
from exam.core.wording import counted
from exam.files.places import pictures_dir

if TYPE_CHECKING:
    from exam.formats.exports import Writer
    from exam.formats.exports.outgoing import Outgoing, Written

FORMATS = ("gift", "aiken", "moodle-xml", "qti2", "qti3", "anki", "csv", "markdown", "html", "pdf")
"""Those of `exam.formats.exports.WRITERS`, said here so that the help loads no writer."""
FOR_PEOPLE = ("markdown", "html", "pdf")
"""The formats that can leave the answers off."""
_DRAWN = ("preset", "items", "seed")
_STDOUT = "-"


@click.command(cls=Command, short_help="Write a bank or a paper in another format.")
@click.argument("bank", required=False)
@click.option(
    "--to", "to", type=click.Choice(FORMATS), required=True, metavar="FORMAT", help=f"One of {', '.join(FORMATS)}."
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(),
    help="Where to; - is standard output. Else a file that is called as the bank, in this directory.",
)  # fmt: skip
@click.option("--section", "sections", multiple=True, metavar="S", help="Only this section; repeatable.")
@click.option("--missed", is_flag=True, help="Only what you missed the last time, or in the attempt of --attempt.")
@click.option("--code", metavar="C", help="The paper that this exam code names.")
@click.option("--attempt", metavar="A", help="The paper of this attempt that has ended; 'last' is the last one.")
@click.option("--preset", metavar="P", help="A paper drawn anew by this blueprint.")
@click.option("--items", type=click.IntRange(1, 1000), metavar="N", help="A paper of N questions, drawn anew.")
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Which of the possible papers.")
@click.option("--no-answers", is_flag=True, help="Without what is right: markdown, html and pdf.")
@click.option(
    "--versions", type=click.IntRange(1, 26), metavar="N",
    help="With pdf: N versions with the same questions and options in other orders, each with its own key.",
)  # fmt: skip
@click.option("--page", type=click.Choice(("a4", "letter")), help="With pdf: the size of a page.  [default: a4]")
@click.option("--all", "show_all", is_flag=True, help="Name every question of which the format cannot hold something.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@bank_size_option
@skip_faulty_option
@data_dir_option
def export(
    to: str,
    output: str | None,
    no_answers: bool,
    versions: int | None,
    page: str | None,
    show_all: bool,
    force: bool,
    **asked: Any,
) -> int:
    """Write BANK, an id or a path, in another format: all its questions in the order written, or a paper of it.

    What has no options of its own gets wrong options as in a paper. What the format cannot hold is told, and nothing
    is overwritten unasked.
    """
    if no_answers and to not in FOR_PEOPLE:
        raise click.UsageError(f"--no-answers is for {', '.join(FOR_PEOPLE)}: other formats are for programs.")
    if to != "pdf" and (versions is not None or page is not None):
        raise click.UsageError("--versions and --page are for pdf.")
    _refuse_contradictions(**asked)
    from dataclasses import replace

    from exam.formats.exports import WRITERS
    from exam.formats.exports.outgoing import CannotWrite
    from exam.library.exporting import write_as

    writer = WRITERS[to]
    if output == _STDOUT and not writer.is_text:
        raise click.UsageError(f"A {writer.title} is no text for standard output: name a file with -o.")
    try:
        outgoing = _outgoing(find_root(), **asked)
        outgoing = replace(outgoing, with_answers=not no_answers, at=int(now().timestamp()))
        if output not in (None, _STDOUT):
            outgoing = replace(outgoing, name=Path(output).name.partition(".")[0])
        written = write_as(to, outgoing, number=versions or 1, page=page or "a4")
    except CannotWrite as refused:
        raise Declined(str(refused)) from None
    for line in (*outgoing.form.remarks, *not_held_lines(writer.title, written.not_held, show_all=show_all)):
        say(line, err=True)
    _write(writer, outgoing, written, output, force=force)
    return DONE


def _write(writer: Writer, outgoing: Outgoing, written: Written, output: str | None, *, force: bool) -> None:
    """Writes the files, and says where. Raises Declined where one is there and nobody said --force, and OSError."""
    from exam.library.exporting import save

    first, *others = written.files.values()
    if output == _STDOUT:
        if others:
            raise Declined("There are pictures to lie beside the text: name a file with -o.")
        click.echo(first, nl=False)
        return
    path = Path(output or f"{outgoing.name}{writer.suffix}")
    try:
        save(written, path, overwrite=force)
    except FileExistsError as error:
        raise Declined(f"{error.filename} is there already. Name another file, or overwrite it with --force.") from None
    questions = counted(len(outgoing.form.slots) - len(written.left_out), "question")
    beside = f", and {counted(len(others), 'file')} beside it" if others else ""
    say(f"{questions} written to {path}{beside}.", err=True)


def _refuse_contradictions(**asked: Any) -> None:
    """Raises UsageError where two options say different things."""
    drawn = [f"--{name}" for name in _DRAWN if asked[name] is not None]
    which = [*(f"--{name}" for name in ("code", "attempt") if asked[name]), *drawn[:1]]
    if len(which) > 1:
        raise click.UsageError(f"{which[0]} already says which paper it is: leave out {which[1]}, or {which[0]}.")
    if asked["sections"] and (asked["code"] or asked["attempt"]):
        raise click.UsageError(f"{which[0]} already says which paper it is: leave out --section, or {which[0]}.")
    if asked["missed"] and (asked["code"] or drawn):
        raise click.UsageError("--missed takes all that was missed: leave out what says which paper it is.")
    if asked["attempt"] and asked["bank"]:
        raise click.UsageError("--attempt already says which paper it is: leave out BANK, or --attempt.")


def _outgoing(root: Root, **asked: Any) -> Outgoing:
    """What was asked for. Raises Declined, CannotWrite, and what making a paper raises."""
    from exam.library.exporting import outgoing_bank, outgoing_paper

    pictures, max_megabytes = pictures_dir(root.data_dir), asked["max_megabytes"]
    if asked["attempt"] is not None:
        return _of_attempt(root, asked["attempt"], pictures, missed=asked["missed"])
    names = ("bank", "code", "sections", *_DRAWN)
    request = PaperRequest(**{name: asked[name] for name in names}, max_megabytes=max_megabytes)
    if asked["code"] is not None or any(asked[name] is not None for name in _DRAWN):
        from exam.cli.papers import make_paper

        form, bank = make_paper(root, request)
        return outgoing_paper(form, pictures, bank=bank)
    from exam.core.bank import MOST_DIRECT

    bank = root.find_bank(asked["bank"], request.max_bytes)
    only = None
    if asked["missed"]:
        from exam.learning.drills import read_pending

        with root.open_store() as store:
            only = frozenset(read_pending(store, bank, now(), root.schedule).missed)
        if not only:
            raise Declined(f"You have missed nothing of the bank {bank.id} so far.")
    if only is None and len(bank.items) > MOST_DIRECT and sys.stderr.isatty():
        say("A large bank: to choose wrong options for it may take some minutes …", err=True)
    return outgoing_bank(bank, pictures, sections=asked["sections"], only=only)


def _of_attempt(root: Root, word: str, pictures: Path, *, missed: bool) -> Outgoing:
    from exam.cli.commands.records import ended_attempt
    from exam.files.faults import BankRefused
    from exam.learning.drills import missed_items
    from exam.library.exporting import outgoing_paper
    from exam.library.find import NoSuchBank

    with root.open_store() as store:
        stored = ended_attempt(store, word)
    only = frozenset(missed_items(stored.attempt)) if missed else None
    if only is not None and not only:
        raise Declined(f"Attempt {stored.id} missed nothing.")
    bank = None
    with suppress(NoSuchBank, BankRefused, OSError):  # it may have gone
        bank = root.find_bank(stored.attempt.form.bank)
    return outgoing_paper(stored.attempt.form, pictures, bank=bank, only=only)
