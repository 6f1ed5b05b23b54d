"""Only a regular file of UTF-8 text is read, and nothing else can hang or mislead the program."""

import os
import socket
from pathlib import Path

import pytest

from exam.core.text import one_line
from exam.formats import BankRefused, Fault, read_bank
from tests.formats.conftest import SMALLEST


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bank.toml"


def fault_of(path: Path, **limits: int) -> Fault:
    """The one fault for which a file is refused."""
    with pytest.raises(BankRefused) as refused:
        read_bank(path, **limits)
    (fault,) = refused.value.faults
    assert fault.file == one_line(str(path))
    return fault


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_fine(path: Path) -> None:
    path.write_text(SMALLEST, "utf-8")
    plain = read_bank(path).bank
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode())
    assert read_bank(path).bank == plain


def test_lines_and_columns_are_right_with_them_too(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("title = ", "é = ").replace("\n", "\r\n").encode())
    assert (fault_of(path).line, fault_of(path).column) == (3, 1)
    path.write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace('"my-bank"', "My bank").replace("\n", "\r\n").encode())
    assert (fault_of(path).line, fault_of(path).column) == (2, 6)


def test_a_file_that_is_not_there(path: Path) -> None:
    assert str(fault_of(path)) == f"{path}: there is no such file. Look at its spelling, or give its full path."
    fault_of(path / "in" / "a" / "file")


def test_a_directory(tmp_path: Path) -> None:
    assert fault_of(tmp_path).message == "is a directory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_named_pipe_is_refused_at_once_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    assert fault_of(path).message == "is a pipe, not a file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a system without devices as files")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_not_read_at_all(device: str) -> None:
    assert fault_of(Path(device)).message == "is a device, not a file"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="a system without local sockets")
def test_a_socket(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
        assert fault_of(path).message == "is a socket, not a file"


def test_a_link_to_a_bank_is_followed_and_one_to_itself_is_refused(path: Path, tmp_path: Path) -> None:
    path.write_text(SMALLEST, "utf-8")
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert read_bank(link).bank.id == "my-bank"
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    assert fault_of(loop).message == "is a link that leads back to itself"


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "a\0b.toml").message == "is not the name of a file"
    assert fault_of(tmp_path / ("x" * 300)).message == "has a name that is too long for a file"


def test_a_control_sequence_in_the_name_of_the_file_is_made_visible(tmp_path: Path) -> None:
    with pytest.raises(BankRefused) as refused:
        read_bank(tmp_path / "\x1b]52;c;aGk=\x07.toml")
    assert "\x1b" not in str(refused.value)
    assert "␛]52;c;aGk=␇.toml: there is no such file" in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.write_text(SMALLEST, "utf-8")
    path.chmod(0)
    assert fault_of(path).message == "may not be read"


def test_a_file_beyond_the_cap_is_not_read_unless_the_cap_is_raised(path: Path) -> None:
    path.write_text(SMALLEST + "#" * 1_000_000, "utf-8")
    fault = fault_of(path, max_bytes=1_000_000)
    assert fault.message == "has 1.0 MB, and a bank may have 1.0 MB"
    assert "raise --max-bank-size" in fault.remedy
    assert read_bank(path, max_bytes=1_000_500).bank.id == "my-bank"


def test_a_sparse_file_of_a_terabyte_costs_nothing(path: Path) -> None:
    with path.open("wb") as file:
        try:
            file.truncate(10**12)
        except OSError:
            pytest.skip("no such large files here")
    assert fault_of(path).message == "has 1,000,000.0 MB, and a bank may have 20.0 MB"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_sixteen_bits_a_letter(path: Path, encoding: str) -> None:
    path.write_bytes(SMALLEST.encode(encoding))
    fault = fault_of(path)
    assert (fault.line, fault.column) == (1, 1)
    assert "UTF-16" in fault.message
    assert "UTF-8" in fault.remedy


def test_the_letters_of_old_windows(path: Path) -> None:
    path.write_bytes(SMALLEST.replace("What does", "Réally – what does").encode("cp1252"))
    fault = fault_of(path)
    assert (fault.line, fault.column) == (11, 10)
    assert fault.message == "byte 0xE9 is not UTF-8 (in Windows-1252 it is é)"
    assert fault.remedy.startswith("Save the file as UTF-8")


def test_zero_bytes_lone_carriage_returns_and_escapes_are_told_line_by_line(path: Path) -> None:
    path.write_bytes(
        SMALLEST.replace("My bank", "My\0 \0bank").replace("pod enc", "pod\renc").encode() + b'# \x1b[2J\x1b"\n'
    )
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    assert [(fault.line, fault.column, fault.message) for fault in refused.value.faults] == [
        (3, 12, "a zero byte stands in the text"),
        (11, 24, "a line ends in a lone carriage return"),
        (13, 3, "the control character U+001B stands in the text"),
    ]


def test_a_file_of_an_old_macintosh(path: Path) -> None:
    path.write_bytes(SMALLEST.replace("\n", "\r").encode())
    fault = fault_of(path)
    assert (fault.line, fault.column) == (1, 11)
    assert fault.remedy == "Save the file with Unix or Windows line ends."
