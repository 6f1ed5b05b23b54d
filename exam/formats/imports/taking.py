"""From what readers found to a bank: ids, sections, exhibits, and each question judged by itself.

Unlike in a bank that a person writes, a faulty question is left out and told of: nobody can mend what another program
wrote, and the rest is worth having.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from exam.core.authored import KEPT
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.exhibit import TextFormat
from exam.core.item import Item
from exam.core.text import one_line
from exam.core.wording import counted
from exam.files.faults import BankRefused, Fault, FaultsAtPaths
from exam.formats.fields import with_tuples
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.imported import FoundPicture, Imported, ImportedQuestion
from exam.formats.imports.naming import Ids, slug
from exam.formats.imports.reasons import why_not
from exam.formats.imports.taking_exhibits import Exhibits
from exam.formats.imports.twins import with_words_of
from exam.formats.raw_bank import RawBank
from exam.formats.references import check_references

MOST_QUESTIONS = 100_000
"""Questions of one import. Nobody wrote more, and they would take all memory."""
_LONGEST_NAME = 60
_UNASKED = ("rationale", "references", "tags", "points", "exhibits", "shuffle", "stem", "credit")
"""Fields in which two items may differ that ask for the same."""


@dataclass(frozen=True)
class SourceFile:
    """One file that was read."""

    file: str
    """As a message names it."""
    title: str
    """The title of its format."""
    bank: ForeignBank
    pictures: Mapping[str, FoundPicture]
    """By the name that its exhibits know them by."""
    refused: Mapping[str, str]
    """Why a picture cannot be shown, read after its name."""


Told = Callable[[int, int], None]
"""Is told how far the taking is."""
_OFTEN = 50
"""Questions between two words of how far it is."""


def bank_of_files(sources: Sequence[SourceFile], id_: str = "", told: Told | None = None) -> Imported:
    """The bank of some files together, under the id `id_` or else one after its first file.

    `told` is called with the questions looked at and how many there are; what it raises ends the taking.
    Raises BankRefused where none of their questions can be taken.
    """
    _refuse_too_many(sources)
    first = sources[0]
    title = _title(first)
    if len(sources) > 1:
        title = f"{title} and {len(sources) - 1} more"
    id_ = id_ or slug(str(first.bank.fields.get("id", "")) or PurePath(first.file).stem, "bank")
    texts = {source.bank.text for source in sources}
    text: TextFormat = texts.pop() if len(texts) == 1 else "markdown"
    taking = _Taking()
    for source in sources:
        taking.read(source, as_markdown=text == "markdown" and source.bank.text == "plain", told=told)
    if not taking.sections:
        raise BankRefused(_nothing_taken(sources, taking.accounts))
    if faults := _unaskable(taking):
        raise BankRefused(Fault(first.file, 0, 0, "", fault.message, fault.remedy) for fault in faults)
    languages = {source.bank.language for source in sources}
    notes = [note for source in sources for note in source.bank.notes]
    data: dict[str, Any] = {
        "schema": 2,
        "id": id_,
        "title": title,
        "description": first.bank.description.strip()[:20_000] or None,
        "language": one_line(languages.pop())[:40] if len(languages) == 1 else "",
        "licence": first.bank.fields.get("licence") if len(sources) == 1 else None,
        "text": text,
        "exhibit": tuple(taking.exhibits.used),
        "section": taking.made_sections(),
    }
    data["language"] = data["language"] or "en"
    if len(sources) == 1 and (blueprints := _blueprints(first.bank, taking, notes)):
        data["blueprint"] = blueprints
    bank = Bank.model_validate({name: value for name, value in data.items() if value is not None}, by_alias=True)
    return Imported(
        bank=bank,
        accounts=tuple(taking.accounts),
        files=tuple(source.file for source in sources),
        formats=tuple(source.title for source in sources),
        notes=tuple(map(one_line, notes)),
        pictures=taking.exhibits.pictures,
    )


class _Taking:
    """What has been taken so far."""

    def __init__(self) -> None:
        self.exhibits = Exhibits()
        self.accounts: list[ImportedQuestion] = []
        self.sections: dict[str, list[Item]] = {}
        """Items by the title of their section, in the order in which they first appear."""
        self._ids = Ids()
        self._known: dict[str, tuple[ImportedQuestion, list[Item], int]] = {}
        """What was taken, by what it asks: and among which items, and where."""

    def read(self, source: SourceFile, *, as_markdown: bool, told: Told | None = None) -> None:
        """Takes what can be taken of one file, in the file's order."""
        self.exhibits.begin(source.bank, source.pictures, source.refused, as_markdown=as_markdown)
        titles: dict[str, str] = {}
        found: list[tuple[int, int, ImportedQuestion]] = []
        for at, foreign in enumerate(source.bank.items):
            if told is not None and at % _OFTEN == 0:
                told(at, len(source.bank.items))
            if foreign.section not in titles:
                titles[foreign.section] = one_line(foreign.section[:2_000])[:200] or _title(source)
            account = self._account(source, foreign, titles[foreign.section], as_markdown=as_markdown)
            found.append((foreign.place.line if not foreign.place.member else 0, at, account))
        own = [account for *_, account in found]
        out = [
            ImportedQuestion(
                source.file,
                one.place,
                one_line(one.name[:1_000])[:_LONGEST_NAME],
                None,
                why=one_line(one.why).rstrip("."),
            )
            for one in source.bank.left_out
        ]
        if all(one.place.line and not one.place.member for one in (*own, *out)):
            self.accounts += sorted((*own, *out), key=lambda one: one.place.line)
        else:
            self.accounts += (*own, *out)

    def made_sections(self) -> tuple[Section, ...]:
        ids = Ids()
        return tuple(
            Section(id=ids.new(slug(title, "section"), partial(str, title)), title=title, items=tuple(items))
            for title, items in self.sections.items()
        )

    def _account(self, source: SourceFile, foreign: ForeignItem, title: str, *, as_markdown: bool) -> ImportedQuestion:
        name = one_line((foreign.name or str(foreign.fields.get("stem", "")))[:1_000])
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"

        def left_out(why: str, twin: str = "") -> ImportedQuestion:
            return ImportedQuestion(source.file, foreign.place, shown, None, why=why, twin=twin)

        fields = dict(foreign.fields)
        if as_markdown:
            from exam.formats.imports.markdown_text import escaped

            fields = escape_texts(fields, escaped)
        try:
            fields["exhibits"] = names = self.exhibits.named(foreign.fields.get("exhibits", ()))
        except LookupError as missing:
            return left_out(str(missing))
        if not names:
            del fields["exhibits"]
        raw = with_tuples({**fields, "id": "x"})
        try:
            item = Item.model_validate(raw, strict=True, context={KEPT: True})
        except ValidationError as error:
            return left_out(why_not(error, raw))
        content = _content(item, self.exhibits)
        if (twin := self._known.get(content)) is not None:
            account, items, at = twin
            items[at] = with_words_of(item, items[at])
            return left_out("is the same question as another", account.where)
        name_id = self._ids.new(slug(foreign.name[:1_000].strip() or item.stem), lambda: content)
        account = ImportedQuestion(source.file, foreign.place, shown, name_id, tuple(map(one_line, foreign.changed)))
        self.exhibits.use(names)
        items = self.sections.setdefault(title, [])
        self._known[content] = account, items, len(items)
        items.append(item.model_copy(update={"id": name_id}))
        return account


def escape_texts(fields: Mapping[str, Any], escaped: Callable[[str], str]) -> dict[str, Any]:
    """The fields of an item with plain texts, as one with texts in Markdown has them. What is typed stays."""

    def option(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return escaped(value) if isinstance(value, str) else value
        return {name: escaped(one) if name in ("text", "feedback") else one for name, one in value.items()}

    done = dict(fields)
    for name, value in fields.items():
        match name, value:
            case "stem" | "rationale" | "answer", str():
                done[name] = escaped(value)
            case "answers", list() | tuple():
                done[name] = [
                    {**one, "feedback": escaped(one["feedback"])}
                    if isinstance(one, Mapping) and "feedback" in one
                    else one
                    for one in value
                ]
            case "statements" | "order" | "extra", list() | tuple():
                done[name] = [option(one) for one in value]
            case "options", Mapping():
                done[name] = {key: option(one) for key, one in value.items()}
            case "pairs", list() | tuple():
                done[name] = [[option(one) for one in pair] for pair in value]
            case "gaps", Mapping():
                done[name] = {
                    key: {**gap, "options": {one: option(text) for one, text in gap["options"].items()}}
                    if isinstance(gap, Mapping) and isinstance(gap.get("options"), Mapping)
                    else gap
                    for key, gap in value.items()
                }
    return done


def _content(item: Item, exhibits: Exhibits) -> str:
    """What an item asks and takes for right, as one text: the same for two that differ in other things only."""
    options = sorted((one.text, one.id in item.key, one.credit) for one in item.options)
    left = item.model_dump(exclude={"id", "options", "key", *_UNASKED}, exclude_defaults=True)
    shown = [exhibits.content(name) for name in item.exhibits]
    return json.dumps([one_line(item.stem), options, left, shown], ensure_ascii=False, default=str)


def _unaskable(taking: _Taking) -> FaultsAtPaths:
    """What is wrong with the questions as a whole, although each by itself is sound."""
    items = [item for items in taking.sections.values() for item in items]
    faults = FaultsAtPaths()
    if all(item.statements for item in items):
        raw = [item.model_dump(mode="json", include={"id", "statements"}) for item in items]
        check_references(RawBank({"schema": 2, "section": [{"id": "all", "item": raw}]}), faults)
    return faults


def _blueprints(foreign: ForeignBank, taking: _Taking, notes: list[str]) -> tuple[Blueprint, ...]:
    """The exams that a file offers, those that can be made of what was taken."""
    written = foreign.fields.get("blueprint", ())
    sections = [
        {"id": one.id, "title": one.title, "item": [item.model_dump(exclude_defaults=True) for item in one.items]}
        for one in taking.made_sections()
    ]
    made: list[Blueprint] = []
    for raw in written if isinstance(written, list | tuple) else ():
        try:
            blueprint = Blueprint.model_validate(with_tuples(raw), strict=True)
        except ValidationError:
            blueprint = None
        faults = FaultsAtPaths()
        check_references(RawBank({"schema": 2, "section": sections, "blueprint": [raw]}), faults)
        if blueprint is None or any(fault.path[0] == "blueprint" for fault in faults):
            notes.append(
                "An exam that the file describes cannot be made of its questions, so the usual ones are offered."
            )
        else:
            made.append(blueprint)
    return tuple(made)


def _title(source: SourceFile) -> str:
    """The title of a file's questions: its own, or else the file's name in words."""
    if named := one_line(source.bank.title)[:200]:
        return named
    words = one_line(PurePath(source.file).stem.replace("_", " ").replace("-", " ")) or "questions"
    return words[:1].upper() + words[1:]


def _refuse_too_many(sources: Sequence[SourceFile]) -> None:
    count = sum(len(source.bank.items) for source in sources)
    if count > MOST_QUESTIONS:
        message = f"has {count:,} questions, and {MOST_QUESTIONS:,} are the most"
        raise BankRefused((Fault(sources[0].file, 0, 0, "", message, "Split it into several files."),))


def _nothing_taken(sources: Sequence[SourceFile], accounts: Sequence[ImportedQuestion]) -> tuple[Fault, ...]:
    """That there is no bank, and why the first few questions could not be taken."""
    if not accounts:
        message, remedy = "has no questions", "Look whether it is the file that you meant."
        return tuple(
            Fault(source.file, 0, 0, "", message, f"{remedy} It was read as {source.title}.") for source in sources
        )
    message = f"has {counted(len(accounts), 'question')}, and none can be taken; the first are told here"
    told = Fault(sources[0].file, 0, 0, "", message, "")
    return (told, *(account.fault(account.why) for account in accounts[:20]))
