"""Owns what the ways to other screens may ask of the question they set out from. Refuses to draw and to hear keys."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable

from textual.reactive import reactive

from exam.sitting.session import Session
from exam.sitting.walk import Walk
from exam.tui.sitting.frame import Framed

Path = Callable[["Room"], Awaitable[None]]
"""A way to another screen and back."""

PATHS = "paths"
"""The worker group in which a path is gone; time-up cancels it."""


class Room(Framed[None]):
    """A running attempt with one of its questions on screen. Dismissed when the attempt is closed or was left."""

    session: Session
    walk: Walk
    striking: reactive[bool] = reactive(False, repaint=False)
    """Whether the next letter strikes an option out; going elsewhere ends that."""
    over: bool
    """Whether the attempt is closed or left, so that nothing more is to be done here."""

    @property
    def n(self) -> int:
        """The place on screen, from 1."""
        return self.session.attempt.current

    @abstractmethod
    def change(self, make: Callable[[], None]) -> bool:
        """Makes a change to the attempt and shows it; where it is refused, says why. Whether it was made."""

    @abstractmethod
    def go(self, n: int) -> None:
        """Shows the question at place `n`; one outside a filtered walk ends the filter."""

    @abstractmethod
    def go_path(self, path: Path) -> object:
        """Goes the way to another screen and back."""

    @abstractmethod
    def enter_section(self, why: str) -> None:
        """Shows the section that has just begun, whatever was open over the one before. `why` it did is said."""

    @abstractmethod
    def say(self, note: str) -> None:
        """A passing note in the last line."""

    @abstractmethod
    def tick(self) -> None:
        """A look at the clock: time-up, warnings, what could not be saved yet."""
