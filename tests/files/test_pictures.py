"""Pictures from a bank's folder: what is read, and everything that is not."""

import os
import socket
import struct
from pathlib import Path

import pytest

from exam.files.pictures import (
    MOST_BYTES,
    PictureRefused,
    check_picture,
    keep_picture,
    kept_picture,
    read_picture,
)
from tests.support.pictures import png, write_png


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "bank"
    write_png(home / "pictures" / "cross.png", 20, 10)
    return home


def refusal(folder: Path, name: str) -> str:
    with pytest.raises(PictureRefused) as whole:
        read_picture(folder, name)
    with pytest.raises(PictureRefused) as looked_at:
        check_picture(folder, name)
    assert str(whole.value) == str(looked_at.value)
    return str(whole.value)


def test_a_picture_of_the_folder_is_read_with_its_size(folder: Path) -> None:
    picture = read_picture(folder, "pictures/cross.png")
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 20, 10)
    assert picture.data == png(20, 10)


def test_a_link_inside_of_the_folder_is_followed(folder: Path) -> None:
    (folder / "alias.png").symlink_to("pictures/cross.png")
    assert read_picture(folder, "alias.png").width == 20


def test_a_folder_that_is_itself_reached_by_a_link_is_no_fault(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert read_picture(tmp_path / "link", "pictures/cross.png").width == 20


@pytest.mark.parametrize("name", ["../secret.png", "pictures/../../secret.png", "/etc/passwd"])
def test_no_path_leads_out_of_the_folder(folder: Path, name: str) -> None:
    write_png(folder.parent / "secret.png")
    assert "outside" in refusal(folder, name)


@pytest.mark.parametrize("through", ["file", "directory"])
def test_no_link_leads_out_of_the_folder(folder: Path, through: str) -> None:
    secret = write_png(folder.parent / "elsewhere" / "secret.png")
    (folder / "link").symlink_to(secret if through == "file" else secret.parent)
    assert "leads out" in refusal(folder, "link" if through == "file" else "link/secret.png")


def test_a_device_is_not_read(folder: Path) -> None:
    (folder / "zero.png").symlink_to("/dev/zero")
    assert "leads out" in refusal(folder, "zero.png")
    assert refusal(Path("/dev"), "zero") == "is no regular file"


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    assert refusal(folder, "pipe.png") == "is no regular file"


def test_what_else_is_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(folder, "pictures") == "is no regular file"
    assert refusal(folder, "missing.png") == "is not there"
    assert refusal(folder, "pictures/cross.png/x") == "is not there"
    assert refusal(folder, "nul\0.png") == "is not there"
    (folder / "loop.png").symlink_to("loop.png")
    assert refusal(folder, "loop.png") == "is not there"
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.png")
        assert "cannot be read" in refusal(folder, "socket.png")


def test_a_file_that_is_too_large_is_not_read(folder: Path) -> None:
    with (folder / "large.png").open("wb") as file:
        file.write(png())
        file.truncate(MOST_BYTES + 1)
    assert refusal(folder, "large.png") == "is larger than 10 MB"


@pytest.mark.parametrize(
    "data",
    [
        png(says=(60_000, 60_000)),
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 65_000, 65_000) + b"\x03" * 20,
        b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + b"\0" * 20,
        b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2,
    ],
)
def test_a_bomb_is_known_by_its_header(folder: Path, data: bytes) -> None:
    (folder / "bomb").write_bytes(data)
    assert "pixels, more than 50 million" in refusal(folder, "bomb")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\n",
        png(says=(0, 5)),
        b"\xff\xd8\xff",
        b"\xff\xd8\xff" + b"\xff" * 1000,
        b"\xff\xd8\xff\xe0\x00\x00" * 100,
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP9 ",
        b"%PDF-1.7",
        b"\x1b]52;c;aGk=\x07",
    ],
)
def test_what_is_no_picture_is_refused(folder: Path, data: bytes) -> None:
    (folder / "none").write_bytes(data)
    assert refusal(folder, "none") == "is no PNG, JPEG, GIF or WebP that can be read"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 30, 40) + b"\x03" * 20,
            "image/jpeg",
        ),
        (b"GIF87a" + struct.pack("<HH", 40, 30), "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x27\0\0\x1d\0\0", "image/webp"),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (39 | 29 << 14).to_bytes(4, "little"), "image/webp"),
        (b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0" + b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 40, 30), "image/webp"),
    ],
)
def test_each_format_says_its_size(folder: Path, data: bytes, media_type: str) -> None:
    (folder / "picture").write_bytes(data)
    picture = read_picture(folder, "picture")
    assert (picture.media_type, picture.width, picture.height) == (media_type, 40, 30)


def test_a_kept_picture_outlives_its_bank(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "pictures"
    digest = keep_picture(kept, read_picture(folder, "pictures/cross.png"))
    (folder / "pictures" / "cross.png").unlink()
    picture = kept_picture(kept, digest)
    assert picture is not None
    assert picture.data == png(20, 10)
    assert (kept / f"{digest}.png").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in kept.iterdir()] == [f"{digest}.png"]


def test_what_is_kept_is_what_was_kept(folder: Path, tmp_path: Path) -> None:
    digest = keep_picture(tmp_path, read_picture(folder, "pictures/cross.png"))
    (tmp_path / f"{digest}.png").write_bytes(png(5, 5))
    assert kept_picture(tmp_path, digest) is None
    assert kept_picture(tmp_path, "0" * 64) is None
    write_png(tmp_path / "secret")
    assert kept_picture(tmp_path, "secret") is None
    assert kept_picture(tmp_path, "../bank/pictures/cross.png") is None


def test_the_copies_have_a_limit(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exam.files.pictures.MOST_KEPT", 10)
    kept = tmp_path / "kept"
    digest = keep_picture(kept, read_picture(folder, "pictures/cross.png"))
    assert kept_picture(kept, digest) is None
    assert list(kept.iterdir()) == []
