"""What answers a question, in the elements that Moodle has for each kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import escape
from xml.etree.ElementTree import Element

from exam.core.form import Option, Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap
from exam.core.scoring import worth
from exam.core.wording import really
from exam.formats.exports.moodle_texts import QuestionTexts, text_element
from exam.formats.exports.outgoing import Outgoing
from exam.formats.exports.qti_xml import element

_GRADES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333),
    *(30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
)
"""The shares of its points, in percent, that Moodle lets an answer earn."""
_KINDS = {
    "typed": "shortanswer",
    "numeric": "numerical",
    "ordering": "ordering",
    "pairs": "matching",
    "cloze": "cloze",
    "recall": "essay",
}
_ALL_OR_NOTHING = "that nothing less than all of it earns points"
_BEGINS_AS_SHARE = re.compile("^[=%]")
_IN_CLOZE = str.maketrans({"\\": "&#92;", "}": "\\}", "#": "\\#", "~": "&#126;"})


class MoodleQuestion:
    """The kind of a question in Moodle, and its own elements."""

    def __init__(self, outgoing: Outgoing, slot: Slot, parts: QuestionTexts) -> None:
        self.outgoing, self.slot, self.parts = outgoing, slot, parts
        self.kind = _KINDS.get(slot.kind, "truefalse" if _is_true_or_false(slot) else "multichoice")

    def stem(self) -> str:
        """The text as HTML where what answers it stands in it; "" for other kinds."""
        if self.kind != "cloze":
            return ""
        labels = [gap.label for gap in self.slot.gaps]
        return self.parts.with_gaps(self.slot.stem, labels, lambda at: self._embedded(self.slot.gaps[at]))

    def own(self) -> Iterator[Element]:
        """The elements that only this kind has."""
        match self.kind:
            case "truefalse":
                yield from (self._option(option, text=option.text.casefold()) for option in self.slot.options)
            case "multichoice":
                yield from self._choice()
            case "shortanswer":
                yield from self._typed(self.slot.gaps[0])
            case "numerical":
                yield from self._numbers(self.slot.gaps[0])
            case "ordering":
                yield from self._steps()
            case "matching":
                yield from self._pairs()
            case "essay":
                yield element("responseformat", "editor")
                yield element("responserequired", "1")
                yield self.parts.said("graderinfo", self.slot.answer or "")
            case _:
                self._lose_all_or_nothing()

    def _choice(self) -> Iterator[Element]:
        slot = self.slot
        if slot.choose > 1:
            self._lose_all_or_nothing()
        yield element("single", "true" if slot.choose == 1 else "false")
        yield self._shuffled()
        yield element("answernumbering", "ABCD")
        for option in slot.options:
            yield self._option(option)

    def _option(self, option: Option, text: str | None = None) -> Element:
        answer = self.parts.said("answer", option.text)
        if text is not None:
            answer = element("answer", text_element(text), format="moodle_auto_format")
        answer.set("fraction", self._grade(self._earned(option)))
        if feedback := self._feedback(option):
            answer.append(self.parts.said("feedback", feedback))
        return answer

    def _earned(self, option: Option) -> Fraction:
        """The share of the points that choosing an option earns, from -1 to 1."""
        slot, right = self.slot, option.id in self.slot.key
        if slot.by_part:
            share = worth(option.credit, right, len(slot.key))
            return max(share, Fraction()) if slot.choose == 1 else share
        return Fraction(1, len(slot.key)) if right else Fraction(0 if slot.choose == 1 else -1)

    def _feedback(self, option: Option) -> str:
        """What its author says of an option, and what it really is if it is wrong."""
        truth = "" if option.id in self.slot.key else really(self.outgoing.form, self.slot, option)
        if truth and self.parts.format == "markdown":
            from exam.formats.imports.markdown_text import escaped

            truth = escaped(truth)
        return "\n\n".join(filter(None, (option.feedback, truth)))

    def _shuffled(self) -> Element:
        """Whether Moodle may shuffle: a paper stays as it is, and in a bank so does what has a place to keep."""
        fixed = self.outgoing.fixed.get(self.slot.item, frozenset())
        if self.outgoing.is_bank and fixed and len(fixed) < len(self.slot.options):
            self.parts.lost.append("which options keep their place; all do, so that none is shuffled")
        return element("shuffleanswers", "true" if self.outgoing.is_bank and not fixed else "false")

    def _typed(self, gap: Gap) -> Iterator[Element]:
        if gap.typos:
            self.parts.lost.append(f"that it forgives {gap.typos} wrong letter{'s' if gap.typos > 1 else ''}")
        yield element("usecase", "1" if gap.case else "0")
        for one in gap.texts:
            yield self._accepted(one, _stars(one, gap))

    def _numbers(self, gap: Gap) -> Iterator[Element]:
        for one in gap.numbers:
            answer = self._accepted(one, one.value)
            answer.append(element("tolerance", self._tolerance(one)))
            yield answer
        if gap.unit:
            yield element("unitgradingtype", "0")
            yield element("unitpenalty", "0.1000000")
            yield element("showunits", "0")
            yield element("unitsleft", "0")
            yield element("units", element("unit", element("multiplier", "1"), element("unit_name", gap.unit)))
        else:
            yield element("showunits", "3")

    def _accepted(self, one: AcceptedText | AcceptedNumber, text: str) -> Element:
        answer = element("answer", text_element(text), format="moodle_auto_format")
        answer.set("fraction", self._grade(Fraction(one.credit, 100)))
        if one.feedback:
            answer.append(self.parts.said("feedback", one.feedback))
        return answer

    def _steps(self) -> Iterator[Element]:
        yield element("layouttype", "VERTICAL")
        yield element("selecttype", "ALL")
        yield element("selectcount", "0")
        yield element("gradingtype", "ABSOLUTE_POSITION" if self.slot.by_part else "ALL_OR_NOTHING")
        yield element("showgrading", "SHOW")
        yield element("numberingstyle", "none")
        for at, gap in enumerate(self.slot.gaps, start=1):
            step = self.parts.said("answer", self.slot.option(gap.key[0]).text)
            step.set("fraction", f"{at}.0000000")
            yield step

    def _pairs(self) -> Iterator[Element]:
        self._lose_all_or_nothing()
        yield self._shuffled()
        paired = {name for gap in self.slot.gaps for name in gap.key}
        spare = [option.id for option in self.slot.options if option.id not in paired]
        for label, name in (*((gap.label, gap.key[0]) for gap in self.slot.gaps), *(("", name) for name in spare)):
            pair = self.parts.said("subquestion", label)
            answer = self.parts.bare(self.slot.option(name).text, "the answers to pair")
            pair.append(element("answer", text_element(answer)))
            yield pair

    def _embedded(self, gap: Gap) -> str:
        """A gap as it stands in the text."""
        if gap.choices:
            options = [self.slot.option(name) for name in gap.choices]
            answers = [
                self._alternative(100 * (option.id in gap.key), self._html_in_cloze(option.text), option.feedback)
                for option in options
            ]
            fixed = self.outgoing.fixed.get(self.slot.item, frozenset()) & {*gap.choices}
            kind = "MCS" if self.outgoing.is_bank and not fixed else "MULTICHOICE"
        elif gap.numbers:
            if gap.unit:
                self.parts.lost.append(f"the unit of its blank {gap.label}")
            kind = "NUMERICAL"
            answers = [
                self._alternative(one.credit, f"{one.value}:{self._tolerance(one)}", one.feedback)
                for one in gap.numbers
            ]
        else:
            if gap.typos:
                self.parts.lost.append(f"that its blank {gap.label} forgives wrong letters")
            kind = "SAC" if gap.case else "SHORTANSWER"
            answers = [
                self._alternative(one.credit, _in_cloze(escape(_stars(one, gap), quote=False)), one.feedback)
                for one in gap.texts
            ]
        return f"{{1:{kind}:{'~'.join(answers)}}}"

    def _html_in_cloze(self, text: str) -> str:
        """A text as Moodle reads it within a gap: HTML with its entities escaped, which are decoded once before."""
        return _in_cloze(self.parts.short(text).replace("&", "&amp;"))

    def _alternative(self, credit: int, answer: str, feedback: str | None) -> str:
        """One answer of a gap with what it earns and what is said to it."""
        share = self._grade(Fraction(credit, 100))
        earns = "=" if share == "100" else f"%{share}%" if share != "0" else ""
        told = f"#{self._html_in_cloze(feedback)}" if feedback else ""
        return f"{earns}{_BEGINS_AS_SHARE.sub(lambda sign: f'&#{ord(sign[0])};', answer)}{told}"

    def _tolerance(self, one: AcceptedNumber) -> str:
        """How far a number may be off; a share of it becomes a number."""
        if not one.tolerance.endswith("%"):
            return one.tolerance
        share = Decimal(one.tolerance.rstrip(" %"))
        within = format(abs(Decimal(one.value)) * share / 100, "f")
        within = within.rstrip("0").rstrip(".") if "." in within else within
        self.parts.lost.append(f"its tolerance of {one.tolerance}, which became {within}")
        return within

    def _grade(self, share: Fraction) -> str:
        """A share as one of those that Moodle knows, in percent."""
        percent = float(100 * share)
        nearest = min(_GRADES, key=lambda grade: abs(grade - abs(percent)))
        if abs(nearest - abs(percent)) > 0.01:
            self.parts.lost.append(f"a share of {percent:.3g} %, which became {nearest:g} %")
        return f"{'-' if percent < 0 and nearest else ''}{nearest:.7g}"

    def _lose_all_or_nothing(self) -> None:
        if not self.slot.by_part:
            self.parts.lost.append(_ALL_OR_NOTHING)


def _is_true_or_false(slot: Slot) -> bool:
    texts = {option.text for option in slot.options}
    return slot.kind == "direct" and texts == {"True", "False"} and len(slot.key) == 1 and not slot.by_part


def _stars(one: AcceptedText, gap: Gap) -> str:
    """An accepted text in which a star that means nothing is marked as such."""
    return one.text if gap.wildcard else one.text.replace("*", "\\*")


def _in_cloze(text: str) -> str:
    """A piece of HTML within a gap, with signs that would end it as Moodle takes them for themselves."""
    return text.translate(_IN_CLOZE).replace("&amp;", "&#38;")  # of "&amp;" before a sign Moodle makes a part of it
