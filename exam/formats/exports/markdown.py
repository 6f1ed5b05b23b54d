"""Questions in Markdown, in the written form of banks: what is read in again is the same.

Without answers it is a paper to hand out: boxes and lines to fill in, and nothing that tells which is right.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from exam.core.exhibit import Exhibit
from exam.core.form import Form, Option, Slot
from exam.core.gap import AcceptedNumber, AcceptedText
from exam.core.text import reflowed
from exam.formats import written_form as form
from exam.formats.exports.markdown_answers import below_stem, plainly
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written

Told = TypeVar("Told", Option, AcceptedText, AcceptedNumber)
"""What an author may tell something of."""
_NEEDS_QUOTES = re.compile(r"^[\"'\s]|\s$|\n")


def write_markdown(outgoing: Outgoing) -> Written:
    """The questions as one file, and the pictures that they show in a folder beside it."""
    flowing = outgoing.form.text == "flowing"
    paper = _flowed(outgoing.form) if flowing else outgoing.form
    if not outgoing.with_answers:
        return _handed_out(outgoing, paper)
    not_held: list[NotHeld] = []
    blocks = [_front(outgoing, paper)]
    section = None
    for slot in paper.slots:
        if slot.section != section:
            blocks.append(f"# {paper.title_of.get(slot.section, slot.section)}")
        section = slot.section
        blocks.append(_question(outgoing, slot, not_held))
    shown = dict.fromkeys(name for slot in paper.slots for name in slot.exhibits if name in paper.exhibits)
    files: dict[str, bytes] = {}
    if shown:
        blocks.append("# Exhibits")
    for name in shown:
        blocks.append(_exhibit(outgoing, paper.exhibits[name], files))
    return Written({f"{outgoing.name}.md": ("\n\n".join(blocks) + "\n").encode(), **files}, tuple(not_held))


def _front(outgoing: Outgoing, paper: Form) -> str:
    fields = {"title": outgoing.title, "language": outgoing.language}
    if outgoing.is_bank:
        fields = {"id": paper.bank, **fields}
    else:
        fields |= {"minutes": str(paper.minutes), "cut": str(paper.cut)}
    fields["text"] = "markdown" if paper.text == "markdown" else "plain"
    lines = [f"{name}: {_value(value)}" for name, value in fields.items() if value]
    return "\n".join(("---", *lines, "---"))


def _value(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if _NEEDS_QUOTES.search(value) else value


def _question(outgoing: Outgoing, slot: Slot, not_held: list[NotHeld]) -> str:
    answer = below_stem(outgoing, slot, not_held)
    attributes = {"id": slot.item}
    if slot.points != 1:
        attributes["points"] = str(slot.points)
    if slot.exhibits:
        attributes["exhibits"] = ",".join(slot.exhibits)
    if tags := [tag for tag in outgoing.tags.get(slot.item, ()) if "," not in tag]:
        attributes["tags"] = ",".join(tags)
    attributes |= answer.attributes
    parts = [_headed(answer.stem, attributes, weak=answer.weak), answer.text]
    if slot.rationale:
        parts.append(form.guarded(slot.rationale, weak=answer.weak))
    if slot.references:
        parts.append("\n".join(f"See: [{_linked(one.title)}]({one.url})" for one in slot.references))
    return "\n\n".join(part for part in parts if part)


def _headed(stem: str, attributes: Mapping[str, str], *, weak: bool) -> str:
    """A stem of which the first line is a heading."""
    lines = stem.split("\n")
    if form.FENCE.match(lines[0]):
        lines.insert(0, "")
        rest = form.guarded("\n".join(lines[1:]), weak=weak)
    else:
        rest = "\n".join(form.guarded(stem, weak=weak).split("\n")[1:])
    first = re.sub(r"^(\\*Exhibit:)", r"\\\1", lines[0])
    first = form.with_attributes(first, attributes, form.ATTRIBUTES_OF_ITEM)
    return f"## {first}\n{rest}".rstrip("\n") if rest else f"## {first}"


def _linked(title: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", title)


def _exhibit(outgoing: Outgoing, exhibit: Exhibit, files: dict[str, bytes]) -> str:
    attributes = {"id": exhibit.id}
    if exhibit.passage is not None:
        attributes["type"] = "passage"
    title = f"Exhibit: {exhibit.title or ''}".rstrip()
    heading = f"## {form.with_attributes(title, attributes, form.ATTRIBUTES_OF_EXHIBIT)}"
    return f"{heading}\n\n{_shown(outgoing, exhibit, files)}"


def _shown(outgoing: Outgoing, exhibit: Exhibit, files: dict[str, bytes]) -> str:
    """What an exhibit shows. The content of a picture goes to `files`."""
    if exhibit.code is not None:
        ticks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", exhibit.code)), default=0))
        return f"{ticks}{exhibit.language or ''}\n{exhibit.code}\n{ticks}"
    if exhibit.table:
        return "\n".join(_rows(exhibit.table))
    if exhibit.picture is None:
        return form.guarded(exhibit.passage or "")
    name = exhibit.picture
    if exhibit.id in outgoing.pictures:
        known, data = outgoing.pictures[exhibit.id]
        name = f"{outgoing.name}-pictures/{known}"
        files[name] = data
    return f"![{_linked(exhibit.alt or '')}]({quote(name, safe='/')})"


def _handed_out(outgoing: Outgoing, paper: Form) -> Written:
    """A paper for people with pens: numbered, with what each question needs below its text."""
    files: dict[str, bytes] = {}
    count = "1 question" if len(paper.slots) == 1 else f"{len(paper.slots)} questions"
    asked = count if outgoing.is_bank else f"{count}, {paper.minutes} minutes, pass mark {paper.cut} %"
    blocks = [f"# {outgoing.title}", asked]
    first: dict[str, int] = {}
    for slot in paper.slots:
        answer = plainly(slot)
        worth = f" ({slot.points} points)" if slot.points != 1 else ""
        blocks.append(f"## {slot.n}.{worth}")
        for name in (name for name in slot.exhibits if name in paper.exhibits):
            exhibit = paper.exhibits[name]
            if name in first:
                blocks.append(f"*{exhibit.title or 'What it is about'}: see question {first[name]}.*")
                continue
            first[name] = slot.n
            blocks += [f"**{exhibit.title}**"] if exhibit.title else []
            blocks.append(_shown(outgoing, exhibit, files))
        blocks += [form.guarded(answer.stem), answer.text]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return Written({f"{outgoing.name}.md": text.encode(), **files})


def _rows(table: Sequence[Sequence[str]]) -> Iterator[str]:
    for at, row in enumerate(table):
        cells = (re.sub(r"([\\|])", r"\\\1", cell).replace("\n", "\\n") for cell in row)
        yield f"| {' | '.join(cells)} |"
        if not at:
            yield f"|{'---|' * len(row)}"


def _flowed(paper: Form) -> Form:
    """A paper of flowing text as one of plain text: what was one paragraph is one line."""

    def told(one: Told) -> Told:
        return one.model_copy(update={"feedback": reflowed(one.feedback)}) if one.feedback else one

    def flowed(slot: Slot) -> Slot:
        texts = {name: getattr(slot, name) for name in ("stem", "rationale", "answer")}
        gaps = [
            gap.model_copy(update={"texts": tuple(map(told, gap.texts)), "numbers": tuple(map(told, gap.numbers))})
            for gap in slot.gaps
        ]
        return slot.model_copy(
            update={
                "options": tuple(map(told, slot.options)),
                "gaps": tuple(gaps),
                **{name: reflowed(text) for name, text in texts.items() if text is not None},
            }
        )

    exhibits = {
        name: exhibit.model_copy(update={"passage": reflowed(exhibit.passage)}) if exhibit.passage else exhibit
        for name, exhibit in paper.exhibits.items()
    }
    return paper.model_copy(update={"text": "plain", "slots": tuple(map(flowed, paper.slots)), "exhibits": exhibits})
