"""`exam export`: what it writes and where, what it says, and what it refuses."""

import stat
import sys
import types
from html import escape
from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.cli.commands.export import FORMATS
from exam.formats import read_bank
from exam.formats.exports import WRITERS
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written
from tests.cli.conftest import Run, Sit
from tests.support import every_kind, sample_form


@pytest.fixture
def bank(tmp_path: Path) -> str:
    return str(every_kind.write_bank(tmp_path / "bank"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory in which the command runs."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def test_the_command_names_the_formats_that_there_are() -> None:
    assert list(FORMATS) == list(WRITERS)


def test_a_bank_is_written_beside_where_one_stands_under_its_own_name(run: Run, bank: str, here: Path) -> None:
    result = run("export", bank, "--to", "html")
    assert (result.exit_code, result.stderr) == (0, "32 questions written to every-kind.html.\n")
    assert stat.S_IMODE((here / "every-kind.html").stat().st_mode) == 0o600
    assert [file.name for file in here.iterdir()] == ["every-kind.html"]


def test_nothing_is_overwritten_unasked(run: Run, bank: str, here: Path) -> None:
    (here / "page.html").write_text("precious")
    result = run("export", bank, "--to", "html", "-o", "page.html")
    assert result.exit_code == 1
    assert "page.html is there already" in result.stderr
    assert (here / "page.html").read_text() == "precious"
    assert run("export", bank, "--to", "html", "-o", "page.html", "--force").exit_code == 0
    assert (here / "page.html").read_text().startswith("<!doctype html>")


def test_a_text_can_go_to_standard_output(run: Run, bank: str, here: Path) -> None:
    result = run("export", bank, "--to", "html", "-o", "-")
    assert result.stdout.startswith("<!doctype html>")
    assert list(here.iterdir()) == []
    refused = run("export", bank, "--to", "pdf", "-o", "-")
    assert refused.exit_code == 2
    assert "name a file with -o" in refused.stderr


def test_one_section_or_a_drawn_paper_can_be_written(run: Run, bank: str) -> None:
    section = run("export", bank, "--to", "html", "--section", "tools", "-o", "-").stdout
    assert "<h1>Clusters, every kind of question: Commands</h1>" in section
    assert "5 questions, 5 points" in section
    drawn = run("export", bank, "--to", "html", "--items", "7", "--seed", "3", "-o", "-").stdout
    assert "7 questions" in drawn
    code = drawn.partition("exam code ")[2].partition("<")[0]
    assert run("export", bank, "--to", "html", "--code", code, "-o", "-").stdout == drawn
    assert run("export", bank, "--to", "html", "--section", "nets", "-o", "-").exit_code == 1


@pytest.mark.slow
def test_the_paper_of_an_attempt_and_what_it_missed(run: Run, sit: Sit, here: Path) -> None:
    sit("aa11", sample_form(), correct=3, incorrect=2)
    whole = run("export", "--attempt", "aa11", "--to", "html", "-o", "-").stdout
    missed = run("export", "--attempt", "last", "--missed", "--to", "html", "-o", "-").stdout
    assert "5 questions" in whole
    assert "2 questions" in missed
    assert "What is question 4?" in missed
    assert "What is question 3?</div>" not in missed


def test_an_attempt_that_runs_is_not_told(run: Run, sit: Sit) -> None:
    sit("aa11", sample_form(), correct=1, end=False)
    result = run("export", "--attempt", "aa11", "--to", "html", "-o", "-")
    assert result.exit_code == 1
    assert "has not ended" in result.stderr


def test_what_was_missed_of_a_bank(run: Run, bank: str, sit: Sit) -> None:
    nothing = run("export", bank, "--missed", "--to", "html", "-o", "-")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "missed nothing" in nothing.stderr
    opened = read_bank(Path(bank)).bank
    form = assemble(opened, tailor(opened, sections=["tools"]), 4)
    sit("bb22", form, correct=3, incorrect=2)
    page = run("export", bank, "--missed", "--to", "html", "--no-answers", "-o", "-").stdout
    assert "2 questions" in page
    stems = [item.stem for item in opened.items if item.id in (form.slots[3].item, form.slots[4].item)]
    assert page.index(escape(stems[0])) < page.index(escape(stems[1]))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--code", "x", "--items", "3"), "--code already says"),
        (("--code", "x", "--section", "tools"), "leave out --section"),
        (("--attempt", "x", "--seed", "3"), "--attempt already says"),
        (("--missed", "--items", "3"), "--missed takes all"),
        (("--versions", "2"), "are for pdf"),
        (("--page", "letter"), "are for pdf"),
    ],
)
def test_options_that_contradict_are_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("export", "--to", "html", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_only_formats_for_people_can_leave_the_answers_off(run: Run, bank: str) -> None:
    assert run("export", bank, "--to", "gift", "--no-answers").exit_code == 2
    assert "Answers" not in run("export", bank, "--to", "html", "--no-answers", "-o", "-").stdout


@pytest.mark.slow
def test_versions_and_keys_are_two_files_or_none(run: Run, bank: str, here: Path) -> None:
    (here / "exam-key.pdf").write_text("precious")
    refused = run("export", bank, "--to", "pdf", "--items", "8", "--versions", "2", "-o", "exam.pdf")
    assert refused.exit_code == 1
    assert "exam-key.pdf is there already" in refused.stderr
    assert [file.name for file in here.iterdir()] == ["exam-key.pdf"]
    (here / "exam-key.pdf").unlink()
    written = run("export", bank, "--to", "pdf", "--items", "8", "--versions", "2", "-o", "exam.pdf")
    assert written.stderr == "8 questions written to exam.pdf, and 1 file beside it.\n"
    assert sorted(file.name for file in here.iterdir()) == ["exam-key.pdf", "exam.pdf"]


def test_without_its_engine_pdf_is_refused_with_what_to_do(
    run: Run, bank: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("export", bank, "--to", "pdf")
    assert result.exit_code == 1
    assert "'.[print]'" in result.stderr
    assert list(here.iterdir()) == []


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format in the place of GIFT that holds little."""

    def write(outgoing: Outgoing) -> Written:
        odd = [slot for slot in outgoing.form.slots if slot.n % 2]
        left_out = [NotHeld(slot.n, slot.item, "is odd", whole=True) for slot in odd]
        points = [NotHeld(slot.n, slot.item, "its points") for slot in outgoing.form.slots]
        return Written({"x.gift": b"even\n"}, (*points, *left_out))

    module = types.ModuleType("exam.formats.exports.gift")
    module.write_gift = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "exam.formats.exports.gift", module)


@pytest.mark.usefixtures("narrow")
def test_what_a_format_cannot_hold_is_told_by_kind(run: Run, bank: str) -> None:
    result = run("export", bank, "--to", "gift", "--section", "tools", "-o", "-")
    assert (result.exit_code, result.stdout) == (0, "even\n")
    assert result.stderr.splitlines() == [
        "Left out:",
        "  is odd: 3 questions (tool-sinfo, tool-sacct, tool-scontrol)",
        "GIFT cannot hold:",
        "  its points: 5 questions (tool-sinfo, tool-squeue, tool-sacct and 2 more)",
    ]
    every = run("export", bank, "--to", "gift", "--section", "tools", "-o", "-", "--all").stderr
    assert "(tool-sinfo, tool-squeue, tool-sacct, tool-sprio, tool-scontrol)" in every


@pytest.mark.slow
@pytest.mark.usefixtures("narrow")
def test_where_a_format_can_hold_nothing_no_file_is_written(run: Run, sit: Sit, here: Path) -> None:
    sit("aa11", sample_form(items=1, sections=1), incorrect=1)
    result = run("export", "--attempt", "aa11", "--to", "gift")
    assert result.exit_code == 1
    assert "Nothing was written, because GIFT can hold none of these questions." in result.stderr
    assert list(here.iterdir()) == []
