"""How a bank is written down: reading it from TOML, and everything that can be wrong with the file."""

from exam.files.faults import BankRefused, Fault
from exam.files.source import MAX_BYTES
from exam.formats.bank import LoadedBank, read_bank

__all__ = ["MAX_BYTES", "BankRefused", "Fault", "LoadedBank", "read_bank"]
