"""The attempt that a score is held against: the one before it on the same preset."""

from collections.abc import Sequence

from exam.assembly.code import has_own_settings
from exam.store import AttemptRow


def last_time(rows: Sequence[AttemptRow], identifier: str) -> AttemptRow | None:
    """The newest scored attempt before this one on the same preset, in the same mode, or None.

    `rows` are newest first. Drills, and papers with settings of one's own, are held against nothing.
    """
    places = [n for n, row in enumerate(rows) if row.id == identifier]
    if not places or _stands_alone(rows[places[0]]):
        return None
    this, *before = rows[places[0] :]
    alike = (
        row
        for row in before
        if (row.bank, row.blueprint, row.mode) == (this.bank, this.blueprint, this.mode)
        and row.percent is not None
        and not _stands_alone(row)
    )
    return next(alike, None)


def _stands_alone(row: AttemptRow) -> bool:
    return row.drill or has_own_settings(row.code)
