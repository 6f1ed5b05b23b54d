"""What an eye sees of a text, and the signs in it that make a command or a number another one.

Two options that nobody can tell apart are no choice: one with a Cyrillic А for a Latin A, say. And two that a rule for
prose takes for one may be the whole question: ``chmod +x`` and ``chmod -x``.
"""

import re
import unicodedata

_ALIKE = str.maketrans(
    # Latin, and then what looks like it: Cyrillic, Greek, Armenian, and Latin letters with other names. From the
    # confusables of Unicode 15.1 (https://www.unicode.org/Public/security/15.1.0/confusables.txt), without those that
    # are told apart at a second look, as г and r, or that some language writes beside each other, as ı and i.
    "асԁеһіјорԛѕԝхуүАВСЕНІЈКМОРЅТԜХУҮԌӀοϳνΑΒΕΗΙͿΚΜΝΟΡΤΧΥΖօհոսՕՍɑɡ‐‑‒–−‘’‚‛′´ʼ＇“”„‟″",
    "acdehijopqswxyyABCEHIJKMOPSTWXYYGIojvABEHIJKMNOPTXYZohnuOUag-----''''''''\"\"\"\"\"",
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_KEPT_APART = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>", "<vertical>")
"""Kinds of letters that Unicode takes for others and an eye does not: x² is not x2."""
_LETTERLIKE = range(0x2100, 0x2150)
"""ℝ is not R."""

_UNIT = r"(?:%|°[CF]?|[A-Za-zµΩ]{1,3}(?:/[A-Za-z]{1,3})?)"
_NUMBER = re.compile(rf"([-+±~<>≤≥≈]?) ?([.,]?\d[\d.,]*) ?({_UNIT}?)")
_MAY_BE_SIGNED = re.compile(r"[=<>{}\[\]\\|^~`$#@_+*!&×÷≤≥≠≈±]|(?:\s|^)[-./]|\w\(|::|--|\w[-/%]\w(?:\W|\w\W|\w?$)")
_OPERATOR = re.compile(r"[-=<>!+*/%^&|~×÷≤≥≠≈:]{1,3}")
_PROSE_TOO = frozenset("- / & : ! %".split())
"""Of the operators, those that stand between words of prose, too."""
_SIGNED = re.compile(
    r"^-{1,2}[A-Za-z]|^\+[A-Za-z]|^[-+±]\.?\d"  # -a, --all, +x, -5
    r"|[=<>{}\[\]\\|^~`$#@_×÷≤≥≠]|&&|::|\w\(|\w\+\+|\w--(?:\W|$)"  # a=b, {a}, C#, kube_pods, f(x), i++
    r"|^[/!&*.]\w|^\.{1,2}/|^\*+$|\w[+*]\w"  # /etc, !x, .5, ./run, SELECT *, x+y
    r"|^\w{1,2}[-/%]\w{1,2}$"  # x-y
)


def as_seen(text: str) -> str:
    """A text with every letter as it looks, without what shows nowhere: two texts that come out alike look alike.

    Spaces within it count, since a text may be code; where they do not, they were folded before.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _JOINERS.sub("", text)).translate(_PLAIN).translate(_ALIKE)
    if "\n" not in text and "\t" not in text:
        return text.strip()
    return "\n".join(line.rstrip() for line in text.expandtabs(4).split("\n")).strip("\n")


def signs(text: str) -> tuple[str, ...]:
    """The parts of a text that are code, a signed number or a command's option, as written; a whole number with its
    unit is one. Texts that differ in them say different things, however alike their words are.
    """
    text = as_seen(text).strip()
    if number := _NUMBER.fullmatch(text):
        return ("".join(number.groups()),) if number[1] or number[3] or not number[2][0].isdigit() else ()
    if not _MAY_BE_SIGNED.search(text):
        return ()
    parts = re.split(r"[ \n]", text)
    found: list[str] = []
    for at, part in enumerate(parts):
        if _OPERATOR.fullmatch(part):
            before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
            if part not in _PROSE_TOO or max(len(before), len(after)) < 3:
                found.append(f"{before} {part} {after}".strip())
        elif _SIGNED.search(part):
            found.append(part.rstrip(",.;:"))
    return tuple(found)


class _Plain(dict[int, str]):
    """What each letter looks like, found once."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plain(chr(code))
        return found


_PLAIN = _Plain()


def _plain(letter: str) -> str:
    if letter.isascii() or ord(letter) in _LETTERLIKE or unicodedata.decomposition(letter).startswith(_KEPT_APART):
        return letter
    return unicodedata.normalize("NFKC", letter)
