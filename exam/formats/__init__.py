"""How a bank is written down: reading it from TOML, and everything that can be wrong with the file."""

from exam.formats.bank import MAX_BYTES, LoadedBank, read_bank
from exam.formats.faults import BankRefused, Fault

__all__ = ["MAX_BYTES", "BankRefused", "Fault", "LoadedBank", "read_bank"]
