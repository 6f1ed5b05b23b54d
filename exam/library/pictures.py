"""Which pictures of a bank can be shown: looked at when its file is opened, copied when a paper needs them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from exam.core.bank import Bank
from exam.files.pictures import PictureRefused, check_picture, keep_picture, read_picture


def look_at_pictures(bank: Bank, folder: Path, kept: Path) -> None:
    """Tells a bank which of its pictures are there. Copies of those that papers need go to the directory `kept`."""
    found: dict[str, str] = {}
    unshown: dict[str, str] = {}
    for exhibit in bank.exhibits:
        if exhibit.picture:
            try:
                check_picture(folder, exhibit.picture)
                found[exhibit.id] = exhibit.picture
            except PictureRefused as refused:
                unshown[exhibit.id] = f"{exhibit.picture} {refused}"
    if found or unshown:
        bank.see_pictures(_Digests(folder, kept, found), unshown)


class _Digests(Mapping[str, str]):
    """Digests of pictures by the ids of their exhibits. A picture is read and copied once one is asked for."""

    def __init__(self, folder: Path, kept: Path, names: Mapping[str, str]) -> None:
        self._folder = folder
        self._kept = kept
        self._names = names
        self._known: dict[str, str] = {}

    def __getitem__(self, exhibit: str) -> str:
        if exhibit not in self._known:
            try:
                picture = read_picture(self._folder, self._names[exhibit])
            except PictureRefused as refused:  # it has gone since the bank was opened
                raise KeyError(exhibit) from refused
            self._known[exhibit] = keep_picture(self._kept, picture)
        return self._known[exhibit]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
