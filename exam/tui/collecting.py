"""Owns when Python looks for garbage. Refuses to keep any.

A full search walks over everything there is, the framework, the banks and all: with a long past it came with every
other page and took longer than the page. What is there once home stands stays to the end, so it is left out.
"""

import gc

_SELDOM = (20_000, 10, 5)
"""New containers until the newest are searched, and how often that is until the older ones are: a page of fifty
thousand answers makes a hundred thousand, which go again by themselves."""


def spare_what_stays() -> None:
    """What is there now is searched no more. To be called once."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
