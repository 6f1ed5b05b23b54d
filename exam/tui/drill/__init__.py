"""Choosing what of the past to ask again. Refuses to make the paper."""
