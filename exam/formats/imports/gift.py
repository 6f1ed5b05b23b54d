"""GIFT, Moodle's format for questions as text: a file of it as questions for a bank."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from itertools import islice
from typing import Any

from exam.core.authored import TRUE_OR_FALSE
from exam.core.gap import decimal
from exam.files.faults import BankRefused, Fault
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut, Place
from exam.formats.imports.gift_answers import GiftAnswer
from exam.formats.imports.gift_blocks import COMMAND, escapes_kept
from exam.formats.imports.gift_texts import GiftText
from exam.formats.imports.gift_tree import GiftQuestion, Unread, gift_questions
from exam.formats.imports.gift_wording import Wording
from exam.formats.imports.letters import by_letter
from exam.formats.imports.weights import NoKey, weighed

MOST_QUESTIONS = 50_000
_COMMANDS = (
    r"Formulas with commands as \neq were read as such, though \n is a line end elsewhere; \\neq is beyond doubt."
)

Fields = dict[str, Any]


class _NotHeld(Exception):
    """Why a question is left out, to be read after its name."""


def read_gift(name: str, data: bytes) -> ForeignBank:
    """The questions of a GIFT file. Raises BankRefused for what is no text, or holds no or too many questions."""
    text, notes = decoded(name, data)
    found = list(islice(gift_questions(escapes_kept(text)), MOST_QUESTIONS + 1))
    if not found or len(found) > MOST_QUESTIONS:
        message = f"has more than {MOST_QUESTIONS:,} questions" if found else "holds no question in GIFT"
        raise BankRefused((Fault(name, 0, 0, "", message, "Split it." if found else "Name another --format."),))
    wording = Wording(piece for one in found if isinstance(one, GiftQuestion) for piece in _texts(one))
    items, left_out = [], []
    for one in found:
        if isinstance(one, Unread):
            left_out.append(LeftOut(Place(one.line), one.name, one.why))
            continue
        try:
            items.append(_item(one, wording))
        except (_NotHeld, NoKey) as why:
            left_out.append(LeftOut(Place(one.line), one.name, str(why)))
    if COMMAND.search(text):
        notes = (*notes, _COMMANDS)
    return ForeignBank(tuple(items), tuple(left_out), text="plain" if wording.is_plain else "markdown", notes=notes)


def _texts(question: GiftQuestion) -> Iterator[GiftText]:
    found = question.found
    yield question.stem
    yield from (text for text in (*found.told, found.general) if text)
    yield from (premise for premise, _ in found.pairs)
    for answer in found.answers:
        yield answer.text
        if answer.feedback:
            yield answer.feedback


def _item(question: GiftQuestion, wording: Wording) -> ForeignItem:
    maker = _Maker(question, wording)
    fields = maker.fields()
    return ForeignItem(
        Place(question.line),
        fields,
        name=question.id or question.title,
        section=question.section,
        changed=tuple(dict.fromkeys((*question.remarks, *maker.changed))),
    )


class _Maker:
    """The fields of one question."""

    def __init__(self, question: GiftQuestion, wording: Wording) -> None:
        self._question = question
        self._found = question.found
        self._wording = wording
        self.changed: list[str] = []

    def fields(self) -> Fields:
        """Raises _NotHeld, NoKey."""
        fields: Fields = {"stem": self._prose(self._question.stem)}
        match self._found.kind:
            case "description":
                raise _NotHeld("is a text that asks nothing")
            case "essay":
                return self._with_tags(fields | self._essay())
            case "true-false":
                fields |= self._true_false()
            case "choice":
                fields |= self._choice()
            case "short":
                fields |= self._short()
            case "numeric":
                fields |= self._numeric()
            case "matching":
                fields |= self._matching()
        general = [told] if (told := self._said(self._found.general)) else []
        if self._found.kind == "numeric" and (told := self._told_to_wrong_numbers()):
            general.append(told)
        return self._with_tags(fields | ({"rationale": "\n\n".join(general)} if general else {}))

    def _with_tags(self, fields: Fields) -> Fields:
        return fields | ({"tags": list(self._question.tags)} if self._question.tags else {})

    def _prose(self, text: GiftText) -> str:
        return self._wording.prose(text, self.changed)

    def _said(self, text: GiftText | None) -> str:
        """What is told in words; "" also for HTML that shows none, as empty paragraphs do."""
        return self._prose(text).strip() if text else ""

    def _essay(self) -> Fields:
        answer = self._said(self._found.general)
        if not answer:
            raise _NotHeld("is an essay, and nothing says what a good answer has")
        self.changed.append("is an essay: what it tells to everybody is the answer to compare with")
        return {"type": "recall", "answer": answer}

    def _true_false(self) -> Fields:
        fields: Fields = {"type": "true-false", "key": self._found.truth}
        wrong, right = (self._said(text) for text in self._found.told)
        if wrong or right:
            told = {"true": right, "false": wrong} if self._found.truth else {"true": wrong, "false": right}
            fields["options"] = {
                name: {"text": TRUE_OR_FALSE[name], "feedback": said} if said else TRUE_OR_FALSE[name]
                for name, said in told.items()
            }
        return fields

    def _choice(self) -> Fields:
        answers = self._found.answers
        single = any(answer.right for answer in answers)
        found = weighed([_weight(answer) for answer in answers], single=single)
        self.changed += found.changed
        options = []
        for answer, credit in zip(answers, found.credits, strict=True):
            option: Fields = {"text": self._prose(answer.text)}
            if said := self._said(answer.feedback):
                option["feedback"] = said
            if credit is not None:
                option["credit"] = credit
            options.append(option if len(option) > 1 else option["text"])
        fields: Fields = by_letter(options, found.key)
        return fields | ({"credit": "each"} if found.each else {})

    def _short(self) -> Fields:
        answers = [answer for answer in self._found.answers if answer.text.text]
        bare = [answer.text.text.replace("\\*", "") for answer in answers]
        wildcard = any("*" in text for text in bare)
        if wildcard and any("\\*" in answer.text.text for answer in answers):
            self.changed.append("an asterisk that was meant literally stands for anything")
        texts = [answer.text.text.replace("\\*", "*") for answer in answers]
        fields: Fields = {"type": "short", "answers": self._accepted(answers, texts)}
        return fields | ({"wildcard": True} if wildcard else {})

    def _numeric(self) -> Fields:
        answers = [answer for answer in self._found.answers if answer.right and answer.text.text != "*"]
        if not answers:
            raise _NotHeld("names no number")
        numbers = [_number(answer.text.text) for answer in answers]
        accepted = self._accepted(answers, [value for value, _ in numbers])
        tolerances = [tolerance for _, tolerance in numbers]
        fields: Fields = {"type": "numeric", "answers": accepted}
        if len(set(tolerances)) == 1:
            return fields | ({"tolerance": tolerances[0]} if Decimal(tolerances[0]) else {})
        for at, tolerance in enumerate(tolerances):
            one = accepted[at] if isinstance(accepted[at], dict) else {"text": accepted[at]}
            accepted[at] = one | {"tolerance": tolerance}
        return fields

    def _told_to_wrong_numbers(self) -> str:
        """What is told to any other number, which no item holds."""
        others = [answer for answer in self._found.answers if not answer.right or answer.text.text == "*"]
        told = [said for answer in others if (said := self._said(answer.feedback))]
        if told:
            self.changed.append("what it tells to any wrong number stands in its rationale")
        if any(answer.text.text not in ("", "*") for answer in others):
            self.changed.append("a wrong number of its own is not told apart from others")
        return "\n\n".join(told)

    def _accepted(self, answers: list[GiftAnswer], texts: list[str]) -> list[Any]:
        """Typed answers with what they earn. Raises _NotHeld where none earns anything."""
        accepted: list[Any] = []
        weights = [100 if answer.weight is None else answer.weight for answer in answers]
        for answer, text, weight in zip(answers, texts, weights, strict=True):
            credit = max(0, min(100, round(weight)))
            if abs(weight - credit) > 0.01:
                self.changed.append("its weights are rounded to whole percents from 0 to 100")
            one: Fields = {"text": text}
            if credit != 100:
                one["credit"] = credit
            if said := self._said(answer.feedback):
                one["feedback"] = said
            accepted.append(one if len(one) > 1 else text)
        if max(weights) <= 0:
            raise _NotHeld("gives no answer any points")
        return accepted

    def _matching(self) -> Fields:
        written = [(self._prose(premise), self._wording.literal(answer)) for premise, answer in self._found.pairs]
        extra = [answer for premise, answer in written if not premise.strip()]
        pairs = [[premise, answer] for premise, answer in written if premise.strip()]
        if not all(answer for _, answer in written):
            raise _NotHeld("has a pair without an answer")
        return {"type": "matching", "pairs": pairs} | ({"extra": extra} if extra else {})


def _weight(answer: GiftAnswer) -> float:
    if answer.weight is None:
        return 100.0 if answer.right else 0.0
    return answer.weight


def _number(written: str) -> tuple[str, str]:
    """Value and tolerance of a number as it is written: ``3``, ``3:0.5`` or ``2..4``. Raises _NotHeld."""
    low, between, high = written.partition("..")
    value, _, tolerance = written.partition(":")
    parts = (low, high) if between else (value, tolerance or "0")
    first, second = (decimal(part) for part in parts)
    if first is None or second is None:
        raise _NotHeld(f"has {written[:40]!r} where a number belongs")
    if not between:
        return first, second.removeprefix("-")
    with localcontext(prec=200):
        middle, half = (Decimal(first) + Decimal(second)) / 2, abs(Decimal(second) - Decimal(first)) / 2
        return format(middle.normalize(), "f"), format(half.normalize(), "f")
