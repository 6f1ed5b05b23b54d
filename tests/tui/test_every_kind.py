"""Every kind of question sat on the screen, by keys alone and by mouse alone, with the same score."""

from collections.abc import Awaitable, Callable
from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.core.attempt import Attempt, State
from exam.core.form import Form, Slot
from exam.core.gap import Gap
from exam.core.scoring import score
from exam.tui.review.screen import ReviewScreen
from exam.tui.sitting.dialogs import Ask
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock
from tests.support.kinds import at, best, every_kind
from tests.tui.room_desk import Desk, press, shows, sitting, until
from tests.tui.test_room_by_mouse import click

SIZES = [(60, 20), (100, 34)]

Answer = Callable[[Desk, "Pilot[None]", Slot], Awaitable[None]]


def key_of(slot: Slot, option: str) -> str:
    """The key that chooses an option: a small letter, a digit, or a capital letter."""
    letter = slot.letter(option)
    place = ord(letter) - ord("A")
    return letter.lower() if place < 5 else str(place + 1) if place < 9 else letter


def shown_as(slot: Slot, option: str) -> str:
    """Its text, behind its letter."""
    return f"  {slot.option(option).text}"


def wanted(slot: Slot, gap: Gap) -> str:
    """What is answered in these sittings: all of it right, but the second line of what is matched."""
    if slot.kind == "pairs" and gap is slot.gaps[1]:
        return next(choice for choice in gap.choices if choice not in gap.key)
    return best(gap)


async def by_keys(app: Desk, pilot: Pilot[None], slot: Slot) -> None:
    if slot.kind == "recall":
        await press(pilot, "enter")
        await shows(pilot, "I had half of it")
        await press(pilot, "2")
    elif slot.kind == "ordering":
        steps = [key_of(slot, gap.key[0]) for gap in slot.gaps]
        await press(pilot, steps[0], steps[2], steps[1], "[", steps[3])
        await press(pilot, "n")
    elif slot.gaps:
        for gap in slot.gaps:
            if gap.choices:
                await press(pilot, key_of(slot, wanted(slot, gap)))
            else:
                await pilot.press(*wanted(slot, gap), "enter")
        if slot.gaps[-1].choices:
            await press(pilot, "n")
    else:
        await press(pilot, *(key_of(slot, option) for option in slot.key), "n")


async def by_mouse(app: Desk, pilot: Pilot[None], slot: Slot) -> None:
    onward = "↵ review" if slot.n == len(app.attempt.form.slots) else "↵ next"
    if slot.kind == "recall":
        await click(app, pilot, "show the answer")
        await click(app, pilot, "I had half of it")
        return
    if slot.kind == "ordering":
        for gap in slot.gaps:
            await click(app, pilot, shown_as(slot, gap.key[0]))
    elif slot.kind == "pairs":
        for gap in slot.gaps:
            await click(app, pilot, gap.label, last=False)
            await click(app, pilot, shown_as(slot, wanted(slot, gap)))
    elif slot.gaps:
        # Only letters come from the keyboard: nobody types with a mouse.
        for number, gap in enumerate(slot.gaps, start=1):
            if slot.kind == "cloze":
                await click(app, pilot, f"[{number}]")
            if gap.choices:
                await click(app, pilot, shown_as(slot, wanted(slot, gap)))
            else:
                await pilot.press(*wanted(slot, gap))
    else:
        for option in slot.key:
            await click(app, pilot, shown_as(slot, option))
    await click(app, pilot, onward)


async def sat(answer: Answer, form: Form, app: Desk, pilot: Pilot[None]) -> Attempt:
    """Answers every question in its order, and ends the exam on the sheet."""
    for slot in form.slots:
        await until(pilot, lambda slot=slot: isinstance(app.screen, QuestionScreen) and app.screen.n == slot.n)
        await shows(pilot, f"{slot.n} of 10")
        await answer(app, pilot, slot)
    await until(pilot, lambda: isinstance(app.screen, Sheet))
    await shows(pilot, "everything is answered")
    await press(pilot, "e")
    await until(pilot, lambda: isinstance(app.screen, Ask))
    await press(pilot, "y")
    await until(pilot, lambda: app.over)
    return app.attempt


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("answer", [by_keys, by_mouse])
async def test_every_kind_by_keys_and_by_mouse_earns_the_same(
    answer: Answer, size: tuple[int, int], tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock, size=size) as (app, pilot):
        attempt = await sat(answer, form, app, pilot)
    report = score(attempt)
    assert {mark.item: mark.points for mark in report.marks} == {
        "true-false": 1, "single": 1, "multiple": 1, "many": 1, "short": 1, "numeric": 1, "ordering": 1,
        "matching": Fraction(2, 3), "cloze": 1, "recall": 0,
    }  # fmt: skip
    assert (report.score.points, report.score.possible) == (Fraction(26, 3), 9)
    assert attempt.of(at(form, "recall")).response == ("half",)


async def go(app: Desk, pilot: Pilot[None], form: Form, item: str) -> int:
    n = at(form, item)
    assert isinstance(app.screen, QuestionScreen)
    app.screen.go(n)
    await shows(pilot, f"{n} of 10")
    return n


@pytest.mark.slow
async def test_what_is_typed_is_written_down_when_typing_pauses_and_when_the_question_is_left_in_any_way(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, QuestionScreen)
        n = await go(app, pilot, form, "short")
        await pilot.press(*"sin")
        screen.tick()
        assert app.attempt.of(n).response == (), "not with every letter"
        clock.advance(1)
        screen.tick()
        assert app.attempt.of(n).response == ("sin",)
        await shows(pilot, "● 1 answered")
        ways: tuple[tuple[str, Callable[[], object]], ...] = (
            ("f", screen.action_flag),
            ("o", screen.action_back),
            ("p", screen.action_sheet),
        )
        typed = "sin"
        for letter, leave in ways:
            await go(app, pilot, form, "short")
            screen.go_to_part(0)
            await pilot.press(letter)
            leave()
            typed += letter
            await until(pilot, lambda typed=typed: app.attempt.of(n).response == (typed,))
            await until(pilot, lambda: app.screen is screen or isinstance(app.screen, Sheet))
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is screen)
        screen.go_to_part(0)
        await pilot.press("q", "ctrl+q")
        await until(pilot, lambda: app.over)
    assert app.attempt.state is State.SUSPENDED
    assert app.attempt.of(n).response == ("sinfopq",)
    assert app.attempt.of(n).history[-1] == ("sinfopq",)


@pytest.mark.slow
async def test_nothing_typed_is_lost_when_time_is_up(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, QuestionScreen)
        n = await go(app, pilot, form, "short")
        clock.advance(12 * 60 - 1)
        await pilot.press(*"sinfo")
        await until(pilot, lambda: app.attempt.of(n).response == ("sinfo",))
        clock.advance(1)
        screen.tick()
        await shows(pilot, "Time is up")
    assert (app.attempt.ended_reason, app.attempt.of(n).response) == ("time_up", ("sinfo",))


@pytest.mark.slow
async def test_letters_belong_to_the_field_until_it_is_left_and_the_line_of_keys_says_so(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        n = await go(app, pilot, form, "short")
        await shows(pilot, "↵ next", "esc other keys")
        await pilot.press(*"fsxu?!", "space", "n")
        assert (app.attempt.current, app.attempt.of(n).marked) == (n, False)
        await pilot.press("escape")
        await shows(pilot, "tab write", "f flag", "? keys")
        assert app.attempt.of(n).response == ("fsxu?! n",)
        await press(pilot, "f")
        await shows(pilot, "⚑ flagged")
        await press(pilot, "x")
        await shows(pilot, "nothing to strike out")
        await press(pilot, "tab")
        await shows(pilot, "esc other keys")
        await pilot.press("backspace", "tab")
        await until(pilot, lambda: app.attempt.of(n).response == ("fsxu?!",))
        await press(pilot, "backspace")
        await until(pilot, lambda: app.attempt.of(n).response == ())


@pytest.mark.slow
async def test_whoever_goes_through_answered_questions_by_letters_changes_none(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        n = await go(app, pilot, form, "numeric")
        await pilot.press(*"30", "enter", *"sinfo", "escape")
        await press(pilot, "p")
        await shows(pilot, f"{n} of 10", "tab write")
        await press(pilot, "n", "n")
        await until(pilot, lambda: app.attempt.current == n + 2)
        assert (app.attempt.of(n).response, app.attempt.of(n + 1).response) == (("30",), ("sinfo",))


@pytest.mark.slow
async def test_in_an_empty_field_the_arrows_go_from_question_to_question(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        n = await go(app, pilot, form, "numeric")
        await press(pilot, "right")
        await until(pilot, lambda: app.attempt.current == n + 1)
        await press(pilot, "left")
        await until(pilot, lambda: app.attempt.current == n)
        await pilot.press("3", "left", "0", "escape")
        await until(pilot, lambda: app.attempt.of(n).response == ("03",))
        assert app.attempt.of(n + 1).response == ()


@pytest.mark.slow
async def test_keys_typed_ahead_go_to_the_question_that_they_were_meant_for(tmp_path: Path, clock: FakeClock) -> None:
    """Faster than any hand: all keys are there before the first is heard."""
    from textual.events import Key

    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        numeric, short = at(form, "numeric"), at(form, "short")
        assert short == numeric + 1
        await go(app, pilot, form, "numeric")
        for character in "30\rsinfo\r":
            app.post_message(Key("enter" if character == "\r" else character, character))
        await until(pilot, lambda: app.attempt.current == short + 1)
        assert app.attempt.of(numeric).response == ("30",)
        assert app.attempt.of(short).response == ("sinfo",)


@pytest.mark.slow
async def test_a_paste_comes_in_as_one_clean_line_of_bounded_length(tmp_path: Path, clock: FakeClock) -> None:
    from textual.events import Paste

    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, pilot):
        n = await go(app, pilot, form, "short")
        app.post_message(Paste("\x1b]0;stolen\x07si\u202enfo"))
        await shows(pilot, "␛]0;stolen␇si‹U+202E›nfo")
        app.post_message(Paste("x" * 600))
        await shows(pilot, "An answer has 500 letters at most.")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.attempt.of(n).response[0]) == 500)
        assert "\x1b" not in app.export_screenshot()


@pytest.mark.slow
async def test_steps_are_moved_and_taken_out_by_keys_and_by_clicks(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "ordering")
        slot = form.slot(n)
        ids = [option.id for option in slot.options]
        await press(pilot, "a", "b", "c")
        await press(pilot, "shift+up", "up", "[")
        await until(pilot, lambda: app.attempt.of(n).response == (ids[0], ids[2], ids[1], ""))
        await press(pilot, "down", "]")
        await until(pilot, lambda: app.attempt.of(n).response == (ids[0], ids[1], ids[2], ""))
        await press(pilot, "a")
        await until(pilot, lambda: app.attempt.of(n).response == (ids[1], ids[2], "", ""))
        await click(app, pilot, slot.options[2].text)
        await until(pilot, lambda: app.attempt.of(n).response == (ids[1], "", "", ""))
        await press(pilot, "d", "backspace", "backspace")
        await until(pilot, lambda: app.attempt.of(n).response == ())
        await shows(pilot, "0 of 4 done")


@pytest.mark.slow
async def test_lines_are_gone_to_answered_and_taken_back(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        n = await go(app, pilot, form, "matching")
        slot = form.slot(n)
        ids = [option.id for option in slot.options]
        await press(pilot, "down", "d")
        await shows(pilot, f"▸ {slot.gaps[2].label}", "1 of 3 done")
        await press(pilot, "D")
        await until(pilot, lambda: app.attempt.of(n).response == ("", ids[3], ids[3]))
        await shows(pilot, f"▸ {slot.gaps[0].label}")
        await press(pilot, "k", "n")
        await shows(pilot, f"Question {n} has 1 blank place.")
        await press(pilot, "p", "up", "j", "d")
        await until(pilot, lambda: app.attempt.of(n).response == ("", "", ids[3]))
        await click(app, pilot, slot.gaps[2].label, button=3)
        await until(pilot, lambda: app.attempt.of(n).response == ())


@pytest.mark.slow
async def test_a_recalled_card_takes_two_keys_and_its_judgement_can_be_changed(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock, mode="practice") as (app, pilot):
        n = at(form, "recall")
        await press(pilot, "r")
        assert app.attempt.of(n).response == ()
        await press(pilot, "space", "w")
        await until(pilot, lambda: app.attempt.current == n + 1)
        assert app.attempt.of(n).response == ("wrong",)
        await press(pilot, "p")
        await shows(pilot, "One or more containers", "● 3·w")
        await press(pilot, "h")
        await until(pilot, lambda: app.attempt.of(n).response == ("half",))


@pytest.mark.slow
async def test_the_review_tells_part_by_part_what_was_right_and_what_it_earned(
    tmp_path: Path, clock: FakeClock
) -> None:
    form = every_kind()
    async with sitting(form, tmp_path, clock) as (app, _):
        session = app.session
        assert session is not None
        session.reveal(1)
        for item, response in {
            "short": ("sinfo -N",),
            "numeric": ("31",),
            "ordering": tuple(gap.key[0] for gap in reversed(form.slot(at(form, "ordering")).gaps)),
            "cloze": ("kubelet", "", form.slot(at(form, "cloze")).gaps[2].choices[0]),
            "multiple": (form.slot(at(form, "multiple")).key[0],),
            "recall": ("half",),
        }.items():
            session.respond(at(form, item), response)
        session.end()
        attempt = app.attempt
    reviewed = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(attempt)))
    expected = {
        "short": ("◐ Partly correct: ½ of 1 point", "◐ sinfo -N", "Worth ½.", "Right: sinfo", "there is a shorter one"),
        "numeric": ("✗ Incorrect", "✗ 31 s", "Right: 30 ± 0.5 s"),
        "ordering": ("✗ Incorrect · 0 of 4 parts right", "✗ 1 → uncordon it", "Right: cordon it"),
        "cloze": ("◐ Partly correct: ⅓ of 1 point · 1 of 3", "✓ [1] kubelet", "– [2] not answered", "That is a cache."),
        "multiple": ("◐ Partly correct", "½ of 1 point", "Of Kubernetes."),
        "recall": ("◐ You said: half right · not counted", "One or more containers"),
    }
    async with reviewed.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(reviewed.screen, ReviewScreen))
        for item, texts in expected.items():
            assert isinstance(reviewed.screen, ReviewScreen)
            reviewed.screen.go(at(form, item))
            await shows(pilot, *texts)
