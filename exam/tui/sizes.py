"""The smallest terminal in which everything can be used. Below it a card stands before the page."""

from textual.geometry import Size

NARROWEST, LOWEST = 60, 20
"""Columns and rows."""


def is_cramped(size: Size) -> bool:
    """Whether something would be cut off, so that a card stands before the page."""
    return size.width < NARROWEST or size.height < LOWEST
