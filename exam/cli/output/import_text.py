"""What became of the questions of an import, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from exam.core.text import one_line, visible
from exam.core.wording import counted
from exam.formats.imports.imported import grouped

if TYPE_CHECKING:
    from exam.cli.output.question_json import Json
    from exam.formats.imports.imported import Imported, ImportedQuestion

FEW = 3
"""Places of a group that are shown where not all are asked for."""


def import_lines(made: Imported, *, show_all: bool = False) -> Iterator[str]:
    """The account of an import: what was taken, what of it is held in another way, and what was left out and why."""
    for file, format_ in zip(made.files, made.formats, strict=True):
        yield f"{one_line(file)}: {format_}"
    yield made.summary
    yield from made.notes
    changes = [(what, account) for account in made.changed for what in account.changed]
    for title, said in (("Taken with a change:", changes), ("Left out:", [(one.why, one) for one in made.left_out])):
        if said:
            yield ""
            yield title
        for what, accounts in grouped(said):
            yield f"  {len(accounts):,} × {what}" if len(accounts) > 1 else f"  {what}"
            shown = accounts if show_all or len(accounts) <= FEW + 1 else accounts[:FEW]
            for account in shown:
                twin = f" ({account.twin})" if account.twin else ""
                yield f"    {account.where}: {account.name}{twin}" if account.name else f"    {account.where}{twin}"
            if len(shown) < len(accounts):
                yield f"    and {len(accounts) - len(shown):,} more: --all shows them"


def import_json(made: Imported, written: Sequence[Path]) -> Json:
    """The same for programs. Every question of the files is in one of `taken` and `left_out`."""
    bank = made.bank
    return {
        "id": bank.id,
        "title": bank.title,
        "edition": bank.edition,
        "items": len(bank.items),
        "sections": [{"id": one.id, "title": one.title, "items": len(one.items)} for one in bank.sections],
        "files": [
            {"file": visible(file), "format": format_} for file, format_ in zip(made.files, made.formats, strict=True)
        ],
        "taken": [_account(one) | {"item": one.item, "changed": list(one.changed)} for one in made.taken],
        "left_out": [_account(one) | {"why": one.why, "same_as": one.twin or None} for one in made.left_out],
        "notes": list(made.notes),
        "written": [visible(str(path)) for path in written],
    }


def written_line(made: Imported, written: Sequence[Path]) -> str:
    """What was written, and where."""
    pictures = f" and {counted(len(written) - 1, 'picture')}" if len(written) > 1 else ""
    return f"{counted(len(made.taken), 'question')}{pictures} written to {visible(str(written[0]))}."


def _account(account: ImportedQuestion) -> Json:
    return {"file": visible(account.file), **asdict(account.place), "name": account.name}
