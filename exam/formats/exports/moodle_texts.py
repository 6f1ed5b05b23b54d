"""Texts of questions as Moodle holds them: in its own plain format where nothing is marked, else in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, tostring

from exam.core.exhibit import Exhibit, TextFormat
from exam.core.text import reflowed, visible
from exam.core.wording import in_line
from exam.formats.exports.qti_texts import Texts, put_gaps
from exam.formats.exports.qti_xml import element

_GAP = "exam-gap"
_NO_ADDRESS = re.compile(r"[<>\s]")
_BETWEEN_GAPS = re.compile(rf"<{_GAP}>(\d+)</{_GAP}>")


def text_element(written: str) -> Element:
    """The element that holds a text as it is written."""
    return element("text", written)


def said(tag: str, text: str, how: TextFormat) -> Element:
    """A text of a question in an element of its own, in the format that keeps all of it."""
    if how == "markdown":
        return element(tag, text_element(QuestionTexts(how).html(text)), format="html")
    return element(tag, text_element(visible(text if how == "plain" else reflowed(text))), format="plain_text")


@dataclass
class QuestionTexts:
    """Makes the texts of one question, and remembers what Moodle cannot hold of it."""

    format: TextFormat
    lost: list[str] = field(default_factory=list)

    def said(self, tag: str, text: str) -> Element:
        """A text in an element of its own."""
        return said(tag, text, self.format)

    def html(self, text: str) -> str:
        """A text as HTML."""
        return _markup(self._texts.blocks(text)) if text else ""

    def short(self, text: str) -> str:
        """A text as HTML without a paragraph around it, where it has only one."""
        return _markup([element("p", *self._texts.short(text))])[3:-4]

    def bare(self, text: str, what: str) -> str:
        """The words of a text in one line, where Moodle takes no marks. `what` it is, for what is lost."""
        shown = in_line(text, self.format)
        if shown != text.strip():
            self.lost.append(f"the looks of {what}, of which the words stand alone")
        return shown

    def with_gaps(self, text: str, labels: Sequence[str], gap: Callable[[int], str]) -> str:
        """A text as HTML in which each gap stands where its label does, the last ones at its end if theirs do not."""
        blocks = self._texts.blocks(text)
        missing = put_gaps(blocks, labels, lambda at: element(_GAP, str(at)))
        html = _markup(blocks) + "".join(f"<p><{_GAP}>{at}</{_GAP}></p>" for at in missing)
        return _BETWEEN_GAPS.sub(lambda found: gap(int(found[1])), html)

    def exhibit(self, exhibit: Exhibit, source: str | None) -> str:
        """What stands beside a question, as HTML."""
        return _markup(self._texts.exhibit(exhibit, source))

    def link(self, title: str, address: str) -> str:
        """A place to read on, in the format of the form."""
        if self.format != "markdown":
            return f"{title}: {address}"
        from exam.formats.imports.markdown_text import escaped_in_line as escaped

        return f"[{escaped(title)}](<{_NO_ADDRESS.sub('', address)}>)"

    @property
    def _texts(self) -> Texts:
        return Texts(self.format, numbered_from=True)


def _markup(blocks: Sequence[Element]) -> str:
    for block in blocks:
        _without_addresses(block)
    return "".join(tostring(block, encoding="unicode", method="html") for block in blocks)


def _without_addresses(parent: Element) -> None:
    """Takes out the address that is told behind a link: in Moodle it can be followed."""
    for child in [*parent]:
        _without_addresses(child)
        if child.tag == "a" and child.text == f" ({child.get('href')})":
            _lift(parent, child)


def _lift(parent: Element, child: Element) -> None:
    """Takes an element out, and leaves the text behind it where it is."""
    at = [*parent].index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
