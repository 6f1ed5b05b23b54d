"""The command line on a fresh data directory, as the tests of commands have it."""

from tests.cli.conftest import data_dir, run

__all__ = ["data_dir", "run"]
