"""Headless rooms load no screen: each is imported in a fresh interpreter, as the command line would."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

HEADLESS = [
    "exam",
    "exam.core",
    "exam.files",
    "exam.store",
    "exam.formats",
    "exam.assembly",
    "exam.sitting",
    "exam.learning",
    "exam.audit",
    "exam.library",
    "exam.plain",
]
"""With everything in them."""

PROBE = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[2])
room = importlib.import_module(sys.argv[1])
if sys.argv[1] != "exam":
    for found in pkgutil.walk_packages(getattr(room, "__path__", []), room.__name__ + "."):
        importlib.import_module(found.name)
print(*sorted(sys.modules))
"""


def loaded(room: str) -> set[str]:
    """The modules that are loaded once a room and all that is in it was imported."""
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, room, str(ROOT)], capture_output=True, text=True, check=False, timeout=60
    )
    assert probe.returncode == 0, probe.stderr
    return set(probe.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("room", HEADLESS)
def test_no_headless_room_loads_a_screen(room: str) -> None:
    modules = loaded(room)
    assert room in modules
    assert not {"textual", "rich", "click"} & modules


def test_a_list_of_attempts_needs_no_models() -> None:
    """`exam history` opens the store for rows only, and starts in a third of the time."""
    probe = "import sys; sys.path.insert(0, sys.argv[1]); import exam.store, exam.files.places; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", probe, str(ROOT)], capture_output=True, text=True, check=True)
    modules = set(said.stdout.split())
    assert "exam.store.rows" in modules
    assert not {"pydantic", "exam.core.attempt", "platformdirs"} & modules
