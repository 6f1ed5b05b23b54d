"""Moodle XML: a bank or a paper for Moodle's question bank, with its pictures inside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote
from xml.etree.ElementTree import Element, indent, tostring

from exam.core.exhibit_lines import exhibits_of
from exam.core.form import Slot
from exam.core.text import one_line
from exam.formats.exports.moodle_answers import MoodleQuestion
from exam.formats.exports.moodle_texts import QuestionTexts, said, text_element
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written
from exam.formats.exports.qti_xml import element


def write_moodle_xml(outgoing: Outgoing) -> Written:
    """One file of all questions, each section of them as a category."""
    quiz = Element("quiz")
    not_held: list[NotHeld] = []
    section = None
    for slot in outgoing.form.slots:
        if slot.section != section:
            section = slot.section
            quiz.append(_category(outgoing.form.title_of.get(section, section)))
        question = _Question(outgoing, slot)
        quiz.append(question.written())
        not_held += [NotHeld(slot.n, slot.item, what) for what in dict.fromkeys(question.parts.lost)]
    indent(quiz)
    data = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Written({f"{outgoing.name}.moodle.xml": data + b"\n"}, tuple(not_held))


def _category(title: str) -> Element:
    """What the questions of a section stand behind. A slash in a title is doubled, as it parts a path."""
    name = one_line(title).replace("/", "//")
    path = f"$course$/top/{' ' if name.startswith('/') else ''}{name}"
    return element("question", element("category", element("text", path)), type="category")


class _Question:
    def __init__(self, outgoing: Outgoing, slot: Slot) -> None:
        self.outgoing, self.slot = outgoing, slot
        self.parts = QuestionTexts(outgoing.form.text)

    def written(self) -> Element:
        """The question as Moodle orders its parts: those that all kinds have, its own, and its tags."""
        slot = self.slot
        answering = MoodleQuestion(self.outgoing, slot, self.parts)
        kind = answering.kind
        stem = answering.stem()
        question = element(
            "question",
            element("name", element("text", slot.item)),
            self._question_text(stem),
            said("generalfeedback", self._rationale(), self.parts.format),
            element("defaultgrade", str(slot.points)),
            element("penalty", "0.3333333"),
            element("hidden", "0"),
            element("idnumber", slot.item),
            *answering.own(),
            type=kind,
        )
        if tags := self.outgoing.tags.get(slot.item):
            question.append(element("tags", *(element("tag", element("text", one_line(tag))) for tag in tags)))
        return question

    def _question_text(self, stem: str) -> Element:
        """The stem below what stands beside it. `stem` is HTML, or "" where it may stand as it is written."""
        beside = [*self._exhibits()]
        if not beside and not stem:
            return said("questiontext", self.slot.stem, self.parts.format)
        shown = [html for html, _ in beside]
        files = [file for _, file in beside if file is not None]
        written = "".join((*shown, stem or self.parts.html(self.slot.stem)))
        return element("questiontext", text_element(written), *files, format="html")

    def _exhibits(self) -> Iterator[tuple[str, Element | None]]:
        """What stands beside the question as HTML, with the file of a picture."""
        for exhibit in exhibits_of(self.outgoing.form, self.slot):
            picture = self.outgoing.pictures.get(exhibit.id)
            if exhibit.picture and picture is None:
                self.parts.lost.append("its picture, which is not there, so that its words stand in its place")
            if picture is None:
                yield self.parts.exhibit(exhibit, None), None
                continue
            name = PurePosixPath(picture[0]).name
            file = element("file", b64encode(picture[1]).decode(), name=name, path="/", encoding="base64")
            yield self.parts.exhibit(exhibit, f"@@PLUGINFILE@@/{quote(name)}"), file

    def _rationale(self) -> str:
        """Why the key is right, and where to read on, in the format of the form."""
        read_on = [self.parts.link(one.title, one.url) for one in self.slot.references]
        return "\n\n".join(filter(None, (self.slot.rationale, *read_on)))
