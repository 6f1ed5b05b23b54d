"""Choosing what paper to sit."""
