"""The fields of a message of Protocol Buffers by their numbers: as much of that encoding as lists of names need."""

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def message(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The number and value of each field, in their order. Raises ValueError for what is no such message."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        size, at = _varint(data, at) if kind == _BYTES else ({_FIXED64: 8, _FIXED32: 4}.get(kind, -1), at)
        if size < 0 or at + size > len(data):
            raise ValueError("a field that goes on behind the end")
        yield number, data[at : at + size]
        at += size


def texts(data: bytes, number: int) -> list[str]:
    """The texts of all fields of a number. Raises ValueError."""
    return [value.decode() for found, value in message(data) if found == number and isinstance(value, bytes)]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        if at + place >= len(data):
            break
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number without an end")
