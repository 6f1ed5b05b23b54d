"""A bank that changed, moved or went after a paper of it was begun or sat: what was sat stays, and it is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.assembly import assemble, tailor
from exam.cli import wiring
from exam.cli.group import exam
from exam.core.attempt import Attempt
from exam.core.scoring import score
from exam.learning.bank_since import bank_since
from exam.library.find import bank_by_now
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from tests.support import FakeClock, wrong
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of

CHANGED = "The bank has changed since"
AS_SAT = "Questions and keys are shown as they were sat."
GOES_ON = "your questions stay as they were."


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> AppDesk:
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    return AppDesk(tmp_path / "data", clock)


def sit(desk: AppDesk, name: str = "sat", *, end: bool = True) -> Attempt:
    """A paper of the bank as it is: the first question answered wrong, the others right."""
    with desk.open_store() as store:
        session = Session.start(
            name, assemble(desk.bank, tailor(desk.bank, "standard"), 1), store, desk.clock, mode="exam"
        )
        for slot in session.attempt.form.slots if end else session.attempt.form.slots[:1]:
            session.visit(slot.n)
            desk.clock.advance(10)
            session.respond(slot.n, slot.key if slot.n > 1 else wrong(session.attempt.form, 1))
        if end:
            session.end()
        session.leave()
    desk.clock.advance(3600)
    return session.attempt


def file_of(desk: AppDesk) -> Path:
    return desk.banks / "sample.toml"


def rewrite(desk: AppDesk, old: str, new: str) -> None:
    text = file_of(desk).read_text("utf-8")
    assert old in text
    file_of(desk).write_text(text.replace(old, new, 1), "utf-8")


def allow_the_answer(desk: AppDesk, attempt: Attempt) -> None:
    """Corrects the bank: what was answered to the first question is right too, an author has found out."""
    slot = attempt.form.slot(1)
    home = slot.option(attempt.of(1).response[0]).home
    rewrite(desk, f'id = "{slot.item}"\n', f'id = "{slot.item}"\nnever_with = ["{home}"]\n')


def run(desk: AppDesk, *words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(exam, ("--data-dir", str(desk.data_dir), *words), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def reports(desk: AppDesk, tmp_path: Path) -> list[str]:
    """What the command line says of an attempt, in each of its ways that are read by people."""
    page = tmp_path / "report.html"
    assert run(desk, "report", "sat", "--html", str(page), "--force").exit_code == 0
    return [
        run(desk, "report", "sat").stdout,
        page.read_text("utf-8"),
        run(desk, "resume", "sat", "--plain", typed="quit\n").stderr,
    ]


def test_a_bank_as_it_was_is_not_talked_about(desk: AppDesk, tmp_path: Path) -> None:
    sit(desk)
    for said in reports(desk, tmp_path):
        assert "The bank" not in said
    assert json.loads(run(desk, "report", "sat", "--json").stdout)["bank"] == {
        "id": "sample", "now": "same", "right_otherwise": []
    }  # fmt: skip
    rewrite(desk, "Part 3 was built for exactly this.", "Part 3 was built for this and nothing else.")
    assert "The bank" not in run(desk, "report", "sat").stdout, "nothing that was asked is another"


@pytest.mark.slow
def test_the_command_line_says_once_that_it_changed_and_where_something_else_is_right(
    desk: AppDesk, tmp_path: Path
) -> None:
    attempt = sit(desk)
    rewrite(desk, "What does the", "What did the")
    for said in reports(desk, tmp_path):
        assert said.count(f"{CHANGED}. {AS_SAT}") == 1
        assert "exam regrade" not in said
    allow_the_answer(desk, attempt)
    for said in reports(desk, tmp_path):
        words = said.replace("&#39;", "'")
        assert words.count(f"{CHANGED}: it has another right answer for question 1 by now. {AS_SAT}") == 1
        assert "'exam regrade sat' shows what that would change." in words
    assert json.loads(run(desk, "report", "sat", "--json").stdout)["bank"]["right_otherwise"] == [1]
    assert run(desk, "regrade", "sat", "--yes").exit_code == 0
    assert f"{CHANGED}. {AS_SAT}" in run(desk, "report", "sat").stdout, "what counts by now is what the bank says"
    file_of(desk).unlink()
    for said in reports(desk, tmp_path):
        assert said.count(f"The bank of this paper is not here any more. {AS_SAT}") == 1
    file_of(desk).write_text("id = \n", "utf-8")
    assert "is not to be read now" in run(desk, "report", "sat").stdout


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_review_says_it_once_and_marks_the_question_anew_as_the_bank_has_it(
    desk: AppDesk, size: tuple[int, int]
) -> None:
    attempt = sit(desk)
    allow_the_answer(desk, attempt)
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await see(pilot, "Standard")
        await pilot.press("h")
        await see(pilot, "History", "Standard")
        await pilot.press("enter")
        await see(pilot, "5 of 6", f"{CHANGED}: it has another right answer for question 1")
        await pilot.press("a")
        await see(pilot, "question 1 of 6", "another right answer here by now; = marks it anew", CHANGED)
        await pilot.press("end")
        assert "by now" not in await see(pilot, "question 6 of 6")
        assert CHANGED not in text_of(pilot.app), "it is said once"
        await pilot.press("home")
        await see(pilot, "question 1 of 6")
        await pilot.press("=")
        await see(pilot, "Question 1 is faulty", "As its bank has it by now: ")
        await pilot.press("enter")
        await see(pilot, "Here question 1 gains", "becomes 100 %, passed.")
        await pilot.press("enter")
        await see(pilot, "1 attempt marked anew", "✓ Correct", f"{CHANGED}. {AS_SAT}")
        assert "right answer here by now" not in text_of(pilot.app)
    with desk.open_store() as store:
        assert score(store.load("sat").attempt).score.percent == 100


def edited(desk: AppDesk) -> None:
    rewrite(desk, "What does the", "What did the")


def moved(desk: AppDesk) -> None:
    file_of(desk).rename(desk.banks / "elsewhere.toml")


def moved_away(desk: AppDesk) -> None:
    file_of(desk).rename(desk.data_dir / "sample.toml")


def deleted(desk: AppDesk) -> None:
    file_of(desk).unlink()


def renamed(desk: AppDesk) -> None:
    rewrite(desk, 'id = "sample"', 'id = "another"')


def broken(desk: AppDesk) -> None:
    file_of(desk).write_text("id = \n", "utf-8")


def emptied(desk: AppDesk) -> None:
    file_of(desk).write_bytes(b"")


def grown(desk: AppDesk) -> None:
    """Larger than what is read while somebody waits."""
    with file_of(desk).open("a", encoding="utf-8") as file:
        file.write("#" * 1_100_000)


BETWEEN: list[tuple[Callable[[AppDesk], None], str]] = [
    (edited, f"The bank has changed; {GOES_ON}"),
    (moved, ""),
    (moved_away, f"The bank is gone; {GOES_ON}"),
    (deleted, f"The bank is gone; {GOES_ON}"),
    (renamed, f"The bank is gone; {GOES_ON}"),
    (broken, ""),
    (emptied, ""),
    (grown, ""),
]
"""What may come over a bank between begin and resume, and what is said of it; a file that cannot be read says nothing
of what it was."""


@pytest.mark.parametrize(("happens", "said"), BETWEEN)
def test_whoever_goes_on_line_by_line_is_told_and_has_the_same_paper(
    desk: AppDesk, happens: Callable[[AppDesk], None], said: str
) -> None:
    begun = sit(desk, end=False)
    happens(desk)
    resumed = run(desk, "resume", "--plain", typed="2\nend\nyes\nyes\n")
    assert resumed.exit_code == 0
    assert resumed.stderr.count(GOES_ON) == bool(said)
    assert said in resumed.stderr
    assert begun.form.slot(2).stem in resumed.stdout
    with desk.open_store() as store:
        attempt = store.load("sat").attempt
    assert attempt.form == begun.form
    assert attempt.of(1).response == begun.of(1).response


@pytest.mark.slow
@pytest.mark.parametrize(("happens", "said"), [one for one in BETWEEN if one[0] in (edited, moved, deleted)])
async def test_the_room_says_it_when_it_is_entered_again(
    desk: AppDesk, happens: Callable[[AppDesk], None], said: str
) -> None:
    begun = sit(desk, end=False)
    happens(desk)
    async with ExamApp(desk.context).run_test(size=(60, 20)) as pilot:
        await see(pilot, "Unfinished", "Enter resumes")
        await pilot.press("enter")
        shown = await see(pilot, begun.form.slot(1).stem, said)
        assert (GOES_ON in shown) == bool(said)
        await pilot.press("n")
        await see(pilot, begun.form.slot(2).stem)


def test_a_bank_is_held_against_a_paper_quickly(desk: AppDesk) -> None:
    attempt = sit(desk)
    asked: list[Path] = []

    def open_bank(path: Path):  # type: ignore[no-untyped-def]
        asked.append(path)
        return desk.context.open_bank(path)

    files = [desk.banks / "other.toml", file_of(desk)]
    (desk.banks / "other.toml").write_text(file_of(desk).read_text("utf-8").replace('"sample"', '"other"', 1), "utf-8")
    assert bank_since(attempt, bank_by_now(files, open_bank, "sample")).state == "same"
    assert asked == [file_of(desk)], "a file that is named after its bank is looked at first, and then no other"
