"""How attempts are listed: which columns have room in a line, and what stands in them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from exam.core.wording import minutes, paper, points
from exam.store import AttemptRow
from exam.tui.widgets.apart import Pairs

_DAY, _RESULT, _SCORE = 12, 14, 10
"""Cells of the columns that are always there, beside the paper."""
_GAP = 2
_ROOM = 16
"""Cells that the paper has, if it needs as many, before anything that follows has room."""
_OPTIONAL = ("time", "asked", "hour", "attempt")
"""What is shown where there is room, the most wanted first."""
_HEADS = {"asked": "Asked", "time": "Time"}
_FIGURES: dict[str, Callable[[AttemptRow], str]] = {
    "asked": lambda row: str(row.items),
    "time": lambda row: minutes(row.seconds_used),
}
"""What is counted of an attempt: its questions, and the time that was used."""


class AttemptColumns:
    """The columns of a list of attempts, each as wide as what stands in it."""

    def __init__(self, rows: Sequence[AttemptRow] = ()) -> None:
        self.several_banks = len({row.bank for row in rows}) > 1
        kinds = {(row.blueprint_title, row.mode, row.drill, row.bank_title): row for row in rows}
        self.papers = Pairs(self._paper(row) for row in kinds.values())
        self._widest = {
            "paper": max(len("Paper"), self.papers.widest),
            "hour": len(" 12:00"),
            "attempt": _GAP + max((len("Attempt"), *(len(row.id) for row in rows))),
            **{
                name: _GAP + max((len(_HEADS[name]), *(len(figure(row)) for row in rows)))
                for name, figure in _FIGURES.items()
            },
        }

    def head(self, order: str, width: int) -> Content:
        """What stands above the list, with a sign at the column that it is in order of."""
        width -= 2  # the sign before the line that one is on
        beside = self._beside(width)
        sign = {"newest": ("▾", ""), "oldest": ("▴", ""), "best": ("", "▾"), "worst": ("", "▴")}[order]
        columns = (
            f"When {sign[0]}".ljust(_DAY + beside.get("hour", 0)),
            "Result".ljust(_RESULT),
            f"Score {sign[1]}".ljust(_SCORE),
            "Paper".ljust(self._paper_width(width, beside)),
            *(_HEADS[name].rjust(beside[name]) for name in _HEADS if name in beside),
            f"{'':{_GAP}}Attempt" if "attempt" in beside else "",
        )
        return Content.styled(f"  {''.join(columns)}", "$text-muted").truncate(width + 2)

    def line(self, row: AttemptRow, width: int) -> Content:
        """An attempt in one line."""
        beside = self._beside(width)
        day = _DAY + beside.get("hour", 0)
        if row.passed is None:
            result, score = Content.styled("… unfinished", "$marked"), f"{row.answered} of {row.items}"
        elif not row.possible:
            result, score = Content.styled("no score", "$text-muted"), f"{row.answered} of {row.items}"
        else:
            result, score = _drawn_verdict(row), f"{row.percent or 0.0:3.0f} %"
        return Content.assemble(
            _sortable(row.ended_at or row.started_at)[: day - _GAP].ljust(day),
            result.pad_right(_RESULT - result.cell_length),
            score.ljust(_SCORE),
            self.papers.padded(self._paper(row), self._paper_width(width, beside)),
            *(_FIGURES[name](row).rjust(beside[name]) for name in _HEADS if name in beside),
            (f"{'':{_GAP}}{row.id}" if "attempt" in beside else "", "$text-muted"),
        )

    def _beside(self, width: int) -> dict[str, int]:
        """The columns that have room in a line of `width`, and their cells; the paper keeps what it needs."""
        room = width - _DAY - _RESULT - _SCORE - min(self._widest["paper"], _ROOM)
        found: dict[str, int] = {}
        for name in _OPTIONAL:
            room -= self._widest[name]
            if room < 0:
                break
            found[name] = self._widest[name]
        return found

    def _paper(self, row: AttemptRow) -> tuple[str, str]:
        """What was sat, and of which bank where there are several."""
        title = paper(row.blueprint_title, row.mode, drill=row.drill)
        return title, row.bank_title if self.several_banks else ""

    def _paper_width(self, width: int, beside: dict[str, int]) -> int:
        """Cells for the paper in a line of `width`: no more than any needs, so that what follows stands near."""
        return max(0, min(self._widest["paper"], width - _DAY - _RESULT - _SCORE - sum(beside.values())))


def _drawn_verdict(row: AttemptRow) -> Content:
    """Passed or not; of a drill how many of its points were earned, because its questions were picked."""
    if row.drill and row.points is not None:
        return Content.styled(f"{points(row.points)} of {row.possible}", "$text-muted")
    return Content.styled(*(("✓ passed", "$correct") if row.passed else ("✗ not passed", "$incorrect")))


def _sortable(at: datetime) -> str:
    """Date and time on this machine, sortable by eye."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
