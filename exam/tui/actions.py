"""Owns the list of everything that a key can do, by place. Refuses a list kept by hand: it reads the screens' own.

Loaded only where somebody has rebound a key, or asks for the list: it imports every screen.
"""

from collections.abc import Iterator

from textual.binding import Binding, BindingType

from exam.tui.keymap import Action
from exam.tui.keys import BINDINGS


def actions() -> tuple[Action, ...]:
    """Every action that can be rebound, the exam room's first."""
    from exam.tui.begin.screen import BeginScreen
    from exam.tui.drill.screen import DrillScreen
    from exam.tui.history.screen import HistoryScreen
    from exam.tui.home.screen import HomeScreen
    from exam.tui.progress.screen import ProgressScreen
    from exam.tui.result.page import ResultPage
    from exam.tui.result.score_page import ScorePage
    from exam.tui.review.screen import ReviewScreen
    from exam.tui.room import keys as room
    from exam.tui.room.navigator import Navigator
    from exam.tui.room.sheet import Sheet
    from exam.tui.schedule import ScheduleScreen
    from exam.tui.setup.screen import SetUpScreen

    pages = (
        HomeScreen, SetUpScreen, DrillScreen, BeginScreen, ResultPage, ScorePage, HistoryScreen, ProgressScreen,
        ScheduleScreen,
    )  # fmt: skip
    found: dict[str, Action] = {}
    in_the_room = (room.BINDINGS, Sheet.BINDINGS, Navigator.BINDINGS, ReviewScreen.BINDINGS)
    for bindings in (*in_the_room, *(page.BINDINGS for page in pages), BINDINGS):
        for action in _of(bindings):
            found.setdefault(action.id, action)
    return tuple(found.values())


def _of(bindings: list[BindingType]) -> Iterator[Action]:
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            keys = tuple(key for written in binding.key.split(",") for key in [written.strip()])
            yield Action(binding.id, binding.description, _named(keys))


def _named(keys: tuple[str, ...]) -> tuple[str, ...]:
    from textual.keys import _character_to_key

    return tuple(_character_to_key(key) if len(key) == 1 else key for key in keys)
