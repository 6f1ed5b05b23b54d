"""What is said once a question of QTI is answered: of each answer, and why the key is right."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from exam.core.form import Option, Slot
from exam.core.gap import Gap
from exam.core.wording import really
from exam.formats.exports.qti_scoring import Scoring, response_name
from exam.formats.exports.qti_typed import fits
from exam.formats.exports.qti_writing import Writing
from exam.formats.exports.qti_xml import element

FEEDBACK = "FEEDBACK"
SOLUTION = "SOLUTION"
"""The outcome that shows why the key is right; the text is called so in small letters."""


class Feedback:
    """What is said once a question is answered: of the answer, and why the key is right."""

    def __init__(self, writing: Writing, slot: Slot, scoring: Scoring, names: dict[str, str]) -> None:
        self.writing, self.slot, self.scoring, self.names = writing, slot, scoring, names
        self.rules: list[Element] = []
        self.texts: list[Element] = []

    def tell(self) -> None:
        if self.slot.is_choice:
            self._of_options()
        else:
            self._of_gaps()
        self._of_all()

    def _of_options(self) -> None:
        said = [(option, blocks) for option in self.slot.options if (blocks := self._of_option(option))]
        if said:
            cardinality = "single" if self.slot.choose == 1 else "multiple"
            self.scoring.outcome(FEEDBACK, "identifier", cardinality=cardinality)
            self.rules.append(self.scoring.scores(self.scoring.variable(), FEEDBACK))
            for option, blocks in said:
                self._text(FEEDBACK, self.names[option.id], blocks)

    def _of_option(self, option: Option) -> list[Element]:
        form = self.writing.outgoing.form
        blocks = self.writing.texts.blocks(option.feedback or "")
        truth = "" if option.id in self.slot.key else really(form, self.slot, option)
        return [*blocks, element("p", truth)] if truth else blocks

    def _of_gaps(self) -> None:
        for n, gap in enumerate(self.slot.gaps, start=1):
            name = response_name(self.slot, n)
            if gap.choices and self.slot.kind == "cloze":
                self._of_listed(gap, name)
            elif not gap.choices:
                self._of_typed(n, gap, name)
        if self.texts:
            self.scoring.outcome(FEEDBACK, "identifier", cardinality="multiple")

    def _of_listed(self, gap: Gap, name: str) -> None:
        said = [(choice, text) for choice in gap.choices if (text := self.slot.option(choice).feedback)]
        if said:
            self.rules.append(self._also(self.scoring.variable(name)))
            for choice, text in said:
                self._text(FEEDBACK, self.names[choice], self.writing.texts.blocks(text))

    def _of_typed(self, n: int, gap: Gap, name: str) -> None:
        """What fits several is told the feedback of the one that earns most, so all before it are asked for too."""
        make = self.writing.dialect.make
        told = [at for at, one in enumerate(gap.accepted, start=1) if one.feedback]
        branches = []
        for at, one in enumerate(gap.accepted[: max(told, default=0)], start=1):
            called = f"G{n}T{at}"
            said = [self._also(make("baseValue", called, baseType="identifier"))] if one.feedback else []
            branches.append((fits(self.writing.dialect, gap, one, name), said))
            if one.feedback:
                self._text(FEEDBACK, called, self.writing.texts.blocks(one.feedback))
        if branches:
            self.rules.append(self.scoring.when(*branches))

    def _also(self, value: Element) -> Element:
        """One more text beside those that are told already."""
        both = self.writing.dialect.make("multiple", self.scoring.variable(FEEDBACK), value)
        return self.scoring.scores(both, FEEDBACK)

    def _of_all(self) -> None:
        texts, slot = self.writing.texts, self.slot
        blocks = [*texts.blocks(slot.answer or ""), *texts.blocks(slot.rationale or "")]
        if slot.references:
            links = (element("li", element("a", one.title, href=one.url)) for one in slot.references)
            blocks.append(element("ul", *links))
        if blocks:
            value = self.writing.dialect.make("baseValue", SOLUTION.lower(), baseType="identifier")
            self.scoring.outcome(SOLUTION, "identifier")
            self.rules.append(self.scoring.scores(value, SOLUTION))
            self._text(SOLUTION, SOLUTION.lower(), blocks)

    def _text(self, outcome_name: str, name: str, blocks: Sequence[Element]) -> None:
        dialect = self.writing.dialect
        # In 3.0 the words stand in an element of their own, beside which others may stand.
        inside = [dialect.make("contentBody", *blocks)] if dialect.hyphens else blocks
        self.texts.append(
            dialect.make("modalFeedback", *inside, outcomeIdentifier=outcome_name, identifier=name, showHide="show")
        )
