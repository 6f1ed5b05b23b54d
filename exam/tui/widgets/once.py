"""A screen that can be left once only.

A double click, or Enter typed twice before the first was heard, asks a screen to go that has already gone. Textual
would then take away whatever is on top: the exam itself.
"""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Once(Screen[ScreenResultType]):
    """A screen that is dismissed while it is on top, and never after that."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        return super().dismiss(result)
