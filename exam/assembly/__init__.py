"""How a form is made: drawing items, ranking statements, choosing sets of options, exam codes.

Pure: a form depends on bank edition, blueprint and seed alone, on every machine and Python version. So nothing here
uses floating point where a choice hangs on it, `random`, `hash`, or the order of a set.
"""
