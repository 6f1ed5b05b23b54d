"""A small file cannot cost much: no TOML bomb takes two seconds or half a gigabyte, and each is told where it lies.

The seconds are those of a quiet machine: on a busy or slow one, where a loop of a million rounds takes longer than
`LOOP`, each bomb may take longer by as much, and by half again, because its megabytes are slower to reach than a loop's
number.

Runs in a program of its own, so that its memory can be measured; takes several seconds, because some bombs are 20 MB.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = 'schema = 1\nid = "bomb"\ntitle = "Bomb"\n[[section]]\nid = "s"\ntitle = "S"\n'
LARGEST = 19_900_000
LOOP = 0.08
"""Seconds of the loop of a million rounds."""

BOMBS: dict[str, tuple[Callable[[], str], str]] = {
    "brackets a thousand deep": (lambda: "a = " + "[" * 1001 + "]" * 1001, ":1:69: brackets are nested more than 64"),
    "brackets a million deep": (lambda: "a=" + "[" * 1_000_000, ":1:67: brackets are nested more than 64"),
    "braces in braces": (lambda: "a=" + "{a=" * 100_000, "brackets are nested more than 64"),
    "a dotted key": (lambda: "a." * 500_000 + "a = 1", ":1:1: a dotted key has more than 8 parts"),
    "a dotted key in quotes": (lambda: '"a" . ' * 150_000 + "a = 1", "a dotted key has more than 8 parts"),
    "a dotted header": (lambda: "[" + "a." * 500_000 + "a]", ":1:2: a dotted key has more than 8 parts"),
    "many dotted keys": (
        lambda: "".join(f"{'[[x]]' if n % 900 == 0 else ''}\na{n}.b.c.d.e = []" for n in range(100_000)),
        "more than 2,000,000 keys",
    ),
    "a million digits": (lambda: "a = " + "1" * 1_000_000, ":1:5: a number or name has 1,000,000 characters"),
    "a million hexadecimal digits": (lambda: "a = 0x" + "f" * 1_000_000, "a number or name has 1,000,002 characters"),
    "a text of 30 MB": (lambda: 'a = "' + "x" * 30_000_000 + '"', ": has 30.0 MB, and a bank may have 20.0 MB"),
    "a text of 20 MB": (lambda: 'a = "' + "x" * LARGEST + '"', ":1:5: a text has 19,900,002 characters"),
    "escapes": (lambda: HEAD + ("description = '''x'''\n# " + "\\n" * 10**6 + "\n"), "section: has no items"),
    "texts of escapes": (lambda: "a = [" + ('"' + "\\n" * 10_000 + '",') * 900 + "]", "more than 2,000,000 keys"),
    "a text without end": (lambda: 'a = """' + '\\"' * (LARGEST // 2), ":1:5: the text that begins here has no end"),
    "a text of escaped quotes": (
        lambda: 'a = """' + '\\"' * (LARGEST // 2) + '"""',
        f":1:5: a text has {LARGEST // 2 * 2 + 6:,} characters",
    ),
    "a line of escapes without end": (lambda: 'a = "' + "\\n" * (LARGEST // 2), "has no closing quote on its line"),
    "apostrophes without end": (lambda: "a = '''" + "it's " * (LARGEST // 5), "the text that begins here has no end"),
    "comments before a fault": (lambda: "#\n" * 1_000_000 + "a = 1", ":1000001:1: a: is no field of a bank"),
    "the same key again and again": (lambda: "a = 1\n" * 300_000, "one table has more than 1,000 keys"),
    "the same key after many items": (
        lambda: HEAD + '[[section.item]]\nid = "x"\n' * 20_000 + 'id = "y"',
        ":40007:1: 'section.item.id' has a value already in line 40006",
    ),
    "many keys": (lambda: "".join(f"a{n} = 1\n" for n in range(500_000)), "one table has more than 1,000 keys"),
    "many tables": (lambda: "".join(f"[a{n}]\n" for n in range(500_000)), "more than 1,000 tables have names"),
    "empty lists": (lambda: "a = [" + "[]," * 1_000_000 + "]", "more than 2,000,000 keys"),
    "a long list": (lambda: HEAD + "[[section.item]]\nlures = [" + "1," * 300_000 + "]", "has 300,000 entries"),
    "empty sections": (lambda: "[[section]]\n" * 100_000, "section[0].id: is missing"),
    "broken items": (lambda: HEAD + "[[section.item]]\nb = 1\n" * 60_000, "section[0] (s).item[0].stem: is missing"),
    "empty lines": (lambda: "\n" * LARGEST, ":1:1: id: is missing"),
    "comments": (lambda: "#\n" * 2_500_000, "more than 2,000,000 keys"),
    "words": (lambda: "a " * 2_500_000, "more than 2,000,000 keys"),
    "zero bytes": (lambda: "\0" * LARGEST, ":1:1: a zero byte stands in the text"),
    "a letter of four bytes in much text": (lambda: HEAD + "#😀" + "x" * (LARGEST - 100), "section: has no items"),
    "a flood of marks": (lambda: HEAD + "#" + "ก็" * 1_000_000, "section: has no items"),
}

READER = """
import json, re, resource, sys, time
from pathlib import Path
from exam.formats import BankRefused, read_bank

def peak():
    if Path("/proc/self/status").exists():  # there the other figure begins with what the parent program used
        return int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

def loop():
    began = time.process_time()
    sum(n * n for n in range(1_000_000))
    return time.process_time() - began

for name in sys.argv[1:]:
    slowness = loop()
    began = time.process_time()
    try:
        read_bank(Path(name))
        told = "nothing"
    except BankRefused as refused:
        told = str(refused)
    seconds = time.process_time() - began
    print(json.dumps([told[:100_000], seconds, max(slowness, loop()), peak()]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured as Unix does")
def test_no_bomb_goes_off(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    for place, (bomb, _) in enumerate(BOMBS.values()):
        (tmp_path / f"{place}.toml").write_text(bomb(), "utf-8")
    files = [str(tmp_path / f"{place}.toml") for place in range(len(BOMBS))]
    run = subprocess.run(
        [sys.executable, "-c", READER, *files], capture_output=True, text=True, check=True, cwd=ROOT, timeout=600
    )
    for file in files:
        Path(file).unlink()
    for name, (_, expected), line in zip(BOMBS, BOMBS.values(), run.stdout.splitlines(), strict=True):
        told, seconds, loop, peak = json.loads(line)
        assert expected in told, f"{name}: {told[:300]}"
        assert seconds < 3 * max(1, loop / LOOP), f"{name} took {seconds:.1f} s"
        assert peak < 512_000_000, f"{name} took {peak / 1_000_000:.0f} MB"
    assert "Traceback" not in run.stderr
