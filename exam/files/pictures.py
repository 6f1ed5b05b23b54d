"""Pictures that stand beside questions: read from a bank's folder with care, and kept for the review.

A bank comes from a stranger. So a picture is a regular file in the bank's own folder or below, of a few formats, and
its first bytes say how large it is before anything decodes it. A copy is kept in the data directory under the digest of
its content, so that an attempt can be reviewed when the bank has gone.
"""

import hashlib
import os
import re
import stat
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
MOST_KEPT = 1_000_000_000
"""Bytes of all the pictures that are kept. Beyond, an attempt whose bank has gone shows the words in their place."""

_TOO_LARGE = f"is larger than {MOST_BYTES // 1_000_000} MB"
_DIGEST = re.compile("[0-9a-f]{64}")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NOFOLLOW", 0)


class PictureRefused(Exception):
    """Why a picture is not shown, as what is to follow its name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it lies in its file. Its pixels may still be damaged."""

    data: bytes
    media_type: str
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def kept_name(self) -> str:
        """The name of its copy, with the ending by which a viewer knows it."""
        return f"{self.digest}.{self.media_type.rpartition('/')[2]}"


def read_picture(folder: Path, name: str) -> Picture:
    """A picture by its path from a bank's folder. Raises PictureRefused."""
    return picture_in(_read(_within(folder, name)))


def check_picture(folder: Path, name: str) -> None:
    """Reads no more of a picture than says whether it may be shown. Raises PictureRefused."""
    descriptor, size = _opened(_within(folder, name))
    with open(descriptor, "rb") as file:  # noqa: PTH123 it is open already
        _described(file.read(min(size, 400_000)))


def keep_picture(kept: Path, picture: Picture) -> str:
    """Keeps a copy of a picture in a directory, and gives its digest. Without room, keeps none."""
    file = kept / picture.kept_name
    with suppress(OSError):
        if not file.exists():
            kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sum(entry.stat().st_size for entry in os.scandir(kept)) + len(picture.data) <= MOST_KEPT:
                draft = kept / f".{file.name}.{os.getpid()}"
                draft.write_bytes(picture.data)
                draft.chmod(0o600)
                draft.replace(file)
    return picture.digest


def kept_picture(kept: Path, digest: str) -> Picture | None:
    """A picture of which a copy was kept; None where there is none, or where it is another by now."""
    if not _DIGEST.fullmatch(digest):
        return None
    for media_type, _, _ in _FORMATS:
        with suppress(PictureRefused):
            picture = picture_in(_read(kept / f"{digest}.{media_type.rpartition('/')[2]}"))
            if picture.digest == digest:
                return picture
    return None


def _within(folder: Path, name: str) -> Path:
    """The file, once all links are followed. Raises PictureRefused for one outside of the folder."""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise PictureRefused("lies outside of the bank's folder")
    try:
        home = folder.resolve(strict=True)
        file = (home / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise PictureRefused("is not there") from None
    if not file.is_relative_to(home):
        raise PictureRefused("is a link that leads out of the bank's folder")
    return file


def _opened(file: Path) -> tuple[int, int]:
    """A descriptor of a regular file, and its size. Its last part is no link any more, unless it was changed since."""
    try:
        descriptor = os.open(file, _FLAGS)
    except OSError as error:
        raise PictureRefused(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
        os.close(descriptor)
        raise PictureRefused(_TOO_LARGE if stat.S_ISREG(status.st_mode) else "is no regular file")
    return descriptor, status.st_size


def _read(file: Path) -> bytes:
    descriptor, _ = _opened(file)
    try:
        with open(descriptor, "rb") as stream:  # noqa: PTH123 it is open already
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise PictureRefused(f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > MOST_BYTES:
        raise PictureRefused(_TOO_LARGE)
    return data


def picture_in(data: bytes) -> Picture:
    """The picture that some bytes are. Raises PictureRefused."""
    media_type, width, height = _described(data)
    return Picture(data, media_type, width, height)


def _described(data: bytes) -> tuple[str, int, int]:
    """Media type, width and height, from the first bytes alone. Raises PictureRefused."""
    for media_type, starts, size in _FORMATS:
        if starts.match(data):
            try:
                width, height = size(data)
            except (struct.error, IndexError, ValueError):
                break
            if width < 1 or height < 1:
                break
            if width * height > MOST_PIXELS:
                raise PictureRefused(f"has {width} × {height} pixels, more than {MOST_PIXELS // 1_000_000} million")
            return media_type, width, height
    raise PictureRefused("is no PNG, JPEG, GIF or WebP that can be read")


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _webp(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise ValueError(data[12:16])


def _jpeg(data: bytes) -> tuple[int, int]:
    """The size stands in the frame's header, behind any number of other parts with their lengths."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError(at)
        sign = data[at + 1]
        if sign == 0xFF:
            at += 1
        elif 0xC0 <= sign <= 0xCF and sign not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif sign == 0x01 or 0xD0 <= sign <= 0xD8:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(2, length)


_FORMATS = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), _png),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff"), _jpeg),
    ("image/gif", re.compile(rb"GIF8[79]a"), _gif),
    ("image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL), _webp),
)
