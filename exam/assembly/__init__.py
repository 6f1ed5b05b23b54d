"""How a form is made: drawing items, the statement pool, ranking, choosing sets of options, exam codes.

Pure: a form depends on bank edition, blueprint and seed alone, on every machine and Python version. So nothing here
uses floating point where a choice hangs on it, `random`, `hash`, or the order of a set.
"""

from exam.assembly.assemble import assemble
from exam.assembly.code import SEEDS, CodeRefused, ExamCode, read_code, write_code
from exam.assembly.tailor import Impossible, available, count_of, preset_of, tailor

__all__ = [
    "SEEDS",
    "CodeRefused",
    "ExamCode",
    "Impossible",
    "assemble",
    "available",
    "count_of",
    "preset_of",
    "read_code",
    "tailor",
    "write_code",
]
