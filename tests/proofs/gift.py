"""Another program's parser of GIFT reads what exam writes: as many questions, the same keys, weights and feedback.

``python -m tests.proofs.gift FOLDER``, where FOLDER has the package gift-pegjs and node is on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exam.core.bank import Bank
from exam.core.form import Slot
from exam.formats import read_bank
from exam.formats.exports.gift import write_gift
from exam.formats.imports.gift_blocks import escapes_kept
from exam.formats.imports.gift_texts import GiftText
from exam.formats.imports.gift_tree import GiftQuestion, gift_questions
from exam.library.exporting import outgoing_bank
from tests.support.every_kind import write_bank

_PARSE = """
const { parse } = require("gift-pegjs");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(text => {
  try { return parse(text); } catch (error) { return `${error.message} In line ${error.location?.start.line}.`; }
})));
"""
_KINDS = {
    "Essay": "essay",
    "MC": "choice",
    "TF": "true-false",
    "Short": "short",
    "Numerical": "numeric",
    "Matching": "matching",
}
_CODES = {"&&092;": "\\", "&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~"}
_NASTY = (
    "~ = # { } : \\",
    "\\n is no line end\nand this was one",
    "[html] <b>no tag</b>",
    "%50% of them",
    "// no comment\n\n$CATEGORY: no category\n::no title::",
    "a -> b",
    "x = {1: 'a'}  # ~comment",
    "back\\slash \\",
    "####no feedback",
    "ümläut “quotes” 漢字 🙂",
    "TRUE",
    "1..5",
)


def main(folder: Path) -> None:
    """Exits with a message where the other program reads something else."""
    with tempfile.TemporaryDirectory() as scratch:
        banks = [read_bank(write_bank(Path(scratch))).bank, *_nasty_banks()]
    outgoing = [outgoing_bank(bank, Path("nowhere")) for bank in banks]
    written = [write_gift(one) for one in outgoing]
    texts = [next(iter(one.files.values())).decode() for one in written]
    found = _parsed(texts, folder)
    count = 0
    for going, sent, text, theirs in zip(outgoing, written, texts, found, strict=True):
        if isinstance(theirs, str):
            sys.exit(f"{going.form.bank} is no GIFT to gift-pegjs: {theirs}")
        whole = {one.item for one in sent.not_held if one.whole}
        slots = [slot for slot in going.form.slots if slot.item not in whole]
        ours = [one for one in gift_questions(escapes_kept(text)) if isinstance(one, GiftQuestion)]
        asked = [one for one in theirs if one["type"] != "Category"]
        if not len(slots) == len(asked) == len(ours):
            sys.exit(f"{going.form.bank}: {len(slots)} questions were written, and gift-pegjs found {len(asked)}")
        for slot, one, our in zip(slots, asked, ours, strict=True):
            for what, is_there, should_be in _compared(slot, one, our):
                if is_there != should_be:
                    sys.exit(f"{slot.item}: gift-pegjs reads as its {what} {is_there!r}, and not {should_be!r}")
            count += 1
    print(f"gift-pegjs reads {count} questions of {len(banks)} banks as they are meant")


def _parsed(texts: list[str], folder: Path) -> list[Any]:
    done = subprocess.run(
        ["node", "-e", _PARSE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        env={**os.environ, "NODE_PATH": str(folder)},
        timeout=120,
        check=True,
    )
    found: list[Any] = json.loads(done.stdout)
    return found


def _nasty_banks() -> Iterator[Bank]:
    """Each text in each place of each kind, plain and as Markdown."""
    for text in ("plain", "markdown"):
        items = []
        for at, nasty in enumerate(_NASTY):
            line = " ".join(nasty.split())
            told = {"feedback": nasty}
            answers: list[dict[str, Any]] = [
                {"options": {"a": {"text": nasty, **told}, "b": "other", "c": f"{nasty} too"}, "key": "a"},
                {
                    "options": {"a": nasty, "b": "b", "c": {"text": f"{nasty} too", **told}},
                    "key": ["a", "b"],
                    "credit": "each",
                },
                {"type": "true-false", "key": False, "options": {"true": {"text": "True", **told}, "false": "False"}},
                {"type": "short", "answers": [line, {"text": f"{line} half", "credit": 50, **told}]},
                {
                    "type": "numeric",
                    "answers": [{"text": "-1.5", **told}, {"text": "3", "credit": 25}],
                    "tolerance": 0.5,
                },
                {"type": "matching", "pairs": [[nasty, "one"], ["two", nasty]], "extra": [f"{nasty} too"]},
                {"type": "ordering", "order": [nasty, "then", f"{nasty} too"]},
                {"type": "recall", "answer": nasty},
            ]
            items += [
                {"id": f"q{at}-{which}", "stem": f"{nasty} {which}", "rationale": nasty, **answer}
                for which, answer in enumerate(answers)
            ]
        section = {"id": "s", "title": "Signs / and slashes: {}", "item": items}
        yield Bank.model_validate(
            {"schema": 2, "id": f"nasty-{text}", "title": "T", "text": text, "section": [section]}
        )


def _compared(slot: Slot, theirs: Any, ours: GiftQuestion) -> Iterator[tuple[str, Any, Any]]:
    """What of a question is looked at, as gift-pegjs has it and as it should be."""
    found = ours.found
    kind = _KINDS[theirs["type"]]
    # gift-pegjs calls a choice a short answer where it sees no wrong sign, and names things; so it is with one of ours.
    yield "kind", kind, found.kind
    yield "id", theirs["id"], slot.item
    yield "title", theirs["title"], slot.item
    yield "text", _theirs(theirs["stem"]), _ours(ours.stem)
    yield "general feedback", _theirs(theirs["globalFeedback"]), _ours(found.general)
    if kind in ("choice", "short"):
        right = [option.text for option in slot.options if option.id in slot.key]
        marked = [one for one in theirs["choices"] if one["isCorrect"] or (one["weight"] or 0) > 0]
        yield "number of right answers", len(marked), len(right) if kind == "choice" else len(slot.gaps[0].texts)
    if kind in ("choice", "short", "numeric"):
        yield (
            "answers",
            [
                (one["isCorrect"], one["weight"], _number(one["text"]), _theirs(one["feedback"]))
                for one in theirs["choices"]
            ],
            [(one.right, one.weight, _ours(one.text), _ours(one.feedback)) for one in found.answers],
        )
    if kind == "true-false":
        yield "key", theirs["isTrue"], slot.option(slot.key[0]).text == "True"
        told = (_theirs(theirs["trueFeedback"]), _theirs(theirs["falseFeedback"]))
        yield "feedback", told, tuple(_ours(text) for text in found.told)
    if kind == "matching":
        pairs = [(_theirs(one["subquestion"]), _decoded(one["subanswer"])) for one in theirs["matchPairs"]]
        yield "pairs", pairs, [(_ours(premise), " ".join(answer.split())) for premise, answer in found.pairs]


def _number(text: Any) -> str:
    """A number as it was written."""
    match text.get("type"):
        case "simple":
            return f"{text['number']}"
        case "range":
            return f"{text['number']}:{text['range']}"
        case _:
            return _theirs(text)


def _theirs(text: Any) -> str:
    return " ".join(text["text"].split()) if text else ""


def _ours(text: GiftText | None) -> str:
    return " ".join(text.text.split()) if text else ""


def _decoded(text: str) -> str:
    """The answer of a pair, in which gift-pegjs leaves its codes for escaped signs."""
    for code, sign in _CODES.items():
        text = text.replace(code, sign)
    return " ".join(text.replace("&&010", "\n").replace("&&010;", "\n").split())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
