"""`profiles`: whose data are here."""

from __future__ import annotations

from pathlib import Path

import click

from exam.cli.exits import DONE
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import json_text
from exam.cli.output.terminal import terminal_here
from exam.cli.wiring import find_root
from exam.core.text import visible
from exam.core.wording import counted
from exam.files.profiles import profiles


@click.command("profiles", cls=Command, short_help="List the people whose data are here.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
def profiles_command(as_json: bool) -> int:
    """List the profiles that are here, and how many attempts of each have ended.

    'exam --profile NAME', or EXAM_PROFILE, uses one, and begins it where there is none: with attempts, settings and
    banks of its own. Without it, the data are those of the data directory itself.
    """
    root = find_root()
    here = root.profile.name if root.profile else None
    named: list[tuple[str | None, Path]] = [(one.name, one.folder) for one in profiles(root.base_dir)]
    listed = [
        {"profile": name, "folder": str(folder), "attempts": _attempts(folder), "used": name == here}
        for name, folder in [(None, root.base_dir), *named]
    ]
    if as_json:
        click.echo(json_text(listed))
        return DONE
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.lists import profiles_page

        return terminal.show(profiles_page(listed, terminal.width))
    for one in listed:
        name, attempts = one["profile"] or "(no profile)", counted(int(str(one["attempts"])), "attempt")
        click.echo(f"{'*' if one['used'] else ' '} {name}: {attempts}, {visible(str(one['folder']))}")
    return DONE


def _attempts(folder: Path) -> int:
    """How many attempts have ended that are kept in a folder."""
    from exam.store import Store
    from exam.store.database import DATABASE_NAME

    if not (folder / DATABASE_NAME).exists():
        return 0
    with Store.open(folder) as store:
        return sum(count for _, _, count in store.banks())
