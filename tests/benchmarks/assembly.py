"""How long a paper of the first bank takes to make, after import, with a fresh pool and with a warm one.

``python -m tests.benchmarks.assembly [RUNS]``
"""

import sys
from statistics import median
from time import perf_counter

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.files.places import shipped
from exam.formats import read_bank


def main(runs: int) -> None:
    bank = read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank
    print(f"{'preset':10} {'first ms':>9} {'median ms':>10} {'worst ms':>9}   ({runs} papers each)")
    for preset in bank.blueprints:
        blueprint = tailor(bank, preset.id)
        fresh = Bank.model_validate(bank.model_dump(by_alias=True))
        first = _timed(fresh, blueprint, 0)
        taken = [_timed(fresh, blueprint, seed) for seed in range(1, runs + 1)]
        print(f"{blueprint.id:10} {first:9.1f} {median(taken):10.1f} {max(taken):9.1f}")


def _timed(bank: Bank, blueprint: Blueprint, seed: int) -> float:
    start = perf_counter()
    assemble(bank, blueprint, seed)
    return 1000 * (perf_counter() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
