"""Questions as a deck of Anki: the question and its options in front; on the back what is right, why, and what each
wrong option really is.

The same question of the same bank keeps its identity, so that a deck which is imported again renews its notes and
leaves alone what Anki knows of the learner. What Anki cannot judge, an order say, is asked from memory.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from html import escape
from io import BytesIO

from exam.core.answer_words import gap_solution, instructions, share
from exam.core.exhibit_lines import exhibits_of
from exam.core.form import Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap
from exam.formats.exports.anki_collection import OutgoingNote, collection
from exam.formats.exports.anki_kinds import CHOICE, GAPS, RECALL, TYPED
from exam.formats.exports.anki_texts import exhibit_in_deck, field_html, in_gap, numbered, plain_html
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written, what_it_really_is

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every member of the package: the first that a zip can tell."""
_UNSAID = 1_577_836_800
"""The time at which a deck says that its notes were changed, where nobody says one: the beginning of 2020."""


def write_anki(outgoing: Outgoing) -> Written:
    """The deck, a package of the kind that every version of Anki since 2.0 imports."""
    form = outgoing.form
    names = {key: f"{hashlib.sha256(data).hexdigest()[:8]}-{name}" for key, (name, data) in outgoing.pictures.items()}
    media = {names[key]: data for key, (_, data) in outgoing.pictures.items()}
    writing = _Writing(outgoing, names)
    notes = [writing.note(slot) for slot in form.slots]
    about = plain_html(f"{outgoing.title} ({form.code or form.bank})")
    database = collection(notes, bank=form.bank, description=about, at=outgoing.at or _UNSAID)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        files = {
            "collection.anki2": database,
            "media": json.dumps({str(number): name for number, name in enumerate(media)}).encode(),
            **{str(number): data for number, data in enumerate(media.values())},
        }
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    not_held = tuple(NotHeld(slot.n, slot.item, what) for slot in form.slots for what in _lost(outgoing, slot))
    return Written({f"{outgoing.name}.apkg": out.getvalue()}, not_held)


class _Writing:
    """What is the same for all notes of a deck."""

    def __init__(self, outgoing: Outgoing, pictures: Mapping[str, str]) -> None:
        self._outgoing = outgoing
        self._form = outgoing.form
        self._pictures = pictures
        self._deck = outgoing.title.replace("::", ": ")
        self._has_sections = len(self._form.section_order) > 1

    def note(self, slot: Slot) -> OutgoingNote:
        title = self._form.title_of.get(slot.section, slot.section).replace("::", ": ")
        deck = f"{self._deck}::{title}" if self._has_sections else self._deck
        tags = tuple("_".join(tag.split()) for tag in self._outgoing.tags.get(slot.item, ()))
        fields: tuple[str, ...]
        match slot.kind:
            case "cloze":
                kind, fields, gaps = GAPS, (self._question(slot, self._gapped(slot)),), len(slot.gaps)
            case "typed" | "numeric":
                kind, fields, gaps = TYPED, self._typed(slot), 1
            case "recall" | "ordering" | "pairs":
                kind, fields, gaps = RECALL, self._recalled(slot), 1
            case _:
                kind, fields, gaps = CHOICE, self._choice(slot), 1
        return OutgoingNote(slot.item, kind, (*fields, *self._after(slot), escape(slot.item)), deck, tags, gaps)

    def _text(self, text: str | None) -> str:
        return field_html(text or "", self._form.text)

    def _question(self, slot: Slot, stem: str, *more: str) -> str:
        """A stem in HTML with what stands beside it."""
        exhibits = exhibits_of(self._form, slot)
        return stem + "".join(
            (*more, *(exhibit_in_deck(self._form, one, self._pictures.get(one.id, "")) for one in exhibits))
        )

    def _choice(self, slot: Slot) -> tuple[str, ...]:
        options = numbered((self._text(option.text) for option in slot.options), letters=True)
        how = plain_html(instructions(slot))
        return self._question(slot, self._text(slot.stem)), how, options, ", ".join(map(slot.letter, slot.key))

    def _typed(self, slot: Slot) -> tuple[str, ...]:
        (gap,) = slot.gaps
        unit = f" Answer in {gap.unit}." if gap.unit else ""
        how = plain_html(f"{instructions(slot)}{unit}".strip())
        full = [one.value if isinstance(one, AcceptedNumber) else one.text for one in gap.accepted if one.credit == 100]
        accepted = f"<ul>{_entries(map(plain_html, full[1:]))}</ul>" if full[1:] else ""
        return self._question(slot, self._text(slot.stem)), how, plain_html(_answer(slot, gap)), accepted

    def _recalled(self, slot: Slot) -> tuple[str, ...]:
        stem = self._text(slot.stem)
        how = plain_html(instructions(slot)) if slot.gaps else ""
        if slot.kind == "recall":
            return self._question(slot, stem), how, self._text(slot.answer)
        # In the order of the alphabet: a bank as it is written has the steps in the right one.
        listed = sorted(self._text(option.text) for option in slot.options)
        if slot.kind == "ordering":
            answer = numbered(self._text(slot.option(gap.key[0]).text) for gap in slot.gaps)
            return self._question(slot, stem, f"<ul>{_entries(listed)}</ul>"), how, answer
        premises = [self._text(gap.label) for gap in slot.gaps]
        asked = f"<ul>{_entries(premises)}</ul><hr><ul>{_entries(listed)}</ul>"
        right = (self._text(gap_solution(slot, gap)) for gap in slot.gaps)
        pairs = (f"{premise} → {answer}" for premise, answer in zip(premises, right, strict=True))
        return self._question(slot, stem, asked), how, f"<ul>{_entries(pairs)}</ul>"

    def _gapped(self, slot: Slot) -> str:
        """The text with its gaps as Anki writes them; where the options of one are, they are a hint."""
        text = self._text(slot.stem)
        done = ""
        for at, gap in enumerate(slot.gaps, 1):
            before, found, after = text.partition(f"[{gap.label}]")
            hint = f"::{' / '.join(in_gap(slot.option(one).text) for one in gap.choices)}" if gap.choices else ""
            blank = f"{{{{c{at}::{in_gap(_answer(slot, gap))}{hint}}}}}"
            done, text = (f"{done}{before}{blank}", after) if found else (f"{done}{blank} ", text)
        return done + text

    def _after(self, slot: Slot) -> tuple[str, str, str]:
        """What is told after the answer: why, what each option or answer is, and where to read on."""
        texts = enumerate((self._told(slot, option.id) for option in slot.options), 1)
        told = [f'<li value="{at}">{text}</li>' for at, text in texts if text]
        feedback = f'<ol type="A">{"".join(told)}</ol>' if told else ""
        if slot.gaps and not slot.options:
            said = [text for gap in slot.gaps for one in gap.accepted if (text := self._told_of(gap, one))]
            feedback = f"<ul>{_entries(said)}</ul>" if said else ""
        links = [f'<a href="{escape(one.url)}">{plain_html(one.title)}</a>' for one in slot.references]
        return self._text(slot.rationale), feedback, "<br>".join(links)

    def _told_of(self, gap: Gap, one: AcceptedText | AcceptedNumber) -> str:
        """What an accepted answer earns or how far it may be off, and what an author says of it; "" for nothing."""
        shown = one.shown(gap.unit)
        parts = [f"earns {share(Fraction(one.credit, 100))}"] if one.credit < 100 else []
        parts += [self._text(one.feedback)] if one.feedback else []
        return plain_html(shown) + "".join(f": {part}" for part in parts) if parts or "±" in shown else ""

    def _told(self, slot: Slot, option_id: str) -> str:
        """What an author says of an option, and which question it answers."""
        option = slot.option(option_id)
        home = what_it_really_is(self._outgoing, slot, option_id)
        said = [self._text(option.feedback)] if option.feedback else []
        return "<br>".join((*said, f"This answers: {self._text(home)}") if home else said)


def _answer(slot: Slot, gap: Gap) -> str:
    if gap.choices:
        return slot.option(gap.key[0]).text
    return next((one.value for one in gap.numbers if one.credit == 100), "") or gap.accepted[0].shown("")


def _entries(texts: Iterable[str]) -> str:
    return "".join(f"<li>{text}</li>" for text in texts)


def _lost(outgoing: Outgoing, slot: Slot) -> Iterator[str]:
    """What of a question Anki cannot hold, each read after its id."""
    if slot.kind in ("ordering", "pairs"):
        what = "steps are put in order" if slot.kind == "ordering" else "parts are matched"
        yield f"that its {what}: it is asked from memory"
    if slot.kind == "cloze" and any(gap.choices for gap in slot.gaps):
        yield "that a gap is chosen from a list, which became a hint"
    if slot.kind == "numeric" or (slot.kind == "cloze" and any(gap.numbers for gap in slot.gaps)):
        yield "how far a number may be off: Anki compares what is typed letter by letter"
    if any(gap.case or gap.typos or gap.wildcard for gap in slot.gaps):
        yield "how exactly an answer is to be typed: Anki compares it letter by letter"
    if slot.points > 1 or slot.by_part or any(option.credit is not None for option in slot.options):
        yield "points: a learner of Anki marks himself"
    if any(one.picture and one.id not in outgoing.pictures for one in exhibits_of(outgoing.form, slot)):
        yield "a picture that could not be read"
