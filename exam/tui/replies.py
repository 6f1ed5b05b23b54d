"""What a terminal answers, told apart from what somebody types: no reply may become a keystroke, and so an answer.

A terminal writes its replies into the same stream as the keys, also late ones, to a program that ran before. Textual
knows a few of them and takes the letters of all others for keys.
"""

import re
from collections.abc import Callable

_STRING = re.compile(r"\x1b(\][0-9]|P[0-9>!+$|=]|_G)([^\x1b\x07]*)")
"""The beginning of an OSC, DCS or APC, as far as it goes. It ends with BEL or ST; another ESC breaks it off."""
_REPORT = re.compile(r"\x1b\[(?:[?>=][0-9;:$ ]*[a-xzA-Z]|[0-9;]+[cnx]|(?!48;)[0-9]+(?:;[0-9]+)*t)")
"""A whole CSI that no key and no mouse sends: attributes, status, flags, sizes. Those that end with y, and those that
tell a new size (48), Textual wants."""
_BEGUN = re.compile(r"\x1b(?:\[(?:[?>=]?[0-9;:$ ]*)?|[]P_])?\Z")
"""What may become one of these with what comes next."""
_BACKGROUND = re.compile(r"\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")

_TYPED = 3
"""Letters: fewer of what may be a reply are one key, as Escape, or Alt and a bracket."""
ASK_FOR_BACKGROUND = "\x1b]11;?\x1b\\"
SOON = 0.02
"""Seconds of silence after which what may be the beginning of a reply, Escape above all, is what somebody pressed."""
LATE = 1.0
"""Seconds of silence after which the rest of a reply that was begun is not waited for any more."""


class Replies:
    """Takes the replies out of what comes from a terminal."""

    def __init__(self, hear_background: Callable[[bool], None]) -> None:
        """`hear_background` is called with whether the terminal's background is light, once it says so."""
        self._hear_background = hear_background
        self._held = ""

    @property
    def patience(self) -> float | None:
        """Seconds of silence after which `give_up` is to be called; None: nothing is held."""
        if not self._held:
            return None
        return SOON if len(self._held) < _TYPED else LATE

    def strained(self, text: str) -> str:
        """What of a text was typed. The beginning of what may be a reply is held back until its rest comes."""
        text, self._held = self._held + text, ""
        kept: list[str] = []
        while (at := text.find("\x1b")) >= 0:
            kept.append(text[:at])
            text = text[at:]
            if begun := _STRING.match(text):
                after = text[begun.end() :]
                if after[:1] == "\x07" or after[:2] == "\x1b\\":
                    self._hear(begun[0])
                    text = after[1 if after[0] == "\x07" else 2 :]
                elif after in ("", "\x1b"):
                    self._held = text
                    return "".join(kept)
                else:
                    text = after  # broken off; what comes now is something else
            elif report := _REPORT.match(text):
                text = text[report.end() :]
            elif _BEGUN.match(text):
                self._held = text
                return "".join(kept)
            else:
                kept.append(text[0])
                text = text[1:]
        return "".join([*kept, text])

    def give_up(self) -> str:
        """What was held back and somebody typed after all; nothing where a reply was cut off."""
        held, self._held = self._held, ""
        return held if len(held) < _TYPED else ""

    def _hear(self, reply: str) -> None:
        if found := _BACKGROUND.search(reply):
            red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
            self._hear_background(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
