"""How attempts are kept: SQLite behind a dozen verbs of the domain."""

from exam.store.errors import StoreError
from exam.store.reader import RECENT
from exam.store.rows import Row, Stored
from exam.store.store import Store

__all__ = ["RECENT", "Row", "Store", "StoreError", "Stored"]
