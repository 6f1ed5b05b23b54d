"""Papers of nothing but plain questions with options, put together as the text that is kept of them.

A pool has thousands of papers, each with two hundred options. To make a model of every one, only to write it down
again, takes longer than all else; here the text of a paper is joined from the texts of its parts. What is not plain is
not looked at any further: `NotPlain` sends it the long way, on which models are made and all faults are named.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from exam.core.form import LETTERS, Form, Home, Kind, Option, Slot
from exam.core.option_id import opaque_ids
from exam.core.results import option_name
from exam.files.sound_form import MOST_SLOTS, is_id, is_plain_question, is_sound_head

_PLACE = {letter: place for place, letter in enumerate(LETTERS)}
_LARGEST_PAPER = 5_000_000
"""Letters, as in a line of the first version. A text that is told once may be named many times."""
_MOST_KEPT = 1_000_000
"""Letters of papers that are kept for the next attempt on them."""
_MOST_PIECES = 50_000_000
"""Letters of all pieces that are kept."""
_PLAIN_CODE = frozenset(f"{LETTERS}0123456789-")
_PLAIN_ID = frozenset(f"{LETTERS}{LETTERS.lower()}0123456789-")
_LARGEST_SEED = 2**63
Key = TypeVar("Key")
Value = TypeVar("Value")


class NotPlain(Exception):
    """It has something that only the long way knows, be it a fault."""


@dataclass(slots=True)
class PlainQuestion:
    """A question without its place, its options and its key."""

    item: str
    section: str
    kind: Kind
    choose: int
    points: int
    before: bytes
    """What its text says between its place and its options."""
    after: bytes
    """What it says behind its key."""
    named: bytes
    """What the ids of its options are made of, beside the seed and their texts."""


@dataclass(slots=True)
class _Option:
    rest: bytes
    """What its text says behind its id."""
    text: bytes
    home: str | None
    name: str
    """What it is called in results."""


@dataclass(slots=True)
class _Head:
    form: Form
    pieces: tuple[bytes, bytes, bytes, bytes]
    """Its text around the code, the seed, the questions and the homes."""
    sections: frozenset[str]


@dataclass(slots=True)
class PlainPaper:
    """A paper as text, and what is needed to see what its sitter did."""

    head: Form
    """What all papers of a preset have alike."""
    code: str
    text: bytes
    questions: list[PlainQuestion]
    ids: list[list[str]]
    """Of the options of each question."""
    keys: list[str]
    """The letters of each key, in the order shown."""
    names: list[list[str]]
    """What the options of each question are called in results."""
    offered: list[str]
    """The same as a text, each once."""
    told_as: tuple[object, ...]
    """What the line of its attempt said of it."""


class _Made(dict[Key, Value]):
    """What was made of parts, by number or name, and is made when it is asked for first."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Value:
        made = self[key] = self._make(key)
        return made


class PlainParts:
    """The same parts that a reader of shared texts has, as pieces of text."""

    def __init__(self, parts: Sequence[tuple[str, Any]], homes: dict[str, Home]) -> None:
        self._parts, self._homes = parts, homes
        self._questions: _Made[int, PlainQuestion] = _Made(self._question)
        self._options: _Made[int, _Option] = _Made(self._option)
        self._heads: _Made[int, _Head] = _Made(self._head)
        self._home_texts: _Made[str, bytes] = _Made(lambda name: self._piece(_home_text(name, self._homes[name])))
        self._papers: dict[tuple[str, int], PlainPaper] = {}
        self._letters = 0

    def forget_home(self, name: str) -> None:
        """The home of an item was told anew."""
        self._home_texts.pop(name, None)

    def paper(self, body: Mapping[str, Any]) -> PlainPaper:
        """The paper of an attempt, whose `slots` are lists of whole numbers. Raises as `plain_attempt`."""
        code, seed, key, head = body["code"], body["seed"], body["key"], body["paper"]
        if type(code) is not str or type(seed) is not int or type(key) is not str or type(head) is not int:
            raise NotPlain
        if not all(type(number) is int for number in body.get("homes", ())):
            raise NotPlain
        told_as = (head, key, body["slots"], body.get("ids"), body.get("homes"), len(self._parts))
        known = self._papers.get((code, seed))
        if known is not None and known.told_as == told_as:
            return known
        if head < 0 or not 0 <= seed < _LARGEST_SEED or not _PLAIN_CODE.issuperset(code):
            raise NotPlain
        paper = self._put_together(body, self._heads[head], told_as)
        if sum(len(one.text) for one in self._papers.values()) > _MOST_KEPT:
            self._papers.clear()
        self._papers[code, seed] = paper
        return paper

    def _put_together(self, body: Mapping[str, Any], head: _Head, told_as: tuple[object, ...]) -> PlainPaper:
        slots: list[list[int]] = body["slots"]
        code, seed, keys = body["code"], body["seed"], body["key"].split(" ")
        if not 1 <= len(slots) == len(keys) <= MOST_SLOTS:
            raise NotPlain
        known, known_options = self._questions, self._options
        questions = [known[one[0]] for one in slots]
        options = [[known_options[number] for number in one[1:]] for one in slots]
        rests = [option.rest for some in options for option in some]
        _refuse_large([one.before for one in questions], [one.after for one in questions], rests)
        if "ids" in body:
            ids = _plain_ids(body["ids"], len(rests))
        else:
            named = [one.named + option.text for one, some in zip(questions, options, strict=True) for option in some]
            ids = opaque_ids(seed, named)
        if not head.sections.issuperset([one.section for one in questions]):
            raise NotPlain
        are_apart = len(set(ids)) == len(ids)
        # As bytes from here on: a text with one letter beyond Latin takes twice the room and has to be written anew.
        offers = [b'{"id":"' + name + rest for name, rest in zip(map(str.encode, ids), rests, strict=True)]
        ids_of: list[list[str]] = []
        texts: list[bytes] = []
        at = 0
        for question, some, letters in zip(questions, options, keys, strict=True):
            begin, at = at, at + len(some)
            mine = ids[begin:at]
            choose = len(letters)
            if choose != question.choose or not 0 < choose < len(mine) <= len(LETTERS):
                raise NotPlain
            if choose == 1:
                key = mine[_PLACE[letters]]
            elif len(set(letters)) == choose:
                key = '","'.join([mine[_PLACE[letter]] for letter in letters])
            else:
                raise NotPlain
            # The options of questions that share a list have the same ids.
            if not (are_apart or len(set(mine)) == len(mine)):
                raise NotPlain
            ids_of.append(mine)
            offered = b",".join(offers[begin:at])
            texts.append(
                b'{"n":%d,%b,"options":[%b],"key":["%b"],%b'
                % (len(ids_of), question.before, offered, key.encode(), question.after)
            )
        homes = self._homes_text(body["homes"]) if "homes" in body else self._usual_homes_text(options)
        first, second, third, last = head.pieces
        text = b'%b%b%b%d%b%b],"homes":{%b%b' % (
            first, code.encode(), second, seed, third, b",".join(texts), homes, last
        )  # fmt: skip
        names = [[option.name for option in some] for some in options]
        return PlainPaper(
            head.form,
            code,
            text,
            questions,
            ids_of,
            ["".join(sorted(letters)) for letters in keys],
            names,
            [" ".join(dict.fromkeys(some)) for some in names],
            told_as,
        )

    def _usual_homes_text(self, options: Iterable[Iterable[_Option]]) -> bytes:
        texts, homes = self._home_texts, dict.fromkeys([option.home for some in options for option in some])
        return _joined([texts[name] for name in homes if name is not None])

    def _homes_text(self, numbers: Iterable[int]) -> bytes:
        homes: dict[str, bytes] = {}
        for number in numbers:
            name, home = self._part("home", number)
            if number < 0 or name in homes:
                raise NotPlain
            homes[name] = _home_text(name, home)
        return _joined(homes.values())

    def _part(self, kind: str, number: int) -> Any:
        found, made = self._parts[number]
        if found != kind:
            raise NotPlain
        return made

    def _piece(self, text: bytes) -> bytes:
        """A text that is kept from now on."""
        self._letters += len(text)
        if self._letters > _MOST_PIECES:
            raise NotPlain
        return text

    def _question(self, number: int) -> PlainQuestion:
        slot: Slot = self._part("question", number)
        if not is_plain_question(slot):
            raise NotPlain
        before, after = _around(self._piece(slot.model_dump_json().encode()), b'{"n":1,', b',"options":[],"key":[],')
        named = f"\x1fblock {slot.block}\x1f" if slot.block else f"\x1f{slot.item}\x1f"
        return PlainQuestion(
            slot.item, slot.section, slot.kind, slot.choose, slot.points, before, after, named.encode()
        )

    def _option(self, number: int) -> _Option:
        option: Option = self._part("option", number)
        if (option.home is not None and not is_id(option.home)) or abs(option.credit or 0) > 100:
            raise NotPlain
        (rest,) = _around(self._piece(option.model_dump_json().encode()), b'{"id":"')
        return _Option(rest, option.text.encode(), option.home, option_name(option.home, option.text))

    def _head(self, number: int) -> _Head:
        form: Form = self._part("paper", number)
        blueprint = form.blueprint
        if blueprint.navigation == "linear" or blueprint.section_clocks or form.exhibits or not is_sound_head(form):
            raise NotPlain
        bank, minutes, behind = _around(
            form.model_dump_json().encode(), b'{"code":"', b'},"seed":0,"minutes":', b'"slots":[],"homes":{'
        )
        pieces = (b'{"code":"', bank + b'},"seed":', b',"minutes":' + minutes + b'"slots":[', behind)
        return _Head(form, pieces, frozenset(section.id for section in form.sections))


def _home_text(name: str, home: Home) -> bytes:
    if not is_id(name):
        raise NotPlain
    return f'"{name}":{home.model_dump_json()}'.encode()


def _joined(texts: Collection[bytes]) -> bytes:
    _refuse_large(texts)
    return b",".join(texts)


def _refuse_large(*texts: Collection[bytes]) -> None:
    """Raises NotPlain where some texts are larger together than a paper is."""
    if sum([sum(map(len, some)) for some in texts]) > _LARGEST_PAPER:
        raise NotPlain


def _plain_ids(ids: object, count: int) -> list[str]:
    """Ids that are listed, of letters that need no signs before them. Raises NotPlain or TypeError."""
    if type(ids) is not list or len(ids) != count or not _PLAIN_ID.issuperset("".join(ids)) or not all(ids):
        raise NotPlain
    return ids


def _around(text: bytes, begins: bytes, *signs: bytes) -> list[bytes]:
    """The pieces of a text between some signs, of which the first stands at its beginning.

    No text within the text can have one of them: there each quotation mark has a backslash before it.
    """
    if not text.startswith(begins):
        raise NotPlain
    pieces, rest = [], text.removeprefix(begins)
    for sign in signs:
        piece, found, rest = rest.partition(sign)
        if not found:
            raise NotPlain
        pieces.append(piece)
    return [*pieces, rest]
