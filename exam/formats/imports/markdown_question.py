"""One question of a Markdown practice exam: its stem, its options, which of them are right, and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exam.core.as_seen import as_seen
from exam.formats.imports.foreign_bank import ForeignItem, LeftOut, Place
from exam.formats.imports.markdown_after import After, read_after
from exam.formats.imports.markdown_lines import Line
from exam.formats.imports.markdown_lists import end_of_last, may_be_two, option_lists
from exam.formats.imports.markdown_parts import (
    TakenOut,
    WantedPictures,
    broken_as,
    html_as_markdown,
    with_pictures_out,
    without_wide_gaps,
)
from exam.formats.imports.markdown_segments import Segment, runs_of
from exam.formats.imports.markdown_words import stripped

_MOST_LINES = 2_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORDS = "question|q|frage|pregunta|domanda|pytanie|pergunta|questão|vraag|問題?|質問|第|问题|문제|вопрос|питання|题"
_LABEL = re.compile(
    rf"(?:<a\b[^<>]{{0,100}}>\s{{0,3}}</a>)?[*_]{{0,3}}"
    rf"(?:(?:{_WORDS})?[ .:#№]{{0,3}}(\d{{1,4}})(?:[.):：、]+|[ ]?题[.:：]?|$)|(?:{_WORDS})(?=[:：]|$))"
    rf"[*_]{{0,3}}[:：]?[ \t]*",
    re.I,
)
"""What numbers a question: "12.", "Q12:", "**Question 12**"."""
_ONE_LETTER = re.compile(r"[*_]{0,3}([^\W\d_])[ .]?(\d{1,4})[.):：][*_]{0,3}[ \t]*")
_OWN_LETTER = re.compile(r"\(?[*_]{0,2}([A-Za-z])[.):][*_]{0,2}(?:\s+|$)")
_RIGHT_WORDS = "correct|right|true answer|richtig|correcto?|juste|corretto|✓|x"
_TICKED = re.compile(rf"[ \t]*(?:[✓✔✅☑]\ufe0f?|[(\[](?:{_RIGHT_WORDS})[)\]])[ \t]*$", re.I)
_TICKED_BEFORE = re.compile(r"^(?:[✓✔✅☑]\ufe0f?|==(?=.+==$))[ \t]*")
_OPTION_WORDS = (
    "options?|answers?|choices?|antwort|réponse|respuesta|opción|risposta|opzione|odpowiedź|resposta|antwoord"
)
_IS_SO = r"(?:is|are|was|ist|est|es|è) (?:\w+ )?(?:wrong|in?correct|right|true|false|not|falsch|richtig)"
_SPEAKS_OF_LETTERS = re.compile(
    rf"\b(?i:{_OPTION_WORDS})[ \t]+[\"'(`*]{{0,3}}[A-H]\b(?![’'])|^\W{{0,6}}[A-H][.):][ \t]|\b[A-H] {_IS_SO}"
    r"|\([A-H]\)|\b(?:both|either|neither|only) [A-H]\b|\b[A-H] (?:and|or|und|oder|et|y|e) [A-H]\b",
    re.M,
)
"""A text that an order of other letters would make wrong."""
_LONE_LETTER = re.compile(r"\b[A-H]\b")
"""What it cannot do without, and is looked for in a tenth of the time."""


@dataclass
class _Option:
    text: str
    right: bool
    feedback: str = ""
    letter: str = ""
    """What stood before its code in place of words, in capitals."""


@dataclass
class _Read:
    """What is known of a question while it is read."""

    segment: Segment
    pictures: WantedPictures
    found: TakenOut = field(default_factory=TakenOut)


def read_question(
    segment: Segment, pictures: WantedPictures, letter: str, keys: Mapping[int, str], place_in_file: int
) -> ForeignItem | LeftOut:
    """The question, or why it is left out.

    `letter` is what stands before the numbers of most heads: "D" in "D12."; `keys` are the letters of right answers by
    number, from a list at the end; `place_in_file` counts questions from 1, for those without a number.
    """
    read = _Read(segment, pictures)
    label, head = _without_label(segment.head.text, letter)
    place = Place(segment.head.no)
    lines = segment.lines
    name = f"Q{label}" if label else _short(stripped(head)) or f"line {segment.head.no}"

    def left_out(why: str) -> LeftOut:
        return LeftOut(place, name, why)

    if len(lines) > _MOST_LINES:
        return left_out(f"goes on for {len(lines):,} lines, and {_MOST_LINES:,} are the most")
    runs = option_lists(lines) or runs_of(lines, ("number", "bullet"))[-1:]
    if not runs:
        return left_out("has no list of options")
    run = runs[0]
    stem = _stem(read, head, lines[: run.start])
    end = end_of_last(lines, run)
    options = [
        _option(read, lines[at], lines[at + 1 : upto]) for at, upto in zip(run.at, (*run.at[1:], end), strict=True)
    ]
    if may_be_two(lines, run):
        read.found.changed.append(
            "an empty line parts its options, each part with a right one; are these two questions?"
        )
    _take_letters_off(options)
    if any(not option.text for option in options):
        options = [option for option in options if option.text or option.right]
        read.found.changed.append("an option without text was left out")
    after = read_after(lines[end:], [option.text for option in options], read.pictures, read.found)
    if len(runs) > 1:
        read.found.changed.append("a second list of options stands in its explanation")
    if not after.is_named:
        number = segment.head.level if segment.head.kind == "number" else int(label or place_in_file)
        after.letters = keys.get(number, "")
    if not stem:
        return left_out("has options and no question")
    if any(not option.text for option in options):
        return left_out("has a right option without text")
    if len(options) > len(_LETTERS):
        return left_out(f"has {len(options)} options, and {len(_LETTERS)} are the most")
    if lines[run.start].kind == "bullet" and not after.is_named and "?" not in stem:
        return left_out("has a list, and does not say that it is one of options")
    key, why = _key(lines[run.start].kind, options, after)
    if why:
        return left_out(why)
    return _item(place, label, stem, options, key, after, read)


def _item(
    place: Place, label: str, stem: str, options: list[_Option], key: list[int], after: After, read: _Read
) -> ForeignItem:
    fields: dict[str, Any] = {
        "stem": stem,
        "options": {
            _LETTERS[at]: {"text": option.text, "feedback": option.feedback} if option.feedback else option.text
            for at, option in enumerate(options)
        },
        "key": [_LETTERS[at] for at in key] if len(key) > 1 else _LETTERS[key[0]],
    }
    if after.rationale:
        fields["rationale"] = after.rationale
    if after.references:
        fields["references"] = after.references
    if read.found.exhibits:
        fields["exhibits"] = read.found.exhibits
    if _LONE_LETTER.search(told := f"{stem}\n{after.rationale}") and _SPEAKS_OF_LETTERS.search(told):
        fields["shuffle"] = False
        read.found.changed.append("its options keep their order, as its text names them by letters")
    name = f"Q{label}" if label else ""
    return ForeignItem(place, fields, name, read.segment.section, tuple(dict.fromkeys(read.found.changed)))


def _without_label(head: str, letter: str) -> tuple[str, str]:
    """The number of a question, if it has one, and its head without it."""
    label = _LABEL.match(head)
    if label and label[0]:
        rest = head[label.end() :]
        if head.startswith(("**", "__")) and rest.endswith(head[:2]) and not label[0].rstrip(": \t").endswith(head[:2]):
            rest = rest[:-2]
        return label[1] or "", rest.strip()
    one = _ONE_LETTER.match(head)
    if one and one[1] == letter:
        return one[2], head[one.end() :].strip()
    return "", head


def letter_of_heads(heads: Sequence[str]) -> str:
    """The letter that stands before the numbers of most heads; "" where none does."""
    letters = [found[1] for head in heads if (found := _ONE_LETTER.match(head))]
    first = max(set(letters), key=letters.count, default="")
    return first if len(heads) > 1 and 2 * letters.count(first) >= len(heads) else ""


def _short(text: str) -> str:
    return f"{text[:59].rstrip()}…" if len(text) > 60 else text


def _option(read: _Read, line: Line, more: Sequence[Line]) -> _Option:
    said: list[str] = []
    feedback: list[str] = []
    code_indent = 0
    coded = False
    for one in more:
        if one.kind == "code":
            code_indent = code_indent if coded else one.indent
            coded = True
            said.append(" " * max(0, one.indent - code_indent) + one.raw.lstrip() if one.raw.strip() else "")
            continue
        coded = False
        if one.kind == "rule":
            continue
        if one.raw.lstrip().startswith(">"):
            feedback.append(one.raw.lstrip().removeprefix(">").strip())
            continue
        said.append(broken_as(one.raw, _worded(read, one.raw.strip())))
    first = _worded(read, line.text).strip("\u00a0 \t")
    has_code = any(one.kind == "code" for one in more)
    letter = ""
    if has_code and (only := re.fullmatch(r"[`*_(]{0,3}(?:([A-Za-z])|&shy;|&nbsp;)?[`*_).:]{0,3}", first)):
        first, letter = "", (only[1] or "").upper()
    if has_code and said and said[0]:
        said.insert(0, "")
    ticked = _TICKED.search(first)
    first = first[: ticked.start()] if ticked else first
    before = _TICKED_BEFORE.match(first)
    first = first[before.end() :].removesuffix("==") if before else first
    text = without_wide_gaps([broken_as(line.raw, first), *said]).strip("\n").rstrip()
    right = line.mark == "x" or bool(ticked or before)
    return _Option(text, right, "\n".join(feedback).strip(), letter)


def _worded(read: _Read, text: str) -> str:
    return html_as_markdown(with_pictures_out(text, read.pictures, read.found, beside=True))


def _take_letters_off(options: list[_Option]) -> None:
    """Letters that an author wrote before each option: a paper gives letters of its own."""
    found = [None if option.letter else _OWN_LETTER.match(option.text) for option in options]
    letters = [one[1].upper() if one else option.letter for option, one in zip(options, found, strict=True)]
    if letters == [chr(ord("A") + at) for at in range(len(options))]:
        for option, one in zip(options, found, strict=True):
            if one is not None:
                option.text = option.text[one.end() :].strip() or option.text


def _stem(read: _Read, head: str, lines: Sequence[Line]) -> str:
    said = [_worded(read, head)] if head else []
    said.append("")
    indent = min((line.indent for line in lines if line.kind not in ("blank", "rule")), default=0)
    for at, line in enumerate(lines):
        if line.kind == "rule":
            continue
        raw = line.raw
        own = len(raw) - len(raw.lstrip())
        raw = raw.lstrip() if line.kind == "text" and line.indent < indent + 4 else raw[min(own, indent) :]
        if line.kind == "heading":
            raw = f"**{line.text}**" if line.text else ""
        text = raw if line.kind == "code" else broken_as(raw, _worded(read, raw).rstrip()) if raw.strip() else ""
        kept = line.kind == "letter" and lines[at + 1 : at + 2] and lines[at + 1].kind == "letter"
        said.append(f"{text}  " if kept else text)
    if lines and lines[0].kind == "text":
        said[:2] = [broken_as(read.segment.head.raw, said[0])] if head else [""]
    return without_wide_gaps(said).strip()


def _key(kind: str, options: list[_Option], after: After) -> tuple[list[int], str]:
    """The places of the right options, or why they cannot be told."""
    marked = [at for at, option in enumerate(options) if option.right]
    if marked and not (kind != "check" and len(marked) == len(options)):
        if len(marked) == len(options):
            return [], "marks all of its options as right"
        return marked, ""
    if after.letters:
        named = [ord(letter) - ord("A") for letter in dict.fromkeys(after.letters)]
        beyond = [after.letters[at] for at, place in enumerate(named) if not 0 <= place < len(options)]
        if beyond:
            return [], f"names the answer {beyond[0]}, which is none of its {len(options)} options"
        if len(named) == len(options):
            return [], "names all of its options as right"
        return sorted(named), ""
    if after.number and kind == "number" and 1 <= after.number <= len(options):
        return [after.number - 1], ""
    if after.text:
        wanted = as_seen(after.text).casefold().rstrip(".")
        same = [at for at, one in enumerate(options) if as_seen(one.text).casefold().rstrip(".") == wanted]
        if len(same) == 1:
            return same, ""
        return [], "names an answer that is none of its options"
    return [], "does not say which of its options is right"
