"""How it is asked for: one file for each group of commands, and one that names the real clock, paths and database."""

from exam.cli.entry import main

__all__ = ["main"]
