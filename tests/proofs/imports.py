"""Files from strangers: whatever is done to a question file, it becomes a bank or is refused with a word.

``python -m tests.proofs.imports [FILES] [FIRST]`` makes files worse, FILES of them, from the number FIRST on: bytes
turned, cut out, said twice and put together, hostile pieces put in, members of archives renamed and rewritten. Each is
read, as what it looks like and as what it is not, in a process that may have half a gigabyte. It fails where reading
raises anything but BankRefused, takes two seconds, or takes more memory; where the account does not add up; or where
the bank cannot be written so that it comes back. A file that fails is kept, and its number makes it again.
"""

import io
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from exam.files.faults import BankRefused
from exam.formats import read_bank
from exam.formats.bank_text import bank_text
from exam.formats.imports import READERS
from exam.formats.imports.reading import read_source
from exam.formats.imports.taking import bank_of_files
from tests.formats.imports.seeds import deck, packed, seeds
from tests.support.batches import in_batches
from tests.support.worsening import HOSTILE, worse

FILES = 20_000
MOST_SECONDS = 2.0
"""Of processor time: a busy machine is no fault of a reader."""
_A_QUESTION = 0.0005
"""What each question that was found may take besides: a file of ten thousand is no attack."""
MOST_BYTES = 512_000_000
"""Of memory in all, the program itself among them."""
_BATCH = 250
_HANGS = 10
"""Of processor time, too: after that a file is said to hang."""
_LARGEST = 400_000
"""Bytes of a file: what is done to it can be said of larger ones, and takes longer."""

_COUNTED = "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT {}) SELECT n FROM c)"
_FIELDS = "sfld, csum, flags, data"
SCHEMAS = (
    "DROP TABLE cards; CREATE VIEW cards AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
    "SELECT x AS id, x AS nid, 1 AS did, 0 AS ord FROM c;",
    "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END;",
    "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS "
    f"SELECT id, guid, mid, mod, usn, tags, hex(zeroblob(900000000)) AS flds, {_FIELDS} FROM n;",
    "ALTER TABLE notes ADD COLUMN g AS (hex(zeroblob(500000000)));",
    "UPDATE notes SET flds = NULL; UPDATE col SET models = '[]';",
    "UPDATE notes SET mid = 'x', flds = char(31, 31, 31, 31); UPDATE col SET decks = '{\"1\": null}';",
    "UPDATE col SET models = replace(hex(zeroblob(3000)), '0', '[');",
    f"INSERT INTO notes SELECT id + 10 * n, guid || n, mid, mod, usn, tags, flds, {_FIELDS} "
    f"FROM notes, {_COUNTED.format(1000)};",
    "PRAGMA user_version = 99; DROP TABLE col;",
)
"""What may be in the database of a deck that nobody's program wrote."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    n: int
    name: str
    how: str
    """taken, refused, or what went wrong."""
    wrong: str = ""
    seconds: float = 0.0


class Hangs(Exception):
    """A file took so long that somebody would end the program."""


def worsened(n: int) -> tuple[str, bytes, str | None]:
    """The file of a number: its name, its content, and the format to read it as; None: what it looks like."""
    chance = Random(n)
    known = _known()
    name = chance.choice(sorted(known))
    data = known[name]
    if name == "sea.apkg" and chance.random() < 0.3:
        data = deck(*chance.sample(SCHEMAS, 1))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if data.startswith(b"PK") and chance.random() < 0.8:
            data = _worse_archive(chance, data)
        else:
            data = worse(chance, data, _known())
        data = data[:_LARGEST]
    return name, data, chance.choice([*READERS]) if chance.random() < 0.2 else None


def read(n: int, folder: Path) -> Outcome:
    """Reads the file of a number and says what became of it."""
    name, data, format_ = worsened(n)
    path = folder / name
    path.write_bytes(data)
    began = time.process_time()
    questions = 0
    try:
        signal.setitimer(signal.ITIMER_PROF, _HANGS)
        try:
            source = read_source(path, format_, "", max_bytes=20_000_000)
            questions = len(source.bank.items) + len(source.bank.left_out)
            made = bank_of_files([source])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        wrong = _unsound(source, made, folder / "made.toml")
        how = "taken"
    except BankRefused:
        how, wrong = "refused", ""
    except Exception as error:
        how, wrong = "failed", f"{type(error).__name__}: {error}\n{traceback.format_exc(limit=-6)}"
    except RecursionError as error:
        how, wrong = "failed", f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    if not wrong and seconds > MOST_SECONDS + _A_QUESTION * questions:
        how, wrong = "slow", f"took {seconds:.1f} seconds"
    return Outcome(n, f"{name} as {format_}" if format_ else name, "failed" if wrong else how, wrong, seconds)


def _unsound(source: object, made: object, path: Path) -> str:
    from exam.formats.imports.imported import Imported
    from exam.formats.imports.taking import SourceFile

    assert isinstance(source, SourceFile)
    assert isinstance(made, Imported)
    if len(made.accounts) != len(source.bank.items) + len(source.bank.left_out):
        return "the account does not add up"
    if len(made.taken) != len(made.bank.items):
        return "not all that was taken is in the bank"
    path.write_text(bank_text(made.bank), "utf-8")
    try:
        return "" if read_bank(path).bank == made.bank else "what was written comes back as another bank"
    except BankRefused as refused:
        return f"what was written is refused: {refused}"


def _batch(numbers: range) -> list[Outcome]:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES + 300_000_000, MOST_BYTES + 300_000_000))
    signal.signal(signal.SIGPROF, _ring)
    warnings.simplefilter("ignore")
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for n in numbers:
            before = _peak()
            outcome = read(n, Path(folder))
            if _peak() > MOST_BYTES and before <= MOST_BYTES:
                outcome = replace(outcome, how="failed", wrong=f"took {_peak() / 1e6:.0f} MB of memory")
            found.append(outcome)
    return found


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _ring(*_: object) -> None:
    raise Hangs


_NAMES = (
    "../out.xml",
    "/etc/passwd",
    "C:\\x",
    "a\0b",
    "imsmanifest.xml",
    "media",
    "collection.anki2",
    "x" * 300,
    "a/" * 90,
    "0",
)


def _worse_archive(chance: Random, data: bytes) -> bytes:
    """An archive with one member renamed, rewritten, added or taken out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {name: package.read(name) for name in package.namelist()}
    except Exception:
        return worse(chance, data, _known())
    if not members:
        return data
    name = chance.choice(sorted(members))
    match chance.randrange(6):
        case 0:
            members[chance.choice(_NAMES)] = members.pop(name)
        case 1:
            del members[name]
        case 2:
            members[chance.choice(_NAMES)] = chance.choice((b"", b"\0" * 5_000_000, data, b"x", *HOSTILE))
        case _:
            members[name] = worse(chance, members[name], _known())
    try:
        return packed(members)
    except (ValueError, UnicodeError):
        return data


_KNOWN: dict[str, bytes] = {}


def _known() -> Mapping[str, bytes]:
    if not _KNOWN:
        _KNOWN.update(seeds())
    return _KNOWN


def main(files: int, first: int) -> int:
    began = time.monotonic()
    outcomes = list(in_batches(_batch, files, first, _BATCH))
    failed = [one for one in outcomes if one.wrong]
    for one in failed[:20]:
        _, data, _ = worsened(one.n)
        kept = Path(tempfile.gettempdir()) / f"exam-import-{one.n}"
        kept.write_bytes(data)
        print(f"File {one.n} ({one.name}), kept as {kept}: {one.wrong}")
    told = Counter(one.how for one in outcomes)
    slowest = max(outcomes, key=lambda one: one.seconds)
    print(
        f"{files:,} files: {', '.join(f'{count:,} {how}' for how, count in told.most_common())}; the slowest took "
        f"{slowest.seconds:.2f} s (file {slowest.n}, {slowest.name}); {time.monotonic() - began:.0f} s in all."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    sys.exit(main(arguments[0] if arguments else FILES, arguments[1] if len(arguments) > 1 else 0))
