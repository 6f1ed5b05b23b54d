"""Items beside whose answer nothing fair could stand: they are asked by typing, or by recall, in place of badly.

Only in banks whose papers the later rules make (see `rules_of`); in those of the first rules such items are not asked.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from exam.assembly.candidates import legal_homes, legal_statements
from exam.assembly.draft import DraftSlot
from exam.assembly.fairness import is_left_alone, written_as
from exam.assembly.pool import Pool
from exam.assembly.validity import home_rule
from exam.core.as_seen import signs
from exam.core.blueprint import Blueprint
from exam.core.form import Slot
from exam.core.gap import AcceptedText, Gap
from exam.core.item import Item
from exam.core.wording import counted

MOST_WORDS, MOST_LETTERS = 3, 40
"""How long an answer may be for its sitter to be asked to type it."""
_FROM_A_LIST = re.compile(r"\b(?:the following|of these|below|listed)\b", re.IGNORECASE)
"""What a stem says that wants something to choose from; many other answers would be right without."""


def kind_without_options(pool: Pool, item: int) -> Literal["typed", "recall"] | None:
    """How an item is asked whose statements nothing may stand beside; None where something may.

    It says the same of an item whatever paper it is for, so it looks at the whole bank and not at a shortlist.
    """
    pool = pool.whole or pool
    if pool.has_first_rules or not pool.of_item[item]:
        return None
    if has_distractors(pool, item) and not is_left_alone(pool, item):
        return None
    asked = pool.items[item]
    if pool.stems[item].negative or asked.distinct or _FROM_A_LIST.search(asked.stem):
        return "recall"
    if any(written_as(one) == "truth" for one in pool.of_item[item]):
        return "recall"
    short = all(one.word_count <= MOST_WORDS and len(one.text) <= MOST_LETTERS for one in pool.of_item[item])
    return "typed" if short else "recall"


def can_be_asked(pool: Pool, item: int) -> bool:
    """Whether a paper can ask an item at all: in banks of the first rules something must stand beside its answer.

    In a bank without marks no answer may speak of options that are not there, as "all of these" does.
    """
    if pool.is_unmarked and any(statement.points_elsewhere for statement in pool.of_item[item]):
        return False
    return not pool.has_first_rules or has_distractors(pool, item)


def has_distractors(pool: Pool, item: int) -> bool:
    """Whether its author wrote its answers, or at least one legal distractor may stand beside any of its statements."""
    if item not in pool.askable:
        pool.askable[item] = _has_distractors(pool, item)
    return pool.askable[item]


def slot_without_options(item: Item, n: int, section: str, kind: Literal["typed", "recall"]) -> Slot:
    """The slot of an item that is asked by typing one of its statements, or by recalling them.

    Capitals make no difference, but in code: -a is not -A.
    """
    answers: Sequence[str] = item.statements if item.distinct else item.statements[:1]
    typed = Gap(texts=tuple(AcceptedText(text=text) for text in item.statements), case=any(map(signs, item.statements)))
    return Slot(
        n=n,
        item=item.id,
        number=item.number,
        section=section,
        stem=item.stem,
        choose=1,
        options=(),
        key=(),
        points=item.points,
        kind=kind,
        rationale=item.rationale,
        references=item.references,
        gaps=(typed,) if kind == "typed" else (),
        answer="\n\n".join(answers) if kind == "recall" else None,
        exhibits=item.exhibits,
    )


def remarks_without_options(drafts: Sequence[DraftSlot], blueprint: Blueprint) -> Iterator[str]:
    """What the sitter should know of the questions that have no options, and of what they count for."""
    typed, recalled = (sum(draft.kind == kind for draft in drafts) for kind in ("typed", "recall"))
    if typed:
        yield f"{typed} of {_to_be(typed, len(drafts))} typed, {_because(typed)}."
    if recalled:
        they = "it counts" if recalled == 1 else "they count"
        counts = "" if blueprint.count_recall else f"; {they} towards no pass mark"
        yield f"{recalled} of {_to_be(recalled, len(drafts))} recalled, {_because(recalled)}{counts}."


def _to_be(some: int, questions: int) -> str:
    return f"{counted(questions, 'question')} {'is' if some == 1 else 'are'} to be"


def _because(some: int) -> str:
    answers = "its answer" if some == 1 else "their answers"
    return f"because nothing fair could stand beside {answers}"


def _has_distractors(pool: Pool, item: int) -> bool:
    if pool.items[item].is_authored:
        return True
    if _plainly_has_distractors(pool, item):
        return True
    read, unread = legal_homes(pool, item)
    return all(
        any(True for _ in legal_statements(pool, item, key, read, read=True))
        or any(True for _ in legal_statements(pool, item, key, unread, read=False))
        for key in pool.of_item[item]
    )


def _plainly_has_distractors(pool: Pool, item: int) -> bool:
    """Whether the first few homes of the item's own kind settle it, which saves looking at all of the bank.

    A home of another kind is legal only where there are too few of the same; False says nothing.
    """
    if pool.stems[item].negative or item in pool.legal_homes:
        return False
    asked, kind, waiting = pool.items[item], pool.kind[item], list(pool.of_item[item])
    for home in pool.homes_for(item):
        if kind in (None, pool.kind[home]) and home_rule(pool, item, home) is None:
            read = pool.items[home].id in asked.lures
            waiting = [key for key in waiting if next(legal_statements(pool, item, key, [home], read), None) is None]
            if not waiting:
                return True
    return False
