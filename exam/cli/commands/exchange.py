"""`import` and `new`: a bank made of questions in other formats, and one to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import bank_size_option, data_dir_option
from exam.cli.output.attempt_json import json_text
from exam.cli.output.terminal import say
from exam.cli.wiring import MEGABYTE, find_root
from exam.core.text import visible


class FormatName(click.ParamType):  # type: ignore[type-arg]
    """The name of a format that can be read. What they are is looked up when one is named, as it takes a while."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from exam.formats.imports import READERS

        if value not in READERS:
            self.fail(f"{visible(value)!r} is none of {', '.join(READERS)}.", param, ctx)
        return value


@click.command("import", cls=Command, short_help="Make a bank of questions in another format.")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="BANK.toml", type=click.Path(), help="The bank's file; else one of your banks.")
@click.option("--format", "format_", metavar="F", type=FormatName(), help="The files' format, if it is not recognised.")
@click.option(
    "--columns", default="", metavar="MAP", help='Which column is what, as in "stem=Question,a=Answer 1,key=Right".'
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be taken, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite a bank of that name.")
@click.option("--all", "show_all", is_flag=True, help="Show every place of what happened often, and not a few.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@bank_size_option
@data_dir_option
def import_command(
    files: tuple[str, ...],
    output: str | None,
    format_: str | None,
    columns: str,
    dry_run: bool,
    force: bool,
    show_all: bool,
    as_json: bool,
    max_megabytes: int,
) -> int:
    """Make a bank of the questions in each FILE, and tell what became of every one of them.

    GIFT, Aiken, Moodle XML, QTI, Anki, CSV, XLSX, JSON, YAML and Markdown are recognised by their content. Several
    files make one bank. Without -o it is put among your own banks, under the id that the last line tells.
    """
    from exam.cli.output.import_text import import_json, import_lines, written_line
    from exam.library.importing import imported, write_bank
    from exam.library.own_banks import place_of_own

    made = imported(list(map(Path, files)), format_=format_, columns=columns, max_bytes=max_megabytes * MEGABYTE)
    remarks: list[str] = []
    written: list[Path] = []
    if not dry_run:
        place = Path(output or "")
        if not output:
            root, wanted = find_root(), made.bank.id
            made, place = place_of_own(made, root.data_dir, root.bank_files(), overwrite=force)
            if made.bank.id != wanted:
                told = f"There is a bank {wanted} already, so this one is {made.bank.id};"
                remarks.append(f"{told} --force overwrites one of yours.")
        try:
            written = write_bank(made, place, overwrite=force)
        except FileExistsError as error:
            raise Declined(
                f"{error.filename} is there already. Name another file, or overwrite it with --force."
            ) from None
    if as_json:
        click.echo(json_text(import_json(made, written)))
        return DONE
    say(*import_lines(made, show_all=show_all), *remarks)
    if written:
        say(f"\n{written_line(made, written)}")
        say(f"Sit it with: exam take {_word(output) if output else made.bank.id}")
    return DONE


def _word(path: str) -> str:
    """A path as it is typed, so that it is taken for a path."""
    return shlex.quote(path if "/" in path or path.endswith(".toml") else f"./{path}")


@click.command("new", cls=Command, short_help="Write a bank to begin with.")
@click.argument("file", default="my-bank.toml", type=click.Path())
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@data_dir_option
def new_command(file: str, force: bool) -> int:
    """Write a bank with one question of each kind to FILE (my-bank.toml), to be changed in a text editor."""
    from exam.files.writing import write_whole
    from exam.library.starting import starter_bank

    path = Path(file) if file.endswith(".toml") else Path(f"{file}.toml")
    try:
        write_whole(path, [starter_bank(path)], overwrite=force)
    except FileExistsError:
        raise Declined(f"{path} is there already. Name another file, or overwrite it with --force.") from None
    shown = _word(str(path))
    click.echo(
        f"Written to {visible(str(path))}. Change it in a text editor, then: exam check {shown}; exam take {shown}"
    )
    return DONE
