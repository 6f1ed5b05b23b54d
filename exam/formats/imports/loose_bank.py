"""Questions of tables and data files as items of a bank: the part that all loosely written files have in common.

A question with options and a key is asked with these options. One with nothing but a short answer becomes a statement,
so that its wrong options come from the answers of the others; a long answer is recalled.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from exam.formats.imports.anki_cloze import HAS_GAPS, NoGaps, cloze
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem, LeftOut
from exam.formats.imports.keys import KeyEvidence, UnclearQuestion
from exam.formats.imports.loose_options import options_of_answers, ordered, parted, take_off_letters
from exam.formats.imports.loose_question import LooseQuestion
from exam.formats.imports.loose_texts import LooseTexts
from exam.formats.imports.loose_types import LEFT_OUT, as_boolean, is_false, is_true, type_of
from exam.formats.imports.markdown_text import escaped
from exam.formats.imports.markup import Markup
from exam.formats.imports.weights import NoKey, weighed

LONGEST_STATEMENT = 300
"""Characters of an answer that may stand as an option beside others; a longer one is recalled."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ARROWS = ("→", "⇒", "->", "=>", "::")
_ARROW = re.compile(rf"(?<!\s)\s*(?:{'|'.join(_ARROWS)})\s*")
_LINK = re.compile(r"(?:([^<>\n]*[^<>\s])\s*<)?(https?://[^\s<>]+)>?")
_WORD = re.compile(r"[^\W\d_]{3}")

Fields = dict[str, Any]


class LooseBank:
    """Makes items of loose questions one by one, and keeps what they need beside them."""

    def __init__(
        self,
        questions: Sequence[LooseQuestion],
        markup: Markup,
        picture: Callable[[str], bytes | None] | None = None,
        folder: str = "",
    ) -> None:
        """`picture` gives the content of a picture in the file by its name; None: they lie in a folder beside it."""
        for question in questions:
            options_of_answers(question)
            take_off_letters(question)
        self._questions = questions
        self._markup = markup
        self._texts = LooseTexts(markup, picture, folder)
        self._evidence = KeyEvidence(questions)
        self._derived = 0

    def read(
        self,
        *,
        title: str = "",
        left_out: Iterable[LeftOut] = (),
        notes: Sequence[str] = (),
        more: Mapping[str, str] | None = None,
    ) -> ForeignBank:
        """All of it. `left_out` are those that were no questions; `more` may give title, language and description."""
        items: list[ForeignItem] = []
        out = list(left_out)
        for question in self._questions:
            try:
                items.append(self._item(question))
            except UnclearQuestion as why:
                called = question.name or " ".join(question.stem.split())[:60]
                out.append(LeftOut(question.place, called, str(why)))
        said = [*notes, *self._markup.notes]
        if self._derived:
            said.append(
                "Where the file has an answer and no options, wrong options are taken from the answers of other "
                f"questions: {self._derived:,}."
            )
        return ForeignBank(
            tuple(items),
            tuple(sorted(out, key=lambda one: (one.place.member, one.place.line))),
            title=(more or {}).get("title", title),
            language=(more or {}).get("language", ""),
            description=(more or {}).get("description", ""),
            text=self._markup.text,
            exhibits=tuple(self._texts.exhibits.values()),
            media=self._texts.media,
            wanted_media=self._texts.wanted_media,
            notes=tuple(said),
        )

    def _item(self, question: LooseQuestion) -> ForeignItem:
        changed = list(question.changed)
        if not question.stem.strip():
            raise UnclearQuestion("has no question")
        kind = type_of(question.type)
        if kind in LEFT_OUT:
            raise UnclearQuestion(LEFT_OUT[kind])
        if kind == "cloze":
            if not HAS_GAPS.search(question.stem):
                raise UnclearQuestion("is a text with gaps, and has none that are known here")
            shown: list[str] = []
            try:
                fields, made = cloze(question.stem, lambda text: self._texts.shown(text, changed, shown))
            except NoGaps as why:
                raise UnclearQuestion(str(why)) from why
            changed += made
        else:
            shown = []
            fields = {"stem": self._texts.shown(question.stem, changed, shown)}
            fields |= self._answer(question, kind, changed)
        rationale = [self._texts.told(question.explanation, changed)] if question.explanation.strip() else []
        links = []
        for link in question.links:
            if found := _LINK.fullmatch(link.strip()):
                links.append({"title": found[1] or found[2], "url": found[2]})
            else:
                told = link if _WORD.search(link) else f"Source: {link.strip()}"  # "[97.313]" tells nobody what it is
                rationale.append(escaped(told) if self._markup.text == "markdown" else told)
        if rationale:
            fields["rationale"] = "\n\n".join(filter(None, rationale))
        if links:
            fields["references"] = links
        if question.tags:
            fields["tags"] = list(dict.fromkeys(question.tags))
        if points := _points(question.points, changed):
            fields["points"] = points
        if not question.shuffle and "options" in fields:
            fields["shuffle"] = False
        if exhibits := list(dict.fromkeys((*shown, *self._texts.beside(question)))):
            fields["exhibits"] = exhibits
        return ForeignItem(question.place, fields, question.name, question.section, tuple(changed))

    def _answer(self, question: LooseQuestion, kind: str, changed: list[str]) -> Fields:
        """The fields that hold what answers a question. Raises UnclearQuestion."""
        said = [*question.answers, *question.right]
        if not question.choices:
            said += [part for key in question.keys for part in ([key] if isinstance(key, str) else key)]
        said = list(dict.fromkeys(text for text in said if text.strip()))
        if kind == "ordering":
            return {"type": "ordering", "order": [self._texts.says(text) for text in ordered(question)]}
        if kind == "matching":
            return self._pairs(question)
        if kind in ("short", "numeric"):
            if question.choices:
                chosen = [choice.text for choice in question.choices if choice.right is not False]
                said = said or chosen
            if not said:
                raise UnclearQuestion("is answered by typing, and the file has no answer to it")
            return self._typed(question, kind, said)
        if question.right or question.wrong:
            question = parted(question, said)
            if len(question.choices) == 2 and None not in map(as_boolean, (choice.text for choice in question.choices)):
                return {"type": "true-false", "key": as_boolean(said[0])}
        if question.choices and not (kind == "true-false" and len(question.choices) < 2):
            return self._options(question, kind, changed)
        if not said:
            raise UnclearQuestion("has no answer")
        if kind == "true-false":
            if not (is_true(said[0]) or is_false(said[0])):
                raise UnclearQuestion(f"asks for true or false, and its answer is {said[0][:40]!r}")
            return {"type": "true-false", "key": is_true(said[0])}
        if len(said) == 1 and (known := as_boolean(said[0])) is not None:
            return {"type": "true-false", "key": known}
        if kind == "choice":
            raise UnclearQuestion("is to be answered from options, and the file has none")
        answers = [self._texts.says(text) for text in said]
        if kind == "recall" or any(map(_is_long, answers)):
            return {"type": "recall", "answer": "\n\n".join(answers)}
        self._derived += 1
        return {"statements": answers}

    def _options(self, question: LooseQuestion, kind: str, changed: list[str]) -> Fields:
        if len(question.choices) > len(_LETTERS):
            raise UnclearQuestion(f"has {len(question.choices)} options, and a question may have {len(_LETTERS)}")
        right, earned, each = self._right(question, changed)
        options: Fields = {}
        key: list[str] = []
        for at, (choice, credit) in enumerate(zip(question.choices, earned, strict=True)):
            if not choice.text.strip():
                continue
            letter = _LETTERS[len(options)]
            more: Fields = {}
            if choice.feedback.strip() and (told := self._texts.told(choice.feedback, changed)):
                more["feedback"] = told
            if credit is not None:
                more["credit"] = credit
            text = self._texts.says(choice.text)
            options[letter] = {"text": text, **more} if more else text
            if at in right:
                key.append(letter)
        if len(options) < 2:
            raise UnclearQuestion("has a single option")
        if len(key) == len(options):
            raise UnclearQuestion("has nothing but right options")
        if [*options.values()] in (["True", "False"], ["False", "True"]):
            return {"type": "true-false", "key": options[key[0]] == "True"}
        fields: Fields = {"options": options, "key": key[0] if len(key) == 1 else key}
        return fields | ({"credit": "each"} if each else {})

    def _right(self, question: LooseQuestion, changed: list[str]) -> tuple[frozenset[int], Sequence[int | None], bool]:
        """The places of the right options, what each option earns, and whether each right one earns its share."""
        graded = [_percent(choice.percent) for choice in question.choices]
        if question.keys or not any(graded):
            return self._evidence.right_of(question), [None] * len(graded), False
        weights = [percent or 0.0 for percent in graded]
        single = question.single if question.single is not None else weights.count(100) == 1
        try:
            found = weighed(weights, single=single)
        except NoKey as why:
            raise UnclearQuestion(str(why)) from why
        changed.extend(found.changed)
        earned = found.credits if any(weight not in (0, 100) for weight in weights) else [None] * len(weights)
        return frozenset(found.key), earned, found.each

    def _typed(self, question: LooseQuestion, kind: str, said: list[str]) -> Fields:
        fields: Fields = {"type": kind, "answers": said}
        if kind == "numeric":
            numbers = [text.strip().replace(",", ".") if text.count(",") == 1 else text.strip() for text in said]
            fields["answers"] = numbers
            if question.tolerance.strip():
                fields["tolerance"] = question.tolerance.strip().replace(",", ".")
            if question.unit.strip():
                fields["unit"] = question.unit.strip()
        return fields

    def _pairs(self, question: LooseQuestion) -> Fields:
        texts = [choice.text for choice in question.choices]
        # A sign that stands once in each of them parts them; another one may be a part of a text.
        arrow = next((one for one in _ARROWS if all(text.count(one) == 1 for text in texts)), "")
        arrows = re.compile(rf"(?<!\s)\s*{arrow}\s*") if arrow else _ARROW
        parts = [arrows.split(text, maxsplit=1) for text in texts]
        if not parts or any(len(pair) != 2 for pair in parts):
            raise UnclearQuestion("asks what belongs together, and its options are no pairs as in 'this → that'")
        pairs = [[self._texts.says(premise), self._texts.says(answer)] for premise, answer in parts if premise]
        fields: Fields = {"type": "matching", "pairs": pairs}
        if extra := [self._texts.says(answer) for premise, answer in parts if not premise]:
            fields["extra"] = extra
        return fields


def _percent(written: str | None) -> float | None:
    try:
        found = float(written or "")
    except ValueError:
        return None
    return found if -100 <= found <= 100 else None


def _points(written: str, changed: list[str]) -> int:
    """Whole points of 2 and more; 0 where nothing is to be said of them."""
    if not written.strip():
        return 0
    try:
        found = Decimal(written.strip().replace(",", "."))
    except InvalidOperation:
        changed.append(f"its points, {written[:20]!r}, are no number and were left out")
        return 0
    if not found.is_finite() or not 0 < found <= 1000:
        changed.append(f"its points, {written[:20]}, are none that a question may have and were left out")
        return 0
    whole = max(1, int(found.to_integral_value()))
    if whole != found:
        changed.append(f"its points, {written[:20]}, were rounded to {whole}")
    return whole if whole > 1 else 0


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_STATEMENT or "\n\n" in text.strip() or text.count("\n") > 3
