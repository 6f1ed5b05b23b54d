"""An exam room for the terminal.

A bank holds questions, a paper is made from it by a rule and a seed, and an attempt is that paper with its events.
Which room may look into which is drawn in ``docs/architecture.md`` and held by the contracts in ``pyproject.toml``.
"""

__version__ = "0.1.0"
