"""Decks of ours, imported by Anki itself: every note with its fields, its cards and its pictures, and renewed in place.

Run as ``python -m tests.proofs.anki_deck ENVIRONMENT``, where the environment has the package `anki`. What Anki exports
of them, packed in the old way and in the new one, is read again.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from exam.core.form import Form
from exam.formats.exports.anki import write_anki
from exam.formats.imports.anki import read_anki
from tests.support.every_kind import with_texts
from tests.support.outgoing_bank import every_kind, taken

_READER = Path(__file__).with_name("anki_reader.py")
_CARDS = 34
"""32 questions, of which the text with three gaps makes three cards."""


def main(environment: Path) -> None:
    with TemporaryDirectory() as folder:
        bank, outgoing = every_kind(Path(folder) / "bank")
        decks = {
            "first": outgoing,
            "again": outgoing,
            "newer": replace(outgoing, form=_renewed(outgoing.form), at=1_900_000_000),
            "hostile": replace(outgoing, form=_hostile(outgoing.form)),
        }
        for name, one in decks.items():
            [data] = write_anki(one).files.values()
            (Path(folder) / f"{name}.apkg").write_bytes(data)
        reader = [environment / "bin" / "python", _READER, folder]
        found = json.loads(subprocess.run(reader, check=True, capture_output=True, text=True).stdout)
        assert found["first"] == {"new": 32, "updated": 0, "duplicate": 0}, found["first"]
        assert found["again"] == {"new": 0, "updated": 0, "duplicate": 32}, found["again"]
        assert found["newer"]["updated"] == 32, found["newer"]
        assert found["hostile"]["new"] == 32, found["hostile"]
        assert found["cards"] == _CARDS, found["cards"]
        assert found["decks"] == sorted([bank.title, *(f"{bank.title}::{one.title}" for one in bank.sections)])
        assert len(found["media"]) == 1, found["media"]
        for slot in outgoing.form.slots:
            note = found["notes"][slot.item]
            for option in slot.options if slot.is_choice else ():
                assert all(line.strip() in note["text"] for line in option.text.split("\n")), (slot.item, option.text)
            if slot.is_choice:
                assert note["fields"]["Key"] == ", ".join(map(slot.letter, slot.key)), slot.item
            assert note["answer"] != note["question"], slot.item
        assert not found["scripts"], found["scripts"]
        for name in ("old", "new"):
            back = taken(read_anki(f"{name}.apkg", (Path(folder) / f"{name}-out.apkg").read_bytes()))
            assert {item.id for item in bank.items} == back.keys(), name
            for item in bank.items:
                assert not item.options or item.type == "true-false" or back[item.id].key == item.key, item.id


def _renewed(form: Form) -> Form:
    slots = tuple(slot.model_copy(update={"rationale": "Renewed."}) for slot in form.slots)
    return form.model_copy(update={"slots": slots})


def _hostile(form: Form) -> Form:
    """The same paper of another bank, with what a browser or Anki could take for a command."""
    text = "<script>alert(1)</script> {{Front}} {{c1::x}} [sound:a.mp3] [latex]x[/latex]"
    return with_texts(form, text, how="plain").model_copy(update={"bank": "hostile"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
