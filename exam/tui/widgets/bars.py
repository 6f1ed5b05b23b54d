"""Owns figures drawn as text: a bar over its rail, a trend. Refuses to say what a colour means."""

from collections.abc import Sequence

from textual.content import Content

_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(share: float, width: int, style: str, mark: float | None = None) -> Content:
    """`share` 0 to 1 as a thick line of `width` cells over a thin one, in halves of a cell, and a stroke at `mark`."""
    halves = round(min(1.0, max(0.0, share)) * width * 2)
    whole, half = divmod(halves, 2)
    done = "━" * whole + "╸" * half
    rest = "─" * (width - len(done))
    line = Content.assemble((done, style), (rest, "$foreground 25%"))
    if mark is None or width < 2:
        return line
    at = min(width - 1, round(mark * width))
    return Content.assemble(line[:at], ("│", "$text-muted"), line[at + 1 :])


def trend(percents: Sequence[float]) -> str:
    """One column a value 0 to 100, as high as it is; apart, or they would be read as one shape."""
    return " ".join(_HEIGHTS[min(7, int(max(0.0, value) * 8 / 100))] for value in percents)
