"""Themes are data: each shipped one is readable, each broken one is refused by line."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme
from textual.widgets import Input, OptionList

from exam.files.own_toml import FileRefused
from exam.tui.theming import (
    MEANINGS,
    MONO,
    TERMINAL,
    meanings_for,
    read_theme,
    said_by_environment,
    terminal_theme,
)

SHIPPED = sorted((Path(__file__).parents[2] / "themes").glob("*.toml"))
TEXTS = ("primary", "foreground", "text-muted", *MEANINGS)
BACKGROUNDS = ("background", "surface", "panel")


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(colour: Color) -> float:
        parts = [value / 255 for value in colour.rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def variables_of(theme: Theme) -> dict[str, str]:
    """What style sheets see."""
    return theme.to_color_system().generate() | theme.variables


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the dark theme with changes to its text."""
    text = SHIPPED[[path.stem for path in SHIPPED].index("dark")].read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        read_theme(path)
    return [str(fault).removeprefix(f"{path}:") for fault in refused.value.faults]


def test_the_four_kinds_of_theme_are_there() -> None:
    assert [path.stem for path in SHIPPED] == ["colour-blind", "dark", "high-contrast", "light"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_text_colour_can_be_read_on_every_background(path: Path) -> None:
    variables = variables_of(read_theme(path))
    least = 7.0 if path.stem == "high-contrast" else 4.5
    too_low = {
        (text, ground): round(ratio, 2)
        for text in TEXTS
        for ground in BACKGROUNDS
        if (ratio := contrast(Color.parse(variables[text]), Color.parse(variables[ground]))) < least
    }
    assert too_low == {}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_under_the_cursor_can_be_read(path: Path) -> None:
    variables = variables_of(read_theme(path))
    front, back = variables["block-cursor-foreground"], variables["block-cursor-background"]
    assert contrast(Color.parse(front), Color.parse(back)) >= 4.5


def test_a_wrong_colour_is_reported_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, ('correct = "#8fcf8b"', 'correct = "greenish"'))
    assert faults_of(path)[0] == "13: meaning.correct: 'greenish' is not a colour: write one like \"#82b4e8\"."


def test_every_fault_is_reported_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ("dark = true", 'dark = "yes"\nbrightness = 3'),
        ('primary = "#82b4e8"', 'primary = "red; } * { display: none"'),
        ('marked = "#e6bd6a"\n', ""),
        ('struck = "#8e98a8"', "struck = 7"),
    )
    assert [fault.split(":")[0:2] for fault in faults_of(path)] == [
        ["2", " dark"],
        ["3", " brightness"],
        ["6", " base.primary"],
        ["13", " meaning.marked"],
        ["16", " meaning.struck"],
    ]


@pytest.mark.parametrize("colour", ["auto", "#82b4e880", "ansi_blue", "transparent", "rgba(1,2,3,0.5)"])
def test_a_colour_that_hangs_on_something_else_is_refused(tmp_path: Path, colour: str) -> None:
    (fault,) = faults_of(written(tmp_path, ('chosen = "#82b4e8"', f'chosen = "{colour}"')))
    assert fault.startswith("18: meaning.chosen: ")


def test_text_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, ("[meaning]", "[meaning")))
    assert fault.startswith("12: is not valid TOML: ")


def test_control_signs_in_a_theme_reach_no_terminal(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, ('chosen = "#82b4e8"', r'chosen = "\u001b[2J"')))
    assert "\x1b" not in fault


@pytest.mark.parametrize("kind", ["directory", "missing", "latin", "huge"])
def test_what_is_no_theme_file_at_all_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "mine.toml"
    match kind:
        case "directory":
            path.mkdir()
        case "latin":
            path.write_bytes(b'title = "caf\xe9"')
        case "huge":
            path.write_bytes(b"#" * 200_000)
    (fault,) = faults_of(path)
    assert fault.startswith("1: ")


class Listing(App[None]):
    """A field and the list of what it finds, as in the palette."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield OptionList("first", "second")


@pytest.mark.slow
@pytest.mark.parametrize("name", [TERMINAL, MONO])
@pytest.mark.parametrize("place", [Input, OptionList])
async def test_the_line_to_be_taken_is_marked_where_colours_are_few(name: str, place: type[Input | OptionList]) -> None:
    app = Listing()
    async with app.run_test() as pilot:
        app.register_theme(terminal_theme(name, light=False))
        app.theme = name
        app.query_one(place).focus()
        listed = app.query_one(OptionList)
        listed.highlighted = 0
        await pilot.pause()
        under, other = (next(iter(listed.render_line(row))).style for row in (0, 1))
        assert under is not None
        assert other is not None
        assert (under.bold, under.underline, under.bgcolor) != (other.bold, other.underline, other.bgcolor)


@pytest.mark.parametrize("name", [TERMINAL, MONO])
@pytest.mark.parametrize("ground", ["15;0", "0;15"])
def test_the_terminals_own_colours_give_a_whole_theme(monkeypatch: pytest.MonkeyPatch, name: str, ground: str) -> None:
    monkeypatch.setenv("COLORFGBG", ground)
    theme = terminal_theme(name, light=bool(said_by_environment()))
    assert theme.ansi
    assert theme.dark is (ground == "15;0")
    variables = variables_of(theme)
    for meaning in MEANINGS:
        Color.parse(variables[meaning])


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_a_theme_that_names_no_meanings_gets_some(theme: Theme) -> None:
    for colour in meanings_for(theme).values():
        Color.parse(colour)


def test_a_light_terminal_of_sixteen_colours_gets_colours_for_light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORFGBG", "0;15")
    theme = terminal_theme(TERMINAL, light=bool(said_by_environment()))
    meanings = meanings_for(theme, light=True)
    assert not theme.dark
    assert not {"ansi_yellow", "ansi_bright_cyan"} & {theme.primary, theme.accent, *meanings.values()}
    assert {name: theme.variables[name] for name in meanings} == meanings
