"""Attempts of strangers in lists and reports: no text of theirs makes a line of ours."""

from pathlib import Path

import pytest

from exam.files.attempts import ExportedAttempt, write_attempts
from tests.cli.conftest import Run
from tests.support import cohort


def written(file: Path, title: str) -> str:
    """A file with an attempt on a paper with this title, signed as it should be."""
    (sat,) = cohort.cohort(["ABCDABCD"])
    blueprint = sat.form.blueprint.model_copy(update={"title": title})
    form = sat.form.model_copy(update={"bank_title": title, "blueprint": blueprint})
    file.write_text("".join(write_attempts([ExportedAttempt("p0", "", form, sat.events)])), "utf-8")
    return str(file)


def test_a_title_with_line_breaks_forges_no_line(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "pool.jsonl", "Sample\nforged11  2026-01-01 12:00  100 %, passed\n\nforged12")
    assert run("attempts", "import", file).exit_code == 0
    listed = run("history").stdout
    assert len(listed.splitlines()) == 2, "a head and one attempt"
    for told in (listed, run("report", "p0").stdout):
        assert not any(line.startswith("forged1") for line in told.splitlines())


@pytest.mark.parametrize("sign", ["\r", "\u2028", "\x1b[2K", "\x9b", "\u202e"])
def test_a_title_that_could_steer_a_terminal_is_refused_with_its_line(run: Run, tmp_path: Path, sign: str) -> None:
    file = written(tmp_path / "pool.jsonl", f"Sample{sign}forged11")
    refused = run("attempts", "import", file)
    assert refused.exit_code == 1
    assert "a text in title has a character that could steer a terminal" in refused.stderr
    assert sign not in refused.stderr
    assert run("history").stdout == ""
