"""The card that asks before an attempt is discarded, over the page on which it is listed."""

from exam.core.wording import paper
from exam.store import AttemptRow
from exam.tui.sitting.dialogs import Ask


class AskToDiscard(Ask):
    """Names the attempt: what was sat, when it was begun, and how far it came. Dismisses whether it is to go."""

    def __init__(self, row: AttemptRow) -> None:
        sat = paper(row.blueprint_title, row.mode, drill=row.drill)
        begun = row.started_at.astimezone().strftime("%-d %b %Y, %H:%M")
        came = f"{row.answered} of {row.items} answered" if row.percent is None else f"{row.percent:.0f} %"
        text = f"{row.bank_title}, {sat}.\nBegun on {begun}: {came}."
        kept = "It counts nowhere then.\nIt is kept in the bin for 30 days."
        super().__init__("Discard this attempt?", f"{text}\n{kept}", yes="Discard it", no="Keep it")
