"""Owns how values are said in words and figures, the same in every face. Refuses layout and colour."""

from datetime import timedelta
from fractions import Fraction

from exam.core.scoring import Subscore


def clock(left: timedelta) -> str:
    """Time as a clock shows it: 42:17, or 1:02:03 from an hour on. Part seconds count as a whole one left."""
    seconds = -(-left // timedelta(seconds=1))
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def duration(seconds: float) -> str:
    """A length of time as people say it: 48 s, 12 min 5 s, 1 h 3 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def points(value: Fraction) -> str:
    """Points without a needless fraction: 3, or 2.5."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"


def points_of(score: Subscore) -> str:
    """As in "3 of 5"."""
    return f"{points(score.points)} of {score.possible}"


def percent(score: Subscore) -> str:
    return f"{score.percent:.0f} %"


def interval(score: Subscore) -> str:
    """The 95 % interval, as in "45–83 %", or a dash where there is nothing to score."""
    if score.interval is None:
        return "–"
    low, high = score.interval
    return f"{low:.0f}–{high:.0f} %"
