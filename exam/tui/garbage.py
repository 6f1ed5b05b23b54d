"""Owns when Python looks for garbage. Refuses to keep any.

A full search walks over everything there is, the framework, the banks and all: with a long past it came with every
other page and took longer than the page. What is there once home stands stays to the end, so it is left out.
"""

import asyncio
import gc

_SELDOM = (20_000, 10, 5)
"""New containers until the newest are searched, and how often that is until the older ones are: a page of fifty
thousand answers makes a hundred thousand, which go again by themselves."""
_AT_REST = 1.0
"""Seconds without a key after which nobody waits for anything."""


def spare_what_stays() -> None:
    """What is there now is searched no more. To be called once."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)


async def collect_at_rest() -> None:
    """Searches once the screen has been at rest for a while; to be cancelled where it no longer is.

    The widgets of a page hold one another, so that they go by a search only: one full of figures leaves fifty
    thousand objects, and a search that comes with a key after a dozen such pages takes most of a second.
    """
    await asyncio.sleep(_AT_REST)
    gc.collect()
