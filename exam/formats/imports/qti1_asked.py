"""A question of QTI 1.2 while it is read: its texts, its options, and what is told after an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from exam.formats.imports.qti1_scoring import Responses, Scoring1
from exam.formats.imports.qti1_texts import material_markup, presented
from exam.formats.imports.qti_body import QtiBody
from exam.formats.imports.qti_question import LETTERS
from exam.formats.imports.qti_typed import Share, typed_numbers, typed_texts
from exam.formats.imports.qti_worth import CannotBeHeld
from exam.formats.imports.xml_tree import Element

Fields = tuple[dict[str, Any], Fraction]
"""What answers a question, as fields, and the points of the right answer."""


@dataclass
class Question1:
    """A question while it is read."""

    item: Element
    scoring: Scoring1
    body: QtiBody
    responses: list[Element]
    kind: str
    changed: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    """Identifiers of the feedbacks that were shown after any response."""
    _told: dict[int, str] = field(default_factory=dict)
    """Their texts, by the `id()` of the element."""

    def text(self, one: Element) -> str:
        """The texts in an element as Markdown; their pictures stand beside the question. Raises CannotBeHeld."""
        return self.markdown(material_markup(one))

    def markdown(self, markup: str) -> str:
        """Some markup as Markdown; its pictures stand beside the question. Raises CannotBeHeld."""
        text, shown = self.body.of_markup(markup)
        self.body.exhibits += [one for one in shown if one not in self.body.exhibits]
        by_id = {one["id"]: one for one in self.body.files.exhibits}
        return text or ", ".join(str(by_id[one]["alt"]) for one in shown)

    def after(self, responses: Responses) -> tuple[str, ...]:
        """What is told after a response."""
        shown = self.scoring.outcome(responses).shown
        self.shown.update(shown)
        if not shown:
            return ()
        found = [one for one in self.item.all("itemfeedback") if one.get("ident") in shown]
        for one in found:
            if id(one) not in self._told:
                self._told[id(one)] = self.text(one)
        return tuple(text for one in found if (text := self._told[id(one)]))

    @property
    def is_untold(self) -> bool:
        """Whether there is a feedback that no response of those looked at has shown."""
        others = (one for one in self.item.all("itemfeedback") if one.get("ident") not in self.shown)
        return any(one.text.strip() and not any(True for _ in one.within("solution")) for one in others)

    @property
    def solution(self) -> tuple[str, ...]:
        """What is told of the right answer in any case."""
        found = (solution for one in self.item.all("itemfeedback") for solution in one.within("solution"))
        return tuple(text for one in found if (text := self.text(one)))


def stem_of(asked: Question1, names: Sequence[str] = (), *, own: bool = False) -> str:
    """The text of a question, with the places of gaps. Raises CannotBeHeld."""
    shown = presented(asked.item, list(names))
    markup = shown.markup + ("".join(shown.own.values()) if own else "")
    text = asked.markdown(markup)
    if not text.strip():
        raise CannotBeHeld("asks nothing that can be read")
    return re.sub(r"(\{\w+\}) (?=[.,;:!?)])", r"\1", text) if names else text


def labels_of(asked: Question1, response: Element) -> dict[str, str]:
    """The texts of the options of a response, by their identifiers. Raises CannotBeHeld."""
    found = list(response.within("response_label"))
    labels = {one.get("ident"): asked.text(one) for one in found}
    if len(labels) < len(found):
        raise CannotBeHeld("has two options of the same identifier")
    if len(labels) > len(LETTERS):
        raise CannotBeHeld(f"has more than {len(LETTERS)} options")
    if not all(text.strip() for text in labels.values()):
        raise CannotBeHeld("has options without a text")
    return labels


def typed_fields(
    asked: Question1, name: str, candidates: Sequence[str], right: Mapping[str, Sequence[str]], share: Share
) -> dict[str, Any]:
    """What counts as right where it is typed."""

    def told(value: str) -> str:
        general = asked.after(right)
        return "\n\n".join(text for text in asked.after({**right, name: (value,)}) if text not in general)

    if name in asked.scoring.numeric:
        return typed_numbers(share, candidates, (), told)
    return typed_texts(share, candidates, told)


def rationale_of(asked: Question1, right: Responses) -> dict[str, Any]:
    texts = asked.after(right)
    return {"rationale": "\n\n".join(texts)} if texts else {}
