"""What is done to a file to make it worse: bytes turned, cut out, said twice and put together, hostile pieces put in,
and in files of text one word put in another's place. Chance is an argument, so that a number makes a file again.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

HOSTILE = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b[31m",
        b"\r",
        b"\xc3(",
        "\u202e\ufffe\U0001d306".encode(),
        b"\xed\xa0\x80",
    ),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", b"]]>", b"<![CDATA[", b"&#0;", b"&#x110000;", b"&a;" * 2000, b"<a>" * 3000),
    *(b"<!--" * 500, b"<?a " * 500, b"<table>" * 300, b"<b>" * 3000, b"<ul><li>" * 300, b"<math><mi>" * 300),
    *(b"{" * 3000, b"}" * 3000, b"[" * 3000, b"(" * 3000, b"![](" * 800, b"*" * 3000, b"_a" * 2000, b"`" * 3000),
    *(b"~" * 3000, b"=" * 3000, b"\\" * 3001, b"$" * 3000, b"|" * 3000, b"\n" * 5000, b" " * 9000, b"\n- [x] a" * 900),
    *(
        b"-> " * 2000,
        b"= a -> b\n" * 1000,
        b"~%-99999999999%x",
        b"{#1:2:3..4}",
        b"%100%" * 900,
        b"{1:MULTICHOICE:" * 90,
    ),
    *(b"{{c1::" * 900, b"{{c99999::a}}", b"::" * 3000, b"#" * 4000, b"// " * 900, b"\nANSWER: A" * 900, b"\n^ a" * 900),
    *(b"1e999999999", b"9" * 6000, b"-0.0", b"NaN", b"1/0", b"0x10", b"1_0", "٣".encode(), b"1e-400"),
    *(
        b"&a [*a, *a]",
        b"&a a\n- *a",
        b"!!python/object/apply:os.system ['true']",
        b"<<: *foam",
        b"? " * 800,
        b"- " * 3000,
    ),
    *(b'"' * 2001, b"'" * 2001, b'""","', b"=cmd|' /C calc'!A0", b",;\t" * 2000, b"sep=\x01\n", b"\n---\n" * 300),
    *(b"../../../etc/passwd", b"data:image/png;base64,AAAA", b"javascript:alert(1)", b"file:///etc/passwd", b"%s%n"),
]

_Way = Callable[[Random, bytes, Mapping[str, bytes]], bytes]


def _turned(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[start:end]


def _doubled(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _spliced(chance: Random, data: bytes, known: Mapping[str, bytes]) -> bytes:
    other = known[chance.choice(sorted(known))]
    start, end = sorted((chance.randrange(len(other) + 1), chance.randrange(len(other) + 1)))
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _hostile(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(HOSTILE) + data[at:]


def _lines(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    if chance.random() < 0.5:
        del lines[chance.randrange(len(lines))]
    return chance.choice((b"\n", b"\n", b"\r\n", b"\r")).join(lines)


def _encoded(chance: Random, data: bytes, _known: Mapping[str, bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-7", "utf-32")), "replace")


_WAYS: tuple[_Way, ...] = (_turned, _cut, _doubled, _spliced, _hostile, _hostile, _hostile, _lines, _encoded)


def worse(chance: Random, data: bytes, known: Mapping[str, bytes]) -> bytes:
    """Does one thing to the bytes of a file; pieces of others come from the files that are `known`."""
    return chance.choice(_WAYS)(chance, data, known)


_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_WORDS = (
    *("true", "false", "null", "0", "-1", "1", "2", "99999999999999999999", "1e400", "-0.0", "nan", "inf", "0x1f"),
    *("2026-02-30", "2026-03-02", "12:00", '""', "''", '"""', "[]", "{}", "[[]]", "=", ".", ",", "#", "\n", "\\", '"'),
    *('"a"', '"a b"', '"\\u001b[2J"', '"\u202e"', '"../../x"', '"' + "x" * 5000 + '"', "[" * 200, "a." * 200, "é"),
)


def misworded(chance: Random, text: str) -> str:
    """Puts words or signs of a text, or hostile ones, in the place of others; takes some out; says some twice."""
    words = _WORD.findall(text) or [""]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(words))
        match chance.randrange(8):
            case 5 | 6 | 7:  # like for like, which mostly can be read
                like = [place for place, word in enumerate(words) if word[:1].isalnum()] or [at]
                words[chance.choice(like)] = words[chance.choice(like)]
            case 0:
                words[at] = ""
            case 1:
                words[at] *= 2
            case 2:
                words[at] = chance.choice(words)
            case _:
                words[at] = chance.choice(_WORDS)
    return "".join(words)
