"""How attempts are kept: SQLite behind a dozen verbs of the domain."""

from exam.store.errors import StoreError
from exam.store.evidence_reader import LATEST_ATTEMPTS
from exam.store.rows import AttemptRow, Stored
from exam.store.store import Store

__all__ = ["LATEST_ATTEMPTS", "AttemptRow", "Store", "StoreError", "Stored"]
