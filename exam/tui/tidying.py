"""When Python looks for garbage that holds itself: while home is at rest, and not while a page is being opened.

A look at everything takes 50 to 150 ms with a past of a thousand attempts in memory, and by Python's own measure there
is one in nearly each page that is opened, as each makes some ten thousand objects.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 5_000, 10, 50
"""Objects made and not freed before the youngest are looked at, and how many such looks before one at the older ones
and at the oldest: far enough apart to come seldom by themselves, and near enough to bound the memory."""
_ALL_EACH = 10
"""After so many times at rest what was set aside before is looked at too."""


def look_seldom() -> None:
    """Leaves all that was loaded to begin with out of later looks, which else take twice as long."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    gc.freeze()


def tidy(times: int) -> None:
    """Looks for garbage now, and sets aside what is left; `times` says how often that was done before.

    What is set aside is freed as ever when nobody holds it any more, but for what holds itself, like a closed page.
    """
    if times % _ALL_EACH == _ALL_EACH - 1:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
