"""Texts in the encodings that question files are found in."""

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.decoding import MOST_BYTES, decoded

TEXT = "Who wrote “Émile”?\nRousseau – Köln"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_word(encoding: str) -> None:
    assert decoded("quiz.txt", TEXT.encode(encoding)) == (TEXT, ())


def test_an_old_encoding_of_windows_is_read_and_named_with_its_first_line() -> None:
    text, notes = decoded("quiz.txt", TEXT.encode("cp1252"))

    assert text == TEXT
    assert notes[0].startswith("2 of its lines, the first 1, are not in UTF-8 and read as Windows-1252.")


def test_a_file_that_was_put_together_of_several_is_read_line_by_line() -> None:
    text, notes = decoded("quiz.txt", "Köln\n".encode() + "Où\n".encode("cp1252") + "漢字".encode())

    assert text == "Köln\nOù\n漢字"
    assert notes[0].startswith("Its line 2 is not in UTF-8")


def test_bytes_that_no_encoding_has_are_read_all_the_same() -> None:
    text, notes = decoded("quiz.txt", b"one\ntwo \x81\x8d")

    assert text == "one\ntwo \x81\x8d"
    assert notes[0].startswith("Its line 2 ")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_are_one(end: str) -> None:
    assert decoded("quiz.txt", f"one{end}two{end}".encode())[0] == "one\ntwo\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe\x00", "begins as UTF-16 does"),
        (b"\xef\xbb\xbf\xff", "begins as UTF-8 does"),
        (b"one\0two", "is no text"),
        (b" " * (MOST_BYTES + 1), "20 MB can be read"),
    ],
)
def test_what_is_no_text_is_refused_with_a_word(data: bytes, message: str) -> None:
    with pytest.raises(BankRefused, match=message):
        decoded("quiz.txt", data)
