"""The patterns of ``patternMatch`` that say no more than a text with ``*`` for anything, as banks have it.

A pattern of a stranger is never run: one that says more is not followed, and could take longer than anybody waits.
"""

from dataclasses import dataclass

from exam.formats.imports.qti_operators import NotUnderstood

_MEANINGFUL = frozenset("[](){}?+|.^$\\*")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Wild:
    """A text in which ``*`` stands for anything."""

    text: str
    folded: bool
    """Whether capitals make no difference."""

    def takes(self, text: str) -> bool:
        """Whether a whole text is as this one says."""
        mine = self.text.lower() if self.folded else self.text
        given = text.lower() if self.folded else text
        first, *rest = mine.split("*")
        if not rest:
            return given == mine
        *middle, last = rest
        if not (given.startswith(first) and given.endswith(last) and len(given) >= len(first) + len(last)):
            return False
        at, end = len(first), len(given) - len(last)
        for part in middle:
            found = given.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True


def read_pattern(pattern: str) -> tuple[Wild, ...]:
    """The texts that a pattern takes. Raises NotUnderstood."""
    if len(pattern) > _LONGEST:
        raise NotUnderstood("is scored by a pattern that is very long")
    bare = pattern.removeprefix("^").removesuffix("$") if not pattern.endswith("\\$") else pattern.removeprefix("^")
    if bare.startswith("(") and bare.endswith(")") and not set("()") & set(bare[1:-1]):
        bare = bare[1:-1]
    return tuple(_read(one, pattern) for one in _alternatives(bare))


def _alternatives(pattern: str) -> list[str]:
    """The pattern in parts at each ``|`` that is no sign of its own."""
    parts, at = [""], 0
    while at < len(pattern):
        sign = pattern[at]
        size = 2 if sign == "\\" else max(1, pattern.find("]", at + 2) + 1 - at) if sign == "[" else 1
        if sign == "|":
            parts.append("")
        else:
            parts[-1] += pattern[at : at + size]
        at += size
    return parts


def _read(pattern: str, whole: str) -> Wild:
    shown: list[str] = []
    pairs = letters = at = 0
    while at < len(pattern):
        sign, following = pattern[at], pattern[at + 1 : at + 2]
        if pattern.startswith(".*", at):
            shown.append("*")
            at += 2
        elif sign == "\\" and following and not following.isalnum() and following != "*":
            shown.append(following)
            at += 2
        elif sign == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].removeprefix("\\")
            if len(inside) == 2 and inside[0].lower() == inside[1].lower():
                shown.append(inside[0].lower())
                pairs += 1
            elif len(inside) == 1 and inside not in "^*":
                shown.append(inside)
            else:
                _refuse(whole)
            at = end + 1
        elif sign in _MEANINGFUL:
            _refuse(whole)
        else:
            shown.append(sign)
            letters += sign.lower() != sign.upper()
            at += 1
    if pairs and letters:
        _refuse(whole)
    return Wild("".join(shown), bool(pairs))


def _refuse(pattern: str) -> None:
    shown = pattern if len(pattern) <= 40 else f"{pattern[:39]}…"
    raise NotUnderstood(f"is scored by the pattern {shown}, which is not followed")
