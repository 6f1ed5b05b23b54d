"""Owns one thing that is wrong with a sitter's own file of keys or colours, and where. Refuses to find it."""

from dataclasses import dataclass
from pathlib import Path

from exam.core.text import visible


@dataclass(frozen=True)
class FileFault:
    """As text: ``file:line: where: message``."""

    file: Path
    line: int
    """From 1."""
    where: str
    """The field, as in ``colors.accent``; empty where it is the file."""
    message: str

    def __str__(self) -> str:
        place = f" {self.where}:" if self.where else ""
        return visible(f"{self.file}:{self.line}:{place} {self.message}")
