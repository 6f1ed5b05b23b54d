"""The notes that other attempts have on the questions of a bank, for every face that shows them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from exam.core.own_words import NotesByItem, notes_by_item
from exam.store import Store, StoreError


def notes_on_questions(
    open_store: Callable[[], AbstractContextManager[Store]], bank: str, besides: str = ""
) -> NotesByItem:
    """The latest notes on the questions of a bank, from all attempts but `besides`, whose own are at hand.

    Never fails: where they cannot be read there are none, as nobody's exam or review shall end for that.
    """
    try:
        with open_store() as store:
            return notes_by_item(store.own_words(bank=bank), besides=besides)
    except StoreError:
        return {}
