"""Aiken, Moodle's format for multiple choice as plain text: a stem, a lettered line for each option, ``ANSWER: B``.

Written by hand: it is a format of three kinds of lines. Unlike Moodle's reader this one takes small letters, options
without a space behind the letter, stems and options of several lines, several right answers, and an explanation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_uppercase

from exam.core.text import visible
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank, ForeignItem
from exam.formats.imports.lettered import MOST_LINES, Lettered, LetteredBank

_OPTION = re.compile(r"([A-Za-z])(?:\)|\.(?=\s|\Z))\s*(.*)", re.S)
_ANSWER = re.compile(r"ANSWERS?\s*[:=]\s*(.*)", re.I)
_KEY = re.compile(r"[A-Z](?:\s*(?:[,;&/]|\band\b)\s*[A-Z])*(?=[).\s]|\Z)", re.I)
_EXPLAINED = re.compile(r"(?:FEEDBACK|EXPLANATION|RATIONALE)\s*:\s*(.*)", re.I)
_NUMBER = re.compile(r"(?:Q(?:uestion)?\s*)?(\d{1,6})\s*[.):]\s+(?=\S)", re.I)


def read_aiken(name: str, data: bytes) -> ForeignBank:
    """The questions of an Aiken file. Raises BankRefused for what is no text, or holds no or too many questions."""
    text, notes = decoded(name, data, MOST_LINES)
    bank = LetteredBank(name)
    reader = _Reader(bank)
    for number, line in enumerate(visible(text).split("\n"), start=1):
        reader.add(number, line.rstrip())
    reader.end()
    bank.found("Aiken")
    items = tuple(bank.items)
    if _are_numbered(items):
        items = tuple(_without_number(item) for item in items)
        notes = (*notes, "The numbers before its questions were taken off.")
    return ForeignBank(items, tuple(bank.left_out), text="plain", notes=notes)


class _Reader:
    def __init__(self, bank: LetteredBank) -> None:
        self._bank = bank
        self._question: Lettered | None = None
        self._after_gap = False
        self._lone = ""
        """The line that was read as the option A of a question without a stem."""
        self._explained: list[str] | None = None
        """The explanation of the last question, while its lines are read."""

    def add(self, number: int, line: str) -> None:
        """Reads a line without the white space at its end."""
        written = line.strip()
        if not written:
            self._after_gap = True
            self._end_explanation()
            return
        if answer := _ANSWER.match(written):
            self._answered(number, answer[1])
        elif self._question is None and (told := _EXPLAINED.match(written)):
            self._end_explanation()
            self._explained = [told[1]]
        elif self._explained is not None:
            self._explained.append(line)
        elif not self._is_option(number, written):
            self._text(number, line)
        self._after_gap = False

    def end(self) -> None:
        """Reads the end of the file."""
        self._end_explanation()
        self._unanswered()

    def _is_option(self, number: int, written: str) -> bool:
        """Whether a line is the next option of the question at hand. An A begins another question's options."""
        found = _OPTION.match(written)
        if not found:
            return False
        letter = found[1].upper()
        question = self._question or Lettered()
        if letter == "A" and len(question.options) == 1 and not question.stem:
            question.stem, question.options = [(question.line, self._lone)], []
        elif letter == "A" and len(question.options) > 1:
            stem, question.options[-1] = question.options[-1][1:], question.options[-1][:1]
            self._unanswered()
            question = Lettered(stem)
        if letter != question.next_letter:
            return False
        self._lone = written
        self._question = question
        question.options.append([(number, found[2])])
        return True

    def _text(self, number: int, line: str) -> None:
        if self._after_gap and self._question is not None:
            if self._question.options:
                self._unanswered()
            else:
                self._question.go_on((number, ""))
        self._question = self._question or Lettered()
        self._question.go_on((number, line))

    def _answered(self, number: int, answer: str) -> None:
        self._end_explanation()
        question, self._question = self._question, None
        if question is None:
            self._bank.leave_out_at(number, f"ANSWER: {answer[:20]}", "has no question above it")
            return
        letters = _KEY.match(answer)
        keys = re.findall(r"(?<![A-Z])[A-Z](?![A-Z])", letters[0].upper()) if letters else []
        places = [ascii_uppercase.index(letter) for letter in keys]
        self._bank.take(question, places if max(places, default=0) < len(question.options) else ())

    def _unanswered(self) -> None:
        question, self._question = self._question, None
        if question is not None:
            self._bank.leave_out(question, "has no line ANSWER" if question.options else "has no options")

    def _end_explanation(self) -> None:
        told, self._explained = "\n".join(self._explained or ()).strip(), None
        if told and self._bank.items:
            last = self._bank.items[-1]
            self._bank.items[-1] = replace(last, fields={**last.fields, "rationale": told})


def _are_numbered(items: Sequence[ForeignItem]) -> bool:
    """Whether each question begins with a number, in rising order."""
    found = [_NUMBER.match(str(item.fields["stem"])) for item in items]
    numbers = [int(number[1]) for number in found if number]
    return 1 < len(items) == len(numbers) and all(one < other for one, other in pairwise(numbers))


def _without_number(item: ForeignItem) -> ForeignItem:
    return replace(item, fields={**item.fields, "stem": _NUMBER.sub("", str(item.fields["stem"]), count=1)})
