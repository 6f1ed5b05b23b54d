"""Measures what a bank's size costs: ``python -m tests.benchmarks.scale [--sizes 100,1000,…] [--write]``.

Each figure is taken in a process of its own, whose peak memory is told too. Times are processor time, which other
programs on the machine disturb least; the paper's is also given by the clock, the best of five. With --write the
table goes to docs/scale.md and the picture to docs/scale.svg.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from math import log10
from pathlib import Path
from typing import Any

from tests.benchmarks.grammar import bank_lines

ROOT = Path(__file__).parents[2]
SIZES = (100, 1_000, 10_000, 100_000)
QUESTIONS = 60
RUNS = 5
_MEGABYTE = 1_000_000


def main() -> None:
    options = argparse.ArgumentParser(description="What a bank's size costs.")
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--write", action="store_true", help="write docs/scale.md and docs/scale.svg")
    options.add_argument("--one", nargs=2, metavar=("FILE", "CACHE"), help="one paper; how each figure is taken")
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(one_paper(*map(Path, asked.one))))
        return
    with tempfile.TemporaryDirectory() as directory:
        rows = [measure(int(size), Path(directory)) for size in asked.sizes.split(",")]
    told = table(rows)
    print(told)
    if asked.write:
        docs = ROOT / "docs"
        docs.mkdir(exist_ok=True)
        (docs / "scale.svg").write_text(picture(rows), "utf-8")
        (docs / "scale.md").write_text(page(told), "utf-8")


def measure(items: int, directory: Path) -> dict[str, Any]:
    """All figures of one size."""
    file, cache = directory / f"{items}.toml", directory / "cache"
    file.write_text("\n".join(bank_lines(items)) + "\n", "utf-8")
    first = _in_a_process(file, cache)
    warm = [_in_a_process(file, cache) for _ in range(RUNS)]
    index = sum(index.stat().st_size for index in cache.glob("*.index")) if cache.is_dir() else 0
    row = {
        "items": items,
        "file": file.stat().st_size / _MEGABYTE,
        "index": index / _MEGABYTE,
        "build": first["open"] if index else None,
        "build_memory": first["memory"],
        "open": min(run["open"] for run in warm),
        "paper": min(run["paper"] for run in warm),
        "clock": min(run["clock"] for run in warm),
        "memory": max(run["memory"] for run in warm),
    }
    file.unlink()
    for left in cache.glob("*"):
        left.unlink()
    return row


def one_paper(file: Path, cache: Path) -> dict[str, float]:
    """Seconds to open a bank and to make its first paper, and the peak memory of this process in MB."""
    from exam.assembly import tailor
    from exam.library.open import open_bank
    from exam.library.paper import assemble_form

    clock, start = time.perf_counter(), time.process_time()
    bank = open_bank(file, cache, max_bytes=10**9)
    opened = time.process_time()
    form = assemble_form(bank, tailor(bank, items=min(QUESTIONS, len(bank.items))), 1)
    made, ended = time.process_time(), time.perf_counter()
    assert len(form.slots) == QUESTIONS
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE
    return {"open": opened - start, "paper": made - opened, "clock": ended - clock, "memory": memory}


def _in_a_process(file: Path, cache: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.benchmarks.scale", "--one", str(file), str(cache)]
    ran = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ})
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def table(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| items | bank | index | indexed once in | items a second | its memory | opened in | paper in "
        "| both by the clock | memory |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        built = row["build"]
        cells = [
            f"{row['items']:,}",
            f"{row['file']:.2f} MB",
            f"{row['index']:.1f} MB" if built else "–",
            f"{built:.1f} s" if built else "–",
            f"{row['items'] / built:,.0f}" if built else "–",
            f"{row['build_memory']:.0f} MB" if built else "–",
            f"{1000 * row['open']:.0f} ms",
            f"{1000 * row['paper']:.0f} ms",
            f"{1000 * row['clock']:.0f} ms",
            f"{row['memory']:.0f} MB",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def page(told: str) -> str:
    return f"""# What a bank's size costs

A paper of {QUESTIONS} questions from made-up banks with two statements an item. Up to 2,000 items a bank is read whole
each time. A larger one is indexed once, in the cache; the index is found again by the bank's content, and may be
deleted at any time.

{told}

Times are processor time on one core, each the best of {RUNS} processes after import ("indexed once" is one run and
contains reading and checking the whole file). "By the clock" is what a person waits for an opened bank and a paper.
The machine took {loop():.1f} s for a loop of ten million multiplications in Python: by that the figures of two machines
can be held against each other, roughly.

![Seconds by items, both axes logarithmic](scale.svg)

Made by `python -m tests.benchmarks.scale --write`.
"""


def loop() -> float:
    """Seconds of processor time of a loop that says how fast a machine is at present."""
    start, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number * number
    return time.process_time() - start


def picture(rows: list[dict[str, Any]]) -> str:
    """Both axes logarithmic: items across, seconds up."""
    wide, high, left, top = 640, 360, 64, 24
    lowest, highest = -2, 2

    def across(items: float) -> float:
        return left + (log10(items) - 2) / 3 * (wide - left - 110)

    def up(seconds: float) -> float:
        return top + (highest - log10(seconds)) / (highest - lowest) * (high - top - 48)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for power in range(lowest, highest + 1):
        y = up(10.0**power)
        dash = ' stroke-dasharray="5 4" stroke="#555555"' if power == 0 else ' stroke="#dddddd"'
        parts.append(f'<line x1="{left}" x2="{wide - 110}" y1="{y:.0f}" y2="{y:.0f}"{dash}/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in SIZES:
        parts.append(f'<text x="{across(size):.0f}" y="{high - 22}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{across(3162):.0f}" y="{high - 4}" text-anchor="middle">items in the bank</text>')
    for name, colour, points in (
        ("indexed, once", "#b35900", [(row["items"], row["build"]) for row in rows if row["build"]]),
        ("opened + paper", "#1f5fa8", [(row["items"], row["open"] + row["paper"]) for row in rows]),
        ("paper alone", "#2a7d3f", [(row["items"], row["paper"]) for row in rows]),
    ):
        drawn = [(across(items), up(seconds)) for items, seconds in points]
        if not drawn:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in drawn]
        x, y = drawn[-1]
        below = 14 if name == "paper alone" else -4 if name == "opened + paper" else 4
        parts.append(f'<text x="{x + 8:.0f}" y="{y + below:.0f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    main()
