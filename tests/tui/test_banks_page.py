"""The page of banks: files are imported, and banks checked, renamed, removed, put back and written elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from exam.formats import read_bank
from exam.tui.app import ExamApp
from exam.tui.banks.choose_file import ChooseFileScreen
from exam.tui.banks.screen import BanksScreen
from exam.tui.widgets.fields import Pick
from tests.support import FakeClock, bank_toml, sample_bank
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until

pytestmark = pytest.mark.slow

QUIZ = """::Tides:: What makes the tides? {=The moon ~The wind ~The salt}

::Waves:: What makes the waves? {=The wind ~The moon ~The fish}

::Essay:: Write about the sea. {}
"""


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> AppDesk:
    """The app with one bank, started in a folder with a quiz."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "seas.gift").write_text(QUIZ, "utf-8")
    (folder / "notes.log").write_text("nothing", "utf-8")
    monkeypatch.chdir(folder)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return AppDesk(tmp_path / "data", clock)


@asynccontextmanager
async def on_banks(desk: AppDesk, size: tuple[int, int] = (100, 34)) -> AsyncIterator[Pilot[Any]]:
    async with ExamApp(desk.context).run_test(size=size, notifications=True) as pilot:
        await see(pilot, "Sample bank", "Standard")
        await pilot.press("b")
        await see(pilot, "Banks   1 bank", "12 questions in")
        yield pilot


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_a_file_is_named_by_its_beginning_read_and_put_beside_the_others(
    desk: AppDesk, size: tuple[int, int]
) -> None:
    async with on_banks(desk, size) as pilot:
        await pilot.press("i")
        await see(pilot, "Import a file", "seas.gift", "notes.log")
        await pilot.press("s", "tab")
        await see(pilot, "✓ GIFT, a format of Moodle")
        await pilot.press("enter")
        page = await see(pilot, "2 questions taken; 1 left out.", "Left out: 1 question", "line 5", "Tides")
        assert "is an essay" in page
        await pilot.press("a")
        await see(pilot, "Banks   2 banks", "› Seas", "Made of seas.gift")
        await pilot.press("enter")
        await see(pilot, "set up a paper", "2 of 2 questions")
    bank = read_bank(desk.banks / "seas.toml").bank
    assert [item.stem for item in bank.items] == ["What makes the tides?", "What makes the waves?"]


async def test_only_looked_at_a_file_leaves_nothing_behind(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("i", *"seas.gift", "enter")
        await see(pilot, "2 questions taken")
        await pilot.press("escape")
        await see(pilot, "Import a file")
        await pilot.press("escape")
        await see(pilot, "Banks   1 bank")
    assert [path.name for path in desk.banks.iterdir()] == ["sample.toml"]


async def test_what_cannot_be_read_says_why_and_where(desk: AppDesk) -> None:
    Path("bad.json").write_text('{"questions": [', "utf-8")
    async with on_banks(desk) as pilot:
        await pilot.press("i", *"nothing.gift", "enter")
        await see(pilot, "✗ There is no such file.")
        field = pilot.app.screen.query_one("#path", Input)
        field.value = "notes.log"
        await pilot.press("enter")
        await see(pilot, "is in none of the formats")
        assert isinstance(pilot.app.screen, ChooseFileScreen)
        field.value = "bad.json"
        await see(pilot, "✓ JSON")
        await pilot.press("enter")
        await see(pilot, "cannot be used", "What is wrong", "line 1")


async def test_how_a_file_is_read_can_be_said_where_its_content_does_not_tell(desk: AppDesk) -> None:
    """A table whose headings say nothing, in a file that is recognised as something else at first."""
    Path("pool.log").write_text("Que;Eins;Zwei;Oikea\nWas ist 1 + 1?;2;3;2\nWas ist 2 + 2?;5;4;4\n", "utf-8")
    async with on_banks(desk) as pilot:
        await pilot.press("i", *"pool.log")
        await see(pilot, "Read as")
        await pilot.press("tab")
        pick = pilot.app.screen.query_one("#format", Pick)
        await pilot.press(*["right"] * [value for _, value in pick.values].index("csv"))
        await see(pilot, "Is read as a table (CSV)", "Columns")
        await pilot.press("enter")
        await see(pilot, "What is wrong", "Say what they hold")
        await pilot.press("escape")
        await see(pilot, "Is read as a table (CSV)")
        pilot.app.screen.query_one("#columns", Input).focus()
        await pilot.press(*"stem=Que, a=Eins, b=Zwei, key=Oikea", "enter")
        await see(pilot, "2 questions taken")
        await pilot.press("a")
        await see(pilot, "Banks   2 banks", "› Pool")
    items = read_bank(desk.banks / "pool.toml").bank.items
    assert [item.stem for item in items] == ["Was ist 1 + 1?", "Was ist 2 + 2?"]


async def test_a_bank_in_toml_is_looked_at_and_copied_with_another_id_where_its_own_is_taken(desk: AppDesk) -> None:
    Path("mine.toml").write_text("# by hand\n" + bank_toml(sample_bank(title="Mine")), "utf-8")
    async with on_banks(desk) as pilot:
        await pilot.press("i", *"mine.toml", "enter")
        await see(pilot, "Mine", "warnings", "put beside the others")
        await pilot.press("a")
        await see(pilot, "Banks   2 banks", "› Mine")
    copy = desk.banks / "sample-2.toml"
    assert read_bank(copy).bank.id == "sample-2"
    assert copy.read_text("utf-8").startswith("# by hand\n")


async def test_names_of_strangers_are_shown_and_never_obeyed(desk: AppDesk) -> None:
    evil = "a\x1b[31m[b].gift"
    Path(evil).write_text("::[red]\x1b]0;pwn\x07:: What is [bold]it[/bold]? {=this ~that}", "utf-8")
    async with on_banks(desk) as pilot:
        await pilot.press("i")
        await see(pilot, "a␛[31m[b].gift")
        await pilot.press("down", "enter")
        await see(pilot, "1 question taken", "[red]␛]0;pwn␇")
        assert "\x1b" not in text_of(pilot.app)
        await pilot.press("a")
        await see(pilot, "Banks   2 banks")
        assert "\x1b" not in text_of(pilot.app)


async def test_a_bank_is_renamed_removed_and_put_back(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("r")
        await see(pilot, "Rename a bank", "Sample bank")
        await pilot.press(*" 2", "tab", *"x")
        await see(pilot, "Attempts and exam codes refer to sample")
        await pilot.press("enter")
        await see(pilot, "› Sample bank 2", "samplex")
        assert read_bank(desk.banks / "samplex.toml").bank.title == "Sample bank 2"
        await pilot.press("d")
        await see(pilot, "Remove it", "Keep it")
        await pilot.press("down", "enter")
        await see(pilot, "Banks   1 bank")
        await pilot.press("d", "enter")
        await see(pilot, "No banks yet", "In the bin: samplex.toml")
        assert not list(desk.banks.glob("*.toml"))
        await pilot.press("u")
        await see(pilot, "Banks   1 bank", "› Sample bank 2")
    assert read_bank(desk.banks / "samplex.toml").bank.id == "samplex"


async def test_a_title_that_is_none_is_refused_and_what_was_typed_stays(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("r")
        await see(pilot, "Rename a bank")
        await pilot.press("tab", "X", "enter")
        await see(pilot, "✗ An id has small letters", "sampleX")
        await pilot.press("escape")
        await see(pilot, "Banks   1 bank")


async def test_a_new_bank_is_begun_and_can_be_used_at_once(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("n")
        await see(pilot, "Begin a new bank")
        await pilot.press("enter")
        await see(pilot, "› My bank", "✓ good")
    assert read_bank(desk.banks / "my-bank.toml").bank.title == "My bank"


async def test_a_faulty_bank_is_checked_and_opened_at_its_fault(desk: AppDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.banks / "broken.toml").write_text('schema = 2\nid = "broken"\ntitle = "Broken\n', "utf-8")
    async with ExamApp(desk.context).run_test(size=(100, 34), notifications=True) as pilot:
        await see(pilot, "Banks that cannot be used")
        await pilot.press("b")
        await see(pilot, "✗ 1 fault", "› Sample bank · in hand")
        await pilot.press("up")
        await see(pilot, "› broken.toml", "no closing quote")
        await pilot.press("enter")
        page = await see(pilot, "broken.toml   cannot be used, 1 fault", "line 3:9")
        assert "Close it" in page
        monkeypatch.setenv("PATH", "")  # where no editor is found
        await pilot.press("enter")
        await see(pilot, "No text editor is known. Set EDITOR", "broken.toml:3")
        monkeypatch.setenv("EDITOR", "vim")
        await pilot.press("enter")
        await see(pilot, "No editor can be opened here", "broken.toml:3")


async def test_a_bank_is_written_in_another_format_and_what_that_cannot_hold_is_listed(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("n", "enter")
        await see(pilot, "› My bank")
        await pilot.press("e")
        await see(pilot, "Export   My bank", "in the order written", "my-bank.html")
        await pilot.press("enter")
        await see(pilot, "Banks   2 banks", "Written to", "13 questions")
        await pilot.press("e", "down", "left", "left", "left", "left", "left", "left", "left")
        await see(pilot, "my-bank.aiken.txt")
        await pilot.press("enter")
        await see(pilot, "Written as Aiken", "Left out:", "Written to")
    assert "Iapetus" in Path("my-bank.html").read_text("utf-8")
    assert "ANSWER: " in Path("my-bank.aiken.txt").read_text("utf-8")


async def test_a_paper_is_written_from_set_up_and_set_up_is_as_it_was(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:
        await pilot.press("enter")
        await see(pilot, "set up a paper", "6 of 12 questions")
        await pilot.press("down", "right")
        await see(pilot, "● practice")
        await pilot.press("e")
        await see(pilot, "Export   Sample bank", "paper that is set up here")
        await pilot.press("enter")
        await see(pilot, "● practice", "Written to")
    (page,) = Path().glob("exam-*.html")
    assert "Sample bank, Standard" in page.read_text("utf-8")
    assert sum(item.stem in page.read_text("utf-8") for item in desk.bank.items) >= 6


async def test_everything_can_be_done_by_mouse(desk: AppDesk) -> None:
    async with on_banks(desk) as pilot:

        async def click(word: str) -> None:
            lines = text_of(pilot.app).split("\n")
            y = max(n for n, line in enumerate(lines) if word in line)
            await pilot.click(offset=(lines[y].index(word), y))

        await click("import")
        await see(pilot, "Import a file", "seas.gift")
        await click("seas.gift")
        await see(pilot, "✓ GIFT")
        await click("read it")
        await see(pilot, "2 questions taken")
        await click("put beside the others")
        await see(pilot, "Banks   2 banks")
        await click("remove")
        await see(pilot, "Remove it")
        await click("Remove it")
        await see(pilot, "In the bin")
        await until(pilot, lambda: isinstance(pilot.app.screen, BanksScreen))


async def test_the_bank_in_hand_is_stood_on_marked_and_switched(desk: AppDesk) -> None:
    other = sample_bank(6, 2, id="other", title="Other bank")
    (desk.banks / "other.toml").write_text(bank_toml(other), "utf-8")
    desk.context.take_in_hand("sample")
    async with ExamApp(desk.context).run_test(size=(100, 34), notifications=True) as pilot:
        page = await see(pilot, "Other bank   6 questions")
        own = page[page.index("Other bank   6 questions") :]
        assert own.count("6 questions     8 min") == 1, "a preset that is another in all but its name is listed once"
        await pilot.press("b")
        await see(pilot, "› Sample bank · in hand")
        await pilot.press("up", "h")
        await see(pilot, "› Other bank · in hand")
    assert desk.context.remembered_bank() == "other"
