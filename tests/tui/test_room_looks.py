"""Pictures of the room in text: what a sitter sees, line by line.

``EXAM_ACCEPT=1`` writes them anew; then read the difference before committing it.
"""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.core.authored import Reference
from exam.core.form import Form
from exam.tui.review.screen import ReviewScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.support.screens import looks_like
from tests.tui.room_desk import Desk, press, shows, sitting, until

LOOKS = Path(__file__).with_name("looks")
STEMS = (
    "What does a Kubernetes pod encapsulate?",
    "Which part of a cluster keeps the desired state of every object and answers when a controller asks for it?",
)
TEXTS = (
    "Wraps one or more co-located containers with shared network and storage",
    "Runs the node agent, container runtime and workloads of one machine",
    "Keeps the desired count of replicas by watching what is running and replacing what failed",
    "Partitions one cluster into isolated scopes for names, access rules and resource quotas",
)


def like_a_real_one(choose: int = 1) -> Form:
    """Twelve questions with stems and options as long as real ones."""
    form = sample_form(items=12, sections=3, choose=choose, minutes=15)
    slots = tuple(
        slot.model_copy(
            update={
                "stem": STEMS[slot.n % 2],
                "options": tuple(
                    option.model_copy(update={"text": TEXTS[(slot.n + place) % 4]})
                    for place, option in enumerate(slot.options)
                ),
                "references": (Reference(title="Pods", url="https://example.org/pods"),),
            }
        )
        for slot in form.slots
    )
    homes = {name: home.model_copy(update={"stem": STEMS[home.number % 2]}) for name, home in form.homes.items()}  # type: ignore[operator]
    return form.model_copy(update={"slots": slots, "homes": homes, "bank_title": "Orchestration and Scheduling"})


async def compare(pilot: Pilot[Any], name: str) -> None:
    """Holds the screen to the picture that was accepted."""
    await looks_like(pilot, LOOKS / f"{name}.txt")


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (80, 24), (140, 45)])
async def test_question_and_sheet(columns: int, rows: int, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(like_a_real_one(), tmp_path, clock, size=(columns, rows)) as (app, pilot):
        await press(pilot, "b", "n", "f", "D", "n", "a", "u")
        await shows(pilot, "3 of 12", "● 2 answered", "? unsure")
        await compare(pilot, f"question-{columns}x{rows}")
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "10 questions not answered")
        await compare(pilot, f"sheet-{columns}x{rows}")


@pytest.mark.slow
async def test_two_to_choose_and_then_shown_in_practice(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(like_a_real_one(2), tmp_path, clock, mode="practice", size=(80, 36)) as (_app, pilot):
        await press(pilot, "b", "c", "x", "d")
        await shows(pilot, "× D", "2 chosen")
        await compare(pilot, "choose-two")
        await press(pilot, "space")
        await shows(pilot, "Why")
        await compare(pilot, "shown")


@pytest.mark.slow
async def test_review_of_an_answer(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(like_a_real_one(), tmp_path, clock) as (app, pilot):
        await press(pilot, "d", "c")
        clock.advance(50)
        await press(pilot, "n", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e", "y", "y")
        await until(pilot, lambda: app.over)
        attempt = app.attempt
    desk = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(attempt)))
    async with desk.run_test(size=(80, 36)) as pilot:
        await shows(pilot, "50 s on this question · answered D, then C", "○ B")
        await compare(pilot, "review-80x36")
