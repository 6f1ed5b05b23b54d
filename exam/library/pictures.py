"""Which pictures of a bank can be shown: looked at when its file is opened, copied when a paper needs them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from exam.core.bank import Bank
from exam.files.pictures import Picture, PictureRefused, check_picture, keep_picture, read_picture
from exam.formats.imports.imported import FoundPicture


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
        bank.see_pictures(_Digests(lambda name: read_picture(folder, name), kept, found), unshown)


def show_imported_pictures(bank: Bank, pictures: Callable[[], Mapping[str, FoundPicture]], kept: Path) -> None:
    """The same for a bank that was made of a file in another format, all of whose pictures can be shown.

    `pictures` gives them by their paths, once one is asked for.
    """
    names = {exhibit.id: exhibit.picture for exhibit in bank.exhibits if exhibit.picture}
    bank.see_pictures(_Digests(_Found(pictures).read, kept, names), {})


class _Found:
    """Pictures that came in a file, which is looked into once one of them is asked for."""

    def __init__(self, pictures: Callable[[], Mapping[str, FoundPicture]]) -> None:
        self._look = pictures

    @cached_property
    def _pictures(self) -> Mapping[str, FoundPicture]:
        return self._look()

    def read(self, path: str) -> Picture:
        """A picture by its path. Raises PictureRefused."""
        if path not in self._pictures:  # the file has changed since the bank was opened
            raise PictureRefused("is not there")
        return self._pictures[path].read()


class _Digests(Mapping[str, str]):
    """Digests of pictures by the ids of their exhibits. A picture is read and copied once one is asked for."""

    def __init__(self, read: Callable[[str], Picture], kept: Path, names: Mapping[str, str]) -> None:
        self._read = read
        self._kept = kept
        self._names = names
        self._known: dict[str, str] = {}

    def __getitem__(self, exhibit: str) -> str:
        if exhibit not in self._known:
            try:
                picture = self._read(self._names[exhibit])
            except PictureRefused as refused:  # it has gone since the bank was opened
                raise KeyError(exhibit) from refused
            self._known[exhibit] = keep_picture(self._kept, picture)
        return self._known[exhibit]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
