"""A plan lived through from the command line: made, begun, done for today, kept to, and refused where it cannot be."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from exam.assembly import assemble, tailor
from exam.cli import wiring
from exam.cli.group import exam
from exam.core.form import Form
from exam.files.config import Schedule, read_schedule
from exam.sitting.session import Session
from tests.support import FakeClock, sample_bank
from tests.support.confusing import Answer, knows
from tests.support.desk import PRESETS, AppDesk
from tests.support.forms import bank_toml

DAY = timedelta(days=1).total_seconds()


class Learner:
    """One who sits papers, a minute a question, and asks for plans."""

    def __init__(self, desk: AppDesk) -> None:
        self.desk = desk

    def said(self, *words: str, **settings: str) -> Result:
        result = CliRunner().invoke(exam, ("--data-dir", str(self.desk.data_dir), *words), **settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def plan(self, *words: str) -> Any:
        result = self.said("plan", *words, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def sit(self, name: str, form: Form, answer: Answer) -> None:
        with self.desk.open_store() as store:
            session = Session.start(name, form, store, self.desk.clock, mode="exam")
            for slot in form.slots:
                session.visit(slot.n)
                self.desk.clock.advance(60)
                session.respond(slot.n, answer(slot))
            session.end()
            session.leave()

    def begin(self, *words: str) -> tuple[Form, str]:
        """The paper and the mode that `exam take` begins."""
        begun = self.said("take", *words, "--plain", input="flag\nquit\n")
        assert begun.exit_code == 3, begun.stderr
        with self.desk.open_store() as store:
            attempt = store.load(store.find("last")).attempt
        return attempt.form, attempt.mode


@pytest.fixture
def learner(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Learner:
    for place in ("exam.cli.wiring", "exam.cli.commands.take"):
        monkeypatch.setattr(f"{place}.new_clock", lambda: clock)
    assert wiring.new_clock() is clock
    return Learner(AppDesk(tmp_path, clock, sample_bank(24, 4, blueprint=PRESETS)))


def first_paper(learner: Learner, items: tuple[str, ...]) -> Form:
    return assemble(learner.desk.bank, tailor(learner.desk.bank, "full", only=items), 1)


def misses(*items: str) -> Answer:
    return lambda slot: knows(slot) if slot.item not in items else (slot.options[(slot.options[0].id in slot.key)].id,)


@pytest.mark.slow
def test_todays_portion_is_begun_done_and_gone(learner: Learner) -> None:
    learner.sit("first", assemble(learner.desk.bank, tailor(learner.desk.bank, "standard"), 3), misses())
    learner.desk.clock.advance(9 * DAY)
    exam_day = (learner.desk.clock.now() + timedelta(days=8)).date()
    told = learner.plan("--exam-date", exam_day.isoformat(), "--minutes-a-day", "10")
    assert read_schedule(learner.desk.data_dir) == Schedule(exam_day, minutes=10)
    wanted = [one["item"] for one in told["portion"]["items"]]
    assert told["days"][0]["review"] == 6, "the six of the first paper are due"
    form, mode = learner.begin("--planned")
    assert ({slot.item for slot in form.slots}, mode) == (set(wanted), "practice")
    learner.sit("portion", form, knows)
    left = learner.plan()["portion"]
    assert left["minutes_spent"] == len(form.slots)
    assert len(left["items"]) == 10 - len(form.slots), "it was quicker than the paper's pace, so there is room for more"
    learner.sit("rest", learner.begin("--planned")[0], knows)
    after = learner.said("plan").stdout
    assert "Today: nothing left to do today." in after
    refused = learner.said("take", "--planned", "--plain")
    assert refused.exit_code == 1
    assert "Nothing is left to do today." in refused.stderr
    learner.desk.clock.advance(DAY)
    assert learner.plan()["portion"]["items"] or learner.plan()["portion"]["mock"]


@pytest.mark.slow
def test_two_days_before_the_exam_the_portion_is_a_mock(learner: Learner) -> None:
    learner.sit("first", assemble(learner.desk.bank, tailor(learner.desk.bank, "standard"), 3), misses())
    learner.desk.clock.advance(6 * DAY)
    exam_day = (learner.desk.clock.now() + timedelta(days=2)).date()
    told = learner.plan("--exam-date", exam_day.isoformat(), "--minutes-a-day", "30")
    assert told["portion"] == {"mock": True, "items": [], "minutes_spent": 0.0}
    form, mode = learner.begin("--planned")
    assert (form.blueprint.id, form.is_drill, mode) == ("standard", False, "exam")


@pytest.mark.slow
def test_too_few_days_are_said_and_what_to_leave_out(learner: Learner) -> None:
    weak = tuple(f"item-{n}" for n in (1, 2, 3))
    learner.sit("first", first_paper(learner, (*weak, "item-7", "item-13", "item-19")), misses(*weak))
    learner.sit("whole", assemble(learner.desk.bank, tailor(learner.desk.bank, "standard"), 5), misses(*weak))
    exam_day = (learner.desk.clock.now() + timedelta(days=2)).date()
    text = learner.said("plan", "--exam-date", exam_day.isoformat(), "--minutes-a-day", "5").stdout
    assert "These days do not suffice:" in text
    assert "Leave out what costs fewest points:" in text
    assert "minutes a day" in text


@pytest.mark.slow
def test_no_plan_is_made_from_nothing(learner: Learner) -> None:
    assert "No attempt has ended yet." in learner.said("plan").stderr
    learner.sit("first", assemble(learner.desk.bank, tailor(learner.desk.bank, "standard"), 3), misses())
    assert learner.said("plan", "--minutes-a-day", "4").exit_code == 2
    assert learner.said("plan", "--exam-date", "2026-02-30").exit_code == 2
    assert "has no paper 'nothing'" in learner.said("plan", "--preset", "nothing").stderr
    learner.said("plan", "--ics", str(learner.desk.data_dir / "plan.ics"))
    again = learner.said("plan", "--ics", str(learner.desk.data_dir / "plan.ics"))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)
    (learner.desk.banks / "sample.toml").unlink()
    assert "is not here any more" in learner.said("plan").stderr


@pytest.mark.slow
def test_a_hostile_title_adds_nothing_to_a_calendar(learner: Learner) -> None:
    title = "A, B; C\\ [b]bold[/b]"
    bank = sample_bank(24, 4, id="sample", title=title, blueprint=PRESETS)
    (learner.desk.banks / "sample.toml").write_text(bank_toml(bank), "utf-8")
    learner.sit("first", assemble(bank, tailor(bank, "standard"), 3), misses())
    learner.said("plan", "--ics", str(learner.desk.data_dir / "plan.ics"))
    assert "SUMMARY:A\\, B\\; C\\\\ [b]bold[/b]: " in (learner.desk.data_dir / "plan.ics").read_text("utf-8")
