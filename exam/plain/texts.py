"""Texts of a bank as lines to be listened to: whole paragraphs where lines flow, and else as they were written."""

from collections.abc import Sequence

from exam.core.exhibit import TextFormat

_TAB = "    "
MOST_QUOTED = 61
"""Letters of what somebody said that are said back."""

_UNBROKEN = 1_000
"""Columns of text to be listened to: whoever reads it aloud, or shows it, breaks the lines."""


def paragraphs(prose: str) -> list[str]:
    """Each paragraph of a flowing text in one line, however its author broke the lines."""
    return [flat(paragraph) for paragraph in prose.split("\n\n")]


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def text_lines(text: str, how: TextFormat, width: int = _UNBROKEN) -> list[str]:
    """A stem, an option or a premise line by line, with its spaces; Markdown as its words, in so many columns."""
    if how == "markdown":
        from exam.core.markdown_lines import plain_lines

        return plain_lines(text, width)
    return text.replace("\t", _TAB).split("\n")


def prose_lines(prose: str, how: TextFormat, width: int = _UNBROKEN) -> list[str]:
    """A rationale, a feedback or an answer."""
    return paragraphs(prose) if how == "flowing" else text_lines(prose, how, width)


def hung(sign: str, lines: Sequence[str]) -> list[str]:
    """Lines behind a sign, those after the first as far in as the first is, so that code keeps its shape."""
    return [f"{'' if at else sign}{' ' * len(sign) if at and line else ''}{line}" for at, line in enumerate(lines)]
