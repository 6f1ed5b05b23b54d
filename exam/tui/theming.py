"""Themes: the shipped and the user's own files, and the terminal's colours, made into themes of Textual.

Textual pastes a theme's variables into style sheets as text and stops at a bad colour, so a file's values are parsed
as colours here and only what was parsed goes on. A theme's name is its file's name.
"""

import os
from collections.abc import Callable
from pathlib import Path

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from exam.files.faults import Fault
from exam.files.own_toml import FileRefused, OwnFile, read_own

DEFAULT = "dark"
TERMINAL = "terminal"
"""The terminal's own sixteen colours."""
MONO = "mono"
"""No colour at all: signs, words, bold and reverse."""

_REQUIRED = ("primary", "foreground", "muted", "background", "surface", "panel")
_OPTIONAL = ("secondary", "accent", "warning", "error", "success")
MEANINGS = ("correct", "incorrect", "marked", "struck", "time-low", "chosen")
"""What a colour can mean. Each is a style-sheet variable: ``$correct``."""


def read_theme(path: Path) -> Theme:
    """The theme in a file. Raises FileRefused with every fault.

    The first paint waits for this, so the keys are checked by hand: importing pydantic alone takes 75 to 100 ms.
    """
    file = read_own(path)
    faults: list[Fault] = []

    def fault(where: str, message: str) -> None:
        faults.append(file.fault(where, message))

    for key in file.values.keys() - {"title", "dark", "base", "meaning"}:
        fault(key, "is not a field of a theme; known are title, dark, [base] and [meaning]")
    dark = file.values.get("dark", True)
    if not isinstance(file.values.get("title", ""), str):
        fault("title", "has to be text")
    if not isinstance(dark, bool):
        fault("dark", "has to be true or false")
    base = _colours(file, "base", _REQUIRED, _OPTIONAL, fault)
    meaning = _colours(file, "meaning", MEANINGS, (), fault)
    if faults:
        raise FileRefused(sorted(faults, key=lambda one: one.line))
    return _theme(path.stem, bool(dark), base, meaning)


def said_by_environment() -> bool | None:
    """Whether the terminal's background is light, as some say in ``COLORFGBG``; None where this one does not."""
    said = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return said in {"7", "15"} if said.isdecimal() else None


def terminal_theme(name: str, *, light: bool) -> Theme:
    """The theme for sixteen colours, or for none (`MONO`), on the background that the terminal has."""
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
        # Reversed by the style sheet, as a ground of one of sixteen colours makes text unreadable.
        **dict.fromkeys(("screen-selection-foreground", "screen-selection-background"), "ansi_default"),
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
            "screen-selection-foreground": hexes["background"],
            "screen-selection-background": primary,
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


def _colours(
    file: OwnFile, table: str, required: tuple[str, ...], optional: tuple[str, ...], fault: Callable[[str, str], None]
) -> dict[str, Color]:
    """The colours of one table of a theme; says by `fault` what is wrong with them."""
    values = file.values.get(table, {})
    if not isinstance(values, dict):
        fault(table, f"has to be a table: write [{table}]")
        return {}
    for key in values.keys() - {*required, *optional}:
        fault(f"{table}.{key}", f"is not a colour of [{table}]; known are {', '.join((*required, *optional))}")
    for key in required:
        if key not in values:
            fault(f"{table}.{key}", "is missing")
    colours = {}
    for key in (*required, *optional):
        if key in values:
            try:
                colours[key] = _colour(values[key])
            except ValueError as error:
                fault(f"{table}.{key}", str(error))
    return colours


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
