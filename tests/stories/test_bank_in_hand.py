"""The bank in hand: shown, switched with one key, followed by both faces, and kept; and a past whose bank is gone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.assembly import assemble, tailor
from exam.cli import wiring
from exam.cli.group import exam
from exam.core.bank import Bank
from exam.files.remembered import bank_files, read_remembered, remember_opened, take_in_hand
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from tests.support import FakeClock
from tests.support.desk import PRESETS, AppDesk
from tests.support.forms import bank_toml, sample_bank
from tests.support.screens import see

OTHER = sample_bank(12, 3, id="other", title="Other bank", blueprint=PRESETS)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> AppDesk:
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    desk = AppDesk(tmp_path / "data", clock)
    (desk.banks / "other.toml").write_text(bank_toml(OTHER), "utf-8")
    return desk


def sit(desk: AppDesk, bank: Bank, name: str, missed: str) -> None:
    with desk.open_store() as store:
        form = assemble(bank, tailor(bank, "full"), 1)
        session = Session.start(name, form, store, desk.clock, mode="exam")
        for slot in form.slots:
            session.visit(slot.n)
            desk.clock.advance(10)
            wrong = next(option.id for option in slot.options if option.id not in slot.key)
            session.respond(slot.n, (wrong,) if slot.item == missed else slot.key)
        session.end()
        session.leave()
    desk.clock.advance(86400)


def run(desk: AppDesk, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(exam, ("--data-dir", str(desk.data_dir), *words), input=typed)


def asked(desk: AppDesk, *words: str) -> dict[str, object]:
    result = run(desk, *words, "--json")
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.mark.slow
async def test_the_bank_in_hand_is_shown_switched_with_one_key_and_kept(desk: AppDesk) -> None:
    sit(desk, desk.bank, "first", "item-3")
    async with ExamApp(desk.context).run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "To review", "1 missed, 1 due today")
        assert read_remembered(desk.data_dir).bank == "sample", "what was sat first is taken in hand, and stays so"
        sit(desk, OTHER, "second", "item-5")
        await pilot.press("h")
        await see(pilot, "History", "Sample bank")
        await pilot.press("escape")
        await see(pilot, "Sample bank", "1 missed, 1 due today")
        await pilot.press("c")
        await see(pilot, "Which bank?", "✓ Sample bank", "Other bank  12 questions")
        await pilot.press("down", "enter")
        await see(pilot, "exam   mock exams in the terminal", "To review   Other bank")
        await pilot.press("d")
        await see(pilot, "Other bank   build a drill")
        await pilot.press("escape")
        await see(pilot, "To review   Other bank")
        await pilot.press("p")
        await see(pilot, "Progress   Other bank")
    assert read_remembered(desk.data_dir).bank == "other"
    assert asked(desk, "review")["bank"] == "other", "the command line follows it"
    assert "Other bank" in run(desk, "take", "--plain", typed="quit\n").stdout


@pytest.mark.slow
def test_the_command_line_switches_it_too(desk: AppDesk) -> None:
    sit(desk, desk.bank, "first", "item-3")
    assert "In hand: Other bank (other)." in run(desk, "banks", "use", "other").stdout
    assert "No attempt on other" in run(desk, "review").stderr
    assert run(desk, "banks", "use", "sample").exit_code == 0
    assert asked(desk, "review")["bank"] == "sample"
    assert "There is no bank 'nobody'" in run(desk, "banks", "use", "nobody").stderr


@pytest.mark.slow
def test_a_bank_that_was_sat_by_its_path_stays_known(desk: AppDesk, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(bank_toml(sample_bank(6, 2, id="mine", title="My bank")), "utf-8")
    assert "My bank" not in run(desk, "banks").stdout
    assert "My bank" in run(desk, "take", str(mine), "--plain", typed="quit\n").stdout
    assert "My bank" in run(desk, "banks").stdout
    assert "My bank" in run(desk, "take", "mine", "--plain", typed="quit\n").stdout
    mine.unlink()
    assert "My bank" not in run(desk, "banks").stdout, "a file that is gone is no fault"


@pytest.mark.slow
async def test_a_past_whose_bank_is_gone_is_read_from_its_papers(desk: AppDesk) -> None:
    sit(desk, OTHER, "first", "item-5")
    sit(desk, OTHER, "second", "item-5")
    take_in_hand(desk.data_dir, "other")
    (desk.banks / "other.toml").unlink()
    stem = OTHER.item_by_id["item-5"].stem
    for command in ("review", "confusions"):
        assert stem in run(desk, command).stdout, command
    async with ExamApp(desk.context).run_test(size=(100, 30), notifications=True) as pilot:
        await see(pilot, "mock exams in the terminal", "Other bank", "Last scores")
        await pilot.press("p")
        await see(pilot, "Progress   Other bank")
        await pilot.press("5")
        await see(pilot, stem)
        await pilot.press("escape")
        await see(pilot, "Last scores")
        await pilot.press("c")
        await see(pilot, "Other bank  only its past: the file is not here")


def test_what_is_remembered_survives_whatever_stands_in_its_file(tmp_path: Path) -> None:
    for hostile in (
        "",
        "[]",
        "{",
        '{"bank": 5, "opened": {"a": 1}}',
        '{"opened": [7, "../x", "/a\\u0000b"]}',
        "[" * 9000,
    ):
        (tmp_path / "remembered.json").write_text(hostile, "utf-8")
        assert (read_remembered(tmp_path).bank, read_remembered(tmp_path).opened) == (None, ())
    take_in_hand(tmp_path, "a")
    for n in range(50):
        remember_opened(tmp_path, tmp_path / f"{n}.toml")
    kept = read_remembered(tmp_path)
    assert (kept.bank, len(kept.opened), kept.opened[-1].name) == ("a", 40, "49.toml")
    assert not [path for path in bank_files(tmp_path) if path.parent == tmp_path], "none of them is there"
