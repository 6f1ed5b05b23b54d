"""Owns how a bank is found by an id, a path or an edition. Refuses to guess between an id and a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from exam.cli.exits import Declined
from exam.cli.wiring import DEFAULT_BANK, Root

if TYPE_CHECKING:
    from exam.core.bank import Bank


def is_path(word: str) -> bool:
    """Whether BANK means a file: it has a separator, ends in .toml, or is there."""
    separators = [separator for separator in (os.sep, os.altsep) if separator]
    return any(mark in word for mark in separators) or word.endswith(".toml") or Path(word).is_file()


def find_bank(root: Root, word: str | None, max_bytes: int) -> Bank:
    """The bank of an id or a path; None: the default bank. Raises BankRefused, Declined."""
    if word is not None and is_path(word):
        bank = root.open_bank(Path(word), max_bytes)
        root.named = Path(word).absolute()
        return bank
    wanted = word or DEFAULT_BANK
    files = root.bank_files()
    # A file is mostly named after its bank, and reading all the others first would cost start-up time.
    for path in sorted(files, key=lambda path: path.stem != wanted):
        for bank in _readable(root, path, max_bytes, strict=path.stem == wanted):
            if bank.id == wanted:
                return bank
    raise Declined(
        f"There is no bank {wanted!r}. 'exam banks' lists those there are; a bank of your own is named by its path, "
        "as in ./my-bank.toml."
    )


def bank_of_edition(root: Root, edition: str, max_bytes: int) -> Bank:
    """The known bank that an exam code belongs to. Raises Declined."""
    for path in root.bank_files():
        for bank in _readable(root, path, max_bytes, strict=False):
            if bank.edition == edition:
                return bank
    raise Declined(
        f"No bank that exam knows is edition {edition}, which this code was made from. "
        "The bank may have changed since, or be a file of your own: then name it, as in "
        "'exam take ./my-bank.toml --code …'."
    )


def _readable(root: Root, path: Path, max_bytes: int, *, strict: bool) -> Iterator[Bank]:
    """The file's bank, or nothing where it is faulty and not the one that was meant."""
    from exam.formats import BankRefused

    try:
        yield root.open_bank(path, max_bytes)
    except (BankRefused, OSError):
        if strict:
            raise
