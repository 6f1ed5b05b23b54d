"""The command line on a fresh data directory, without a process of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.cli.group import exam
from exam.core.form import Form
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, bank_toml, right, sample_bank, wrong

Run = Callable[..., Result]
Sit = Callable[..., str]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command line: ``run("history", "--json")``. `input` is what it reads."""
    monkeypatch.setenv("EXAM_DATA_DIR", str(data_dir))

    def run_line(*words: str, **settings: str) -> Result:
        result = CliRunner().invoke(exam, words, **settings)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_line


@pytest.fixture
def bank(tmp_path: Path) -> str:
    """The path of a bank of 60 questions in six sections."""
    path = tmp_path / "sample.toml"
    path.write_text(bank_toml(sample_bank(60, 6)), encoding="utf-8")
    return str(path)


@pytest.fixture
def sit(data_dir: Path, clock: FakeClock) -> Sit:
    """Puts an attempt into the database: so many right answers, then so many wrong ones, 30 seconds each."""
    return sitting_in(data_dir, clock)


def sitting_in(data_dir: Path, clock: FakeClock) -> Sit:
    """What `sit` does, in a data directory by a clock."""

    def sit_form(identifier: str, form: Form, correct: int = 0, incorrect: int = 0, *, end: bool = True) -> str:
        with Store.open(data_dir) as store:
            session = Session.start(identifier, form, store, clock, mode="exam")
            for n in range(1, correct + incorrect + 1):
                session.visit(n)
                clock.advance(30)
                session.respond(n, right(form, n) if n <= correct else wrong(form, n))
            if end:
                session.end()
            session.leave()
        clock.advance(3600)
        return identifier

    return sit_form
