"""What holds of every format that questions go out in."""

from pathlib import Path, PurePosixPath

import pytest

from exam.core.text import one_line
from exam.formats.exports import WRITERS
from exam.formats.exports.outgoing import Outgoing
from exam.library.exporting import outgoing_bank, write_as
from exam.library.open import open_bank
from tests.support import every_kind
from tests.support.exhibits import hostile, write_bank

pytestmark = pytest.mark.slow


def goes_out(folder: Path, bank: str) -> Outgoing:
    kept = folder / "data" / "pictures"
    file = every_kind.write_bank(folder / "bank") if bank == "every kind" else write_bank(folder / "bank", hostile())
    return outgoing_bank(open_bank(file, folder / "cache", kept=kept), kept)


# Aiken holds none of the hostile questions, as they are of several lines.
EACH = [(name, bank) for name in WRITERS for bank in ("every kind", "hostile") if (name, bank) != ("aiken", "hostile")]


@pytest.mark.parametrize(("name", "bank"), EACH)
def test_it_writes_the_same_each_time_and_tells_what_it_cannot_hold(tmp_path: Path, name: str, bank: str) -> None:
    outgoing = goes_out(tmp_path, bank)
    written = write_as(name, outgoing)
    assert written == write_as(name, outgoing)
    items = {slot.n: slot.item for slot in outgoing.form.slots}
    for one in written.not_held:
        assert items[one.n] == one.item
        assert one.what == one_line(one.what)
    for at, (file, data) in enumerate(written.files.items()):
        path = PurePosixPath(file)
        assert data
        assert len(path.parts) <= (2 if at else 1)
        assert ".." not in path.parts
        assert not path.is_absolute()


@pytest.mark.parametrize(("name", "bank"), [(name, bank) for name, bank in EACH if WRITERS[name].is_text])
def test_a_text_is_utf_8_and_holds_nothing_that_steers_a_terminal(tmp_path: Path, name: str, bank: str) -> None:
    text = next(iter(write_as(name, goes_out(tmp_path, bank)).files.values())).decode()
    assert not {letter for letter in text if ord(letter) < 32 or 127 <= ord(letter) < 160} - {"\n", "\r", "\t"}
    assert "\u202e" not in text
