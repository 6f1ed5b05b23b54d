"""A formula in TeX's words as a line of Unicode, where that says the same.

All or nothing: a formula with anything that is not known here stays as its author wrote it. The libraries that there
are change what a formula says without a word: unicodeit 0.7 makes ``\\left(`` to "≤ft(" and ``50\\%`` to "▒", and
pylatexenc 2.11 makes ``\\beta^{n+1}`` to "β^n+1", which is another number.
"""

import re
import unicodedata
from functools import cache

_LONGEST = 500
_DEEPEST = 8

_NAMED = """
    times × cdot · div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈
    equiv ≡ sim ∼ ll ≪ gg ≫ propto ∝ mid ∣ parallel ∥ perp ⊥ angle ∠ cong ≅ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆
    supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧
    lor ∨ vee ∨ top ⊤ bot ⊥ to → rightarrow → leftarrow ← leftrightarrow ↔ mapsto ↦ uparrow ↑ Rightarrow ⇒ Leftarrow
    ⇐ Leftrightarrow ⇔ implies ⇒ iff ⇔ downarrow ↓ infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ sum ∑
    prod ∏ int ∫ oint ∮ dots … ldots … cdots ⋯ prime ′ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ vert |
    Vert ‖ degree ° therefore ∴ because ∵ epsilon ϵ varepsilon ε phi ϕ varphi φ vartheta ϑ varrho ϱ varsigma ς
    lbrace { rbrace }
""".split()
_SIGNS = {
    **dict(zip(_NAMED[::2], _NAMED[1::2], strict=True)),
    **dict.fromkeys("left right big Big bigl bigr displaystyle limits !".split(), ""),
    **dict.fromkeys((",", ";", ":", " "), " "),
    **{"quad": "  ", "qquad": "    "},
    **{sign: sign for sign in "{}%$#&_"},
}
"""What the words of TeX, and its signs behind a backslash, are in Unicode."""
_FUNCTIONS = frozenset(
    "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh min max sup inf lim gcd det dim ker arg "
    "deg Pr mod".split()
)
_PLAIN = frozenset(
    ("text", "mathrm", "mathit", "mathsf", "mathtt", "mathbf", "operatorname", "textbf", "textit", "mbox")
)
_PART = re.compile(r"\\([A-Za-z]+|.)|([{}^_$&%#~])|(\s+)|(.)", re.DOTALL)
_LOOSE = re.compile("(.?)\x01([^\x01\x02]*)\x02(?=(.?))")
"""A part that needs brackets unless it stands by itself, with its neighbours."""
_APART = frozenset(" =+−×·÷/±∓<>≤≥≠≈≡≪≫,;:|()[]{}√∈→⇒")


class _Unknown(Exception):
    """Something that is not known here, or cannot be said in a line."""


def formula_in_unicode(written: str) -> str | None:
    """The formula as a line of text; None where that cannot be, or where it would not say the same."""
    if len(written) > _LONGEST or "\x01" in written or "\x02" in written:
        return None
    try:
        shown = _Reader(written).read(0, "")
        while _LOOSE.search(shown):
            shown = _LOOSE.sub(_resolved, shown)
        return " ".join(shown.split())
    except _Unknown:
        return None


def _resolved(part: re.Match[str]) -> str:
    before, inner, after = part.groups()
    apart = (not before or before in _APART) and (not after or after in _APART)
    return f"{before}{inner}" if apart else f"{before}({inner})"


class _Reader:
    def __init__(self, written: str) -> None:
        self.parts = list(_PART.finditer(written))
        self.at = 0

    def read(self, depth: int, end: str) -> str:
        """Everything up to the brace that ends a group, or up to the end of the formula."""
        if depth > _DEEPEST:
            raise _Unknown
        found: list[str] = []
        while self.at < len(self.parts):
            if self.parts[self.at][0] == end:
                self.at += 1
                return "".join(found)
            found.append(self._one(depth, found))
        if end:
            raise _Unknown
        return "".join(found)

    def _one(self, depth: int, before: list[str]) -> str:
        word, sign, space, letter = self._next().groups()
        if space:
            return " "
        if letter:
            return "−" if letter == "-" else "′" if letter == "'" else str(letter)
        if sign == "{":
            return self.read(depth + 1, "}")
        if sign in ("^", "_"):
            moved = self._group(depth)
            if sign == "^" and moved in ("∘", "°") and before:
                return "°"
            if before:
                before[-1] = before[-1].rstrip(" ")
            if not moved:
                raise _Unknown
            return raised(moved) if sign == "^" else lowered(moved)
        if sign == "~":
            return " "
        if sign:
            raise _Unknown
        return self._command(word, depth)

    def _command(self, word: str, depth: int) -> str:
        if word in _SIGNS:
            return _SIGNS[word]
        if (greek := _greek(word)) is not None:
            return greek
        if word in _FUNCTIONS:
            # A word beside a letter would run into it.
            return f" {word} "
        if word in _PLAIN:
            return self._group(depth, literal=True)
        match word:
            case "frac" | "tfrac" | "dfrac":
                above, below = _bracketed(self._group(depth)), _bracketed(self._group(depth))
                return f"\x01{above}/{below}\x02"
            case "sqrt":
                inner = _bracketed(self._group(depth))
                return f"√{inner}" if inner.startswith("(") else f"√\x01{inner}\x02"
            case "mathbb":
                names = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "𝔼"}
                if (letter := names.get(self._group(depth))) is not None:
                    return letter
        raise _Unknown

    def _group(self, depth: int, *, literal: bool = False) -> str:
        """What a command or a raised sign takes: the next group, or the next sign."""
        while self.at < len(self.parts) and self.parts[self.at][3]:
            self.at += 1
        if self.at < len(self.parts) and self.parts[self.at][0] == "[":
            raise _Unknown
        if not literal or self.at >= len(self.parts) or self.parts[self.at][0] != "{":
            return self._one(depth + 1, []).strip() if depth < _DEEPEST else self._refuse()
        self.at += 1
        start = self.at
        while self.at < len(self.parts) and self.parts[self.at][0] != "}":
            if self.parts[self.at][1] or self.parts[self.at][2]:
                raise _Unknown
            self.at += 1
        self._next()
        return "".join(part[0] for part in self.parts[start : self.at - 1])

    def _next(self) -> re.Match[str]:
        if self.at >= len(self.parts):
            raise _Unknown
        self.at += 1
        return self.parts[self.at - 1]

    def _refuse(self) -> str:
        raise _Unknown


def _bracketed(part: str) -> str:
    """A part of a fraction or a root: in brackets unless it is one number or letter."""
    if not part:
        raise _Unknown
    return part if len(part) == 1 or part.isdigit() else f"({part})"


def _greek(word: str) -> str | None:
    try:
        return unicodedata.lookup(f"GREEK {'SMALL' if word.islower() else 'CAPITAL'} LETTER {_SPELT.get(word, word)}")
    except KeyError:
        return None


_SPELT = {"lambda": "LAMDA", "Lambda": "LAMDA"}


@cache
def _letters(where: str) -> dict[str, str]:
    """Unicode's raised or lowered letters, by the letter that they stand for, from its own data."""
    found = {"−": "⁻", "-": "⁻", "′": "′"} if where == "super" else {"−": "₋", "-": "₋"}
    for first, last in ((0x00AA, 0x00BA), (0x02B0, 0x02B8), (0x1D2C, 0x1D6A), (0x2070, 0x209C), (0x2C7C, 0x2C7D)):
        for code in range(first, last + 1):
            kind, _, base = unicodedata.decomposition(chr(code)).partition(" ")
            if kind == f"<{where}>" and " " not in base:
                found.setdefault(chr(int(base, 16)), chr(code))
    return found


def raised(text: str) -> str:
    """A text above the line, as in "x²", or "x^(a b)" where Unicode lacks one of its letters."""
    return _moved(text, "super", "^")


def lowered(text: str) -> str:
    """A text below the line, as in "H₂O", or "x_(a b)"."""
    return _moved(text, "sub", "_")


def _moved(text: str, where: str, sign: str) -> str:
    letters = _letters(where)
    if all(one in letters for one in text):
        return "".join(letters[one] for one in text)
    return f"{sign}{text}" if len(text) == 1 or (sign == "_" and text.isalnum()) else f"{sign}({text})"
