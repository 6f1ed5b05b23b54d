"""What goes out to other programs and to paper: a whole bank as it was written, or one paper as it is sat."""

import re
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from exam.assembly.versions import not_in_right_order, version
from exam.assembly.whole import fixed_texts
from exam.core.bank import Bank
from exam.core.form import Form
from exam.core.item import Item
from exam.core.wording import has_none
from exam.files.pictures import kept_picture
from exam.files.writing import write_together
from exam.formats.exports import WRITERS
from exam.formats.exports.outgoing import CannotWrite, Outgoing, Written
from exam.library.paper import form_as_written

MOST_PICTURES = 200_000_000
"""Bytes of pictures that go out together."""

_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAMED = 3
"""Questions that a remark names."""


def outgoing_bank(
    bank: Bank, pictures: Path, *, sections: Collection[str] = (), only: Container[str] | None = None
) -> Outgoing:
    """Questions of a bank in the order written: all, those of some sections, or `only` some by their ids.

    All of them, enemies and siblings alike, however large the bank is. `pictures` is where copies of pictures are kept.
    Raises CannotWrite where nothing is left to go out, and Impossible where the index of a large bank is lost.
    """
    known = {section.id: section.title for section in bank.sections}
    for name in sections:
        if name not in known:
            raise CannotWrite(has_none(f"The bank {bank.id}", "section", name, known))
    places: list[int] = []
    stays: dict[str, frozenset[str]] = {}
    tags: dict[str, tuple[str, ...]] = {}
    for place, item in _items(bank, sections):
        if only is None or item.id in only:
            places.append(place)
            stays[item.id] = fixed_texts(item)
            if item.tags:
                tags[item.id] = item.tags
    if not places:
        raise CannotWrite(f"The bank {bank.id} has no question of that kind to write.")
    form = form_as_written(bank, places)
    form = form.model_copy(update={"remarks": tuple(_remarks(bank, form))})
    titles = ", ".join(known[name] for name in known if name in sections)
    return Outgoing(
        form=form,
        title=f"{bank.title}: {titles}" if titles else bank.title,
        language=bank.language,
        pictures=_pictures(form, pictures),
        is_bank=True,
        fixed=_fixed(form, stays),
        tags=tags,
        name=_file_name(bank.id),
    )


def outgoing_paper(
    form: Form, pictures: Path, *, bank: Bank | None = None, only: Container[str] | None = None
) -> Outgoing:
    """A paper as it is sat, or `only` its questions on some items, which are numbered anew.

    `pictures` is where copies of pictures are kept. The `bank`, where it is still there, tells its language and which
    options keep their place. Raises CannotWrite where no question is left.
    """
    if only is not None:
        kept = [slot for slot in form.slots if slot.item in only]
        slots = tuple(slot.model_copy(update={"n": n}) for n, slot in enumerate(kept, start=1))
        asked = {slot.section for slot in slots}
        sections = tuple(section for section in form.sections if section.id in asked)
        form = form.model_copy(update={"slots": slots, "sections": sections})
    if not form.slots:
        raise CannotWrite("That paper has no question of that kind to write.")
    known = bank.item_by_id if bank else {}
    stays = {slot.item: fixed_texts(known[slot.item]) for slot in form.slots if slot.options and slot.item in known}
    return Outgoing(
        form=form,
        title=f"{form.bank_title}, {form.title}",
        language=bank.language if bank else "en",
        pictures=_pictures(form, pictures),
        fixed=_fixed(form, stays),
        name=_file_name(f"{form.bank}-{form.code}"),
    )


def to_be_read(outgoing: Outgoing) -> Outgoing:
    """The same for people: in a bank as it is written the steps of an ordering question would tell their order."""
    return replace(outgoing, form=not_in_right_order(outgoing.form)) if outgoing.is_bank else outgoing


def versions(outgoing: Outgoing, number: int, seed: int = 0) -> tuple[Form, ...]:
    """So many versions of a paper, the first of them as it is; the others have the same in other orders."""
    stays = frozenset(option for options in outgoing.fixed.values() for option in options)
    return (outgoing.form, *(version(outgoing.form, seed + at, stays) for at in range(1, number)))


def write_as(to: str, outgoing: Outgoing, *, number: int = 1, page: str = "a4") -> Written:
    """The files of a format (see `WRITERS`), in a `number` of versions and for a `page` of paper where it is PDF.

    Raises CannotWrite where the format can hold none of the questions, or what it needs is not installed.
    """
    writer = WRITERS[to]
    write = writer.load()
    if to == "pdf":
        readable = to_be_read(outgoing)
        written = write(readable, versions=versions(readable, number), page=page)
    else:
        written = write(to_be_read(outgoing) if to == "html" else outgoing)
    if len(written.left_out) == len(outgoing.form.slots):
        first = next(one for one in written.not_held if one.whole)
        raise CannotWrite(
            f"Nothing was written, because {writer.title} can hold none of these questions. {first.item}: {first.what}."
        )
    return written


def save(written: Written, path: Path, *, overwrite: bool) -> None:
    """Puts the files in place, the first of them under `path` and the others beside it: all of them, or none.

    Raises FileExistsError where one is there that may not be overwritten, and OSError.
    """
    (_, first), *others = written.files.items()
    write_together({path: first} | {path.parent / name: data for name, data in others}, overwrite=overwrite)


def _fixed(form: Form, texts: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """By item the ids of the options that keep their place, given by their texts."""
    return {
        slot.item: frozenset(option.id for option in slot.options if option.text in texts[slot.item])
        for slot in form.slots
        if texts.get(slot.item)
    }


def _file_name(wanted: str) -> str:
    """A name that is a file's in any folder: what an attempt of a stranger's calls its bank may be anything."""
    return _NO_NAME.sub("-", wanted).strip("-.")[:80] or "questions"


def _items(bank: Bank, sections: Collection[str]) -> Iterator[tuple[int, Item]]:
    """The items of some sections, or of all, each with its place in the bank from 0."""
    first = 0
    for section in bank.sections:
        if not sections or section.id in sections:
            yield from enumerate(section.items, start=first)
        first += len(section.items)


def _remarks(bank: Bank, form: Form) -> Iterator[str]:
    """What whoever takes the questions out should know, of the whole of them."""
    unshown = bank.unshown
    missing = [f"{slot.item} ({unshown[slot.item]})" for slot in form.slots if slot.item in unshown]
    if missing:
        more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
        yield f"Written without a picture that cannot be shown: {', '.join(missing[:_MOST_NAMED])}{more}."


def _pictures(form: Form, kept: Path) -> dict[str, tuple[str, bytes]]:
    """Name and content of each picture of which there is a copy, by exhibit; no two names are alike."""
    found: dict[str, tuple[str, bytes]] = {}
    names: set[str] = set()
    total = 0
    for exhibit, digest in form.pictures.items():
        picture = kept_picture(kept, digest)
        if picture is None:
            continue
        total += len(picture.data)
        if total > MOST_PICTURES:
            raise CannotWrite(
                f"The pictures come to more than {MOST_PICTURES // 1_000_000} MB. Write the sections one by one."
            )
        ending = picture.media_type.rpartition("/")[2]
        name = f"{PurePosixPath(form.exhibits[exhibit].picture or exhibit).stem}.{ending}"
        if name.casefold() in names:
            name = f"{exhibit}-{name}"
        names.add(name.casefold())
        found[exhibit] = (name, picture.data)
    return found
