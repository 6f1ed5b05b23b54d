"""Every row of the table of keys, key by key, in its order: choose, move, strike, clear, flag, look, leave.

Each key has a sitting of its own, so that none leans on another; together they take some twenty seconds.
"""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.core.attempt import State, Status
from exam.core.form import Form, Option
from exam.tui.sitting.dialogs import GoTo, Paused
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.keys import HELP_TABLE, QUESTION_BINDINGS, Help
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import Desk, press, shows, sitting, until
from tests.tui.test_room_sizes import long_form


def with_options(count: int) -> Form:
    """A paper whose first question has so many options."""
    form = sample_form()
    first = form.slots[0]
    more = tuple(Option(id=f"1{letter}", text=f"Further option {letter}", home=None) for letter in "efghi"[: count - 4])
    return form.model_copy(
        update={"slots": (first.model_copy(update={"options": first.options + more}), *form.slots[1:])}
    )


async def at(app: Desk, pilot: Pilot[None], n: int) -> None:
    await shows(pilot, f"What is question {n}?")
    await until(pilot, lambda: app.attempt.current == n)


@pytest.mark.slow
@pytest.mark.parametrize(("key", "option"), [*zip("abcde", "abcde", strict=True), *zip("123456789", "abcdefghi")])  # noqa: B905
async def test_letters_to_e_and_digits_to_nine_choose(key: str, option: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(with_options(9), tmp_path, clock, size=(80, 34)) as (app, pilot):
        await press(pilot, key)
        await until(pilot, lambda: app.attempt.of(1).response == (f"1{option}",))
        label = option.upper() if option in "abcde" else f"{option.upper()}·{'abcdefghi'.index(option) + 1}"
        await shows(pilot, f"● {label}")


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["ab", "12", "a2", "1b"])
async def test_where_several_count_the_same_keys_add_and_take_back(keys: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(choose=2), tmp_path, clock) as (app, pilot):
        await press(pilot, *keys)
        await shows(pilot, "Choose 2 · 2 chosen", "■ A", "■ B")
        await press(pilot, keys[0])
        await shows(pilot, "Choose 2 · 1 chosen", "□ A", "■ B")
        assert app.attempt.of(1).response == ("1b",)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["enter", "n", "right"])
async def test_next(key: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, key)
        await at(app, pilot, 2)
        await press(pilot, key, key, key)
        await at(app, pilot, 5)
        await press(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, Sheet))


@pytest.mark.slow
@pytest.mark.parametrize("key", ["p", "left"])
async def test_previous(key: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "n", "n", key)
        await at(app, pilot, 2)
        await press(pilot, key, key)
        await shows(pilot, "This is the first question here.", "What is question 1?")


@pytest.mark.slow
async def test_home_and_end(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "end")
        await at(app, pilot, 5)
        await press(pilot, "home")
        await at(app, pilot, 1)


@pytest.mark.slow
async def test_slash_goes_to_a_number(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(12), tmp_path, clock) as (app, pilot):
        await press(pilot, "/")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("1", "1", "enter")
        await at(app, pilot, 11)
        await press(pilot, "/")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("3", "escape")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert app.attempt.current == 11


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("x", "c"), ("x", "3"), ("C",), ("shift+c",)])
async def test_x_and_a_letter_or_shift_and_a_letter_strikes_out_and_in(
    keys: tuple[str, ...], tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, *keys)
        await until(pilot, lambda: app.attempt.of(1).struck == {"1c"})
        await shows(pilot, "× C", "struck")
        await press(pilot, "c")
        await shows(pilot, "● C", "chosen · × struck")
        assert app.attempt.of(1).response == ("1c",), "a struck one can still be chosen"
        await press(pilot, *keys)
        await until(pilot, lambda: not app.attempt.of(1).struck)
        await shows(pilot, "● C")
        assert "struck" not in app.text


@pytest.mark.slow
@pytest.mark.parametrize("digit", ["6", "9"])
async def test_x_and_a_digit_strikes_what_has_no_letter(digit: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(with_options(9), tmp_path, clock, size=(80, 34)) as (app, pilot):
        await press(pilot, "x", digit)
        await until(pilot, lambda: app.attempt.of(1).struck == {f"1{'abcdefghi'[int(digit) - 1]}"})


@pytest.mark.slow
async def test_backspace_clears(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(choose=2), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "b", "backspace")
        await shows(pilot, "Choose 2 · 0 chosen")
        assert app.attempt.status(1) is Status.INCOMPLETE


@pytest.mark.slow
async def test_f_flags_and_u_is_unsure_and_neither_is_an_answer(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "f", "u")
        await shows(pilot, "? unsure · ⚑ flagged", "● 0 answered", "◐ 1 incomplete")
        await press(pilot, "f", "u")
        await until(pilot, lambda: "unsure" not in app.text and "⚑ 0 flagged" in app.text)


@pytest.mark.slow
@pytest.mark.parametrize(("key", "then"), [("!", "! reported"), ("m", "✎ note")])
async def test_report_and_note_are_written_where_letters_are_letters(
    key: str, then: str, tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, key)
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press(*"abfxn", "escape")
        await shows(pilot, then)
        assert (app.attempt.of(1).report or app.attempt.of(1).note) == "abfxn"
        assert (app.attempt.current, app.attempt.of(1).response, app.attempt.of(1).marked) == (1, (), False)
        await press(pilot, key)
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press(*["backspace"] * 5, "escape")
        await until(pilot, lambda: not (app.attempt.of(1).report or app.attempt.of(1).note))


@pytest.mark.slow
async def test_g_is_the_navigator_over_a_narrow_question_and_beside_a_wide_one(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(12), tmp_path, clock, size=(99, 30)) as (app, pilot):
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "l", "j", "enter")
        await at(app, pilot, 12)
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "k", "h", "space")
        await at(app, pilot, 1)
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await pilot.resize_terminal(100, 30)
        await press(pilot, "g")
        await shows(pilot, "Questions", "What is question 1?", "· 11", "g close")
        assert isinstance(app.screen, QuestionScreen)
        await press(pilot, "tab", "l", "l", "enter")
        await at(app, pilot, 3)
        await press(pilot, "g")
        await until(pilot, lambda: "Questions" not in app.text)


@pytest.mark.slow
async def test_s_is_the_sheet_and_a_key_goes_back(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        for back in ("s", "escape"):
            await press(pilot, "s")
            await until(pilot, lambda: isinstance(app.screen, Sheet))
            await shows(pilot, "Review", "5 questions not answered")
            await press(pilot, back)
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "j", "l", "enter")
        await at(app, pilot, 5)


@pytest.mark.slow
async def test_t_hides_the_clock_and_shows_it(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "◷ hidden")
        assert "10:00" not in app.text
        await press(pilot, "t")
        await shows(pilot, "◷ 10:00")


@pytest.mark.slow
async def test_ctrl_p_pauses_in_practice_only(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "ctrl+p")
        await shows(pilot, "An exam cannot be paused", "What is question 1?")
    async with sitting(sample_form(), tmp_path / "practice", clock, mode="practice") as (app, pilot):
        for key in ("enter", "space", "escape", "ctrl+p"):
            await press(pilot, "ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, Paused))
            await shows(pilot, "Paused", "10:00 left")
            assert "What is question" not in app.text
            clock.advance(3600)
            await press(pilot, key)
            await shows(pilot, "What is question 1?", "◷ 10:00")
        assert len(app.attempt.gaps) == 4


@pytest.mark.slow
@pytest.mark.parametrize("back", ["escape", "enter", "space", "q", "?"])
async def test_question_mark_is_every_key(back: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await press(pilot, "?")
        await until(pilot, lambda: isinstance(app.screen, Help))
        await shows(pilot, *(row.does for _, rows in HELP_TABLE[:2] for row in rows))
        await press(pilot, back)
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))


@pytest.mark.slow
async def test_ctrl_q_leaves_and_keeps_the_attempt(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "b", "ctrl+q")
        await until(pilot, lambda: app.over)
        assert (app.attempt.state, app.attempt.of(1).response) == (State.SUSPENDED, ("1b",))


@pytest.mark.slow
@pytest.mark.parametrize(("down", "up"), [("down", "up"), ("j", "k"), ("pagedown", "pageup"), ("ctrl+d", "ctrl+u")])
async def test_a_long_question_is_scrolled_with_arrows_and_without(
    down: str, up: str, tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(long_form(), tmp_path, clock, size=(60, 20)) as (app, pilot):
        await shows(pilot, "▾ more below")
        first = app.text
        while "▾ more below" in app.text:
            await press(pilot, down)
        await until(pilot, lambda: "▾ more below" not in app.text)
        while app.text != first:
            await press(pilot, up)
        await until(pilot, lambda: app.text == first)


@pytest.mark.slow
async def test_everything_without_arrows_function_keys_and_mouse(tmp_path: Path, clock: FakeClock) -> None:
    """A whole exam on the keys that every keyboard has: letters, digits, Enter, Esc, Tab, Backspace, Ctrl."""
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "b", "u", "n", "x", "a", "f", "p")
        await at(app, pilot, 2)
        await press(pilot, "/")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("4", "enter")
        await at(app, pilot, 4)
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "i")
        await shows(pilot, "incomplete 1 of 3", "What is question 3?")
        await press(pilot, "c", "n", "d", "n", "a", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await shows(pilot, "End the exam?")
        await press(pilot, "tab", "enter")
        await until(pilot, lambda: app.over)
        assert all(app.attempt.of(n).response for n in range(1, 6))


def test_no_key_of_the_exam_needs_an_arrow_or_a_function_key() -> None:
    rare = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"}
    alone = [
        binding.id  # type: ignore[union-attr]
        for binding in QUESTION_BINDINGS
        if set(binding.key.split(",")) <= rare  # type: ignore[union-attr]
    ]
    assert alone == ["room.first", "room.last"], "and these two are reached by their numbers"
