"""GIFT, Moodle's format for questions as text: a bank or a paper written in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from exam.core.exhibit_lines import exhibits_of, sort_of
from exam.core.scoring import worth
from exam.core.text import one_line
from exam.core.wording import really
from exam.formats.exports.gift_text import GiftTexts, signs_escaped
from exam.formats.exports.outgoing import NotHeld, Outgoing, Written

if TYPE_CHECKING:
    from exam.core.form import Option, Slot
    from exam.core.gap import AcceptedNumber, AcceptedText, Gap

_TRUTHS = {"True": "TRUE", "False": "FALSE"}


class _NotGift(Exception):
    """What of a question no GIFT can hold, so that it is left out."""


def write_gift(outgoing: Outgoing) -> Written:
    """One text of all questions, with a category for each section."""
    texts = GiftTexts(outgoing.form.text)
    parts = [f"// {one_line(outgoing.title)}"]
    not_held: list[NotHeld] = []
    section = ""
    for slot in outgoing.form.slots:
        question = _Question(outgoing, slot, texts)
        try:
            written = question.written()
        except _NotGift as what:
            not_held.append(NotHeld(slot.n, slot.item, str(what), whole=True))
            continue
        if slot.section != section:
            section = slot.section
            parts.append(_category(outgoing.form.title_of.get(section, section)))
        parts.append(written)
        not_held += [NotHeld(slot.n, slot.item, what) for what in dict.fromkeys(question.lost)]
    return Written({f"{outgoing.name}.gift": ("\n\n".join(parts) + "\n").encode()}, tuple(not_held))


def _category(title: str) -> str:
    """The line that a section begins with. A slash in a title is doubled, and kept apart from those of the path."""
    name = title.replace("/", "//")
    return f"$CATEGORY: $course$/top/{' ' if name.startswith('/') else ''}{name}"


class _Question:
    def __init__(self, outgoing: Outgoing, slot: Slot, texts: GiftTexts) -> None:
        self._outgoing = outgoing
        self._slot = slot
        self._texts = texts
        self.lost: list[str] = []
        """What of it GIFT cannot hold."""

    def written(self) -> str:
        """The question with its comment and its title. Raises _NotGift."""
        slot = self._slot
        name = one_line(slot.item)
        tags = [re.sub(r"[\[\]]", "", tag) for tag in self._outgoing.tags.get(slot.item, ())]
        comment = " ".join(("//", *(f"[{word}]" for word in (f"id:{name}", *(f"tag:{tag}" for tag in tags)))))
        stem, behind = self._stem()
        inside = self._inside()
        self._lose_the_rest()
        return f"{comment}\n::{signs_escaped(name)}::{self._texts.form}{stem}{{{inside}}}{behind}"

    def _stem(self) -> tuple[str, str]:
        """The text before and behind the braces."""
        slot = self._slot
        exhibits = exhibits_of(self._outgoing.form, slot)
        for exhibit in exhibits:
            what = "of which the words stand" if exhibit.picture else "which stands"
            self.lost.append(f"the {sort_of(exhibit)} beside it, {what} above its text")
        stem = self._texts.under(exhibits, slot.stem)
        if slot.kind != "cloze":
            return self._trimmed(stem), ""
        if len(slot.gaps) != 1 or stem.count("[1]") != 1:
            raise _NotGift("its text with several gaps")
        self.lost.append("its gap, which became a missing word")
        before, _, behind = stem.partition("[1]")
        return signs_escaped(before), signs_escaped(behind)

    def _inside(self) -> str:
        slot = self._slot
        match slot.kind:
            case "recall":
                self.lost.append("that it is recalled, not written: it became an essay")
                return self._general(slot.answer or "", slot.rationale or "")
            case "ordering":
                return self._lines(self._ordering())
            case "pairs":
                return self._lines(self._pairs())
            case _ if slot.is_choice:
                return self._true_or_false() or self._lines(self._options())
            case _:
                gap = slot.gaps[0]
                if gap.choices:
                    return self._lines(self._choices(gap))
                return self._lines(self._numbers(gap), "#") if gap.numbers else self._lines(self._typed(gap))

    def _lines(self, answers: Iterator[str], head: str = "") -> str:
        general = self._general(self._slot.rationale or "")
        lines = [f"\t{line}" for line in (*answers, general) if line]
        return "\n".join((head, *lines, ""))

    def _general(self, *said: str) -> str:
        """What is told to everybody."""
        links = [self._texts.link(one.title, one.url) for one in self._slot.references]
        if links:
            self.lost.append("its references, which stand at the end of what is told to everybody")
        if len([one for one in said if one]) > 1:
            self.lost.append("where its answer ends and its rationale begins")
        told = "\n\n".join((*(self._texts.shown(one) for one in said if one), *links))
        return f"####{self._ended(told)}" if told else ""

    def _ended(self, shown: str) -> str:
        """A text as it is shown, escaped. What begins like a weight or the name of a format names its own before."""
        written = self._trimmed(shown)
        return f"{self._texts.form}{written}" if written.startswith(("%", "[")) else written

    def _trimmed(self, shown: str) -> str:
        """A text as it is shown, escaped, without the white space at its ends, which GIFT drops."""
        if shown != shown.strip():
            self.lost.append("the spaces at the ends of its texts")
        return signs_escaped(shown.strip())

    def _text(self, text: str) -> str:
        return self._ended(self._texts.shown(text))

    def _told(self, feedback: str | None, truth: str = "") -> str:
        """What is said to who answered so, and what a wrong option really is."""
        told = "\n\n".join(filter(None, (self._texts.shown(feedback or ""), truth)))
        return f"#{self._ended(told)}" if told else ""

    def _really(self, option: Option) -> str:
        truth = "" if option.id in self._slot.key else really(self._outgoing.form, self._slot, option)
        return self._texts.literal(truth)

    def _true_or_false(self) -> str:
        slot = self._slot
        by_text = {option.text: option for option in slot.options}
        if len(slot.key) != 1 or by_text.keys() != _TRUTHS.keys() or any(one.credit for one in slot.options):
            return ""
        right = slot.option(slot.key[0])
        wrong = by_text["False" if right.text == "True" else "True"]
        to_wrong, to_right = self._told(wrong.feedback, self._really(wrong)), self._told(right.feedback)
        told = f"{to_wrong or '#'}{to_right}" if to_right else to_wrong
        return f"{_TRUTHS[right.text]}{told}{self._general(slot.rationale or '')}"

    def _options(self) -> Iterator[str]:
        slot = self._slot
        single = slot.choose == 1
        earned = [self._earned(option) for option in slot.options]
        earning = sum(percent > 0 for percent in earned)
        if not earning or (earning == len(earned) and not single):
            raise _NotGift("that all of its options are right" if earning else "options of which none earns anything")
        if not single and _is_rounded(slot, earned):
            self.lost.append("shares that are no whole percents")
        for option, percent in self._without_arrow_first(earned):
            right = option.id in slot.key
            if right != (percent > 0) and not (single and percent < 100):
                self.lost.append("which options are right: one earns nothing, or a wrong one something")
            if single and right and percent < 100:
                self.lost.append(f"that its right option earns {percent:g} % of its points")
            sign = "=" if single and right else f"~{_weight(percent)}"
            yield f"{sign}{self._text(option.text)}{self._told(option.feedback, self._really(option))}"
        if not single and not slot.by_part:
            self.lost.append("that only all of it counts: right options earn their shares, and a wrong one takes all")

    def _without_arrow_first(self, earned: Sequence[float]) -> list[tuple[Option, float]]:
        """The options with what each earns. A right one with an arrow is not the first: some read a pair there."""
        found = list(zip(self._slot.options, earned, strict=True))
        if self._slot.choose == 1 and found[0][0].id in self._slot.key and "->" in found[0][0].text:
            found[:2] = found[1::-1]
            self.lost.append("that its right option, which has an arrow, stands first")
        return found

    def _earned(self, option: Option) -> float:
        """What choosing an option earns, in percent."""
        slot = self._slot
        right = option.id in slot.key
        if slot.choose == 1 and (option.credit is None or not slot.by_part):
            return 100 if right else 0
        if not slot.by_part:
            return 100 / len(slot.key) if right else -100
        return float(worth(option.credit, right, len(slot.key)) * 100)

    def _choices(self, gap: Gap) -> Iterator[str]:
        for option in map(self._slot.option, gap.choices):
            yield f"{'=' if option.id in gap.key else '~'}{self._text(option.text)}{self._told(option.feedback)}"

    def _typed(self, gap: Gap) -> Iterator[str]:
        _refuse_worthless(gap)
        if any("->" in one.text for one in gap.texts):
            raise _NotGift("an answer with an arrow, which GIFT takes for a pair")
        for one in gap.texts:
            if gap.wildcard and "\\*" in one.text:
                self.lost.append("an asterisk behind a backslash, which stands for itself there")
            text = one.text if gap.wildcard else one.text.replace("*", "\\*")
            written = self._accepted(one, self._ended(text))
            if "->" in written:
                self.lost.append("an arrow in what is told of an answer, which became →")
            yield written.replace("->", "→")
        if gap.case:
            self.lost.append("that capitals count")
        if gap.typos:
            self.lost.append("that typing mistakes are forgiven")

    def _numbers(self, gap: Gap) -> Iterator[str]:
        _refuse_worthless(gap)
        for one in gap.numbers:
            tolerance = one.tolerance
            if tolerance.endswith("%"):
                with localcontext(prec=400):
                    share = abs(Decimal(one.value)) * Decimal(tolerance.rstrip(" %")) / 100
                tolerance = format(share.normalize(), "f")
                self.lost.append(f"its tolerance of {one.tolerance}, which became {tolerance}")
            yield self._accepted(one, f"{one.value}:{tolerance}" if Decimal(tolerance) else one.value)
        if gap.unit:
            self.lost.append(f"its unit {gap.unit}: only the number is typed")

    def _accepted(self, one: AcceptedText | AcceptedNumber, written: str) -> str:
        weight = f"%{one.credit}%" if one.credit != 100 else ""
        return f"={weight}{written}{self._told(one.feedback)}"

    def _pairs(self) -> Iterator[str]:
        slot = self._slot
        if not slot.by_part:
            self.lost.append("that only all of it counts: each pair earns its share")
        for gap in slot.gaps:
            premise = self._text(gap.label)
            if "->" in premise:
                self.lost.append("an arrow in a premise, which became →")
            yield f"={premise.replace('->', '→')} -> {self._answer(slot.option(gap.key[0]).text)}"
        used = {gap.key[0] for gap in slot.gaps}
        yield from (f"= -> {self._answer(option.text)}" for option in slot.options if option.id not in used)

    def _ordering(self) -> Iterator[str]:
        slot = self._slot
        self.lost.append("that it is put in order: it became pairs of a place and a step")
        if not slot.by_part:
            self.lost.append("that only all of it counts: each place earns its share")
        for place, gap in enumerate(slot.gaps, start=1):
            yield f"={place} -> {self._answer(slot.option(gap.key[0]).text)}"

    def _answer(self, text: str) -> str:
        """The answer of a pair, in which nobody reads marks."""
        if self._texts.loses_marks(text):
            self.lost.append("the marks of its answers")
        words = self._texts.words(text)
        if words != words.strip():
            self.lost.append("the spaces at the ends of its texts")
        return signs_escaped(words.strip())

    def _lose_the_rest(self) -> None:
        slot = self._slot
        if slot.points != 1:
            self.lost.append(f"its {slot.points} points")
        if self._outgoing.fixed.get(slot.item) and {option.text for option in slot.options} != _TRUTHS.keys():
            self.lost.append("that options keep their places")


def _is_rounded(slot: Slot, earned: Sequence[float]) -> bool:
    """Whether shares in percent come back as others: but for equal ones of the right options, they are whole then."""
    share = 100 / len(slot.key)
    others = [one for option, one in zip(slot.options, earned, strict=True) if option.id not in slot.key]
    equal = all(one == share for option, one in zip(slot.options, earned, strict=True) if option.id in slot.key)
    if equal and all(one == -share for one in others):
        return False
    return any(one != int(one) for one in (others if equal else earned))


def _refuse_worthless(gap: Gap) -> None:
    if not any(one.credit for one in gap.accepted):
        raise _NotGift("answers of which none earns anything")


def _weight(percent: float) -> str:
    """As Moodle writes it, to five decimals; nothing where nothing is earned."""
    written = f"{percent:.5f}".rstrip("0").rstrip(".")
    return "" if written in ("0", "-0") else f"%{written}%"
