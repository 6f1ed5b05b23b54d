"""Files that belong together appear together, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from exam.files.writing import _is_of_the_system, write_together, write_whole


def test_files_appear_together_and_a_folder_is_made_for_them(tmp_path: Path) -> None:
    write_together({tmp_path / "a.md": b"a", tmp_path / "a-pictures" / "b.png": b"b"}, overwrite=False)
    assert (tmp_path / "a.md").read_bytes() == b"a"
    assert (tmp_path / "a-pictures" / "b.png").read_bytes() == b"b"
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o600


def test_where_one_is_there_none_is_written_and_no_folder_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("precious")
    files = {tmp_path / "a.md": b"a", tmp_path / "new" / "c.png": b"c", tmp_path / "b.txt": b"b"}
    with pytest.raises(FileExistsError) as refused:
        write_together(files, overwrite=False)
    assert refused.value.filename == str(tmp_path / "b.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["b.txt"]
    assert (tmp_path / "b.txt").read_text() == "precious"


def test_the_folder_of_the_first_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_together({tmp_path / "typo" / "a.md": b"a"}, overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        write_together({tmp_path / "a.md": b"a", tmp_path / "file" / "b.png": b"b"}, overwrite=True)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no regular file"):
        write_whole(tmp_path / "pipe", ["x"], overwrite=True)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    with pytest.raises(OSError, match="no regular file"):
        write_whole(tmp_path, ["x"], overwrite=True)


def test_what_a_killed_program_left_is_swept_and_what_another_writes_is_not(tmp_path: Path) -> None:
    left, written, other = tmp_path / ".out[1].txt.4711", tmp_path / ".out[1].txt.4712", tmp_path / ".out1.txt.4711"
    for file in (left, written, other):
        file.write_text("half")
    for file in (left, other):
        os.utime(file, (0, 0))
    write_whole(tmp_path / "out[1].txt", ["x"], overwrite=False)
    assert {file.name for file in tmp_path.iterdir()} == {written.name, other.name, "out[1].txt"}


def test_a_folder_that_is_not_there_is_told_by_the_name_that_was_given(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as refused:
        write_whole(tmp_path / "typo" / "out.txt", ["x"], overwrite=False)
    assert refused.value.filename == str(tmp_path / "typo" / "out.txt")


@pytest.mark.parametrize("name", ["stdout", "stderr", "fd/1", "null"])
def test_devices_are_told_from_files_also_where_they_lead_to_one(name: str) -> None:
    """Only asked: as root a fault here would change the machine."""
    place = Path("/dev") / name
    assert _is_of_the_system(place) or not place.is_file()


def test_a_link_of_ones_own_is_none_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    assert not _is_of_the_system(tmp_path / "link")
