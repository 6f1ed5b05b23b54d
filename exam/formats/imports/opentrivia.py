"""OpenTriviaQA's text: ``#Q`` and a question, ``^`` and the answer, then the options, each behind a letter and a space.

Written by hand: no library reads it.
"""

from __future__ import annotations

import re

from exam.core.text import visible
from exam.formats.imports.decoding import decoded
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.lettered import MOST_LINES, Lettered, LetteredBank

_OPTION = re.compile(r"([A-Z])[ \t]+(.*)")


def read_opentrivia(name: str, data: bytes) -> ForeignBank:
    """The questions of such a file. Raises BankRefused for what is no text, or holds no or too many questions."""
    text, notes = decoded(name, data, MOST_LINES)
    bank = LetteredBank(name)
    question: Lettered | None = None
    answer: list[str] | None = None
    for number, line in enumerate(visible(text).split("\n"), start=1):
        if line.startswith("#Q"):
            _end(bank, question, answer)
            question, answer = Lettered([(number, line[2:].strip())]), None
        elif question is None:
            continue
        elif line.startswith("^") and answer is None:
            answer = [line[1:].strip()]
        elif answer is not None and (option := _OPTION.match(line)) and option[1] == question.next_letter:
            question.options.append([(number, option[2].strip())])
        elif answer is None or (question.options and line.strip()):
            question.go_on((number, line.rstrip()))
        elif line.strip():
            answer.append(line.strip())
    _end(bank, question, answer)
    bank.found("OpenTriviaQA")
    return ForeignBank(tuple(bank.items), tuple(bank.left_out), text="plain", notes=notes)


def _end(bank: LetteredBank, question: Lettered | None, lines: list[str] | None) -> None:
    if question is None:
        return
    if lines is None:
        bank.leave_out(question, "has no answer")
        return
    answer = "\n".join(lines)
    texts = question.texts
    right = [at for at, text in enumerate(texts) if text == answer]
    right = right or [at for at, text in enumerate(texts) if text.casefold() == answer.casefold()]
    bank.take(question, right[:1])
