"""Owns what the app gets in tests: a data directory of its own, a told clock, counted identifiers, one small bank."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from exam.core.bank import Bank
from exam.library.open import open_bank
from exam.store import Store
from exam.tui.context import AppContext
from tests.support.clock import FakeClock
from tests.support.forms import bank_toml, sample_bank

THEMES = Path(__file__).parents[2] / "themes"

PRESETS = [
    {"id": "full", "title": "Full"},
    {"id": "standard", "title": "Standard", "items": 6, "minutes": 10},
    {"id": "section", "title": "Section drill", "draw_sections": 1},
]


class AppDesk:
    """A composition root in a temporary directory; `context` is what the app gets."""

    __test__ = False

    def __init__(self, data_dir: Path, clock: FakeClock, bank: Bank | None = None) -> None:
        self.data_dir = data_dir
        self.clock = clock
        self.bank = bank or sample_bank(blueprint=PRESETS)
        self.banks = data_dir / "banks"
        self.banks.mkdir(parents=True, exist_ok=True)
        self.themes = data_dir / "themes"
        self.themes.mkdir(exist_ok=True)
        (self.banks / "sample.toml").write_text(bank_toml(self.bank), "utf-8")
        self._seeds: Iterator[int] = count(1)
        self._names = (f"attempt-{n}" for n in count(1))

    @property
    def context(self) -> AppContext:
        return AppContext(
            data_dir=self.data_dir,
            open_store=self.open_store,
            new_clock=lambda: self.clock,
            bank_files=lambda: sorted(self.banks.glob("*.toml")),
            open_bank=lambda file: open_bank(file, self.data_dir / "cache"),
            theme_files=lambda: [*sorted(THEMES.glob("*.toml")), *sorted(self.themes.glob("*.toml"))],
            new_identifier=lambda: next(self._names),
            new_seed=lambda: next(self._seeds),
            default_bank="sample",
        )

    def open_store(self) -> Store:
        return Store.open(self.data_dir)
