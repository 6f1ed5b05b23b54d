"""Options of a foreign question under the ids that a bank gives them: a, b, c …"""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Any


def by_letter(options: Sequence[Any], right: Iterable[int]) -> dict[str, Any]:
    """The fields `options` and `key`, of options in their order and the places of the right ones, from 0.

    A key of one is written without brackets. Behind z come a1, b1 …: so many options are a fault of the item.
    """
    ids = [f"{ascii_lowercase[at % 26]}{at // 26 or ''}" for at in range(len(options))]
    key = [ids[at] for at in right]
    return {"options": dict(zip(ids, options, strict=True)), "key": key[0] if len(key) == 1 else key}
