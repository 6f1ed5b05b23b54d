"""A long past by dice, told twice: by the program, and by a reader of its database that shares nothing with it."""

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from exam.cli import wiring as root
from exam.cli.group import exam
from tests.cli.conftest import bank, data_dir, run, sit  # noqa: F401 (fixtures, for stories told by both faces)
from tests.support import FakeClock, bank_toml
from tests.support.lived import banks, opened
from tests.support.naive import Sat, ended_of, read_log


@dataclass
class Lived:
    """A data directory, what its log says, and the program that reads it."""

    data_dir: Path
    now: datetime
    sat: list[Sat]

    @property
    def mine(self) -> list[Sat]:
        """One's own attempts at the first bank that have ended."""
        return ended_of(self.sat, "sample")

    @property
    def whole(self) -> list[Sat]:
        """Those that were no drills, in the order in which they ended."""
        return sorted((one for one in self.mine if not one.drill), key=lambda one: (one.ended, one.id))

    def asked(self, *words: str) -> Any:
        return json.loads(self.said(*words, "--json"))

    def said(self, *words: str) -> str:
        result = CliRunner().invoke(exam, ("--data-dir", str(self.data_dir), *words))
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture(scope="session")
def pasts() -> dict[int, tuple[Path, datetime]]:
    """The data directories that `lived` copies, by their seeds: each takes seconds to live through."""
    return {}


@pytest.fixture(scope="module", params=[5, pytest.param(6, marks=pytest.mark.slow)])
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, pasts: dict[int, tuple[Path, datetime]]
) -> Iterator[Lived]:
    """In a time zone in which days begin at another hour than in UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        if request.param not in pasts:
            past = tmp_path_factory.mktemp("past")
            pasts[request.param] = (past, opened(past, request.param))
            (past / "banks").mkdir()
            for bank in banks():
                (past / "banks" / f"{bank.id}.toml").write_text(bank_toml(bank), "utf-8")
        past, now = pasts[request.param]
        data_dir = shutil.copytree(past, tmp_path_factory.mktemp("lived") / "data")
        patch.setattr(root, "new_clock", lambda: FakeClock(now))
        yield Lived(data_dir, now, read_log(data_dir))
    time.tzset()
