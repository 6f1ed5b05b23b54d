"""Notes and reports are found again: listed, searched, opened, and what was reported leads to its place in the file."""

import json
from pathlib import Path

import pytest

from exam.core.form import Form
from exam.library.item_places import find_items
from exam.sitting.session import Session
from exam.store import Store
from tests.cli.conftest import Run, Sit
from tests.support import FakeClock, bank_toml, right, sample_bank, sample_form, wrong
from tests.support.desk import PRESETS

HOSTILE = "[red]\x1b[2J\u202e note[/red] 'quoted\" ; rm"


def annotate(data_dir: Path, clock: FakeClock, name: str, notes: dict[int, str], reports: dict[int, str]) -> None:
    """Writes on questions of an attempt that has ended."""
    with Store.open(data_dir) as store:
        session = Session.resume(name, store, clock)
        for n, text in notes.items():
            session.note(n, text)
            clock.advance(60)
        for n, text in reports.items():
            session.report(n, text)
            clock.advance(60)
        session.leave()


@pytest.fixture
def written(data_dir: Path, clock: FakeClock, sit: Sit) -> Form:
    """Two attempts at one paper of a bank that stands among the learner's own, with notes and reports."""
    (data_dir / "banks").mkdir(parents=True)
    (data_dir / "banks" / "sample.toml").write_text(bank_toml(sample_bank(12, 3, blueprint=PRESETS)), "utf-8")
    form = sample_form(5, 2)
    sit("k7f3", form, correct=3, incorrect=2)
    sit("m2p9", form, correct=5)
    annotate(data_dir, clock, "k7f3", {1: "compare with the scheduler", 4: "old"}, {4: "B is right as well"})
    annotate(data_dir, clock, "m2p9", {4: "Taints, not labels", 2: "to be taken away"}, {2: "unclear"})
    annotate(data_dir, clock, "m2p9", {2: ""}, {2: ""})
    annotate(data_dir, clock, "k7f3", {4: "ask the SCHEDULER"}, {})
    return form


@pytest.mark.usefixtures("written")
def test_what_stands_now_is_listed_newest_first(run: Run) -> None:
    shapes = json.loads(run("notes", "--json").stdout)
    assert [(one["attempt"], one["n"], one["text"]) for one in shapes] == [
        ("k7f3", 4, "ask the SCHEDULER"), ("m2p9", 4, "Taints, not labels"), ("k7f3", 1, "compare with the scheduler")
    ]  # fmt: skip
    assert shapes[0]["stem"] == " ".join(sample_form(5, 2).slot(4).stem.split())
    assert [one["text"] for one in json.loads(run("reports", "--json").stdout)] == ["B is right as well"]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("scheduler",), ["ask the SCHEDULER", "compare with the scheduler"]),
        (("scheduler", "ask"), ["ask the SCHEDULER"]),
        (("sample", "taints"), ["Taints, not labels"]),
        (("m2p9",), ["Taints, not labels"]),
        (("nowhere",), []),
        (("%",), []),
    ],
)
def test_every_word_has_to_occur(run: Run, words: tuple[str, ...], found: list[str]) -> None:
    assert [one["text"] for one in json.loads(run("notes", *words, "--json").stdout)] == found


@pytest.mark.usefixtures("written")
def test_a_report_leads_to_its_question_in_the_file_and_to_marking_anew(run: Run, data_dir: Path) -> None:
    (shape,) = json.loads(run("reports", "--json").stdout)
    lines = Path(shape["file"]).read_text("utf-8").splitlines()
    assert lines[shape["line"] - 1].strip() == "[[section.item]]"
    assert f'id = "{shape["item"]}"' in "\n".join(lines[shape["line"] : shape["line"] + 3])
    told = run("reports").stdout
    assert f"{data_dir / 'banks' / 'sample.toml'}:{shape['line']}" in told
    command = next(line.strip() for line in told.splitlines() if "exam regrade" in line)
    shown = run(*command.split()[1:], "--drop")
    assert "k7f3" in shown.stdout, shown.stderr


def test_without_any_it_is_said_how_one_is_written(run: Run) -> None:
    assert "No notes yet" in run("notes").stderr
    assert "No reports yet" in run("reports").stderr
    assert run("notes", "--json").stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.usefixtures("written")
def test_a_bank_that_is_gone_takes_no_report_with_it(run: Run, data_dir: Path) -> None:
    (data_dir / "banks" / "sample.toml").unlink()
    assert "The bank is not here" in run("reports").stdout
    assert json.loads(run("reports", "--json").stdout)[0]["line"] is None


def test_hostile_words_are_shown_and_obeyed_by_nobody(run: Run, sit: Sit, data_dir: Path, clock: FakeClock) -> None:
    sit("k7f3", sample_form(5, 2), correct=3)
    annotate(data_dir, clock, "k7f3", {1: HOSTILE}, {})
    told = run("notes").stdout
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[red]" in told


def test_a_running_exam_has_notes_too_and_shows_no_answer(run: Run, data_dir: Path, clock: FakeClock) -> None:
    form = sample_form(5, 2)
    with Store.open(data_dir) as store:
        session = Session.start("k7f3", form, store, clock, mode="exam")
        session.visit(1)
        session.respond(1, wrong(form, 1))
        session.note(1, "later")
        session.leave()
    (shape,) = json.loads(run("notes", "--json").stdout)
    assert shape["ended"] is False
    assert all(form.slot(1).option(key).text not in run("notes").stdout for key in right(form, 1))


def test_items_of_a_foreign_file_have_their_line(tmp_path: Path) -> None:
    quiz = tmp_path / "quiz.gift"
    quiz.write_text("::one:: First? {=yes ~no}\n\n\n::two:: Second? {=yes ~no}\n", "utf-8")
    places = find_items(quiz, {"one", "two", "three"})
    assert {item: place.line for item, place in places.items()} == {"one": 1, "two": 4}
