"""Questions of plain text whose options stand under them, a letter before each, as Aiken and OpenTriviaQA have them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_uppercase

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.foreign_bank import ForeignItem, LeftOut, Place
from exam.formats.imports.letters import by_letter

MOST_QUESTIONS = 50_000
MOST_LINES = 400_000
"""Of a file: so many questions with four options each."""
_LONGEST = 100_000
"""Characters of a question; its text may have a fifth of them."""
_LONGEST_NAME = 60

TextLine = tuple[int, str]
"""A line of a file, with its number from 1; an empty one parts paragraphs."""


@dataclass(slots=True)
class Lettered:
    """A question as far as its lines were read."""

    stem: list[TextLine] = field(default_factory=list)
    options: list[list[TextLine]] = field(default_factory=list)
    """The lines of each option, the first without its letter."""

    @property
    def line(self) -> int:
        return min(lines[0][0] for lines in (self.stem, *self.options) if lines)

    @property
    def text(self) -> str:
        return _joined(self.stem)

    @property
    def texts(self) -> list[str]:
        """What each option says."""
        return [_joined(lines) for lines in self.options]

    @property
    def length(self) -> int:
        """Characters of all its lines."""
        return sum(len(text) for lines in (self.stem, *self.options) for _, text in lines)

    @property
    def next_letter(self) -> str:
        """What the next option is called; "" behind Z."""
        return ascii_uppercase[len(self.options) : len(self.options) + 1]

    def go_on(self, line: TextLine) -> None:
        """Adds a line to what was read last."""
        (self.options[-1] if self.options else self.stem).append(line)


class LetteredBank:
    """What was found in a file of such questions."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.items: list[ForeignItem] = []
        self.left_out: list[LeftOut] = []

    def take(self, question: Lettered, right: Iterable[int]) -> None:
        """Takes a question, its right options by place, from 0; one that cannot be asked is left out with a reason."""
        key = list(dict.fromkeys(right))
        if question.length > _LONGEST:
            self.leave_out(question, f"has more than {_LONGEST:,} characters")
        elif not question.text:
            self.leave_out(question, "has options, and no question above them")
        elif len(question.options) < 2:
            self.leave_out(question, "has fewer than two options")
        elif not key:
            self.leave_out(question, "has an answer that is none of its options")
        else:
            fields = {"stem": question.text, **by_letter(question.texts, key)}
            self.items.append(ForeignItem(Place(question.line), fields))
            self._refuse_too_many()

    def leave_out(self, question: Lettered, why: str) -> None:
        """Leaves a question out; `why` is read after its name."""
        name = (question.text or (question.texts or [""])[0]).partition("\n")[0]
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        self.leave_out_at(question.line, shown, why)

    def leave_out_at(self, line: int, name: str, why: str) -> None:
        """Leaves out what stands in a line and is no question."""
        self.left_out.append(LeftOut(Place(line), name, why))
        self._refuse_too_many()

    def found(self, format_: str) -> None:
        """Raises BankRefused where nothing was found; `format_` is what the file was read as."""
        if not self.items and not self.left_out:
            message = f"holds no question in {format_}"
            raise BankRefused((Fault(self._file, 0, 0, "", message, "Name another --format."),))

    def _refuse_too_many(self) -> None:
        if len(self.items) + len(self.left_out) > MOST_QUESTIONS:
            message = f"has more than {MOST_QUESTIONS:,} questions"
            raise BankRefused((Fault(self._file, 0, 0, "", message, "Split it into several files."),))


def _joined(lines: Iterable[TextLine]) -> str:
    return "\n".join(text for _, text in lines).strip()
