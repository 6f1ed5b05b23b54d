"""Files that belong together appear together, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from exam.files.writing import write_together, write_whole


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
