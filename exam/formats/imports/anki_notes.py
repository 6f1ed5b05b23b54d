"""Notes of Anki as questions, by what their fields are called.

A note with options is asked with these, a text with gaps is one question with all of its gaps, however many cards Anki
makes of it, and a front with a back is a question with its answer. What Anki makes of a note turned round is not asked.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence

from exam.core.as_seen import as_seen
from exam.formats.imports.anki_cloze import HAS_GAPS
from exam.formats.imports.anki_collection import Note
from exam.formats.imports.foreign_bank import ForeignBank, Place
from exam.formats.imports.html_markdown import text_of_html
from exam.formats.imports.loose_bank import LooseBank
from exam.formats.imports.loose_question import LooseOption, LooseQuestion
from exam.formats.imports.markup import HTML, PLAIN
from exam.formats.imports.usual_names import Meaning, meaning

_SOUND = re.compile(r"\[sound:[^\]\n]{0,500}\]")
_BREAKS = re.compile(r"<br\s*/?>|</?(?:div|p|li|ul|ol|tr)\b[^<>]{0,300}>|\n", re.I)
_ENTRY = re.compile(r"<li\b([^<>]{0,300})>", re.I)
_OPTION_LINE = re.compile(r"(?:[-•*–]|\(?[A-Ha-h1-8][).:])\s+(?=\S)")
_FORMULAS = (
    (re.compile(r"\[latex\]|\[\$\$?\]|<anki-mathjax[^<>]{0,100}>", re.I), r"\\("),
    (re.compile(r"\[/latex\]|\[/\$\$?\]|</anki-mathjax>", re.I), r"\\)"),
)
_LINK = re.compile(r'<a href="(https?://[^"<>\s]{1,1000})"[^<>]{0,300}>([^<]{0,1000})</a>')
_LONGEST_TYPED = 60
"""Characters of an answer that somebody can be asked to type."""


def bank_of(
    notes: Sequence[Note],
    picture: Callable[[str], bytes | None] | None,
    *,
    folder: str = "",
    in_html: bool = True,
    said: Sequence[str] = (),
) -> ForeignBank:
    """The questions of notes. `picture` gives the content of one by its name; None: they lie in a folder beside it."""
    title, section_of = _sections(notes)
    unused: dict[str, None] = {}
    questions = [_question(note, Place(note.line), unused) for note in notes]
    for note, question in zip(notes, questions, strict=True):
        question.section = section_of.get(note.deck, "")
    told = list(said)
    if unused:
        told.append(f"Fields that were not used: {', '.join(repr(name[:40]) for name in list(unused)[:10])}.")
    turned = sum(note.cards > 1 and "{{c" not in "".join(note.fields.values()) for note in notes)
    if turned:
        told.append(f"Notes of which Anki makes several cards are one question here, asked from the front: {turned:,}.")
    markup = HTML if in_html else PLAIN
    return LooseBank(questions, markup, picture, folder).read(title=title, notes=told)


def _sections(notes: Sequence[Note]) -> tuple[str, Mapping[str, str]]:
    """The deck that all others are in, and the title of a section for each deck."""
    decks = list(dict.fromkeys(note.deck for note in notes))
    paths = [deck.split("::") for deck in decks if deck]
    shared: list[str] = []
    for parts in zip(*paths, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    title = shared[-1] if shared and shared != ["Default"] else ""
    within = {deck: deck.split("::")[len(shared) :] for deck in decks}
    return title, {deck: " / ".join(path) or (title if len(decks) > 1 else "") for deck, path in within.items()}


def _question(note: Note, place: Place, unused: dict[str, None]) -> LooseQuestion:
    question = LooseQuestion(place, tags=list(note.tags), group=note.type.name)
    fields = {name: _cleaned(value, question) for name, value in note.fields.items()}
    filled = {name: value for name, value in fields.items() if value.strip()}
    clozed = next((name for name, value in filled.items() if HAS_GAPS.search(value)), None)
    if clozed is not None:
        question.type, question.stem = "cloze", filled.pop(clozed)
        _beside(question, filled, unused)
        return question
    meanings = {name: found for name in filled if (found := _meaning(name))}
    if _take_options(question, filled, meanings):
        _beside(question, filled, unused)
        return question
    stem = _first(filled, meanings, "stem") or next((name for name in filled if name not in meanings), None)
    if stem is None:
        return question
    question.stem = filled.pop(stem)
    answer = _first(filled, meanings, "key", "answers", "right") or next(
        (name for name in filled if name not in meanings or meanings[name].role not in _BESIDE), None
    )
    if answer is not None:
        back = filled.pop(answer)
        if not _take_options_of_front(question, back):
            typed = any(f"{{{{type:{answer}}}}}" in front.replace(" ", "") for front in note.type.fronts)
            plain = text_of_html(back)
            question.answers = [back]
            if typed and len(plain) <= _LONGEST_TYPED:
                more = filled.pop("Accepted", "")
                question.type = "short"
                question.answers = [plain, *map(text_of_html, _entries(more))]
            elif note.type.name.endswith(": recall"):
                question.type = "recall"
    _beside(question, filled, unused)
    return question


_BESIDE = ("explanation", "section", "tags", "link", "name", "points", "type", "format", "picture")


def _meaning(name: str) -> Meaning | None:
    if all_in_one := re.fullmatch(r"Q_?(\d)", name):
        return Meaning("option", all_in_one[1])
    return meaning(name)


def _first(filled: Mapping[str, str], meanings: Mapping[str, Meaning], *roles: str) -> str | None:
    fitting = [(meanings[name].rank, name) for name in filled if name in meanings and meanings[name].role in roles]
    return min(fitting)[1] if fitting else None


def _take_options(question: LooseQuestion, filled: dict[str, str], meanings: Mapping[str, Meaning]) -> bool:
    """Takes options that have fields of their own, or a field together, and the key. False: there are none."""
    single = [name for name, what in meanings.items() if what.role == "option"]
    together = next((name for name, what in meanings.items() if what.role == "options"), None)
    wrong = [name for name, what in meanings.items() if what.role == "wrong"]
    key = _first(filled, meanings, "key", "answers", "right")
    stem = _first(filled, meanings, "stem")
    if stem is None or (len(single) < 2 and together is None and not wrong):
        return False
    question.stem = filled.pop(stem)
    if len(single) >= 2:
        single.sort(key=lambda name: meanings[name].order)
        question.choices = [_choice(filled.pop(name)) for name in single]
        digits = [meanings[name].order for name in single if meanings[name].place.isdigit()]
        question.counts_from = min(digits, default=None)
    elif together is not None:
        question.choices = [_choice(text) for text in _entries(filled.pop(together))]
    if key is not None:
        said = filled.pop(key)
        if wrong and not question.choices:
            question.right = [said]
        else:
            question.keys.append(_key(said))
    for name in wrong:
        text = filled.pop(name)
        question.wrong += _entries(text) if len(wrong) == 1 else [text]
    return True


def _take_options_of_front(question: LooseQuestion, back: str) -> bool:
    """Takes options that stand under the question on its front, where the back is one of them. False: it is none."""
    lines = [text for part in _BREAKS.split(question.stem) if (text := text_of_html(part))]
    first = len(lines)
    while first and _OPTION_LINE.match(lines[first - 1]):
        first -= 1
    if not 0 < first <= len(lines) - 2:
        return False
    options = [_OPTION_LINE.sub("", line, count=1) for line in lines[first:]]
    said = text_of_html(back)
    right = [
        at
        for at, (line, text) in enumerate(zip(lines[first:], options, strict=True))
        if as_seen(said) in (as_seen(line), as_seen(text)) or re.fullmatch(rf"\(?{re.escape(line[0])}[).:]?", said)
    ]
    if len(right) != 1 or "<img" in question.stem.lower():
        return False
    question.choices = [LooseOption(html.escape(text), at == right[0]) for at, text in enumerate(options)]
    question.stem = "<br>".join(html.escape(line) for line in lines[:first])
    question.changed.append("options that stood in its question are options of their own")
    return True


def _beside(question: LooseQuestion, filled: Mapping[str, str], unused: dict[str, None]) -> None:
    for name, value in filled.items():
        what = _meaning(name)
        match what.role if what else "":
            case "explanation" if question.choices and (told := _told(value)):
                for place, text in told:
                    if 0 < int(place) <= len(question.choices):
                        question.choices[int(place) - 1].feedback = text
            case "explanation" | "feedback":
                question.explanation = "<br><br>".join(filter(None, (question.explanation, value)))
            case "link":
                question.links += [f"{text_of_html(text)} <{url}>" for url, text in _LINK.findall(value)] or [
                    text_of_html(value)
                ]
            case "tags":
                question.tags += text_of_html(value).split()
            case "points":
                question.points = text_of_html(value)
            case "type" if not question.type:
                question.type = text_of_html(value) if not value.strip().isdigit() else ""
            case "name":
                question.name = text_of_html(value)[:200]
            case _ if name != "Instructions":
                unused[name] = None


def _choice(text: str) -> LooseOption:
    return LooseOption(text, name=text_of_html(text))


def _entries(text: str) -> list[str]:
    """Options that stand in one field: the entries of a list, or its lines."""
    entries = _list(text) or [part for part in _BREAKS.split(text) if text_of_html(part)]
    return [entry.strip() for entry in entries]


def _list(text: str) -> list[str]:
    """The entries of a list in HTML, in one walk over it however many have no end."""
    return [part.partition("</li>")[0] for part in _ENTRY.split(text)[2::2]]


def _told(text: str) -> list[tuple[str, str]]:
    """What is told of options, in a list whose entries have their numbers: the number and the text of each."""
    parts = _ENTRY.split(text)
    numbers = [re.fullmatch(r' value="(\d{1,2})"', attributes) for attributes in parts[1::2]]
    return [(one[1], entry) for one, entry in zip(numbers, _list(text), strict=True) if one]


def _key(text: str) -> str | list[str]:
    entries = [text_of_html(entry) for entry in _list(text)]
    return entries or "\n".join(filter(None, map(text_of_html, _BREAKS.split(text))))


def _cleaned(value: str, question: LooseQuestion) -> str:
    """A field without what Anki alone can do, formulas as HTML has them."""
    if _SOUND.search(value):
        value = _SOUND.sub("", value)
        if (lost := "a sound in it is not held") not in question.changed:
            question.changed.append(lost)
    for sign, plain in _FORMULAS:
        value = sign.sub(plain, value)
    return value
