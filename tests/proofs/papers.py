"""Many seeds of every blueprint of the first bank: no rule broken, no phrase twice, key letters as chance has them.

``python -m tests.proofs.papers [SEEDS]`` prints a line a blueprint and fails where one does not hold.
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from exam.assembly import assemble, read_code, tailor
from exam.core.bank import Bank
from exam.files.places import shipped
from exam.formats import read_bank
from tests.support.validity import assert_valid, shown_too_often

_P01 = 11.345
"""Chi-square with three degrees of freedom at p = 0.01."""


@cache
def first_bank() -> Bank:
    return read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank


def prove(work: tuple[str, range]) -> tuple[Counter[str], int]:
    """Key letters, and texts shown too often, over some seeds of one blueprint; fails where a form breaks a rule."""
    preset, seeds = work
    bank = first_bank()
    blueprint = tailor(bank, preset)
    letters: Counter[str] = Counter()
    repeats = 0
    for seed in seeds:
        form = assemble(bank, blueprint, seed)
        assert_valid(bank, form)
        assert all(len(slot.options) == 4 for slot in form.slots)
        assert read_code(form.code).resolve(bank) == (blueprint, seed)
        letters.update(slot.letter(slot.key[0]) for slot in form.slots)
        repeats += len(shown_too_often(bank, form))
    return letters, repeats


def main(count: int) -> None:
    with ProcessPoolExecutor() as pool:
        for blueprint in first_bank().blueprints:
            batches = [(blueprint.id, range(start, min(start + 50, count))) for start in range(0, count, 50)]
            letters: Counter[str] = Counter()
            repeats = 0
            for found, repeated in pool.map(prove, batches):
                letters += found
                repeats += repeated
            fair = letters.total() / 4
            square = sum((letters[letter] - fair) ** 2 / fair for letter in "ABCD")
            print(f"{blueprint.id}: {count} papers, no rule broken, {repeats} texts too often, chi-square {square:.2f}")
            assert square < _P01
            assert repeats == 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
