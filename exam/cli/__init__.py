"""How it is asked for: the composition root, the one room that names the real clock, paths and database.

Start-up is part of its contract: a command imports what it needs inside its own function, so that `exam --version`
pays for neither pydantic nor SQLite, and only the app pays for Textual.
"""

from exam.cli.entry import main

__all__ = ["main"]
