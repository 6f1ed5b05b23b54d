"""What stands behind the options of a question: the answer, its explanation, and where to read on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from exam.core.as_seen import as_seen
from exam.formats.imports.markdown_lines import Line
from exam.formats.imports.markdown_parts import (
    TakenOut,
    WantedPictures,
    broken_as,
    html_as_markdown,
    is_navigation,
    sources_out,
    with_pictures_out,
    without_wide_gaps,
)
from exam.formats.imports.markdown_words import (
    answer_named,
    explanation_begun,
    is_answer_word,
    labelled_letters,
    letters_of,
    source_begun,
)


@dataclass
class After:
    """What was read."""

    letters: str = ""
    """Of the right options, where they are named by letters."""
    number: int = 0
    """Of the right option, where it is named by a number."""
    text: str = ""
    """What the answer is said to be, where it is named by its words."""
    rationale: str = ""
    references: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        return bool(self.letters or self.number or self.text)


def read_after(lines: Sequence[Line], options: Sequence[str], pictures: WantedPictures, found: TakenOut) -> After:
    """Reads the lines behind the options, whose texts are `options`."""
    after = After()
    wanted = {as_seen(text).casefold().rstrip(".") for text in options}
    said: list[str] = []
    expected = False
    heads_sources = -1
    indent = min((line.indent for line in lines if line.kind not in ("blank", "summary", "rule", "heading")), default=0)
    for line in lines:
        raw = line.raw[min(len(line.raw) - len(line.raw.lstrip()), indent) :].rstrip()
        if line.kind == "code":
            said.append(raw)
            continue
        if line.kind == "blank":
            said.append("")
            continue
        if line.kind == "rule" or is_navigation(raw):
            continue
        if line.kind == "summary":
            expected = not after.is_named
            continue
        text = line.text if line.kind == "heading" else raw
        if not after.is_named:
            rest = _answer(after, text, wanted, expected=expected, alone=line.kind == "heading" or line.folded > 0)
            if rest is not None:
                expected = not after.is_named
                said += [rest] if rest else []
                continue
            expected = False
        if line.kind == "heading" and is_answer_word(text):
            expected = not after.is_named
            continue
        references, left = sources_out(text)
        after.references += [one for one in references if one not in after.references]
        if references and not left:
            if heads_sources >= 0 and not any(said[heads_sources + 1 :]):
                del said[heads_sources:]
            continue
        if source_begun(text) == "":
            heads_sources = len(said)
        begun = explanation_begun(left)
        left = begun if begun is not None else left
        left = html_as_markdown(with_pictures_out(left, pictures, found, beside=False))
        said.append(f"**{left}**" if line.kind == "heading" and left else broken_as(line.raw, left))
    after.rationale = without_wide_gaps(said).strip()
    return after


def _answer(after: After, text: str, wanted: set[str], *, expected: bool, alone: bool) -> str | None:
    """Takes the answer that a line names, and gives what else it says; None where it names none."""
    named = answer_named(text)
    if named is None and expected:
        named = letters_of(text.strip().strip("*_"))
        if as_seen(text.strip(" *_`")).casefold().rstrip(".") in wanted:
            after.text = text.strip(" *_`")
            return ""
        if not named.letters or not named.plain or not text.strip(" \t*_(`")[:1].isupper():
            named = None
    if named is None:
        after.letters = labelled_letters(text) if alone else ""
        return "" if after.letters else None
    if named.letters and named.plain:
        after.letters = named.letters
        same = as_seen(named.rest).casefold().rstrip(".") in wanted
        begun = explanation_begun(named.rest)
        return "" if same else named.rest if begun is None else begun
    said = named.rest.strip(" *_`")
    if not said:
        return ""
    if as_seen(said).casefold().rstrip(".") in wanted:
        after.text = said
        return ""
    if number := re.match(r"(\d{1,2})(?!\w)", said):
        after.number = int(number[1])
        return said if said[number.end() :].strip(" .):") else ""
    after.text = said
    return said
