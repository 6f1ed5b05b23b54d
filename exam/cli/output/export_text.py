"""What a format could not hold, told by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exam.core.text import one_line
from exam.core.wording import counted

if TYPE_CHECKING:
    from exam.formats.exports.outgoing import NotHeld

_FEW = 3
"""Questions that are named of each kind, where not all are."""


def not_held_lines(title: str, not_held: Sequence[NotHeld], *, show_all: bool) -> Iterator[str]:
    """First the questions that are left out, then what is not held of the others, the most frequent first."""
    for whole, head in ((True, "Left out"), (False, f"{title} cannot hold")):
        kinds: dict[str, list[str]] = {}
        for one in not_held:
            if one.whole == whole:
                kinds.setdefault(one_line(one.what), []).append(one.item)
        if not kinds:
            continue
        yield f"{head}:"
        for what, items in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
            names = list(dict.fromkeys(items))
            shown = names if show_all else names[:_FEW]
            more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
            yield f"  {what}: {counted(len(names), 'question')} ({', '.join(shown)}{more})"
