"""A zip archive from a stranger costs no more than it may, and leads nowhere."""

import random
import stat
import zipfile
from io import BytesIO

import pytest

from exam.files.faults import BankRefused
from exam.formats.imports.archive import Archive, Caps, beside, is_archive


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def packed_as(info: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, content)
    return out.getvalue()


def refusal(data: bytes, member: str = "", caps: Caps | None = None) -> str:
    """What is said of an archive, or of a file in it."""
    with pytest.raises(BankRefused) as refused:
        Archive("quiz.zip", data, caps).read(member)
    return str(refused.value)


def test_the_files_of_an_archive_are_read_by_name_and_folders_are_none() -> None:
    archive = Archive("quiz.zip", packed({"items/": b"", "items/one.xml": b"<one/>", "größe.png": b"\x89PNG"}))
    assert archive.names == ("items/one.xml", "größe.png")
    assert archive.read("items/one.xml") == b"<one/>"
    assert archive.read("größe.png") == b"\x89PNG"
    assert "items/" not in archive
    assert is_archive(packed({"a": b""}))
    assert not is_archive(b"<xml/>")


def test_a_name_in_utf8_is_understood_where_the_archive_does_not_say_so() -> None:
    data = packed({"größe.png": b"1"})
    silent = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        silent[data.index(mark) + offset + 1] &= ~0x08
    archive = Archive("quiz.zip", bytes(silent))
    assert archive.names == ("größe.png",)
    assert archive.read("größe.png") == b"1"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.xml", "leads out of its folder"),
        ("a/../../evil.xml", "leads out of its folder"),
        ("/etc/passwd", "root of a disk"),
        ("C:evil.xml", "root of a disk"),
    ],
)
def test_names_that_lead_out_are_refused(name: str, why: str) -> None:
    assert why in refusal(packed({name: b"x"}))


@pytest.mark.parametrize(("sign", "why"), [(b"\\", "backslash"), (b"\0", "zero byte")])
def test_names_with_signs_that_systems_read_in_other_ways_are_refused(sign: bytes, why: str) -> None:
    assert why in refusal(packed({"a~b.xml": b"x"}).replace(b"a~b", b"a" + sign + b"b"))


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "is a link" in refusal(packed_as(link, b"/etc/passwd"))


def test_what_unpacks_to_too_much_is_refused_as_soon_as_it_does() -> None:
    bomb = packed({"a.xml": bytes(30_000_000)})
    assert len(bomb) < 40_000
    assert "250 times its size" in refusal(bomb, "a.xml")
    assert "more than 20 MB" in refusal(bomb, "a.xml", Caps(single=20_000_000, ratio=5000))
    archive = Archive("quiz.zip", packed({"a": random.Random(1).randbytes(600)}), Caps(total=1000))
    archive.read("a")
    with pytest.raises(BankRefused, match="unpacks to more than"):
        archive.read("a")


def test_an_archive_that_lies_about_its_sizes_is_counted_as_it_unpacks() -> None:
    data = bytearray(packed({"a.xml": bytes(3_000_000)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + offset
        data[at : at + 4] = (5).to_bytes(4, "little")
    assert "quiz.zip" in refusal(bytes(data), "a.xml")


def test_too_many_files_are_refused_before_their_list_is_read() -> None:
    assert "more than 3 files" in refusal(packed({f"{n}.xml": b"" for n in range(4)}), caps=Caps(members=3))


def test_archives_within_and_encrypted_files_are_refused() -> None:
    assert "an archive too" in refusal(packed({"in.zip": packed({"a": b"1"})}, zipfile.ZIP_STORED), "in.zip")
    locked = bytearray(packed({"a.xml": b"x"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(bytes(locked), "a.xml")
    assert "unusual" in refusal(packed({"a.xml": b"x" * 99}, zipfile.ZIP_LZMA), "a.xml")


def test_a_name_twice_and_a_name_that_is_not_there_are_refused() -> None:
    twice = packed({"aa.xml": b"1", "ab.xml": b"2"}).replace(b"ab.xml", b"aa.xml")
    assert "twice" in refusal(twice)
    assert "no file 'b.xml'" in refusal(packed({"a.xml": b""}), "b.xml")


def test_a_link_leads_to_a_file_of_the_archive_or_nowhere() -> None:
    assert beside("items/one.xml", "../pictures/a%20b.png?x=1#y") == "pictures/a b.png"
    assert beside("one.xml", "./two.xml") == "two.xml"
    for href in ("../../up.xml", "/root.png", "https://a.example/b.png", "data:image/png;base64,AA", "a\\b", "", ".."):
        assert beside("items/one.xml", href) == ""


def test_damaged_archives_are_refused_with_a_word_whatever_the_damage() -> None:
    sound = packed({"imsmanifest.xml": b"<manifest/>" * 40, "a/b.png": random.Random(2).randbytes(400)})
    chance = random.Random(3)
    refused = 0
    for _ in range(600):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        broken = bytes(data[: chance.randrange(len(data))] if chance.random() < 0.2 else data)
        try:
            archive = Archive("quiz.zip", broken)
            for member in archive.names:
                archive.read(member)
        except BankRefused:
            refused += 1
    assert refused > 300
