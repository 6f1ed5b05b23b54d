"""A disk without room, by the limit that a system sets on the size of files."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform != "win32":
    import resource


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """Within it no file of this process can grow beyond a size, as where a disk has no room for more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
