"""`banks`: which banks there are, and what is wrong with those that cannot be used."""

from __future__ import annotations

from typing import Any

import click

from exam.cli.commands.paper_options import MEGABYTE, bank_size_option
from exam.cli.exits import DONE, EXIT_CODES
from exam.cli.output.attempt_json import bank_json, json_text
from exam.cli.wiring import data_dir_option, find_root


@click.command(epilog=EXIT_CODES)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@bank_size_option
@data_dir_option
def banks(as_json: bool, max_megabytes: int) -> int:
    """List the banks that can be named by their id."""
    from exam.library.find import read_banks

    root = find_root()
    found = read_banks(root.bank_files(), lambda path: root.open_bank(path, max_megabytes * MEGABYTE))
    shapes = [bank_json(file.path, file.bank, file.faults) for file in found]
    if as_json:
        click.echo(json_text(shapes))
        return DONE
    for shape in shapes:
        if shape["id"] is not None:
            click.echo("\n".join(_described(shape)))
    if not shapes:
        click.echo(f"No banks yet. Put yours into {root.data_dir / 'banks'}, or name it by its path.", err=True)
    for file in found:
        for fault in file.faults:
            click.echo(str(fault), err=True)
    return DONE


def _described(shape: dict[str, Any]) -> list[str]:
    from exam.core.wording import counted

    presets = "; ".join(_preset(blueprint) for blueprint in shape["blueprints"])
    return [
        f"{shape['id']}: {shape['title']}",
        f"  {counted(shape['items'], 'question')} in {counted(len(shape['sections']), 'section')}, "
        f"edition {shape['edition']}",
        f"  Presets: {presets}",
        f"  Sections: {', '.join(section['id'] for section in shape['sections'])}",
        f"  File: {shape['path']}",
    ]


def _preset(blueprint: dict[str, Any]) -> str:
    from exam.core.wording import counted

    told = [blueprint["title"]]
    if blueprint["items"]:
        told.append(counted(blueprint["items"], "question"))
    if blueprint["minutes"]:
        told.append(f"{blueprint['minutes']} min")
    return f"{blueprint['id']} ({', '.join(told)})"
