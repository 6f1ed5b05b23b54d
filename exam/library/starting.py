"""A bank to begin with: a file with one question of each kind, and notes on what can be changed."""

import shlex
from pathlib import Path

from exam.core.text import one_line
from exam.formats.imports.naming import slug


def starter_bank(path: Path) -> str:
    """The text of such a bank for a file of this name. Its id and title are made of the name."""
    name = one_line(path.stem.replace('"', "'").replace("\\", "/").replace("_", " ").replace("-", " ")) or "My bank"
    text = Path(__file__).with_name("starter.toml").read_text("utf-8")
    shown = one_line(shlex.quote(path.name))
    title = (name[:1].upper() + name[1:])[:200]
    return (
        text.replace(" FILE\n", f" {shown}\n")
        .replace('id = "ID"', f'id = "{slug(path.stem, "bank")}"', 1)
        .replace('title = "TITLE"', f'title = "{title}"', 1)
    )
