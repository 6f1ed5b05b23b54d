"""Before a paper begins one sees how the same preset went last time, in the app and in plain mode."""

import pytest

from exam.learning.last_time import last_time
from tests.stories.test_both_faces import Faces, about_to_be_sat, drill_of, faces, misses, whole  # noqa: F401
from tests.support.screens import see, text_of


def before(faces: Faces, *words: str) -> str:  # noqa: F811
    """The first line of a paper in plain mode, which is then left alone."""
    return faces.said("take", "sample", *words, "--plain", input="quit\n").stdout.splitlines()[0]


def test_plain_mode_tells_the_latest_of_the_same_preset(faces: Faces) -> None:  # noqa: F811
    assert "Last time" not in before(faces, "--preset", "full")
    faces.sit("older", whole(faces), misses())
    sat = faces.desk.clock.now()
    faces.sit("newer", whole(faces), misses("item-1", "item-2", "item-3", "item-7"))
    faces.sit("drill", drill_of(faces, "item-1"), misses())
    allowed = whole(faces).minutes
    said = f"Last time, {sat.day} {sat:%B}: 75 %, 12 of 16, 18 of {allowed} min."
    assert before(faces, "--preset", "full") == said
    assert "Last time" not in before(faces, "--preset", "standard")
    assert "Last time" not in before(faces, "--preset", "full", "--practice")


def test_a_score_is_held_against_the_attempt_before_it(faces: Faces) -> None:  # noqa: F811
    form, standard = whole(faces), whole(faces, preset="standard")
    faces.sit("first", form, misses())
    faces.sit("other", standard, misses())
    faces.sit("drill", drill_of(faces, "item-1"), misses())
    faces.sit("second", form, misses("item-1"))
    faces.sit("third", form, misses())
    with faces.desk.open_store() as store:
        before = [last_time(store, form, "exam", name) for name in ("third", "second", "first")]
        assert [row and row.id for row in before] == ["second", "first", None]
        assert last_time(store, standard, "exam", "other") is None
        assert last_time(store, form, "practice") is None
        assert last_time(store, drill_of(faces, "item-1"), "exam") is None


@pytest.mark.slow
async def test_the_begin_page_has_the_same_line(faces: Faces) -> None:  # noqa: F811
    faces.sit("first", whole(faces, preset="standard"), misses("item-1"))
    told = before(faces, "--preset", "standard").removeprefix("Last time, ").removesuffix(".")
    async with faces.app() as pilot:
        await pilot.press("enter")
        form = await about_to_be_sat(pilot)
        assert form.blueprint.id == "standard"
        await see(pilot, f"Last time  {told}")
        assert "To review" not in text_of(pilot.app)
