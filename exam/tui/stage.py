"""Owns what the paths may ask of the app besides its screens. Refuses to know a path, a theme or a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.app import App

from exam.core.text import visible

if TYPE_CHECKING:
    from exam.sitting.session import Session

_LONG_TOAST = 15.0


class Stage(App[str]):
    """Where pages are shown and an attempt is sat."""

    session: Session | None = None
    """The attempt that is being sat: what a signal has to keep."""
    parting: str | None = None
    """The line to print at the end."""

    def say(self, text: str, severity: Literal["information", "warning"] = "information") -> None:
        """A passing note; the text is shown literally."""
        self.notify(visible(text), severity=severity, timeout=_LONG_TOAST if severity == "warning" else 5, markup=False)

    def keep_attempt(self) -> None:
        """Suspends the attempt being sat, so that its time stands still; what was answered is saved already."""
        session, self.session = self.session, None
        if session is not None:
            from exam.store import StoreError

            try:
                session.leave()
            except StoreError as error:
                self.say(str(error), "warning")
