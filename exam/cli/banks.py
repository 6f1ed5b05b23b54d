"""Owns `banks` and `check`: which banks there are, and what is wrong with one. Refuses to mend any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from exam.cli.choices import MEGABYTE, bank_size_option
from exam.cli.exits import DONE, EXIT_CODES, REFUSED
from exam.cli.root import Root, data_dir_option, find_root

if TYPE_CHECKING:
    from pathlib import Path

    from exam.formats import Fault


@click.command(epilog=EXIT_CODES)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@bank_size_option
@data_dir_option
def banks(as_json: bool, max_megabytes: int) -> int:
    """List the banks that can be named by their id."""
    from exam.cli.shapes import bank_shape, written
    from exam.formats import BankRefused

    root = find_root()
    shapes = []
    faults: list[Fault] = []
    for path in root.bank_files():
        try:
            bank = root.open_bank(path, max_megabytes * MEGABYTE)
        except BankRefused as refused:
            shapes.append(bank_shape(path, None, refused.faults))
            faults += refused.faults
        else:
            shapes.append(bank_shape(path, bank))
    if as_json:
        click.echo(written(shapes))
        return DONE
    for shape in shapes:
        if shape["id"] is not None:
            click.echo("\n".join(_described(shape)))
    if not shapes:
        click.echo(f"No banks yet. Put yours into {root.data_dir / 'banks'}, or name it by its path.", err=True)
    for fault in faults:
        click.echo(str(fault), err=True)
    return DONE


@click.command(epilog=EXIT_CODES, short_help="Say everything that is wrong with a bank.")
@click.argument("names", metavar="BANK…", nargs=-1, required=True)
@bank_size_option
@data_dir_option
def check(names: tuple[str, ...], max_megabytes: int) -> int:
    """Say everything that is wrong with each BANK (an id or a path), as file:line:column.

    Faults and warnings go to standard output; a bank with a fault is refused.
    """
    from exam.core.text import one_line
    from exam.formats import BankRefused, read_bank

    root = find_root()
    refused = 0
    for name in names:
        path = _file_of(root, name, max_megabytes * MEGABYTE)
        if path is None:
            click.echo(f"{one_line(name)}: there is no such bank; 'exam banks' lists those there are.", err=True)
            refused += 1
            continue
        try:
            loaded = read_bank(path, max_bytes=max_megabytes * MEGABYTE)
        except BankRefused as error:
            refused += 1
            for fault in error.faults:
                click.echo(str(fault))
            click.echo(f"{one_line(name)}: refused, {_count(len(error.faults), 'fault')}.", err=True)
        else:
            for warning in loaded.warnings:
                click.echo(warning_line(warning))
            bank = loaded.bank
            told = f"{_count(len(bank.items), 'question')} in {_count(len(bank.sections), 'section')}"
            click.echo(f"{one_line(name)}: good, {told}, {_count(len(loaded.warnings), 'warning')}.", err=True)
    return REFUSED if refused else DONE


def warning_line(warning: Fault) -> str:
    """As a fault is shown, with the word that says it is not one."""
    place = f"{warning.file}:{warning.line}:{warning.column}" if warning.line else warning.file
    return f"{place}: warning{str(warning).removeprefix(place)}"


def _file_of(root: Root, name: str, max_bytes: int) -> Path | None:
    from pathlib import Path

    from exam.cli.shelf import is_path
    from exam.formats import BankRefused

    if is_path(name):
        return Path(name)
    for path in sorted(root.bank_files(), key=lambda path: path.stem != name):
        if path.stem == name:
            return path
        try:
            if root.open_bank(path, max_bytes).id == name:
                return path
        except BankRefused:
            continue
    return None


def _described(shape: dict[str, Any]) -> list[str]:
    presets = "; ".join(_preset(blueprint) for blueprint in shape["blueprints"])
    return [
        f"{shape['id']}: {shape['title']}",
        f"  {_count(shape['items'], 'question')} in {_count(len(shape['sections']), 'section')}, "
        f"edition {shape['edition']}",
        f"  Presets: {presets}",
        f"  Sections: {', '.join(section['id'] for section in shape['sections'])}",
        f"  File: {shape['path']}",
    ]


def _preset(blueprint: dict[str, Any]) -> str:
    told = [blueprint["title"]]
    if blueprint["items"]:
        told.append(_count(blueprint["items"], "question"))
    if blueprint["minutes"]:
        told.append(f"{blueprint['minutes']} min")
    return f"{blueprint['id']} ({', '.join(told)})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
