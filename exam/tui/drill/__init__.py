"""Choosing what of the past to ask again, and when."""
