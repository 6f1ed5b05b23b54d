"""The options of loosely written questions in one list, wherever a file has them."""

import re

from exam.core.as_seen import as_seen
from exam.formats.imports.keys import UnclearQuestion
from exam.formats.imports.loose_question import LooseOption, LooseQuestion
from exam.formats.imports.loose_types import type_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LETTERED = re.compile(r"\(?([A-Za-z])[).:]\s+(?=\S)|([A-Za-z])\s*[-–]\s+(?=\S)")


def options_of_answers(question: LooseQuestion) -> None:
    """Several answers beside a key are the options that it chooses from."""
    has_key = any(key if isinstance(key, str) else any(key) for key in question.keys)
    several = len(question.answers) > 1 and not question.choices and not (question.right or question.wrong)
    if has_key and several and type_of(question.type) not in ("short", "numeric", "recall"):
        question.choices, question.answers = [LooseOption(text) for text in question.answers], []


def take_off_letters(question: LooseQuestion) -> None:
    """Options as in "A) Paris" lose the letters, where all of them have one and in order: papers give their own."""
    found = [_LETTERED.match(choice.text) for choice in question.choices]
    letters = "".join((one[1] or one[2]).lower() for one in found if one)
    if len(found) > 1 and letters == _LETTERS[: len(found)]:
        for choice, one in zip(question.choices, found, strict=True):
            assert one is not None
            choice.name = choice.name or choice.text
            choice.text = choice.text[one.end() :]
        question.changed.append("letters before its options were taken off")


def parted(question: LooseQuestion, said: list[str]) -> LooseQuestion:
    """A question whose options are parted into right and wrong ones, with all of them in one list."""
    texts = {as_seen(text) for text in said}
    wrong = [text for text in question.wrong if text.strip() and as_seen(text) not in texts]
    listed = [*(choice for choice in question.choices if choice.text.strip())]
    choices = listed or [*(LooseOption(text, True) for text in said), *(LooseOption(text, False) for text in wrong)]
    for choice in listed:
        choice.right = as_seen(choice.text) in texts
    return LooseQuestion(question.place, question.stem, choices, changed=question.changed)


def ordered(question: LooseQuestion) -> list[str]:
    texts = [choice.text for choice in question.choices]
    for key in question.keys:
        parts = [part for part in (re.split(r"[\s,;>→-]+", key) if isinstance(key, str) else key) if part]
        places = [_LETTERS.find(part.lower()) if part.isalpha() and len(part) == 1 else -1 for part in parts]
        if sorted(places) == list(range(len(texts))):
            return [texts[at] for at in places]
        if parts and sorted(parts) == sorted(str(at + 1) for at in range(len(texts))):
            return [texts[int(part) - 1] for part in parts]
        if parts:
            raise UnclearQuestion("asks for an order, and its key does not name each of its options once")
    if len(texts) < 2:
        raise UnclearQuestion("asks for an order, and has no steps to be put in order")
    return texts
