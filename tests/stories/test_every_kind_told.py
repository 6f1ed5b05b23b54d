"""The bank with every kind of question, sat line by line through pipes and a terminal, and told in every report.

What each answer earns is written down by hand beside the bank, so the score is known before it is sat.
"""

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exam.core.form import Form, Slot
from tests.files.test_report_page import Reader
from tests.support import every_kind
from tests.support.every_kind import How
from tests.support.process import EXAM, environment, run_exam
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

HOSTILE = "\x1b]0;mine\x07\x1b[2J\x9b31m\u202e<script>alert(1)</script>[bold]x[/]"
STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a terminal obeys or that hide what is beside them; line ends and tabs are not among them."""


def how_of(slot: Slot) -> How:
    """Right, partly right and wrong by turns."""
    hows: tuple[How, How, How] = ("right", "partly", "wrong")
    return hows[slot.n % 3]


def lines_of(slot: Slot, answer: tuple[str, ...]) -> list[str]:
    """What is typed for an answer, one way or another."""
    if slot.kind == "recall":
        return ["", answer[0][0]]
    if slot.is_choice:
        return [" ".join(slot.letter(option) for option in answer).lower()]
    if slot.kind in ("typed", "numeric"):
        return [f"={answer[0]}"]
    if slot.kind == "ordering":
        return [" ".join(slot.letter(step) for step in answer)]
    places = enumerate(zip(slot.gaps, answer, strict=True), start=1)
    if slot.kind == "pairs":
        return [" ".join(f"{at}{slot.letter(one)}" for at, (_, one) in places)]
    return [f"{at} {slot.letter(one) if gap.choices else one}" for at, (gap, one) in places]


def script(form: Form) -> list[str]:
    """The lines of a whole sitting, its end confirmed twice because some answers lack a part."""
    lines = []
    for slot in form.slots:
        lines += [*lines_of(slot, every_kind.response(slot, how_of(slot))), "next"]
    return [*lines, "end", "yes", "yes"]


def known_score(form: Form) -> tuple[Fraction, int]:
    """Points and possible points, by the table beside the bank. What is recalled is in none."""
    counted = [slot for slot in form.slots if slot.kind != "recall"]
    earned = sum((every_kind.credit(slot.item, how_of(slot)) * slot.points for slot in counted), Fraction())
    return earned, sum(slot.points for slot in counted)


@dataclass(frozen=True)
class Told:
    """A sitting through pipes and what every report says of it."""

    form: Form
    data_dir: Path
    said: str
    report: str
    page: str
    shape: dict[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("every-kind")
    form = every_kind.every_kind_form(folder / "banks")
    data_dir, bank = folder / "data", folder / "banks" / every_kind.BANK.name
    said = run_exam(data_dir, "take", bank, "--seed", "3", "--plain", lines="\n".join(script(form)) + "\n")
    assert said.returncode == 0, said.stderr
    assert form.code in said.stdout
    page = folder / "report.html"
    assert run_exam(data_dir, "report", "--html", page).returncode == 0
    return Told(
        form,
        data_dir,
        said.stdout,
        run_exam(data_dir, "report").stdout,
        page.read_text("utf-8"),
        json.loads(run_exam(data_dir, "report", "--json").stdout),
    )


def two_places(points: Fraction) -> str:
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def test_the_score_is_the_known_one_wherever_it_is_told(told: Told) -> None:
    points, possible = known_score(told.form)
    percent = f"{float(100 * points / possible):.0f} %"
    assert 0 < points < possible
    assert points.denominator > 1, "some of it is right in part"
    assert f"Score: {two_places(points)} of {possible}, {percent}, 95 % interval" in told.said
    assert f"Score: {two_places(points)} of {possible}, {percent}, 95 % interval" in told.report
    assert f"{two_places(points)} of {possible}, {percent} (" in Reader(told.page).text
    assert told.shape["score"]["points"] == pytest.approx(float(points))
    assert told.shape["score"]["possible"] == possible
    (row,) = json.loads(run_exam(told.data_dir, "history", "--json").stdout)
    assert (row["score"]["points"], row["score"]["possible"]) == (pytest.approx(float(points)), possible)
    assert row["answered"] == len(told.form.slots) - sum(
        slot.by_part and slot.choose > 1 and slot.is_choice and how_of(slot) == "partly" for slot in told.form.slots
    )


def test_every_response_is_told_with_what_it_earned(told: Told) -> None:
    for response, slot in zip(told.shape["responses"], told.form.slots, strict=True):
        credit = every_kind.credit(slot.item, how_of(slot))
        outcome = "correct" if credit == 1 else "partly" if credit else "incorrect"
        assert (response["item"], response["kind"], response["outcome"]) == (slot.item, slot.kind, outcome)
        assert response["points"] == pytest.approx(0 if slot.kind == "recall" else float(credit * slot.points))
        assert response["possible"] == (0 if slot.kind == "recall" else slot.points)
        assert len(response.get("parts", [])) == len(slot.gaps)
        assert all(part["solution"] for part in response.get("parts", []))


def test_the_outcomes_add_up_in_the_text(told: Told) -> None:
    counted = [slot for slot in told.form.slots if slot.kind != "recall"]
    earned = [every_kind.credit(slot.item, how_of(slot)) for slot in counted]
    partly, wrong = sum(0 < credit < 1 for credit in earned), sum(not credit for credit in earned)
    assert f"Right in part: {partly}. Wrong: {wrong}.\n" in told.report
    assert "Recalled, and not in the score: 2 questions, " in told.report


def test_the_page_tells_every_question(told: Told) -> None:
    text = Reader(told.page).text
    for slot in told.form.slots:
        assert f"\n{slot.stem}\n" in text
        assert not slot.answer or slot.answer in text
        assert all(gap.solution in text for gap in slot.gaps)
    assert "Until it succeeds, the liveness probe is held back." in text


def test_the_same_lines_at_a_terminal_give_the_same_score(told: Told, tmp_path: Path) -> None:
    bank = every_kind.write_bank(tmp_path / "banks")
    words = [*EXAM, "take", bank, "--seed", "3", "--plain"]
    with Terminal.start(words, rows=60, env=environment(tmp_path / "data", TERM="dumb")) as terminal:
        terminal.wait_for("Question 1 of 32")
        terminal.enter(*script(told.form))
        terminal.wait_for("Say review to go through the answers")
        terminal.enter("")
        assert terminal.wait_for_end() == 0
        assert not re.search(rb"[^\r\n\x20-\xff]", terminal.raw)
    shape = json.loads(run_exam(tmp_path / "data", "report", "--json").stdout)
    assert (shape["score"], shape["sections"][0]["points"]) == (
        told.shape["score"],
        told.shape["sections"][0]["points"],
    )
    assert [one["response"] for one in shape["responses"]] == [one["response"] for one in told.shape["responses"]]


def test_the_attempt_goes_to_another_machine_and_says_the_same_there(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "attempts.jsonl"
    assert run_exam(told.data_dir, "attempts", "export", file).returncode == 0
    taken = run_exam(tmp_path / "other", "attempts", "import", file)
    assert "1 attempt taken in" in taken.stdout + taken.stderr
    # The bank did not travel: it is said to be missing, and what to do next, which needs it, is not said.
    gone = "The bank of this paper is not here any more. Questions and keys are shown as they were sat.\n"
    there = run_exam(tmp_path / "other", "report").stdout
    assert there.count(gone) == 1
    assert there.replace(gone, "").rstrip() == told.report.partition("\nNext: ")[0].rstrip()
    again = run_exam(tmp_path / "other", "attempts", "import", file)
    assert "1 were here already" in again.stdout + again.stderr


def test_what_is_computed_anew_is_what_was_there(told: Told, tmp_path: Path) -> None:
    before = [run_exam(told.data_dir, *words).stdout for words in (("history", "--json"), ("review", "--json"))]
    assert run_exam(told.data_dir, "doctor", "--rebuild").returncode == 0
    assert [run_exam(told.data_dir, *words).stdout for words in (("history", "--json"), ("review", "--json"))] == before


def test_a_drill_of_what_was_missed_asks_all_that_was_not_wholly_right(told: Told) -> None:
    missed = {slot.item for slot in told.form.slots if every_kind.credit(slot.item, how_of(slot)) < 1}
    bank = told.data_dir.parent / "banks" / every_kind.BANK.name
    run_exam(
        told.data_dir, "take", bank, "--missed", "--of", "last", "--items", "30", "--plain", lines="end\nyes\nyes\n"
    )
    shape = json.loads(run_exam(told.data_dir, "report", "--json").stdout)
    assert {response["item"] for response in shape["responses"]} == missed
    assert {response["kind"] for response in shape["responses"]} > {"typed", "pairs", "recall", "direct"}


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[Path, Path]:
    """A data directory, and the bank with a payload behind every feedback, label, answer and accepted text."""
    path = every_kind.write_bank(tmp_path / "banks")
    escaped = HOSTILE.replace("\x1b", "\\u001b").replace("\x07", "\\u0007").replace("\x9b", "\\u009b")
    escaped = escaped.replace("\u202e", "\\u202e")
    text = path.read_text("utf-8")
    for field in ("feedback", "text", "rationale", "answer", "title"):
        text = re.sub(rf'(\b{field} = "(?!plain|60|"")[^"\n]*)"', lambda found: f'{found[1]}{escaped}"', text)
    for said in ("allots resources", "cordon it", "PartitionTimeLimit", "kubectl get …", "n3"):
        assert f'{said}"' in text
        text = text.replace(f'{said}"', f'{said}{escaped}"')
    path.write_text(text, "utf-8")
    return tmp_path / "data", path


def test_nothing_hostile_reaches_an_output(hostile: tuple[Path, Path], tmp_path: Path) -> None:
    data_dir, bank = hostile
    form = json.loads(run_exam(data_dir, "form", bank, "--seed", "3", "--json", "--with-key").stdout)
    lines = []
    for slot in form["slots"]:
        typed = [at for at, gap in enumerate(slot.get("gaps", []), start=1) if gap["answer"] == "text"]
        lines += [f"={HOSTILE}" if len(slot["gaps"]) == 1 else f"{at}={HOSTILE}" for at in typed]
        lines += [f"note {HOSTILE}", "show", "=a", "reveal", "again", "next"]
    lines += ["end", "yes", "yes", ""]
    sat = run_exam(data_dir, "take", bank, "--seed", "3", "--plain", "--practice", lines="\n".join(lines))
    assert "Score: " in sat.stdout
    page = tmp_path / "page.html"
    run_exam(data_dir, "report", "--html", page)
    review = "\n".join(["review", *["next"] * 32, "quit\n"])
    attempt = json.loads(run_exam(data_dir, "report", "--json").stdout)["attempt"]
    outputs = [
        sat.stdout,
        sat.stderr,
        page.read_text("utf-8"),
        *(
            run_exam(data_dir, *words, lines=review).stdout
            for words in (
                ("report",), ("report", "--json"), ("form", bank, "--seed", "3", "--with-key"), ("check", bank),
                ("form", bank, "--seed", "3", "--with-key", "--json"), ("resume", attempt, "--plain"), ("history",),
                ("review", "every-kind"), ("items", "every-kind"),
            )
        ),
    ]  # fmt: skip
    assert not [found[0] for output in outputs for found in STEERS.finditer(output)]
    assert all("␛]0;mine␇" in output for output in (outputs[0], outputs[2], outputs[4]))
    assert "<script" not in outputs[2]
