"""`exam items --group` on a terminal: how far the scores of a group can be trusted, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exam.cli.output.layout import Line, wrapped_words
from exam.cli.pages.common import EMPTY, title
from exam.cli.pages.learning import item_rows

if TYPE_CHECKING:
    from exam.learning.past import Past
    from exam.learning.reliability import GroupOnPreset


def group_page(group: GroupOnPreset, width: int, past: Past | None = None) -> list[Line]:
    """The whole page; questions are named by their stems where their `past` is here."""
    people = "1 person" if group.sums.people == 1 else f"{group.sums.people:,} people"
    return [
        *title(f"{group.bank_title}, {group.title}", f"the first exam of {people}", width),
        EMPTY,
        *(row for words in group.words for row in wrapped_words(words, width)),
        *item_rows(group.items, width, past),
    ]
