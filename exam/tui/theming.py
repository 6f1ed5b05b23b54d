"""Owns themes: reading theme files, the one in use, and remembering it. Refuses any key or value it does not know.

Textual pastes a theme's variables into style sheets as text and stops at a bad colour, so a file's values are parsed
as colours here and only what was parsed goes on. A theme's name is its file's name.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli
from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from exam.tui.file_fault import FileFault

DEFAULT = "dark"
TERMINAL = "terminal"
"""The terminal's own sixteen colours."""
MONO = "mono"
"""No colour at all: signs, words, bold and reverse."""

_REQUIRED = ("primary", "foreground", "muted", "background", "surface", "panel")
_OPTIONAL = ("secondary", "accent", "warning", "error", "success")
MEANINGS = ("correct", "incorrect", "marked", "struck", "time-low", "chosen")
"""What a colour can mean. Each is a style-sheet variable: ``$correct``."""

_LARGEST = 100_000


class ThemeRefused(Exception):
    """A theme file that cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: Iterable[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def read_theme(path: Path) -> Theme:
    """The theme in a file. Raises ThemeRefused with every fault."""
    text = _read_text(path)
    try:
        written = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ThemeRefused([FileFault(path, error.lineno, "", f"is not valid TOML: {error.msg}")]) from None
    faults: list[FileFault] = []

    def fault(where: str, message: str) -> None:
        faults.append(FileFault(path, _line_of(text, where), where, message))

    for key in written.keys() - {"title", "dark", "base", "meaning"}:
        fault(key, "is not a field of a theme; known are title, dark, [base] and [meaning]")
    title, dark = written.get("title", path.stem), written.get("dark", True)
    if not isinstance(title, str):
        fault("title", "has to be text")
    if not isinstance(dark, bool):
        fault("dark", "has to be true or false")
    base = _colours(written, "base", _REQUIRED, _OPTIONAL, fault)
    meaning = _colours(written, "meaning", MEANINGS, (), fault)
    if faults:
        raise ThemeRefused(sorted(faults, key=lambda found: found.line))
    return _theme(path.stem, bool(dark), base, meaning)


def terminal_theme(name: str) -> Theme:
    """The theme for sixteen colours, or for none (`MONO`), on whatever background the terminal has."""
    light = os.environ.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    pattern = BUILTIN_THEMES["ansi-light" if light else "ansi-dark"]
    plain = name == MONO
    accent = "ansi_default" if plain else "ansi_blue" if light else "ansi_bright_cyan"
    variables = dict(pattern.variables) | {
        "text-muted": "ansi_default",
        **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), "ansi_bright_black"),
        **dict.fromkeys((f"scrollbar-background{kind}" for kind in ("", "-hover", "-active")), "ansi_default"),
        # Not reversed: the framework leaves that out where it draws lists of options.
        "block-cursor-text-style": "bold underline" if plain else "bold",
        "block-cursor-blurred-text-style": "bold underline",
        "button-focus-text-style": "bold reverse",
        **meanings_for(Theme(name=name, primary=accent, ansi=True), plain=plain, light=light),
    }
    if plain:
        variables |= {"block-cursor-foreground": "ansi_default", "block-cursor-background": "ansi_default"}
    return Theme(
        name=name,
        ansi=True,
        dark=not light,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning="ansi_default" if plain else "ansi_yellow",
        error="ansi_default" if plain else "ansi_red",
        success="ansi_default" if plain else "ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=variables,
    )


def meanings_for(theme: Theme, *, plain: bool = False, light: bool = False) -> dict[str, str]:
    """The variables of `MEANINGS` for a theme that does not name them, such as Textual's own."""
    if plain:
        return dict.fromkeys(MEANINGS, "ansi_default")
    if theme.ansi:
        names = ("green", "red", "magenta" if light else "yellow", "default", "red", "blue" if light else "bright_cyan")
        return {meaning: f"ansi_{name}" for meaning, name in zip(MEANINGS, names, strict=True)}
    colours = (theme.success, theme.error, theme.warning, theme.foreground, theme.warning, theme.primary)
    return {
        meaning: Color.parse(colour or theme.primary).hex for meaning, colour in zip(MEANINGS, colours, strict=True)
    }


def remembered(data_dir: Path) -> str | None:
    """The name of the theme chosen last, or None. A damaged file is no reason not to start."""
    try:
        name = tomli.loads((data_dir / "config.toml").read_text("utf-8")).get("theme")
    except (OSError, ValueError):
        return None
    return name if isinstance(name, str) else None


def remember(data_dir: Path, name: str) -> None:
    """Keeps the theme's name, and whatever else the file says. Raises OSError where nothing can be written."""
    from exam.files.settings import with_keys

    path = data_dir / "config.toml"
    try:
        text = path.read_text("utf-8")
        tomli.loads(text)
    except FileNotFoundError:
        text = ""
    except ValueError:
        # Perhaps written by hand and not right yet: it is put aside and not lost.
        path.replace(path.with_name("config.toml.old"))
        text = ""
    data_dir.mkdir(parents=True, exist_ok=True)
    beside = path.with_name("config.toml.new")
    beside.write_text(with_keys(text, {"theme": name}), "utf-8")
    beside.replace(path)


def _theme(name: str, dark: bool, base: dict[str, Color], meaning: dict[str, Color]) -> Theme:
    hexes = {key: colour.hex for key, colour in base.items()}
    primary, muted = hexes["primary"], hexes["muted"]
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=hexes.get("secondary", primary),
        accent=hexes.get("accent", primary),
        warning=hexes.get("warning", meaning["marked"].hex),
        error=hexes.get("error", meaning["incorrect"].hex),
        success=hexes.get("success", meaning["correct"].hex),
        foreground=hexes["foreground"],
        background=hexes["background"],
        surface=hexes["surface"],
        panel=hexes["panel"],
        variables={
            **{key: colour.hex for key, colour in meaning.items()},
            "text": hexes["foreground"],
            "text-muted": muted,
            "foreground-muted": muted,
            "border": primary,
            "border-blurred": hexes["panel"],
            "block-cursor-foreground": hexes["background"],
            "block-cursor-background": primary,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-foreground": hexes["foreground"],
            "block-cursor-blurred-background": hexes["panel"],
            "footer-foreground": muted,
            "footer-background": hexes["background"],
            "footer-key-foreground": primary,
            "footer-description-foreground": muted,
            "footer-item-background": hexes["background"],
            "scrollbar": base["background"].blend(base["muted"], 0.3).hex,
            "scrollbar-hover": muted,
            "scrollbar-active": muted,
            "scrollbar-background": hexes["background"],
            "scrollbar-background-hover": hexes["background"],
            "scrollbar-background-active": hexes["background"],
            "scrollbar-corner-color": hexes["background"],
        },
    )


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise ThemeRefused([FileFault(path, 1, "", "is not a file")])
        if path.stat().st_size > _LARGEST:
            raise ThemeRefused([FileFault(path, 1, "", f"is larger than {_LARGEST // 1000} kB, which no theme is")])
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ThemeRefused([FileFault(path, 1, "", "is not UTF-8 text: save it as UTF-8")]) from None
    except OSError as error:
        raise ThemeRefused([FileFault(path, 1, "", f"cannot be read: {error.strerror}")]) from None


def _colours(
    written: dict[str, Any], table: str, required: tuple[str, ...], optional: tuple[str, ...], fault: Any
) -> dict[str, Color]:
    values = written.get(table, {})
    if not isinstance(values, dict):
        fault(table, f"has to be a table: write [{table}]")
        return {}
    for key in values.keys() - {*required, *optional}:
        fault(f"{table}.{key}", f"is not a colour of [{table}]; known are {', '.join((*required, *optional))}")
    for key in required:
        if key not in values:
            fault(f"{table}.{key}", "is missing")
    found = {}
    for key in (*required, *optional):
        if key in values:
            try:
                found[key] = _colour(values[key])
            except ValueError as error:
                fault(f"{table}.{key}", str(error))
    return found


def _colour(value: object) -> Color:
    if not isinstance(value, str):
        raise ValueError('has to be a colour in quotes, as in "#82b4e8"')
    try:
        colour = Color.parse(value)
    except ColorParseError:
        raise ValueError(f'{value!r} is not a colour: write one like "#82b4e8"') from None
    if colour.a != 1 or colour.ansi is not None or colour.auto:
        raise ValueError(f'{value!r} is see-through or depends on the terminal: write one like "#82b4e8"')
    return colour


def _line_of(text: str, where: str) -> int:
    """The line of a field, or of its table where the field is missing; 1 where neither is there."""
    table, _, key = where.rpartition(".")
    here, line_of_table = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([\w-]+)", line):
            here = header[1]
            if here in (table, where):
                line_of_table = number
        elif here == table and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return number
    return line_of_table
