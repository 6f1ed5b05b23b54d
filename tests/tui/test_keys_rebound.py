"""Keys of one's own: a file says which, what is wrong with it is said, and every page shows what holds."""

import re
from pathlib import Path

import pytest
from textual.app import App

from exam.core.attempt import State
from exam.files.config import read_config
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from exam.tui.keymap import Keymap, actions, read_key, read_keymap, shown_key
from exam.tui.palette import HARMLESS, Palette
from exam.tui.sitting.question import QuestionScreen
from exam.tui.theme_picker import ThemePicker
from tests.support import FakeClock, sample_form
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until


def written(tmp_path: Path, text: str) -> Keymap:
    (tmp_path / "config.toml").write_text(text, "utf-8")
    return read_keymap(read_config(tmp_path), actions())


@pytest.mark.parametrize(
    ("as_written", "key", "as_shown"),
    [
        ("j", "j", "j"),
        ("J", "J", "J"),
        ("?", "question_mark", "?"),
        ("/", "slash", "/"),
        (",", "comma", ","),
        ("+", "plus", "+"),
        ("Return", "enter", "↵"),
        ("Ctrl+N", "ctrl+n", "ctrl+n"),
        ("shift+g", "G", "G"),
        ("shift+ctrl+left", "ctrl+shift+left", "ctrl+shift+←"),
        ("PgDn", "pagedown", "pgdn"),
        ("Esc", "escape", "esc"),
        ("F12", "f12", "f12"),
        (" ", "space", "space"),
    ],
)
def test_a_key_is_written_as_people_write_it(as_written: str, key: str, as_shown: str) -> None:
    assert read_key(as_written) == key
    assert shown_key(key) == as_shown


@pytest.mark.parametrize("nonsense", ["jj", "hyper+x", "ctrl+", "f99", "ctrl+q", "ctrl+c", "\x1b", "", "a,b"])
def test_what_is_no_key_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"no key|no modifier|keeps its meaning"):
        read_key(nonsense)


def test_a_file_binds_by_dotted_name_or_by_table(tmp_path: Path) -> None:
    for text in ('[keys]\n"room.next" = ["j", "enter"]\n', '[keys.room]\nnext = ["j", "enter"]\n'):
        keymap = written(tmp_path, text)
        assert keymap == Keymap({"room.next": ("j", "enter")})


def test_everything_wrong_is_reported_with_its_line_and_the_rest_holds(tmp_path: Path) -> None:
    keymap = written(
        tmp_path,
        'theme = "dark"\n[keys]\n"room.next" = "j"\n"room.nxt" = "y"\n"room.flag" = ["v", "jj"]\n'
        '"room.back" = 7\n"room.sheet" = "v"\n"sheet.end" = "v"\n"room.clock" = "n"\n"room.unsure" = "w"\n',
    )
    assert [str(fault).removeprefix(str(tmp_path)) for fault in keymap.faults] == [
        "/config.toml:4: keys.room.nxt: is not an action. It is left out.",
        '/config.toml:5: keys.room.flag: \'jj\' is no key: write one letter or sign, or a name like "space", "f2", '
        '"ctrl+n". It is left out.',
        '/config.toml:6: keys.room.back: has to be a key in quotes, or a list of them, as in ["j", "enter"]. '
        "It is left out.",
        "/config.toml:7: keys.room.sheet: 'v' is already the key of room.flag. It is left out.",
        "/config.toml:10: keys.room.unsure: takes the only key of room.pace; give that one another key. "
        "It is left out.",
    ]
    assert keymap.bound == {"room.next": ("j",), "room.flag": ("v",), "sheet.end": ("v",), "room.clock": ("n",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keys = 3\n", ":1: keys: has to be a table"),
        ("[keys\n", ":1: is not valid TOML"),
        ("[keys]\n" + "#" * 100_000, "larger than 100 kB"),
    ],
)
def test_a_file_that_cannot_be_used_rebinds_nothing(tmp_path: Path, text: str, said: str) -> None:
    keymap = written(tmp_path, text)
    assert keymap.bound == {}
    assert said in str(keymap.faults[0])
    assert read_keymap(read_config(tmp_path / "nowhere"), actions()) == Keymap({})


def test_every_action_has_a_name_and_says_what_it_does() -> None:
    found = actions()
    assert {"room.next", "room.choose-9", "sheet.end", "review.slow", "app.palette"} <= {one.id for one in found}
    assert all(one.does and one.keys for one in found)
    assert {one.id for one in found} >= HARMLESS
    for place in {one.place for one in found}:
        keys = [key for one in found if one.place == place for key in one.keys]
        assert len(keys) == len(set(keys)), "no key does two things in one place"


def app_with(tmp_path: Path, clock: FakeClock, config: str = "", **form: object) -> ExamApp:
    desk = AppDesk(tmp_path, clock)
    (tmp_path / "config.toml").write_text(config, "utf-8")
    return ExamApp(desk.context, Opening(sample_form(**form)))  # type: ignore[arg-type]


async def begin(app: App[str], pilot: object) -> None:
    await see(pilot, "the clock starts now")  # type: ignore[arg-type]
    app.simulate_key("enter")
    await see(pilot, "What is question 1?")  # type: ignore[arg-type]


@pytest.mark.slow
async def test_rebound_keys_work_and_stand_in_every_line_of_keys(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock, '[keys]\n"room.next" = "j"\n"room.flag" = "ctrl+f"\n"sheet.end" = "z"\n')
    async with app.run_test(size=(80, 34), notifications=True) as pilot:
        await begin(app, pilot)
        await see(pilot, "j next", "ctrl+f flag")
        app.simulate_key("n")
        app.simulate_key("enter")
        app.simulate_key("j")
        await see(pilot, "What is question 2?")
        app.simulate_key("ctrl+f")
        await see(pilot, "⚑ flagged")
        app.simulate_key("question_mark")
        screen = await see(pilot, "flag for review", "next question")
        assert re.search(r"\bj +next question", screen)
        assert re.search(r"ctrl\+f +flag for review", screen)
        app.simulate_key("escape")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        app.simulate_key("s")
        await see(pilot, "z end exam")


@pytest.mark.slow
async def test_the_page_of_rules_names_the_key_that_shows_an_answer_as_it_is_bound(
    tmp_path: Path, clock: FakeClock
) -> None:
    for config, said in (("", "Space shows and explains"), ('[keys]\n"room.reveal" = "F2"\n', "F2 shows and explains")):
        desk = AppDesk(tmp_path, clock)
        (tmp_path / "config.toml").write_text(config, "utf-8")
        app = ExamApp(desk.context, Opening(sample_form(), mode="practice"))
        async with app.run_test(size=(80, 34)) as pilot:
            await see(pilot, said)


async def test_what_is_wrong_with_the_keys_is_said_and_the_program_starts(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock, '[keys]\n"room.fly" = "j"\n')
    async with app.run_test(size=(120, 34), notifications=True) as pilot:
        said = "config.toml:2: keys.room.fly: is not an action"
        # in the message and not on the screen, where a long path may be broken anywhere
        await until(pilot, lambda: any(said in note.message for note in app._notifications), said)


@pytest.mark.slow
async def test_what_was_said_before_the_clock_started_lies_over_no_question(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock, '[keys]\n"room.fly" = "j"\n')
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: bool(app._notifications))
        await begin(app, pilot)
        assert not app._notifications


async def test_of_many_faults_in_the_keys_some_are_said_and_the_rest_counted(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock, "[keys.room]\n" + "".join(f'fly-{n} = "j"\n' for n in range(5)))
    async with app.run_test(size=(120, 34), notifications=True) as pilot:
        await until(pilot, lambda: any("And 2 more in " in note.message for note in app._notifications))


@pytest.mark.slow
async def test_in_an_exam_the_palette_offers_first_what_cannot_harm(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock)
    async with app.run_test(size=(80, 34)) as pilot:
        await begin(app, pilot)
        app.simulate_key("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await see(pilot, "flag for review")
        palette = app.screen
        assert isinstance(palette, Palette)
        offered = [entry.does for entry in palette.entries]
        harms = ("choose option", "strike", "clear the answer", "leave the", "to the shell", "show the key", "pause")
        first_harm = min(place for place, does in enumerate(offered) if does.startswith(harms))
        assert not any(
            does in offered[first_harm:] for does in ("review sheet", "themes: pick the colours", "next question")
        )
        await pilot.press(*"sheet")
        await until(pilot, lambda: "navigator" not in text_of(app))
        await pilot.press("enter")
        await see(pilot, "Review", "e end exam")
        app.simulate_key("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"end the exam", "enter")
        await see(pilot, "End the exam?", "Go back")
        assert app.session is not None
        assert app.session.attempt.state is State.INTERACTING


@pytest.mark.slow
async def test_outside_an_exam_it_offers_everything_and_does_it(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    app = ExamApp(desk.context)
    async with app.run_test(size=(80, 34)) as pilot:
        await see(pilot, "Sample bank")
        app.simulate_key("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await see(pilot, "themes: pick the colours", "keys")
        before = app.theme
        await pilot.press(*"theme", "enter")
        await see(pilot, "Which theme?")
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.theme != before and not isinstance(app.screen, ThemePicker))
        app.simulate_key("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"nothing like it", "enter", "escape")
        await until(pilot, lambda: not isinstance(app.screen, Palette))


@pytest.mark.slow
async def test_keys_of_pages_outside_the_exam_are_bound_anew_and_shown(tmp_path: Path, clock: FakeClock) -> None:
    app = app_with(tmp_path, clock, '[keys]\n"begin.begin" = "z"\n')
    async with app.run_test(size=(100, 34), notifications=True) as pilot:
        await see(pilot, "z begin")
        await pilot.press("z")
        await see(pilot, "1 of")
