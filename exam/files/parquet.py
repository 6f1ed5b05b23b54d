"""Tables as Parquet, which every warehouse reads. DuckDB writes them; the extra `cohort` brings it."""

import csv
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from exam.files.writing import draft_of

MEMORY = "1500MB"
"""What DuckDB may take before it goes on on the disk."""


class NoDuckDB(Exception):
    """DuckDB is not installed. The text says how to get it."""


class TableToWrite(NamedTuple):
    """A table to be written: what each column is in SQL, by its name, and the rows."""

    columns: Mapping[str, str]
    """Columns whose kind ends in ``[]`` are lists; their values are words with a space between two."""
    rows: Iterable[Iterable[object]]


def connect(folder: Path) -> Any:
    """A connection to an empty database in memory, which puts what has no room there into `folder`. Raises NoDuckDB."""
    try:
        import duckdb
    except ImportError:
        raise NoDuckDB(
            "Tables in columns need DuckDB, which is not there. Install exam with its extra: pip install '.[cohort]'"
        ) from None
    # Nothing is fetched, and no file beside those that are named is read.
    database = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    database.execute(f"SET memory_limit = '{MEMORY}'")
    database.execute(f"SET temp_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
    database.execute("SET preserve_insertion_order = false")
    return database


def write_tables(folder: Path, tables: Mapping[str, TableToWrite], *, overwrite: bool) -> None:
    """Writes each table as NAME.parquet into a folder, which is made. Raises NoDuckDB, FileExistsError and OSError."""
    with TemporaryDirectory(prefix="exam-") as scratch, connect(Path(scratch)) as database:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        paths = {name: folder / f"{name}.parquet" for name in tables}
        if not overwrite and (there := [path for path in paths.values() if path.exists()]):
            raise FileExistsError(0, "there already", str(there[0]))
        for name, table in tables.items():
            lines = Path(scratch) / f"{name}.csv"
            with lines.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(["\\N" if value is None else value for value in row] for row in table.rows)
            with draft_of(paths[name], overwrite=overwrite) as draft:
                _copy(database, lines, table.columns, draft)
                draft.chmod(0o600)
            os.unlink(lines)  # noqa: PTH108


def _copy(database: Any, lines: Path, columns: Mapping[str, str], path: Path) -> None:
    read = {name: "VARCHAR" if kind.endswith("[]") else kind for name, kind in columns.items()}
    told = ", ".join(
        f"CASE WHEN {name} = '' THEN [] ELSE string_split({name}, ' ') END AS {name}" if kind.endswith("[]") else name
        for name, kind in columns.items()
    )
    database.execute(
        f"COPY (SELECT {told} FROM read_csv($lines, header = false, columns = {read!r}, nullstr = '\\N', "
        "quote = '\"', escape = '\"', auto_detect = false, allow_quoted_nulls = false)) "
        f"TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)",
        {"lines": str(lines)},
    )
