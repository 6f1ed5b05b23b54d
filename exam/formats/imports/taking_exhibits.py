"""The exhibits of an import: those of several files under ids that differ, their pictures under names for a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from exam.core.exhibit import Exhibit
from exam.core.text import one_line
from exam.files.pictures import PictureRefused
from exam.formats.fields import with_tuples
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.imported import FoundPicture
from exam.formats.imports.naming import Ids, slug

FOLDER = "pictures"
"""Where pictures are to lie, from the bank's own folder."""
MOST = 2_000
"""Exhibits of one bank."""


class Exhibits:
    """What stands beside the questions of some files, as far as a question that was taken needs it."""

    def __init__(self) -> None:
        self._ids = Ids()
        self._path_of_content: dict[str, str] = {}
        self._made: dict[str, Exhibit] = {}
        self._content: dict[str, str] = {}
        self._used: dict[str, None] = {}
        self._new_id: dict[str, str] = {}
        """Of the file that is read now: by the id that its reader gave."""
        self._missing: dict[str, str] = {}
        """Why an exhibit of this file cannot be shown, read after a question's name."""
        self._found: dict[str, FoundPicture] = {}

    def begin(
        self,
        foreign: ForeignBank,
        pictures: Mapping[str, FoundPicture],
        refused: Mapping[str, str],
        *,
        as_markdown: bool,
    ) -> None:
        """Takes the exhibits of the next file."""
        self._new_id, self._missing = {}, {}
        for raw in foreign.exhibits:
            known = str(raw.get("id", ""))
            fields = dict(raw)
            picture = raw.get("picture")
            if picture is not None and picture not in pictures:
                shown = one_line(str(picture))[:80]
                self._missing[known] = f"needs the picture {shown}, which {refused.get(str(picture), 'is not there')}"
                continue
            if picture is not None:
                try:
                    fields["picture"] = self._path_of(str(picture), pictures[str(picture)])
                except PictureRefused as why:
                    self._missing[known] = f"needs the picture {one_line(str(picture))[:80]}, which {why}"
                    continue
                fields["alt"] = one_line(str(raw.get("alt") or f"Picture {PurePosixPath(str(picture)).name}"))[:2_000]
            if as_markdown and isinstance(fields.get("passage"), str):
                from exam.formats.imports.markdown_text import escaped

                fields["passage"] = escaped(fields["passage"])
            self._make(known, fields)

    def named(self, ids: Iterable[str]) -> list[str]:
        """The ids that these exhibits of the file have in the bank. Raises LookupError: why a question lacks one."""
        found = []
        for name in ids:
            if name in self._missing:
                raise LookupError(self._missing[name])
            if name not in self._new_id:
                raise LookupError("needs something to stand beside it that is not in the file")
            found.append(self._new_id[name])
        if len({*self._used, *found}) > MOST:
            raise LookupError(f"needs one more than the {MOST:,} exhibits that a bank may have")
        return found

    def use(self, ids: Iterable[str]) -> None:
        """Keeps these exhibits, since a question needs them."""
        self._used.update(dict.fromkeys(ids))

    def content(self, name: str) -> str:
        """What an exhibit shows, as a text that differs for two that do not look the same."""
        return self._content[name]

    @property
    def used(self) -> Iterator[Exhibit]:
        return (exhibit for name, exhibit in self._made.items() if name in self._used)

    @property
    def pictures(self) -> dict[str, FoundPicture]:
        """Those that are needed, by their paths."""
        return {one.picture: self._found[one.picture] for one in self.used if one.picture is not None}

    def _make(self, known: str, fields: dict[str, Any]) -> None:
        try:
            exhibit = Exhibit.model_validate(with_tuples({**fields, "id": "x"}), strict=True)
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            at = detail["loc"][0] if detail["loc"] else "it"
            why = f"needs something beside it that cannot be held: {at}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"
            self._missing[known] = one_line(why)[:300]
            return
        content = exhibit.model_dump_json(exclude={"id"}, exclude_defaults=True)
        name = self._ids.new(slug(known, "exhibit"), lambda: content)
        self._new_id[known] = name
        self._content[name] = content
        self._made[name] = exhibit.model_copy(update={"id": name})

    def _path_of(self, known: str, found: FoundPicture) -> str:
        """Where a picture is to lie. Raises PictureRefused where it can be read no more."""
        picture = found.read()
        if picture.digest not in self._path_of_content:
            stem = slug(PurePosixPath(known.replace("\\", "/")).stem.casefold(), "picture").replace(".", "-")
            suffix = picture.media_type.rpartition("/")[2].replace("jpeg", "jpg")
            # With letters of its content, as several banks may share the folder.
            self._path_of_content[picture.digest] = f"{FOLDER}/{stem[:48]}-{picture.digest[:8]}.{suffix}"
        path = self._path_of_content[picture.digest]
        self._found[path] = found
        return path
