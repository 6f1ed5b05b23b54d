"""Every use case of learning from the app and from the command line, on one past, with one seed and one clock.

Each story is a run of the app over some pages and one or two command lines, so the file takes some seconds.
"""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.assembly.contrast import contrast
from exam.cli import wiring
from exam.cli.group import exam
from exam.core.bank import Bank
from exam.core.events import Mode
from exam.core.form import Form, Slot
from exam.learning.measuring import contrast_weights
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from exam.tui.begin.screen import BeginScreen
from exam.tui.widgets.fields import Tick
from tests.support import FakeClock, sample_bank
from tests.support.desk import PRESETS, AppDesk
from tests.support.screens import see, text_of, until

DAY = timedelta(days=1).total_seconds()
SEED = 77
"""What both faces draw where nobody names a seed."""
Answer = Callable[[Session, Slot], None]


class Faces:
    """One data directory with one bank, looked at from both sides."""

    def __init__(self, desk: AppDesk) -> None:
        self.desk = desk

    @asynccontextmanager
    async def app(self) -> AsyncIterator[Pilot[Any]]:
        """The app at home, all read."""
        context = replace(self.desk.context, new_seed=lambda: SEED)
        async with ExamApp(context).run_test(size=(110, 45), notifications=True) as pilot:
            await see(pilot, "To review")
            await until(pilot, lambda: "Counting what is due" not in text_of(pilot.app))
            yield pilot

    def said(self, *words: str, **settings: str) -> Result:
        """What a command line ends with."""
        result = CliRunner().invoke(exam, ("--data-dir", str(self.desk.data_dir), *words), **settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def shape(self, *words: str) -> Any:
        result = self.said(*words, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    def paper(self, *words: str) -> Form:
        """The paper that `exam take` begins, which is then left alone."""
        begun = self.said("take", *words, "--plain", input="note kept\nquit\n")
        assert begun.exit_code == 3, begun.stderr
        with self.desk.open_store() as store:
            return store.load(store.find("last")).attempt.form

    def sit(self, name: str, form: Form, answer: Answer, mode: Mode = "exam") -> None:
        """A sitting without a screen, a minute a question, and three for item-6; the day after it begins."""
        with self.desk.open_store() as store:
            session = Session.start(name, form, store, self.desk.clock, mode=mode)
            for slot in form.slots:
                session.visit(slot.n)
                self.desk.clock.advance(180 if slot.item == "item-6" else 60)
                answer(session, slot)
            session.end()
            session.leave()
        self.desk.clock.advance(DAY)


@pytest.fixture
def faces(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Faces:
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    monkeypatch.setattr("exam.cli.commands.take.new_clock", lambda: clock)
    monkeypatch.setattr("exam.cli.papers.new_seed", lambda: SEED)
    return Faces(AppDesk(tmp_path, clock, sample_bank(16, 4, blueprint=PRESETS)))


def wrong(slot: Slot) -> tuple[str, ...]:
    others = [option.id for option in slot.options if option.id not in slot.key]
    return (*slot.key[1:], others[0])


def misses(*items: str) -> Answer:
    """Right but for these; item-4 is doubted, and item-5 flagged."""

    def answer(session: Session, slot: Slot) -> None:
        session.respond(slot.n, wrong(slot) if slot.item in items else slot.key)
        if slot.item == "item-4":
            session.doubt(slot.n, True)
        if slot.item == "item-5":
            session.mark(slot.n, True)

    return answer


def confuses(item: str, home: str) -> Answer:
    def answer(session: Session, slot: Slot) -> None:
        taken = [option.id for option in slot.options if option.home == home]
        session.respond(slot.n, (taken[0],) if slot.item == item and taken else slot.key)

    return answer


def whole(faces: Faces, seed: int = 1, preset: str = "full") -> Form:
    return assemble(faces.desk.bank, tailor(faces.desk.bank, preset), seed)


def drill_of(faces: Faces, *items: str, seed: int = 5) -> Form:
    return assemble(faces.desk.bank, tailor(faces.desk.bank, "full", only=items), seed)


async def about_to_be_sat(pilot: Pilot[Any]) -> Form:
    """The paper of the begin page."""
    await until(pilot, lambda: isinstance(pilot.app.screen, BeginScreen), "the begin page")
    await see(pilot, "Not yet")
    form = pilot.app.screen.form
    assert isinstance(form, Form)
    return form


def items(form: Form) -> list[str]:
    return [slot.item for slot in form.slots]


@pytest.mark.slow
async def test_progress_says_the_same_of_one_past(faces: Faces) -> None:
    for seed, miss in enumerate((("item-1", "item-2", "item-3"), ("item-1", "item-2"), ("item-1",)), start=1):
        faces.sit(f"sat-{seed}", whole(faces, seed), misses(*miss))
    shape = faces.shape("progress")
    text = faces.said("progress").stdout
    assert shape["readiness"]["words"] in text
    async with faces.app() as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass the next Full?", shape["readiness"]["words"])
        level = shape["readiness"]["overall"]
        low, high = (f"{bound:.0f}" for bound in level["interval"])
        assert re.search(
            rf"All sections.* ~?{level['percent']:.0f} % +{low}–{high} +{level['answers']}\b", text_of(pilot.app)
        )
        await pilot.press("2")
        await see(pilot, shape["trend"]["overall"]["words"])
        await pilot.press("4")
        await see(pilot, shape["calibration"]["words"])


@pytest.mark.slow
async def test_a_bank_that_was_never_sat_has_no_past_on_either_face(faces: Faces) -> None:
    assert "No attempt on sample like that has ended yet." in faces.said("progress", "sample").stderr
    assert "No attempt has ended yet." in faces.said("progress").stderr
    async with ExamApp(faces.desk.context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("p")
        await see(pilot, "No exam has ended yet")


@pytest.mark.slow
async def test_the_same_questions_are_due_and_missed(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses("item-1", "item-2", "item-3"))
    shape = faces.shape("review")
    due, missed = ([one["item"] for one in shape[name]] for name in ("due", "missed"))
    assert set(missed) <= set(due), "what was wrong comes the next day"
    async with faces.app() as pilot:
        await see(pilot, f"{len(missed)} missed, {len(due)} due today: Enter drills them")
        pilot.app.screen.query_one("#pending").focus()
        await pilot.press("enter")
        drilled = await about_to_be_sat(pilot)
    assert set(items(drilled)) == set(due)
    assert faces.paper("sample", "--due") == drilled


@pytest.mark.slow
async def test_the_day_of_the_exam_is_one_day_wherever_it_is_set(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses())
    today = faces.desk.clock.now().date()
    soon, yesterday = today + timedelta(days=2), today - timedelta(days=1)
    assert faces.shape("review")["exam_date"] is None
    async with faces.app() as pilot:
        await pilot.press("e", *yesterday.isoformat(), "enter")
        await see(pilot, "This day is over")
        await pilot.press(*["backspace"] * 10, *soon.isoformat(), "enter")
        await see(pilot, "exam in 2 days")
    assert faces.said("review", "--exam-date", yesterday.isoformat()).exit_code == 2
    shape = faces.shape("review")
    assert shape["exam_date"] == soon.isoformat()
    assert all(card["due"] < soon.isoformat() for card in shape["later"]), "all comes up once more before it"
    later = today + timedelta(days=1)
    due = len(faces.shape("review", "--exam-date", later.isoformat(), "--with-drills")["due"])
    async with faces.app() as pilot:
        await see(pilot, "exam tomorrow", f"{due} due today")
        await pilot.press("e")
        await see(pilot, later.isoformat(), "always")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("why", "words"),
    [
        (None, ("--mixed",)),
        ("missed", ("--missed",)),
        ("due", ("--due",)),
        ("missed", ("--times-missed", "1")),
        ("unsure", ("--unsure",)),
        ("flagged", ("--flagged",)),
        ("slow", ("--slow",)),
        ("unseen", ("--unseen",)),
    ],
)
async def test_a_drill_is_the_same_paper_from_both_faces(faces: Faces, why: str | None, words: tuple[str, ...]) -> None:
    faces.sit("first", drill_of(faces, *(f"item-{n}" for n in range(1, 13))), misses("item-1", "item-2", "item-3"))
    faces.sit("second", drill_of(faces, "item-1", "item-2", seed=6), misses("item-1"))
    async with faces.app() as pilot:
        await pilot.press("d")
        await see(pilot, "build a drill")
        if why is not None:
            (tick,) = (tick for tick in pilot.app.screen.query(Tick) if tick.value == f"why {why}")
            tick.focus()
            await pilot.press("space")
            assert tick.chosen
        await until(pilot, lambda: not pilot.app.screen.query_one("#begin").disabled)
        pilot.app.screen.query_one("#begin").focus()
        await pilot.press("enter")
        built = await about_to_be_sat(pilot)
    assert faces.paper("sample", *words) == built


@pytest.mark.slow
@pytest.mark.parametrize("missed", [1, 2, 3])
async def test_a_retake_is_the_same_paper_from_both_faces_and_made_to_measure(faces: Faces, missed: int) -> None:
    faces.sit("before", whole(faces, 9), misses("item-7", "item-8"))
    faces.sit("first", whole(faces), misses(*(f"item-{n}" for n in range(7, 7 + missed))))
    async with faces.app() as pilot:
        await pilot.press("h")
        await see(pilot, "History   2 attempts")
        await pilot.press("enter")
        await see(pilot, "r retake")
        await pilot.press("r")
        retaken = await about_to_be_sat(pilot)
    assert set(items(retaken)) == {f"item-{n}" for n in range(7, 7 + missed)}
    assert retaken.blueprint.id == "full"
    assert faces.paper("sample", "--missed", "--of", "first") == retaken
    assert "made to measure" in faces.said("form", "sample", "--code", retaken.code).stderr


@pytest.mark.slow
async def test_what_was_left_blank_and_what_was_not_reached_is_retaken_too(faces: Faces) -> None:
    form = whole(faces)
    with faces.desk.open_store() as store:
        session = Session.start("first", form, store, faces.desk.clock, mode="exam")
        session.visit(1)
        session.visit(2)
        session.respond(2, form.slot(2).key)
        session.end()
        session.leave()
    async with faces.app() as pilot:
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        await pilot.press("enter")
        await see(pilot, "r retake")
        await pilot.press("r")
        retaken = await about_to_be_sat(pilot)
    assert set(items(retaken)) == set(items(form)) - {form.slot(2).item}
    assert faces.paper("--missed", "--of", "first") == retaken


@pytest.mark.slow
async def test_a_contrast_drill_is_the_same_paper_from_both_faces(faces: Faces) -> None:
    one, other = "item-2", "item-5"
    for n in (1, 2):
        form = contrast(faces.desk.bank, one, other, n, contrast_weights(one, other))
        faces.sit(f"sat-{n}", form, confuses(one, other))
    (pair,) = [pair for pair in faces.shape("confusions")["pairs"] if not pair["slip"]]
    assert (pair["item"], pair["home"]) == (one, other)
    async with faces.app() as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass")
        await pilot.press("5")
        await see(pilot, "1 pair confused twice or more", f"{pair['chosen']} of {pair['offered']}")
        await pilot.press("enter")
        await see(pilot, "Contrast drill")
        await pilot.press("enter")
        drilled = await about_to_be_sat(pilot)
    assert faces.paper("sample", "--contrast", f"{one},{other}") == drilled


@pytest.mark.slow
async def test_a_paper_to_measure_is_the_same_from_both_faces(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses("item-1", "item-2"))
    async with faces.app() as pilot:
        await pilot.press("s")
        await see(pilot, "set up a paper")
        pilot.app.screen.query_one("#measured").focus()
        await pilot.press("right")
        await see(pilot, "made to measure")
        pilot.app.screen.query_one("#begin").focus()
        await pilot.press("enter")
        arranged = await about_to_be_sat(pilot)
    assert faces.paper("sample", "--to-measure") == arranged
    assert faces.paper("sample", "--to-measure", "--preset", "full") != arranged


@pytest.mark.slow
async def test_the_very_paper_of_an_attempt_is_sat_again(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses("item-1"))
    async with faces.app() as pilot:
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        await pilot.press("enter")
        await see(pilot, "r retake")
        await pilot.press("f")
        again = await about_to_be_sat(pilot)
    assert faces.paper("--again", "first") == again == whole(faces)


@pytest.mark.slow
async def test_the_attempt_that_ended_last_is_the_one_that_each_face_shows(faces: Faces) -> None:
    faces.sit("older", whole(faces, 1), misses())
    faces.sit("newer", whole(faces, 2, "standard"), misses("item-1", "item-2"))
    with faces.desk.open_store() as store:
        Session.start("open", whole(faces, 3), store, faces.desk.clock, mode="exam").leave()
    assert faces.shape("report", "last")["attempt"] == "newer"
    assert faces.shape("progress")["readiness"]["blueprint"] == "standard"
    async with faces.app() as pilot:
        page = await see(pilot, "Last scores")
        assert page.index("Standard ", page.index("Last scores")) < page.index("Full ", page.index("Last scores"))
        await pilot.press("p")
        await see(pilot, "Would you pass the next Standard?")


@pytest.mark.slow
@pytest.mark.parametrize("missed", [1, 2, 3])
async def test_a_small_drill_of_a_preset_with_special_questions_can_be_made(
    tmp_path: Path, clock: FakeClock, faces: Faces, missed: int
) -> None:
    """The preset wants more choose-two, reversed and matching questions than the drill has questions."""
    kinds = {"items": 16, "minutes": 20, "choose_two": 2, "reversed": 2, "matching": 1}
    preset = {"id": "standard", "title": "Standard"} | kinds
    written = sample_bank(24, 4, blueprint=[preset]).model_dump(by_alias=True)
    for item in (item for section in written["section"] for item in section["item"]):
        item["distinct"] = True
    special = Faces(AppDesk(tmp_path / "special", clock, Bank.model_validate(written)))
    form = whole(special, 1, "standard")
    special.sit("first", form, misses(*items(form)[:missed]))
    async with special.app() as pilot:
        await see(pilot, f"{missed} missed")
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        await pilot.press("enter")
        await see(pilot, "r retake")
        await pilot.press("r")
        retaken = await about_to_be_sat(pilot)
    assert set(items(retaken)) == set(items(form)[:missed])
    assert {slot.kind for slot in retaken.slots} == {"direct"}
    assert special.paper("sample", "--missed", "--of", "first") == retaken
    assert len(special.paper("sample", "--missed", "--items", str(missed)).slots) == missed
    assert set(items(special.paper("sample", "--contrast", "item-1,item-2"))) == {"item-1", "item-2"}


@pytest.mark.slow
async def test_what_an_attempt_missed_goes_out_as_the_same_file(faces: Faces, tmp_path: Path) -> None:
    bank = faces.desk.bank
    faces.sit("first", assemble(bank, tailor(bank, "full"), 3), misses("item-3", "item-7"))
    async with faces.app() as pilot:
        await pilot.press("h")
        await see(pilot, "1 attempt")
        await pilot.press("enter")
        await see(pilot, "assed")
        await pilot.press("e", "right", "right", "right")
        await see(pilot, "Format", "not have fully right")
        pilot.app.screen.query_one("#file").value = str(tmp_path / "app.html")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await see(pilot, "Written to")
    line = faces.said("export", "--attempt", "first", "--missed", "--to", "html", "-o", str(tmp_path / "line.html"))
    assert line.stderr == f"2 questions written to {tmp_path / 'line.html'}.\n"
    assert (tmp_path / "app.html").read_bytes() == (tmp_path / "line.html").read_bytes()
