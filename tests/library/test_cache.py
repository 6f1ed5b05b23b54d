"""An index is only a cache: whatever becomes of it, the papers are the same and nobody sees a crash.

The bank here is small, and what counts as large is made smaller: how an index is kept does not hang on its size.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exam.assembly import CodeRefused, Impossible, read_code, tailor
from exam.core.bank import Bank
from exam.core.form import Form
from exam.formats import BankRefused
from exam.library.open import open_bank
from exam.library.paper import assemble_form
from tests.benchmarks.grammar import bank_lines
from tests.support.validity import texts


@pytest.fixture(scope="module", autouse=True)
def few_are_many() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exam.library.open.MOST_DIRECT", 100)
        patch.setattr("exam.library.indexed_bank.MOST_DIRECT", 100)
        patch.setattr("exam.library.open._SMALLEST", 1000)
        yield


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("banks") / "plants.toml"
    path.write_text("\n".join(lines()), "utf-8")
    return path


def lines() -> Iterator[str]:
    """A bank of 300 items, some with lures and enemies."""
    number = -1
    for line in bank_lines(300):
        number += line == "[[section.item]]"
        yield line
        if number % 3 == 1 and line.startswith('id = "q'):
            yield f'enemies = ["q{number - 1}"]'
            yield "lures = [" + ", ".join(f'"q{(number + step) % 300}"' for step in (3, 50, 77, 110, 131)) + "]"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def bank(file: Path, cache: Path) -> Bank:
    return open_bank(file, cache)


@pytest.fixture(scope="module")
def first(bank: Bank) -> Form:
    """The paper that every index must give."""
    return paper(bank)


def paper(bank: Bank, seed: int = 5) -> Form:
    return assemble_form(bank, tailor(bank, items=30), seed)


def index_of(cache: Path) -> Path:
    (index,) = cache.glob("*.index")
    return index


@pytest.mark.slow
def test_a_fresh_a_warm_and_a_rebuilt_index_give_the_same_paper(file: Path, first: Form, tmp_path: Path) -> None:
    again = open_bank(file, tmp_path)
    assert paper(again) == first
    assert paper(open_bank(file, tmp_path)) == first
    index_of(tmp_path).unlink()
    assert paper(again) == first  # while it is in use
    assert paper(open_bank(file, tmp_path)) == first


@pytest.mark.slow
def test_a_warm_start_reads_no_toml(file: Path, first: Form, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exam.library.open.read_bank", lambda *_, **__: pytest.fail("the bank was parsed"))
    assert paper(open_bank(file, cache)) == first


def cut(index: Path) -> None:
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def empty(index: Path) -> None:
    index.write_bytes(b"")


def scrawl(index: Path) -> None:
    raw = bytearray(index.read_bytes())
    for at in range(20_000, len(raw), 3_001):
        raw[at] ^= 0x15
    index.write_bytes(raw)


def replaced_by_text(index: Path) -> None:
    index.write_text("This was an index once.\n" * 1000, "utf-8")


def changed_by(statement: str) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        database = sqlite3.connect(index)
        database.execute(statement)
        database.commit()
        database.close()

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    "harm",
    [
        cut,
        empty,
        scrawl,
        replaced_by_text,
        changed_by("DELETE FROM item WHERE place % 2"),
        changed_by("DELETE FROM use WHERE word % 2"),
        changed_by("DELETE FROM enemy"),
        changed_by("UPDATE item SET rank = 0"),
        changed_by("UPDATE item SET body = replace(body, 'the', 'a')"),
        changed_by("DROP TABLE use"),
    ],
)
@pytest.mark.parametrize("in_use", [True, False])
def test_a_damaged_index_is_made_again(
    file: Path, first: Form, tmp_path: Path, harm: Callable[[Path], None], in_use: bool
) -> None:
    opened = open_bank(file, tmp_path)
    harm(index_of(tmp_path))
    if not in_use:
        opened = open_bank(file, tmp_path)
    assert paper(opened) == first
    assert paper(open_bank(file, tmp_path)) == first


@pytest.mark.slow
def test_an_index_that_cannot_be_put_into_the_cache_is_a_temporary_file(
    file: Path, first: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exam.library.open._temporary", [])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    cache = tmp_path / "cache"
    cache.write_text("a file where a directory should be")
    assert paper(open_bank(file, cache)) == first
    (index,) = tmp_path.glob("exam-*/*.index")
    with monkeypatch.context() as second:
        second.setattr("exam.library.open.read_bank", lambda *_, **__: pytest.fail("the bank was parsed"))
        again = open_bank(file, cache)
    index.unlink()
    assert paper(again) == first


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache_is_no_trouble(file: Path, first: Form, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o500)
    assert paper(open_bank(file, cache)) == first
    assert not list(cache.iterdir())


def test_where_no_index_can_be_written_at_all_the_error_says_so(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("exam.library.open.write_index", full)
    with pytest.raises(OSError, match="no index could be written: database or disk is full"):
        open_bank(file, tmp_path)


@pytest.mark.slow
def test_an_index_of_another_program_is_made_again(
    file: Path, first: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr("exam.library.index.STAMP", "0.0.0")
        open_bank(file, tmp_path)
    theirs = index_of(tmp_path)
    assert paper(open_bank(file, tmp_path)) == first
    assert not theirs.exists()


@pytest.mark.slow
def test_an_index_with_the_right_sum_that_is_none_is_made_again(file: Path, first: Form, tmp_path: Path) -> None:
    open_bank(file, tmp_path)
    real = index_of(tmp_path)
    real.unlink()
    text = b"not a database"
    foreign = real.with_name(f"{real.stem.partition('-')[0]}-{zlib.crc32(text):08x}.index")
    foreign.write_bytes(text)
    assert paper(open_bank(file, tmp_path)) == first
    assert not foreign.exists()


@pytest.mark.slow
def test_two_programs_may_write_the_index_at_the_same_time(file: Path, first: Form, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        banks = list(both.map(lambda _: open_bank(file, tmp_path), range(2)))
    assert [paper(bank) for bank in banks] == [first, first]
    assert [path.suffix for path in tmp_path.iterdir()] == [".index"]


@pytest.mark.slow
def test_changed_content_is_indexed_anew_and_the_old_index_goes(file: Path, tmp_path: Path) -> None:
    changing, cache = tmp_path / "plants.toml", tmp_path / "cache"
    changing.write_bytes(file.read_bytes())
    before = open_bank(changing, cache)
    code = paper(before).code
    old = index_of(cache)
    (cache / "0123-ab.unfinished").write_text("of a run that still goes on")
    changing.write_text(file.read_text("utf-8").replace("Closes the", "Shuts the"), "utf-8")
    after = open_bank(changing, cache)
    assert not old.exists()
    assert index_of(cache).is_file()
    assert (cache / "0123-ab.unfinished").exists()
    assert any(text.startswith("Shuts the") for seed in range(9) for text in texts(paper(after, seed)))
    with pytest.raises(CodeRefused, match="edition"):
        read_code(code).resolve(after)
    with pytest.raises(Impossible, match="has changed"):
        paper(before)


@pytest.mark.slow
def test_the_index_of_another_bank_stays_until_that_is_gone(file: Path, tmp_path: Path) -> None:
    other, cache = tmp_path / "other.toml", tmp_path / "cache"
    other.write_text(file.read_text("utf-8").replace('id = "plants-', 'id = "others-'), "utf-8")
    open_bank(other, cache)
    theirs = index_of(cache)
    open_bank(file, cache)
    assert theirs.is_file()
    (own,) = set(cache.glob("*.index")) - {theirs}
    other.unlink()
    own.unlink()
    open_bank(file, cache)
    assert index_of(cache) == own


def test_a_bank_over_the_allowed_size_is_refused_though_its_index_is_there(
    file: Path, cache: Path, first: Form
) -> None:
    assert index_of(cache).is_file()
    with pytest.raises(BankRefused, match="may have"):
        open_bank(file, cache, max_bytes=10_000)
