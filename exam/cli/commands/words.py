"""`notes` and `reports`: what the learner wrote on questions, found again; and where a reported question stands."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import instant, json_text
from exam.cli.output.terminal import say, terminal_here
from exam.cli.wiring import Root, find_root
from exam.core.own_words import OwnWords, WordsKind, with_words
from exam.core.wording import counted
from exam.files.faults import BankRefused
from exam.library.find import NoSuchBank, find_bank, is_path

if TYPE_CHECKING:
    from exam.library.item_places import ItemPlace

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
_WORDS = click.argument("words", metavar="[BANK] [WORD…]", nargs=-1)
_Places = dict[tuple[str, str], "ItemPlace"]
"""Where items stand, by the ids of bank and item."""


@click.command(cls=Command, short_help="List the notes that you wrote on questions.")
@_WORDS
@_AS_JSON
@data_dir_option
def notes(words: tuple[str, ...], as_json: bool) -> int:
    """List your notes, newest first: of every bank, or of BANK; and only those in which every WORD occurs.

    A WORD is looked for in the note, the question and its section. A first word that is no bank you sat is a WORD.
    """
    return _list("note", words, as_json=as_json)


@click.command(cls=Command, short_help="List the questions you reported as faulty.")
@_WORDS
@_AS_JSON
@data_dir_option
def reports(words: tuple[str, ...], as_json: bool) -> int:
    """List your reports of faulty questions, newest first, each with the place of the question in its bank's file.

    BANK and WORD are as in 'exam notes'. 'exam regrade --bank BANK --item ID' then corrects the attempts that asked it.
    """
    return _list("report", words, as_json=as_json)


def _list(kind: WordsKind, words: tuple[str, ...], *, as_json: bool) -> int:
    root = find_root()
    with root.open_store() as store:
        known = {name for name, _, _ in store.banks()} | {row.bank for row in store.unfinished()}
        bank, search = _asked(root, words, known)
        written = [one for one in store.own_words(bank=bank) if one.kind == kind]
    found = with_words(written, search)
    places = _places(root, found) if kind == "report" else {}
    if as_json:
        click.echo(json_text([_shape(one, places) for one in found]))
        return DONE
    closing = _closing(kind, len(found), len(written))
    if found and (terminal := terminal_here()) is not None:
        from exam.cli.pages.lists import own_words_page

        return terminal.show(own_words_page(found, places, closing, terminal.width))
    click.echo("\n".join(line for one in found for line in _told(one, places)), nl=bool(found))
    say(closing, err=True)
    return DONE


def _asked(root: Root, words: tuple[str, ...], known: set[str]) -> tuple[str | None, tuple[str, ...]]:
    """The id of the bank that the first word names, if it does, and the words to search for."""
    if words and words[0] in known:
        return words[0], words[1:]
    if words and is_path(words[0]):
        return root.find_bank(words[0]).id, words[1:]
    return None, words


def _places(root: Root, found: list[OwnWords]) -> _Places:
    """Where the questions stand now, as far as their banks are still there and have them."""
    from exam.library.item_places import find_items

    items: dict[str, list[str]] = {}
    for one in found:
        items.setdefault(one.bank, []).append(one.item)
    places: _Places = {}
    for bank, wanted in items.items():
        try:
            file = find_bank(root.bank_files(), root.open_bank, bank).path
            places |= {(bank, item): place for item, place in find_items(file, set(wanted)).items()}
        except (NoSuchBank, BankRefused, OSError):
            continue
    return places


def _told(one: OwnWords, places: _Places) -> list[str]:
    """A note or report in lines."""
    day = one.at.astimezone().strftime("%Y-%m-%d")
    lines = [
        f"{day}  {one.attempt}, question {one.n}  {one.section}, {one.bank_title}",
        f"  {one.stem}",
        f"  {'!' if one.kind == 'report' else '»'} {one.text}",
    ]
    if one.kind == "report":
        place = places.get((one.bank, one.item))
        lines.append(f"  {place or 'The bank is not here, or has the question no more.'}")
        lines.append(f"  exam regrade --bank {shlex.quote(one.bank)} --item {shlex.quote(one.item)}")
    return lines


def _shape(one: OwnWords, places: _Places) -> dict[str, object]:
    place = places.get((one.bank, one.item))
    shape = one._asdict() | {"at": instant(one.at)}
    if one.kind == "report":
        shape |= {"file": str(Path(place.file)) if place else None, "line": (place.line or None) if place else None}
    return shape


def _closing(kind: WordsKind, found: int, written: int) -> str:
    """How many were found, and what to do with reports."""
    if not written:
        keys = "'m' in an exam and 'w'" if kind == "note" else "'!' in an exam and"
        return f"No {kind}s yet. {keys} in its review writes one."
    if not found:
        return f"None of {counted(written, kind)} has these words."
    more = " Add --right, --also or --drop to a line of regrade; it shows what changes first." * (kind == "report")
    return f"{counted(found, kind)}.{more}"
