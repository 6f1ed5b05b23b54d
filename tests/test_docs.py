"""What the pages for people who join say of files is so: every file that they name is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from exam.formats.exports import WRITERS
from exam.formats.imports import READERS

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(r"`([\w./-]+\.(?:py|sql|md|toml|sh))`")


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/formats.md", "docs/glossary.md"]
)
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = set(FILE.findall((ROOT / page).read_text("utf-8")))
    gone = [name for name in sorted(named) if not any(found.is_file() for found in _meant(name, page))]
    # A bank of one's own stands for any.
    assert [name for name in gone if name not in ("my-bank.toml", "config.toml")] == []


def _meant(name: str, page: str) -> list[Path]:
    """Where a name may point: from the top, from the package, beside the page, or anywhere in the package."""
    found = [ROOT / name, ROOT / "exam" / name, (ROOT / page).parent / name]
    return found if "/" in name else [*found, *(ROOT / "exam").rglob(name)]


def test_the_page_of_formats_names_every_one_in_and_out() -> None:
    into, out = (ROOT / "docs" / "formats.md").read_text("utf-8").split("## Out")

    assert [name for name in READERS if f"`{name}`" not in into] == []
    assert [name for name in WRITERS if f"`{name}`" not in out.split("## Other")[0]] == []


@pytest.mark.slow
def test_the_script_that_draws_the_pictures_finds_all_that_it_needs() -> None:
    begun = "import runpy; runpy.run_path('docs/make_pictures.py', run_name='imported')"
    ran = subprocess.run([sys.executable, "-c", begun], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
