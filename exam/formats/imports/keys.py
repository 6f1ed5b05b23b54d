"""Which options are right, from what a file says of it: letters, numbers from 0 or from 1, or the texts themselves.

What a single question leaves open, the file as a whole may settle: a key of 0 says that numbers count from 0, and one
of 4 beside four options that they count from 1. What nothing settles is not guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from exam.core.as_seen import as_seen
from exam.formats.imports.loose_question import Key, Letters, LooseOption, LooseQuestion
from exam.formats.imports.usual_names import meaning

Reading = dict[str, frozenset[int]]
"""The places of the right options, from 0, by the way of reading: "letter", "from 0", "from 1", "text", "flags"."""

_WAYS = frozenset(("letter", "from 0", "from 1", "text", "flags"))
_LETTERED = re.compile(r"\(?([A-Za-z])[).:]\s*(\S.*)", re.S)
_SEPARATORS = (r"[;|\n]", r",", r",|;|&|/|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b", r"\s+")
"""White space beside them is taken off the parts: to look for it before each would take the square of its length."""
_LONGEST_KEY = 20_000


class UnclearQuestion(Exception):
    """Nobody can say what a question asks or which options are right; the text says why, as `LeftOut.why` does."""


class KeyEvidence:
    """What the keys of a whole file say of how they are to be read. Each field that holds keys is judged by itself."""

    def __init__(self, questions: Iterable[LooseQuestion]) -> None:
        self._fails: dict[tuple[str, int], set[str]] = defaultdict(set)
        for question in questions:
            found = [readings(key, question) for key in question.keys] if question.choices else []
            for field, reading in enumerate(found):
                if reading:
                    self._fails[question.group, field] |= _WAYS - reading.keys()
            for field, ways in _contradicted(found):
                self._fails[question.group, field] |= ways

    def right_of(self, question: LooseQuestion) -> frozenset[int]:
        """The places of the right options, from 0. Raises UnclearQuestion."""
        marked = frozenset(at for at, choice in enumerate(question.choices) if choice.right)
        results = [self._one(field, key, question) for field, key in enumerate(question.keys) if not _is_empty(key)]
        if marked:
            results.append(marked)
        if not results:
            raise UnclearQuestion("has options, and nothing says which of them is right")
        if len(set(results)) > 1:
            raise UnclearQuestion("names different options as right in different places")
        return results[0]

    def _one(self, field: int, key: Key, question: LooseQuestion) -> frozenset[int]:
        found = readings(key, question)
        said = _quoted(key)
        if not found:
            raise UnclearQuestion(f"has the key {said}, which is none of its options")
        fails = self._fails[question.group, field]
        likely = {way: places for way, places in found.items() if way not in fails} or found
        if len(set(likely.values())) == 1:
            return next(iter(likely.values()))
        if likely.keys() == {"from 0", "from 1"}:
            if question.counts_from is not None and not {"from 0", "from 1"} <= fails:
                return likely[f"from {question.counts_from}"]
            why = "nothing in the file says whether keys count from 0 or from 1"
            if {"from 0", "from 1"} <= fails:
                why = "some keys of the file count from 0 and others from 1"
            raise UnclearQuestion(f"has the key {said}, and {why}")
        raise UnclearQuestion(f"has the key {said}, which can be read in more than one way")


def readings(key: Key, question: LooseQuestion) -> Reading:
    """Every way in which a key makes sense beside the options of its question; empty where it makes none."""
    found: Reading = {}
    if isinstance(key, Letters):
        return {way: places for way, places in readings(str(key), question).items() if way == "letter"}
    texts = [as_seen(choice.text).casefold() for choice in question.choices]
    if isinstance(key, str) and (flags := _flags(key, len(texts))):
        found["flags"] = flags
    for parts in _splits(key):
        for way, places in _read(parts, question, texts):
            if places and all(texts[place] for place in places) and way not in found:
                found[way] = frozenset(places)
        if "text" in found:
            break
    return found


def _read(parts: list[str], question: LooseQuestion, texts: list[str]) -> Iterator[tuple[str, set[int]]]:
    by_text = {place for part in parts if (place := _place_of_text(part, question.choices, texts)) is not None}
    if len(by_text) == len(parts):
        yield "text", by_text
    called = [_called(part) for part in parts]
    if all(name is not None and name.isalpha() for name in called):
        places = {ord(name) - ord("a") for name in called if name}
        lettered = all(_agrees(part, texts) for part in parts)
        if len(places) == len(parts) and max(places) < len(texts) and lettered:
            yield "letter", places
    if all(name is not None and name.isdigit() for name in called):
        numbers = {int(name) for name in called if name}
        for first in (0, 1):
            if len(numbers) == len(parts) and all(first <= number < len(texts) + first for number in numbers):
                yield f"from {first}", {number - first for number in numbers}


@lru_cache(maxsize=2_000)
def _called(part: str) -> str | None:
    """The letter or number by which a part of a key calls an option, in small letters."""
    if len(part) <= 2 and part.isascii() and part.isdigit():
        return part
    if lettered := _LETTERED.fullmatch(part):
        return lettered[1].lower()
    found = meaning(part)
    return found.place if found and found.role in ("option", "right") and found.place else None


def _agrees(part: str, texts: list[str]) -> bool:
    """Whether a key as in "B) Paris" names an option of that text, where it has a text at all."""
    lettered = _LETTERED.fullmatch(part)
    if not lettered:
        return True
    at = ord(lettered[1].lower()) - ord("a")
    return at < len(texts) and texts[at] in (as_seen(lettered[2]).casefold(), as_seen(part).casefold())


def _place_of_text(part: str, choices: list[LooseOption], texts: list[str]) -> int | None:
    names = [choice.name for choice in choices]
    if part in names and names.count(part) == 1:
        return names.index(part)
    wanted = as_seen(part).casefold()
    if texts.count(wanted) != 1:
        exact = [at for at, choice in enumerate(choices) if as_seen(choice.text) == as_seen(part)]
        return exact[0] if len(exact) == 1 else None
    return texts.index(wanted)


def _splits(key: Key) -> Iterator[list[str]]:
    if not isinstance(key, str):
        if parts := [part.strip() for part in key if part.strip()]:
            yield parts
        return
    whole = key.strip()[:_LONGEST_KEY]
    if not whole:
        return
    yield [whole]
    for separator in _SEPARATORS:
        parts = [part for one in re.split(separator, whole) if (part := one.strip())]
        if 1 < len(parts) <= 26:
            yield parts
    if 1 < len(whole) <= 10 and whole.isascii() and whole.isalpha() and whole.isupper():
        yield list(whole)


def _flags(key: str, count: int) -> frozenset[int]:
    """Of a key with a 0 or 1 for each option, as in "1 0 0 1"."""
    parts = key.split()
    if count < 2 or len(parts) != count or not set(parts) <= {"0", "1"}:
        return frozenset()
    return frozenset(at for at, part in enumerate(parts) if part == "1")


def _contradicted(found: list[Reading]) -> Iterator[tuple[int, set[str]]]:
    """By field the ways of reading its key that another field's key of the same question rules out."""
    certain = {next(iter(reading.values())) for reading in found if len(set(reading.values())) == 1}
    if len(certain) == 1:
        (right,) = certain
        for field, reading in enumerate(found):
            if right in reading.values():
                yield field, {way for way, places in reading.items() if places != right}


def _is_empty(key: Key) -> bool:
    return not key.strip() if isinstance(key, str) else not any(part.strip() for part in key)


def _quoted(key: Key) -> str:
    text = key if isinstance(key, str) else ", ".join(key)
    text = " ".join(text.split())
    return f"'{text[:39]}…'" if len(text) > 40 else f"'{text}'"
