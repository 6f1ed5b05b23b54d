"""What opening a page costs: it is laid out once for the terminal's size, and garbage is looked for at another time."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from textual.app import App

from exam.tui import tidying
from exam.tui.widgets.page import Notice


class _Page(Notice):
    """Counts how often it was laid out."""

    layouts = 0

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, self._count, immediate=True)

    def _count(self, _: object) -> None:
        self.layouts += 1


class _Holds:
    """Garbage that Python has to look for: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.mark.parametrize(("size", "classes"), [((60, 20), {"-narrow", "-short"}), ((130, 40), {"-wide", "-tall"})])
async def test_a_page_is_laid_out_once_for_the_size_that_the_terminal_has(size, classes):
    app = App()
    async with app.run_test(size=size) as pilot:
        page = _Page("A title", "One line of text.")
        app.push_screen(page)
        await pilot.pause(0.1)

        assert page.layouts <= 2, "one of the page, and one of texts that know their width by then"
        assert {name for name in page.classes if name.startswith("-")} == classes

        await pilot.resize_terminal(100, 22)
        assert {name for name in page.classes if name.startswith("-")} == {"-normal", "-short"}


def test_garbage_is_looked_for_at_rest_and_that_of_what_was_set_aside_in_the_end(as_before):
    tidying.look_seldom()
    new, kept = _Holds(), _Holds()
    gone, gone_later = weakref.ref(new), weakref.ref(kept)

    del new
    tidying.tidy(0)
    assert gone() is None

    del kept
    tidying.tidy(1)
    assert gone_later() is not None, "it was set aside, with all else that was in use"
    tidying.tidy(9)
    assert gone_later() is None
