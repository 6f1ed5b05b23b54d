"""A group's figures from tables in columns, for cohorts that a laptop's database should not hold.

DuckDB adds up (`exam.learning.cohort_sql`), and what it gives is judged as what the database gives: the same figures.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exam.core.group import GroupSums, ScoreSums
from exam.core.interval import Rate
from exam.core.text import one_line
from exam.files.parquet import connect
from exam.learning import cohort_sql
from exam.learning.reliability import GroupOnPreset
from exam.learning.statistics import Distractor, ItemFigures, judged_item

TABLES = ("attempts", "responses")


class NoCohort(Exception):
    """No figures can be had from these folders. The text says why."""


def cohort_group(
    folders: Sequence[Path], bank: str | None = None, preset: str | None = None
) -> tuple[str, GroupOnPreset]:
    """The id of a bank, and what the first exams on one of its presets say, of the attempts in some folders.

    Without a bank or a preset it is of the one that the most sat. Raises NoCohort, and NoDuckDB.
    """
    with TemporaryDirectory(prefix="exam-") as scratch, connect(Path(scratch)) as database:
        import duckdb

        try:
            _open(database, folders)
            return _group(database, bank, preset)
        except duckdb.Error as error:
            told = one_line(str(error).partition("\n")[0])[:300]
            raise NoCohort(
                f"The tables cannot be read ({told}). 'exam attempts export --columns' writes them."
            ) from None


def _open(database: Any, folders: Sequence[Path]) -> None:
    for name in TABLES:
        files = [folder / f"{name}.parquet" for folder in folders]
        for file in files:
            if not file.is_file():
                raise NoCohort(f"{file} is missing. 'exam attempts export --columns DIR' writes such a folder.")
        # A view cannot have parameters; the names of files are quoted.
        listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])")
    twice = database.execute("SELECT attempt FROM attempts GROUP BY attempt HAVING count(*) > 1 LIMIT 1").fetchone()
    if twice is not None:
        raise NoCohort(f"The attempt {one_line(str(twice[0]))[:64]} is in these folders twice. Name each folder once.")


def _group(database: Any, bank: str | None, preset: str | None) -> tuple[str, GroupOnPreset]:
    found = database.execute(cohort_sql.MOST_SAT, {"bank": bank, "preset": preset}).fetchone()
    if found is None:
        raise NoCohort("Nobody has sat an exam like that in these folders.")
    bank_id, preset_id, bank_title, preset_title, people = found
    database.execute(cohort_sql.FIRST_EXAMS, {"bank": bank_id, "preset": preset_id})
    database.execute(cohort_sql.ANSWERS)
    database.execute(cohort_sql.SHEETS)
    sums = GroupSums(people, _same(database), _sums(database.execute(cohort_sql.OWN_PAPERS).fetchone(), {}))
    titles = one_line(str(bank_title)), one_line(str(preset_title))
    return str(bank_id), GroupOnPreset(*titles, str(preset_id), sums, _items(database))


def _same(database: Any) -> ScoreSums:
    *sums, paper = database.execute(cohort_sql.SAME_PAPER).fetchone()
    right = database.execute(cohort_sql.RIGHT_OF_SAME_PAPER, {"paper": paper}).fetchall()
    return _sums(sums, dict(right))


def _sums(row: Sequence[Any], right_by_item: Mapping[str, int]) -> ScoreSums:
    people, questions, right, squares = map(int, row)
    return ScoreSums(people, questions, right, squares, right_by_item)


def _items(database: Any) -> tuple[ItemFigures, ...]:
    distractors: defaultdict[str, list[Distractor]] = defaultdict(list)
    for item, home, *counts in database.execute(cohort_sql.DISTRACTORS).fetchall():
        offered, chosen, offered_passing, chosen_passing, right_passing = counts
        distractors[item].append(
            Distractor(home, Rate(chosen, offered), Rate(chosen_passing, offered_passing), right_passing)
        )
    return tuple(
        judged_item(
            item, section, Rate(right, of), discrimination, pairs, seconds=seconds, distractors=tuple(distractors[item])
        )
        for item, section, right, of, seconds, pairs, discrimination in database.execute(cohort_sql.ITEMS).fetchall()
    )
