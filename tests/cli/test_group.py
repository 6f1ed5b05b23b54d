"""`exam items --group`: what the first exams of a group say."""

import json
from pathlib import Path

import pytest

from exam.core.events import Started
from exam.files.attempts import ExportedAttempt, write_attempts
from tests.cli.conftest import Run
from tests.support import cohort


def take_in(run: Run, tmp_path: Path, attempts: list[ExportedAttempt]) -> None:
    path = tmp_path / "group.jsonl"
    path.write_text("".join(write_attempts(attempts)), "utf-8")
    assert run("attempts", "import", str(path)).exit_code == 0


@pytest.mark.slow
def test_a_group_is_told_how_far_its_scores_go(run: Run, tmp_path: Path) -> None:
    take_in(run, tmp_path, list(cohort.cohort(cohort.chosen_by_people())))
    found = json.loads(run("items", "sample", "--group", "--json").stdout)
    (reliability,) = found["reliability"]
    assert (found["people"], reliability["questions"]) == (150, 8)
    # As R's psych has it of the same choices (tests/learning/test_reliability.py).
    assert reliability["coefficient"] == pytest.approx(0.676162047, abs=1e-6)
    assert reliability["error_of_measurement"] == pytest.approx(14.572583126, abs=1e-6)
    assert [one["discrimination"] for one in found["items"]] == pytest.approx(
        [0.222331576, 0.3182983, 0.446144462, 0.444317274, 0.435653947, 0.277252514, 0.415968455, 0.358480247], abs=1e-6
    )
    said = run("items", "sample", "--group").stdout
    assert "the first exam of 150 people" in said
    assert "A score is good to ± 15 points of 100" in said
    assert "Cronbach's alpha 0.68 (0.59 to 0.75)" in said


@pytest.mark.slow
def test_a_learner_counts_once_and_practice_not_at_all(run: Run, tmp_path: Path) -> None:
    one, two, three = cohort.cohort(["ABCDABCD", "BBCDABCD", "CCCCCCCC"])
    again = ExportedAttempt("again", one.learner, two.form, two.events)
    started = three.events[0]
    assert isinstance(started, Started)
    practice = (started.model_copy(update={"mode": "practice"}), *three.events[1:])
    take_in(run, tmp_path, [one, again, ExportedAttempt("practice", "Person 9", three.form, practice)])
    found = json.loads(run("items", "sample", "--group", "--json").stdout)
    assert (found["people"], found["reliability"]) == (1, [])
    assert [one["right"]["count"] for one in found["items"]] == [1] * 8
    assert "needs 30 people" in run("items", "sample", "--group").stdout
    assert run("items", "sample", "--group", "--preset", "none-such").exit_code == 1
    assert run("items", "sample", "--group", "--mine").exit_code == 2
    assert run("items", "sample", "--preset", "standard").exit_code == 2
