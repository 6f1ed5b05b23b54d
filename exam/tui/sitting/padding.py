"""The pad under the question of a running attempt: kept when it is closed, and within a second of each letter."""

from contextlib import suppress
from datetime import datetime, timedelta

from exam.core.attempt import Refused, State
from exam.sitting.session import Session
from exam.tui.sitting.answering import Answering
from exam.tui.sitting.noting import text_in
from exam.tui.sitting.pad import Pad
from exam.tui.widgets.keybar import Hint

_PAUSE = timedelta(seconds=0.5)
"""So long after the first letter that is not kept yet, what stands in the pad is."""


class Padded(Answering):
    """A question that is answered, with a pad under it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._jotted_at: datetime | None = None
        """When something was written that is not kept yet."""

    def keep_typed(self) -> None:
        super().keep_typed()
        self.keep_pad()

    def keep_typed_in_time(self) -> None:
        super().keep_typed_in_time()
        now, left = self.session.now(), self.session.left
        nearly_up = left is not None and left <= 4 * _PAUSE
        if self._jotted_at is not None and (nearly_up or now - self._jotted_at >= _PAUSE):
            self.keep_pad()

    def keep_pad(self) -> None:
        self._jotted_at = None
        for pad in self.query(Pad):
            if self.attempt.state is not State.INTERACTING:
                return
            with suppress(Refused):  # by time alone: the next look at the clock says so
                if pad.kind is None or (text := text_in(pad)) == self.written(pad.kind, pad.n):
                    return
                if pad.kind == "scratchpad":
                    self.session.jot(text)
                else:
                    (self.session.note if pad.kind == "note" else self.session.report)(pad.n, text)

    def on_pad_changed(self) -> None:
        self._jotted_at = self._jotted_at or self.session.now()
        self.keep_typed_in_time()

    def arrive(self) -> None:
        super().arrive()
        for pad in self.query(Pad):
            if pad.kind in ("note", "report") and pad.n != self.n:
                pad.close()

    def key_hints(self) -> tuple[Hint, ...]:
        return super().key_hints() if (hint := self.pad_hint()) is None else (hint,)
