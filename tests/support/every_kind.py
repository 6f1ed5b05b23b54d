"""The bank with every kind of question (`every_kind.toml`), its picture, and what each answer to it earns."""

import shutil
import struct
import zlib
from fractions import Fraction
from pathlib import Path
from typing import Literal

from exam.core.form import Form, Slot
from exam.core.gap import Gap

BANK = Path(__file__).with_name("every_kind.toml")
BANK_ID = "every-kind"

PARTLY = {
    "control-plane": Fraction(1, 2),
    "get-everything": Fraction(1, 2),
    "grace": Fraction(1, 4),
    "request-path": Fraction(1, 5),
    "ports": Fraction(2, 3),
    "pod": Fraction(1, 2),
    "controller-name": Fraction(1, 5),
    "priority-mix": Fraction(1, 2),
    "daemons": Fraction(2, 3),
    "backfill": Fraction(1, 2),
}
"""The share of its points that the partly right answer of `response` earns, by item; of the others it earns nothing."""

How = Literal["right", "partly", "wrong"]


def write_bank(folder: Path, *, picture: bool = True) -> Path:
    """The bank's file in a folder, with the picture where it belongs."""
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(shutil.copy(BANK, folder / BANK.name))
    if picture:
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / "pictures" / "fabric.png").write_bytes(small_png())
    return path


def small_png(width: int = 32, height: int = 16) -> bytes:
    """A picture in shades of grey, in as few bytes as PNG needs (RFC 2083)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes((x * 8 + y * 4) % 256 for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def response(slot: Slot, how: How) -> tuple[str, ...]:
    """An answer that earns all of the points, a share of them where the question gives any (PARTLY), or nothing."""
    if slot.kind == "recall":
        return ({"right": "right", "partly": "half", "wrong": "wrong"}[how],)
    if slot.kind == "ordering":
        steps = [gap.key[0] for gap in slot.gaps]
        kept = {"right": len(steps), "partly": 1, "wrong": 0}[how]
        return (*steps[:kept], *steps[kept + 1 :], *steps[kept : kept + 1])
    if slot.gaps:
        # One part that is wrong makes a whole that is right in part.
        spoilt = {"right": 0, "partly": 1, "wrong": len(slot.gaps)}[how]
        return tuple(_filled(gap, "right" if at >= spoilt else how) for at, gap in enumerate(slot.gaps))
    if how == "partly" and slot.by_part and len(slot.key) > 1:
        return slot.key[:1]
    wrong = [option.id for option in slot.options if option.id not in slot.key]
    return slot.key if how == "right" else (*slot.key[1:], wrong[0])


def credit(item: str, how: How) -> Fraction:
    """The share of its points that `response` earns, by hand and not by the program."""
    return Fraction(1) if how == "right" else PARTLY.get(item, Fraction()) if how == "partly" else Fraction()


def at(form: Form, item: str) -> Slot:
    """The slot that asks an item."""
    return next(slot for slot in form.slots if slot.item == item)


def _filled(gap: Gap, how: How) -> str:
    """What fills a gap: the best answer, one of less credit where there is any, or a wrong one."""
    if gap.choices:
        return gap.key[0] if how == "right" else next(choice for choice in gap.choices if choice not in gap.key)
    accepted = [*((one.credit, one.text) for one in gap.texts), *((one.credit, one.value) for one in gap.numbers)]
    if how == "right":
        return max(accepted)[1].replace("*", " --force")
    return min(accepted)[1] if how == "partly" and min(accepted)[0] < 100 else "987654321"
