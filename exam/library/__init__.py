"""Large banks: an index of each in the cache, and forms made by it. Refuses to keep anything that is not in the bank.

A bank of up to `MOST_DIRECT` items is read whole, every time. A larger one always goes by its index, so that a form
depends on bank, blueprint and seed alone, whether the index is old, new or was just rebuilt.
"""

from exam.library.open import open_bank
from exam.library.paper import assemble, explain

__all__ = ["assemble", "explain", "open_bank"]
