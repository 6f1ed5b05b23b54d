"""What stands within the braces of a GIFT question: its kind, and its answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exam.formats.imports.gift_texts import GiftText, TextForm, gift_text, literal, without_form

Kind = Literal["description", "essay", "true-false", "choice", "short", "numeric", "matching"]

_WEIGHT = re.compile(r"\s*%\s*(-?\d{1,3}(?:\.\d{0,12})?)\s*%")
_TRUTH = re.compile(r"(T|F|(?i:TRUE|FALSE))\s*(?=#|\Z)")
_MOST_ANSWERS = 100
"""As many as a bank's item may have."""
_UNESCAPED = "a sign without a backslash was read as text"


class NoAnswers(Exception):
    """Braces that hold no answers. Its text says why, to be read after the question's name."""


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer, as it stands behind its sign."""

    right: bool
    """Whether its sign is ``=``."""
    text: GiftText
    weight: float | None = None
    """In percent; None where none is written."""
    feedback: GiftText | None = None


@dataclass(frozen=True, slots=True)
class GiftAnswers:
    """All that stands within the braces."""

    kind: Kind
    answers: tuple[GiftAnswer, ...] = ()
    """Of choice, short and numeric. A number is still as it is written: ``3``, ``3:0.5`` or ``2..4``; the text of a
    wrong one may be empty."""
    pairs: tuple[tuple[GiftText, str], ...] = ()
    """Of matching. The premise of an answer that fits none is empty."""
    truth: bool = False
    """Of true-false."""
    told: tuple[GiftText | None, GiftText | None] = (None, None)
    """Of true-false: what is told to a wrong answer, and to a right one."""
    general: GiftText | None = None
    """What is told to everybody."""
    remarks: tuple[str, ...] = ()
    """What was read in another way than the letter of the format says."""


def answers_of(within: str, form: TextForm) -> GiftAnswers:
    """The answers of a kept text from within braces; `form` is the format of the stem. Raises NoAnswers."""
    answers, mark, general = within.rpartition("####")
    reader = _Reader(form, (answers if mark else within).strip(), _feedback(general, form) if mark else None)
    return reader.read()


def _feedback(kept: str, form: TextForm) -> GiftText | None:
    text = gift_text(kept, form)
    return text if text.text.strip() else None


class _Reader:
    def __init__(self, form: TextForm, text: str, general: GiftText | None) -> None:
        self._form: TextForm = form
        self._text = text
        self._general = general
        self._remarks: dict[str, None] = {}

    def read(self) -> GiftAnswers:
        text = self._text
        if not text:
            return self._found("essay")
        if text.startswith("#"):
            return self._found("numeric", answers=tuple(self._each(text[1:], "=~", "numeric")))
        if "~" in text:
            return self._found("choice", answers=tuple(self._choices()))
        if truth := _TRUTH.match(text):
            return self._true_false(truth)
        if "->" in text and (pairs := self._pairs()):
            return self._found("matching", pairs=pairs)
        answers = tuple(self._each(text, "=", "short"))
        if not any(answer.text.text for answer in answers):
            raise NoAnswers("names no answer")
        return self._found("short", answers=answers)

    def _found(
        self, kind: Kind, *, answers: tuple[GiftAnswer, ...] = (), pairs: tuple[tuple[GiftText, str], ...] = ()
    ) -> GiftAnswers:
        return GiftAnswers(kind, answers, pairs, general=self._general, remarks=tuple(self._remarks))

    def _true_false(self, truth: re.Match[str]) -> GiftAnswers:
        if not truth[1].isupper():
            self._remarks[f"{truth[1]} was read as {truth[1].upper()}"] = None
        told = self._text[truth.end() :].split("#", 2)[1:]
        wrong, right = (_feedback(one, self._form) for one in (*told, "", "")[:2])
        is_true = truth[1].upper().startswith("T")
        general, remarks = self._general, tuple(self._remarks)
        return GiftAnswers("true-false", truth=is_true, told=(wrong, right), general=general, remarks=remarks)

    def _choices(self) -> Iterator[GiftAnswer]:
        for answer in self._each(self._text, "=~", "choice"):
            if answer.text.text.strip():
                yield answer
            elif answer.right:
                raise NoAnswers("has a right option without a text")
            else:
                self._remarks["an empty option was left out"] = None

    def _pairs(self) -> tuple[tuple[GiftText, str], ...]:
        """The pairs of a matching question; none where an arrow is only a part of what is to be typed."""
        written = [piece.partition("->") for _, piece in self._split(self._text, "=", lone="=")]
        if len(written) < 2 or not all(arrow for _, arrow, _ in written):
            self._remarks["an arrow was read as text, since not every answer has one"] = None
            return ()
        return tuple((gift_text(premise, self._form), without_form(answer)) for premise, _, answer in written)

    def _each(self, text: str, signs: str, kind: Kind) -> Iterator[GiftAnswer]:
        for sign, piece in self._split(text, signs, lone="~" if kind == "choice" else "="):
            weight = _WEIGHT.match(piece)
            if weight and kind == "choice" and sign == "=" and piece[weight.end() :][:1].isspace():
                weight = None  # "50 % of …" is how a right option begins
            words, mark, feedback = piece[weight.end() if weight else 0 :].partition("#")
            if kind == "choice" and mark and not feedback.strip() and words[-1:].isalnum():
                words, self._remarks[_UNESCAPED] = f"{words}#", None  # C# and its kin
            shown = gift_text(words, self._form) if kind == "choice" else GiftText(literal(words), "plain")
            share = float(weight[1]) if weight else None
            yield GiftAnswer(sign == "=", shown, share, _feedback(feedback, self._form))

    def _split(self, text: str, signs: str, *, lone: str) -> list[tuple[str, str]]:
        """The pieces of a text, each with the sign before it: `lone` for a first one that has none."""
        starts = self._starts(text, signs)
        ends = [*starts[1:], len(text)] if starts else []
        if len(starts) > _MOST_ANSWERS:
            raise NoAnswers(f"has more than {_MOST_ANSWERS} answers")
        pieces = [(text[at], text[at + 1 : end]) for at, end in zip(starts, ends, strict=True)]
        first = text[: starts[0]] if starts else text
        if not first.strip():
            return pieces
        if lone == "~":
            self._remarks["an option without a sign was read as wrong"] = None
        return [(lone, first), *pieces]

    def _starts(self, text: str, signs: str) -> list[int]:
        """Where answers begin. A sign in the middle of a word or a line is a part of an answer, if others begin lines
        or stand behind spaces."""
        found = [sign.start() for sign in re.finditer(f"[{signs}]", text)]
        at_line = {start.end() - 1 for start in re.finditer(rf"(?:\A|\n)[ \t]*[{signs}]", text)}
        in_lines = len(at_line) > 1
        meant = []
        for at in found:
            after = text[at + 1 : at + 2]
            behind_space = text[at - 1 : at].isspace() and after != text[at]
            if at in at_line or (behind_space and not (in_lines and after.isspace())):
                meant.append(at)
        if len(meant) < 2:
            return found
        if len(meant) < len(found):
            self._remarks[_UNESCAPED] = None
        return meant
