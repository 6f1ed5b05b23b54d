"""Kinds of questions where the terminal is small, the question long, the window left, or the answer shown."""

from pathlib import Path

import pytest
from textual.events import AppBlur, AppFocus
from textual.pilot import Pilot

from exam.core.form import Form, Option
from exam.core.gap import Gap
from exam.tui.review.screen import ReviewScreen
from tests.support import FakeClock
from tests.support.kinds import at, best, every_kind
from tests.support.screens import looks_like
from tests.tui.room_desk import Desk, press, shows, sitting, until
from tests.tui.test_every_kind import go
from tests.tui.test_room_by_mouse import click

LOOKS = Path(__file__).with_name("looks")
SIZES = [(60, 20), (100, 34)]


def changed(item: str, **fields: object) -> Form:
    """The paper with other values in one of its slots."""
    form = every_kind()
    slots = tuple(slot.model_copy(update=fields) if slot.item == item else slot for slot in form.slots)
    return form.model_copy(update={"slots": slots})


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_how_each_kind_looks_half_answered_and_in_the_review(
    size: tuple[int, int], tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    wide = size[0]
    done = {
        "short": "sinfo -N", "numeric": "30", "ordering": "ca[", "matching": "bc", "cloze": "kubelet\t10\t",
        "recall": "\r", "many": "L", "multiple": "ac",
    }  # fmt: skip
    async with sitting(form, tmp_path, clock, size=size) as (app, pilot):
        for item, keys in done.items():
            await go(app, pilot, form, item)
            names = {"\t": "tab", "\r": "enter", "[": "left_square_bracket", " ": "space", "-": "minus"}
            await pilot.press(*(names.get(key, key) for key in keys))
            await looks_like(pilot, LOOKS / f"kind-{item}-{wide}.txt")
            await pilot.press("escape")
        assert app.session is not None
        app.session.end()
        attempt = app.attempt
    reviewed = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(attempt)))
    async with reviewed.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(reviewed.screen, ReviewScreen))
        for item in done:
            assert isinstance(reviewed.screen, ReviewScreen)
            reviewed.screen.go(at(form, item))
            await looks_like(pilot, LOOKS / f"kind-{item}-review-{wide}.txt")


@pytest.mark.slow
async def test_a_field_out_of_sight_is_not_typed_into_until_it_is_gone_to(tmp_path: Path, clock: FakeClock) -> None:
    form = changed("short", stem="A long story. " * 60)
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "short")
        await shows(pilot, "▾ more below", "tab write")
        await press(pilot, "tab")
        await shows(pilot, "Type the answer", "esc other keys")
        await pilot.press(*"sinfo", "escape")
        await until(pilot, lambda: app.attempt.of(n).response == ("sinfo",))
        await shows(pilot, "sinfo", "tab write")


@pytest.mark.slow
async def test_a_window_that_is_left_keeps_what_was_typed_and_has_its_field_again(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        n = await go(app, pilot, form, "short")
        await pilot.press(*"sin")
        app.post_message(AppBlur())
        await until(pilot, lambda: app.attempt.of(n).response == ("sin",))
        app.post_message(AppFocus())
        await until(pilot, lambda: app.screen.focused is not None)
        await pilot.press(*"fo", "escape")
        await until(pilot, lambda: app.attempt.of(n).response == ("sinfo",))


def long_list() -> Form:
    """The paper with twenty lines to match, each of which runs over two rows, and twenty answers."""
    options = tuple(
        Option(id=f"o{place}", text=f"Answer number {place + 1} of twenty, in words", home=None) for place in range(20)
    )
    choices = tuple(option.id for option in options)
    gaps = tuple(
        Gap(label=f"Line {place + 1} of twenty, which goes on", choices=choices, key=(choices[place],))
        for place in range(20)
    )
    return changed("matching", options=options, gaps=gaps, choose=20)


async def tell(pilot: Pilot[None], app: Desk, n: int, count: int) -> None:
    await until(pilot, lambda: sum(map(bool, app.attempt.of(n).response)) == count)


@pytest.mark.slow
async def test_a_list_longer_than_the_terminal_is_answered_by_keys_with_its_line_in_sight(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = long_list()
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "matching")
        for place, key in enumerate([*"abcde", *"6789", *"JKLMNOPQRST"], start=1):
            await shows(pilot, f"▸ Line {place} of twenty")
            await press(pilot, key)
            await tell(pilot, app, n, place)
        assert app.attempt.of(n).response == tuple(best(gap) for gap in form.slot(n).gaps)


@pytest.mark.slow
async def test_a_list_under_the_mouse_stays_where_it_is(tmp_path: Path, clock: FakeClock) -> None:
    form = long_list()
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "matching")
        await press(pilot, *["pagedown"] * 6)
        await shows(pilot, "Answer number 20")
        await until(pilot, lambda: "▾" not in app.text)
        for count, answer in enumerate(("Answer number 20", "Answer number 19", "Answer number 18"), start=1):
            await click(app, pilot, answer)
            await tell(pilot, app, n, count)
            await shows(pilot, "Answer number 20")
        assert app.attempt.of(n).response[:4] == ("o19", "o18", "o17", "")


@pytest.mark.slow
async def test_of_more_than_nine_options_each_is_chosen_and_struck_out_by_a_key(
    tmp_path: Path, clock: FakeClock
) -> None:
    options = tuple(Option(id=f"o{place}", text=f"Option {place + 1}", home=None) for place in range(26))
    form = changed("many", options=options, key=("o25",))
    keys = [*"abcde", *"6789", *"JKLMNOPQRSTUVWXYZ"]
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "many")
        for place, key in enumerate(keys):
            await press(pilot, key)
            await until(pilot, lambda place=place: app.attempt.of(n).response == (f"o{place}",))
        for key in keys:
            await press(pilot, "x", key)
        await until(pilot, lambda: len(app.attempt.of(n).struck) == 26)
        assert app.attempt.of(n).response == ("o25",)


@pytest.mark.slow
async def test_practice_shows_part_by_part_what_was_right_and_locks_it(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock, mode="practice", size=(100, 34)) as (app, pilot):
        n = await go(app, pilot, form, "cloze")
        await pilot.press(*"kubelet", "enter", *"99", "enter")
        await press(pilot, "space")
        await shows(pilot, "Answer first")
        await press(pilot, "a", "space")
        await shows(pilot, "✓ [1] kubelet", "✗ [2] 99", "Right: 10250")
        before = app.attempt.of(n).response
        await press(pilot, "tab", "a", "backspace")
        await click(app, pilot, "[1] kubelet")
        await pilot.press("x")
        await shows(pilot, "✗ [2] 99")
        assert app.attempt.of(n).response == before


@pytest.mark.slow
async def test_where_questions_come_once_a_blank_field_is_warned_of_before_it_is_lost(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind(navigation="linear")
    async with sitting(form, tmp_path, clock) as (_app, pilot):
        assert at(form, "numeric") == 3
        await press(pilot, "right")
        await shows(pilot, "no way back")
        await press(pilot, "right", "L", "n")
        await shows(pilot, "3 of 10", "esc other keys")
        await press(pilot, "enter")
        await shows(pilot, "no way back", "3 of 10")
        await press(pilot, "enter")
        await shows(pilot, "4 of 10")
        await pilot.press(*"sinfo", "enter")
        await shows(pilot, "5 of 10")
