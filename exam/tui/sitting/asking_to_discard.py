"""The card that asks before an attempt is discarded, over the page on which it is listed."""

from textual import work
from textual.content import Content
from textual.widgets import Static

from exam.core.wording import paper
from exam.store import AttemptRow
from exam.tui.sitting.dialogs import Ask
from exam.tui.stage import Stage


class AskToDiscard(Ask):
    """Names the attempt: what was sat, when that ended or was begun, how far it came, and what was written in it.

    Dismisses whether it is to go.
    """

    def __init__(self, row: AttemptRow) -> None:
        sat = paper(row.blueprint_title, row.mode, drill=row.drill)
        when = (row.ended_at or row.started_at).astimezone().strftime("%-d %b %Y, %H:%M")
        came = f"{row.answered} of {row.items} answered" if row.percent is None else f"{row.percent:.0f} %"
        text = f"{row.bank_title}, {sat}.\n{'Ended' if row.ended_at else 'Begun'} on {when}: {came}."
        kept = "It counts nowhere then.\nIt is kept in the bin for 30 days."
        super().__init__("Discard this attempt?", f"{text}\n{kept}", yes="Discard it", no="Keep it")
        self.attempt = row.id

    def on_mount(self) -> None:
        self._say_what_goes_with_it()

    @work
    async def _say_what_goes_with_it(self) -> None:
        """Once it is read: nobody who is in haste waits for it."""
        if isinstance(self.app, Stage) and (written := await self.app.written_in(self.attempt)):
            goes = "goes" if written in ("1 note", "1 report") else "go"
            text = f"{self.text}\n{written} of yours {goes} with it."
            self.query_one(".card-text", Static).update(Content(text))
