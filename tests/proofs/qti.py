"""Packages of QTI, turned into the other version by a converter of others, still give every response its points.

Run as ``python -m tests.proofs.qti ENVIRONMENT``, where the environment has the program `qti-convert`.
"""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from exam.core.form import Form, Slot
from exam.core.scoring import credit
from exam.formats.exports.qti2 import write_qti2
from exam.formats.exports.qti3 import write_qti3
from tests.support.every_kind import every_kind_form, response
from tests.support.qti_answers import earned, outgoing, responses
from tests.support.qti_scoring import Package, read_package

NEAR = Fraction(1, 10**9)


def main(environment: Path) -> None:
    convert = environment / "bin" / "qti-convert"
    with TemporaryDirectory() as folder:
        form = every_kind_form(Path(folder) / "bank")
        for verb, write in (("upgrade", write_qti2), ("downgrade", write_qti3)):
            ours, theirs = Path(folder) / f"{verb}.zip", Path(folder) / f"{verb}d.zip"
            [data] = write(outgoing(form)).files.values()
            ours.write_bytes(data)
            subprocess.run([convert, verb, ours, theirs], check=True, capture_output=True)
            compare(form, read_package(data), read_package(theirs.read_bytes()))
    print(f"qti-convert turns {len(form.slots)} questions into 3.0 and into 2.1, and no answer earns anything else")


def compare(form: Form, ours: Package, theirs: Package) -> None:
    """Raises AssertionError where the converted package says or scores anything else."""
    assert [item.identifier for item in theirs.items] == [item.identifier for item in ours.items]
    for one, other in zip(ours.items, theirs.items, strict=True):
        for name in ("prompt", "simpleChoice", "simpleAssociableChoice", "inlineChoice", "modalFeedback"):
            assert words(other.texts(name)) == words(one.texts(name)), one.identifier
    for slot in form.slots:
        for how in ("right", "partly", "wrong"):
            check(theirs, slot, () if slot.kind == "recall" else response(slot, how))

    @settings(max_examples=500, deadline=None, derandomize=True, database=None)
    @given(st.sampled_from(form.slots).flatmap(lambda slot: st.tuples(st.just(slot), responses(slot))))
    def any_response(asked: tuple[Slot, tuple[str, ...]]) -> None:
        check(theirs, *asked)

    any_response()


def check(package: Package, slot: Slot, given: tuple[str, ...]) -> None:
    assert abs(earned(package.items[slot.n - 1], slot, given) - credit(slot, given) * slot.points) < NEAR, slot.item


def words(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
