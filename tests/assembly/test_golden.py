"""Golden papers: the same code gives the same bytes on every machine, system and Python version.

A change here makes every exam code that was ever noted build another paper. If that is meant, raise `RULES` in
``exam/assembly/code.py``, run ``python -m tests.assembly.test_golden``, and say why in the commit.
"""

import hashlib
import json
from pathlib import Path

import tomli

from exam.assembly import assemble, read_code, tailor
from exam.core.bank import Bank

GOLDEN = Path(__file__).parent / "golden"
CHOICES = (
    ("full", {}, 0),
    ("full", {}, 2**30 - 1),
    ("full", {"difficulty": "near"}, 7),
    ("full", {"difficulty": "far", "options": 3}, 7),
    ("short", {}, 123_456_789),
    ("short", {"sections": ["section-2", "section-3"], "items": 7, "minutes": 9}, 42),
    ("drill", {}, 99),
)


def golden_bank() -> Bank:
    return Bank.model_validate(tomli.loads((GOLDEN / "bank.toml").read_text(encoding="utf-8")))


def papers() -> dict[str, str]:
    """The SHA-256 of every golden paper's JSON, by its code."""
    bank = golden_bank()
    made = {}
    for preset, choices, seed in CHOICES:
        form = assemble(bank, tailor(bank, preset, **choices), seed)  # type: ignore[arg-type]
        made[form.code] = hashlib.sha256(form.model_dump_json().encode()).hexdigest()
    return made


def test_the_bank_is_still_the_same_edition() -> None:
    assert {read_code(code).edition for code in json.loads((GOLDEN / "papers.json").read_text())} == {
        golden_bank().edition
    }


def test_every_golden_paper_is_rebuilt_byte_by_byte() -> None:
    assert papers() == json.loads((GOLDEN / "papers.json").read_text())


def test_a_golden_paper_is_rebuilt_from_its_code_alone() -> None:
    bank = golden_bank()
    written = json.loads((GOLDEN / "drill.json").read_text(encoding="utf-8"))
    form = assemble(bank, *read_code(written["code"]).resolve(bank))
    assert form.model_dump(mode="json") == written


if __name__ == "__main__":
    (GOLDEN / "papers.json").write_text(json.dumps(papers(), indent=2) + "\n")
    drill = assemble(golden_bank(), tailor(golden_bank(), "drill"), 99)
    (GOLDEN / "drill.json").write_text(drill.model_dump_json(indent=2) + "\n", encoding="utf-8")
