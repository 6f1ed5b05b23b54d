"""Which banks there are, how they are opened, and how a form is made of one however large it is.

A bank of up to `MOST_DIRECT` items is read whole, every time. A larger one always goes by its index, so that a form
depends on bank, blueprint and seed alone, whether the index is old, new or was just rebuilt.
"""
