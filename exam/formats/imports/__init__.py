"""Readers of question files in other formats, one file each. What a reader gives is a `ForeignBank`."""
