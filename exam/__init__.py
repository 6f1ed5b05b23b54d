"""An exam room for the terminal.

Rooms and one-way arrows: ``cli → tui | plain | serve → session | past | index → store | formats | assembly | places
→ core``.
"""

__version__ = "0.1.0"
