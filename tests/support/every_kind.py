"""The bank with every kind of question (`every_kind.toml`), its picture, and what each answer to it earns."""

import json
import shutil
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from exam.assembly import assemble, tailor
from exam.core.events import Ended, Event, Mode, Responded, Revealed, Started, Visited
from exam.core.exhibit import TextFormat
from exam.core.form import Form, Slot
from exam.core.gap import Gap
from exam.formats import read_bank
from tests.support.clock import NOON

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
_WRITTEN = frozenset("stem text feedback label rationale answer title bank_title alt passage unit".split())
"""Fields of a form with words of a stranger. An exhibit's code and table are changed by its own tests."""


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


def typing(text: str) -> Callable[[Slot], tuple[str, ...]]:
    """How to answer with a text wherever an answer is typed, and wrong elsewhere."""

    def answer(slot: Slot) -> tuple[str, ...]:
        wrong = response(slot, "wrong")
        if not slot.gaps:
            return wrong
        return tuple(one if gap.choices else text for gap, one in zip(slot.gaps, wrong, strict=True))

    return answer


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


def with_texts(form: Form, text: str, *, how: TextFormat | None = None) -> Form:
    """The paper with this text wherever a stranger wrote one; keys, numbers and ids stay."""

    def bent(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: text if name in _WRITTEN and isinstance(one, str) else bent(one) for name, one in value.items()
            }
        return [bent(one) for one in value] if isinstance(value, list) else value

    written = {**bent(form.model_dump(mode="json")), "text": how or form.text}
    return Form.model_validate_json(json.dumps(written))


def every_kind_form(folder: Path, preset: str | None = None) -> Form:
    """The paper of the bank, which is written into the folder first."""
    bank = read_bank(write_bank(folder)).bank
    return assemble(bank, tailor(bank, preset), 3)


def sat(form: Form, how: How | Callable[[Slot], tuple[str, ...]], *, mode: Mode = "exam") -> list[Event]:
    """The log of a sitting in which every question was answered so, ten seconds each, and then handed in."""
    events: list[Event] = [Started(at=NOON, mode=mode, seconds=form.minutes * 60)]
    for slot in form.slots:
        at_ = NOON + timedelta(seconds=10 * (slot.n - 1))
        events.append(Visited(at=at_, n=slot.n))
        if slot.kind == "recall":
            events.append(Revealed(at=at_, n=slot.n))
        given = how(slot) if callable(how) else response(slot, how)
        events += [Responded(at=at_, n=slot.n, response=given)] if given else []
    return [*events, Ended(at=NOON + timedelta(seconds=10 * len(form.slots)), reason="submitted")]
