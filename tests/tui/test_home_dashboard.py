"""What home shows, and what it never does: wait for a broken bank, read bank text as markup, judge small numbers."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.core.form import Form
from exam.core.interval import Rate, weakness
from exam.sitting.session import Session
from exam.store import AttemptRow
from exam.store.backups import back_up
from exam.tui.app import ExamApp
from exam.tui.home.overview import read_overview
from exam.tui.widgets.lines import Choice
from tests.support import FakeClock, bank_toml, sample_bank
from tests.support.clock import NOON
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


def closed(passed: bool, points: int = 5) -> AttemptRow:
    return AttemptRow(
        "a1", "sample", "Sample bank", "full", "Full", "CODE", "exam", False, "closed", NOON, NOON, "submitted", None,
        10, 10, Fraction(points), 10, passed, None, 600.0,
    )  # fmt: skip


@pytest.mark.slow
async def test_a_broken_bank_is_named_with_its_first_fault_and_stops_nothing(desk: AppDesk) -> None:
    (desk.banks / "mine.toml").write_text('schema = 1\nid = "mine"\n', "utf-8")
    async with ExamApp(desk.context).run_test(size=(100, 30)) as pilot:
        await see(pilot, "Welcome.", "Standard", "Banks that cannot be used", "mine.toml:")


async def test_the_default_bank_comes_first_and_a_second_of_the_same_id_is_named(desk: AppDesk) -> None:
    other = sample_bank(id="another", title="Another bank")
    (desk.banks / "another.toml").write_text(bank_toml(other), "utf-8")
    (desk.banks / "twin.toml").write_text(bank_toml(desk.bank), "utf-8")
    overview = read_overview(desk.context)
    assert [bank.id for bank in overview.banks] == ["sample", "another"]
    (twin,) = overview.broken
    assert "there is another bank with the id sample" in str(twin.faults[0])


@pytest.mark.slow
async def test_text_of_a_bank_is_shown_as_it_is(desk: AppDesk) -> None:
    title = "[b]Bold[/b] [@click=app.quit]x[/] [/oops]"
    bank = sample_bank(id="hostile", title=title)
    (desk.banks / "hostile.toml").write_text(bank_toml(bank), "utf-8")
    async with ExamApp(desk.context).run_test(size=(100, 30)) as pilot:
        await see(pilot, title)


@pytest.mark.slow
async def test_without_any_bank_it_says_what_to_do(desk: AppDesk) -> None:
    (desk.banks / "sample.toml").unlink()
    async with ExamApp(desk.context).run_test() as pilot:
        await see(pilot, "There is no bank to sit")
        await pilot.press("s", "enter", "q")
        await until(pilot, lambda: not pilot.app.is_running)


@pytest.mark.slow
async def test_a_database_that_cannot_be_opened_is_said_and_exams_stay_in_sight(desk: AppDesk) -> None:
    (desk.data_dir / "exam.db").mkdir()
    async with ExamApp(desk.context).run_test() as pilot:
        await see(pilot, "exam.db", "Standard")
        await pilot.press("enter")
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "No exam was begun", "exam.db")
        await pilot.press("enter")
        await see(pilot, "Standard")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_every_line_can_be_reached_by_keys_at_every_size(desk: AppDesk, size: tuple[int, int]) -> None:
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await see(pilot, "› Standard")
        await pilot.press("down")
        await see(pilot, "› Full")
        await pilot.press("up")
        await see(pilot, "› Standard")
        await pilot.press("s")
        await see(pilot, "set up a paper")


@pytest.mark.slow
async def test_below_the_smallest_size_a_card_says_what_is_needed(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "› Standard")
        await pilot.resize_terminal(50, 18)
        page = await see(pilot, "60 × 20")
        assert "Standard" not in page
        await pilot.resize_terminal(60, 20)
        await see(pilot, "› Standard")


@pytest.mark.slow
async def test_the_theme_goes_round_and_is_remembered(desk: AppDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    async with ExamApp(desk.context).run_test() as pilot:
        await see(pilot, "Standard")
        seen = []
        for _ in range(5):
            await pilot.press("ctrl+t")
            await see(pilot, "Which theme?", "✓ right", "Standard")  # on the page, which shows the theme
            await pilot.press("down")
            seen.append(pilot.app.theme)
            await pilot.press("enter")
        kept = pilot.app.theme
        await pilot.press("ctrl+t")
        await see(pilot, "Which theme?")
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.theme != kept)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == kept)
        assert set(seen) >= {"dark", "light", "high-contrast", "colour-blind", "terminal"}
    app = ExamApp(desk.context)
    assert app.theme == seen[-1] or seen[-1] == "terminal"


@pytest.mark.slow
async def test_a_bad_theme_file_is_reported_and_the_default_used(
    desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    (desk.themes / "dusk.toml").write_text('[base]\nprimary = "nothing"\n', "utf-8")
    (desk.data_dir / "config.toml").write_text('theme = "dusk"\n', "utf-8")
    async with ExamApp(desk.context).run_test(size=(140, 40), notifications=True) as pilot:
        assert pilot.app.theme == "dark"
        await until(pilot, lambda: any("dusk.toml:" in note.message for note in pilot.app._notifications))


@pytest.mark.slow
async def test_help_lists_the_keys_of_the_page_below(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test() as pilot:
        await see(pilot, "Standard")
        await pilot.press("question_mark")
        await see(pilot, "Keys", "history", "set up", "themes: pick the colours")
        await pilot.press("escape")
        await see(pilot, "Standard")


@pytest.mark.slow
async def test_a_click_on_a_hint_does_what_its_key_does(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test() as pilot:
        await see(pilot, "Standard")
        lines = text_of(pilot.app).splitlines()
        y = next(n for n, line in enumerate(lines) if "history" in line)
        await pilot.click(offset=(lines[y].index("history"), y))
        await see(pilot, "History", "Nothing yet")


def test_one_unlucky_question_does_not_lead_the_weakest() -> None:
    often, once, never = Rate(6, 30), Rate(0, 1), Rate(0, 30)
    assert sorted([once, never, often], key=weakness) == [never, often, once]


@pytest.mark.slow
async def test_a_drill_is_listed_but_makes_no_trend_and_no_standing(desk: AppDesk) -> None:
    whole, first = tailor(desk.bank, "full"), desk.bank.items[0].id
    everything_right(desk, "exam-1", assemble(desk.bank, whole, 1))
    everything_right(desk, "exam-2", assemble(desk.bank, whole, 2))
    everything_right(desk, "drill", assemble(desk.bank, tailor(desk.bank, "full", only=(first,)), 3), answered=False)
    overview = read_overview(desk.context)
    assert [row.id for row in overview.closed] == ["drill", "exam-2", "exam-1"]
    assert [row.id for row in overview.exams] == ["exam-2", "exam-1"]
    assert all(one.right.count == one.right.of for one in overview.standings)
    async with ExamApp(desk.context).run_test(size=(140, 45)) as pilot:
        await see(pilot, "100 → 100 %, ▆ pass mark 70 %", "last 2 exams", "q quit", "e exam day")
        await pilot.resize_terminal(60, 20)
        await see(pilot, "100 → 100 %, ▆ pass mark 70 %", "q quit")


@pytest.mark.slow
async def test_a_row_is_one_line_and_keeps_the_names_of_three_banks(desk: AppDesk) -> None:
    presets = [{"id": "long", "title": "Paper with a long name of its own", "items": 6, "minutes": 10}]
    for name in ("Network engineering for everyone", "Operating platforms, oral part", "Writing of good questions"):
        bank = sample_bank(id=name.split()[0].lower(), title=name, blueprint=presets)
        (desk.banks / f"{bank.id}.toml").write_text(bank_toml(bank), "utf-8")
        everything_right(desk, bank.id, assemble(bank, tailor(bank), 1))
    async with ExamApp(desk.context).run_test(size=(100, 60)) as pilot:
        await see(pilot, "100 %  ✓ passed      Paper with a long name of it")
        for width, score, section in (
            (112, "✓  Paper with a lon… · Network engin…   2 Mar", "Section 1 · Network e"),
            (120, "✓  Paper with a long … · Network enginee…   2 Mar", "Section 1 · Network enginee"),
        ):
            await pilot.resize_terminal(width, 60)
            page = await see(pilot, score, section, "6 questions    10 min", "100 %   2 of 2")
            assert len([line for line in page.splitlines() if " min " in line or line.endswith(" min")]) == 6
            assert page.count("… · Operating p") == 1
            assert page.count("… · Writing of ") == 1


def everything_right(desk: AppDesk, name: str, form: Form, *, answered: bool = True) -> None:
    with desk.open_store() as store:
        session = Session.start(name, form, store, desk.clock, mode="exam")
        for slot in form.slots:
            desk.clock.advance(10)
            session.respond(slot.n, slot.key if answered else ())
        session.end()
        session.leave()


@pytest.mark.slow
async def test_a_damaged_database_can_be_put_back_on_home(desk: AppDesk) -> None:
    with desk.open_store() as store:
        Session.start("a1", assemble(desk.bank, tailor(desk.bank), 1), store, desk.clock, mode="exam").leave()
        back_up(store, desk.clock.now())
    (desk.data_dir / "exam.db").write_bytes(b"no database")
    async with ExamApp(desk.context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "is damaged", "Put back the newest good backup")
        next(line for line in pilot.app.screen.query(Choice) if line.value == "restore").action_take()
        await see(pilot, "newest good backup?", "is moved aside and kept")
        await pilot.press("y")
        await see(pilot, "Put back from", "What was there is now in")
        await pilot.press("enter")
        await see(pilot, "Unfinished")
    assert len(list(desk.data_dir.glob("damaged-*/exam.db"))) == 1


@pytest.mark.slow
async def test_home_says_what_the_database_had_lost(desk: AppDesk) -> None:
    context = replace(desk.context, remarks=["Its log was lost. 5 changes were put back."])
    async with ExamApp(context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "5 changes were put back.")
