"""A text that is no TOML is refused in plain words, at the place where a person has to look."""

from pathlib import Path

import pytest

from exam.formats import BankRefused, read_bank

COMPLAINTS = {
    "title = My bank": (1, 9, "'My bank' is not a value of TOML. Put text in quotes"),
    "title = “My bank”": (1, 9, "'“' is a printer's quotation mark. Use straight quotes"),
    "lures_only = True": (1, 14, "'True' is not a value of TOML. Write true and false in small letters."),
    "title = # nothing": (1, 9, "a value is missing after the equals sign."),
    "title = it's here": (1, 9, "'it's here' is not a value of TOML."),
    "a = 1\nb = 'it's here'": (2, 9, "the line goes on after its value."),
    "a = 1\ntitle = \"It's here\nid = 1": (2, 9, "the text that begins here has no closing quote on its line."),
    'title = "here": "there': (1, 15, "the line goes on after its value."),
    'stem = """\nWhat is\n\nit?': (1, 8, 'the text that begins here has no end. Close it with """.'),
    "a = [1 2]": (1, 8, "a list does not go on like this. Put a comma"),
    "a = [\n  1,\n": (2, 5, "a value is missing"),
    "a = { b = 1": (1, 12, "the file ends too early: a table in braces does not go on like this."),
    "[section": (1, 9, "the file ends too early: the brackets of this header do not close. End it with ]."),
    "[[section]": (1, 10, "the brackets of this header do not close. End it with ]]."),
    "title": (1, 6, "the file ends too early: a name stands here without a value."),
    "- a list of another language": (1, 3, "a name stands here without a value."),
    '{"id": "json"}': (1, 1, "this looks like JSON, and not like a bank."),
    'a = "C:\\path"': (1, 8, "a backslash begins an escape in double quotes. Put a path of Windows in single quotes"),
    'a = "\\path"': (1, 6, "a backslash stands here for no character."),
    'a = "\\u12"': (1, 6, "an escape wants hexadecimal digits."),
    'a = "\\ud800"': (1, 6, "an escape names no character."),
    "a = 1\nb = 2\na = 3": (3, 1, "'a' has a value already in line 1."),
    "a = { b = 1, b = 2 }": (1, 14, "'a.b' has a value already in line 1."),
    "a = 1\na.b = 2": (2, 3, "'a.b' cannot be: 'a' stands in line 1."),
    "[section]\n[section]": (2, 1, "the table 'section' stands already in line 1. Merge the two tables."),
    "[[section]]\n\n[section]": (3, 1, "the table 'section' stands already in line 1."),
    "[a.b]\n[a]\nb = 1": (3, 1, "'a.b' has a value already in line 1."),
}


@pytest.mark.parametrize("text", COMPLAINTS)
def test_what_is_no_toml_is_told_in_plain_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bank.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    line, column, message = COMPLAINTS[text]
    assert str(refused.value).startswith(f"{path}:{line}:{column}: {message}")


def test_the_first_of_two_is_found_far_above_it(tmp_path: Path) -> None:
    path = tmp_path / "bank.toml"
    path.write_text("[a]\nx = 1\n" + "[[b]]\ny = 2\n" * 500 + "[a]\n", "utf-8")
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    assert str(refused.value).startswith(f"{path}:1003:1: the table 'a' stands already in line 1.")


@pytest.mark.parametrize(
    "value",
    [
        r'"a \" quote"',
        r'"\\"',
        '""',
        '"""two "" in it"""',
        '"""ends in two"""""',
        r'"""an escaped \""" three"""',
        "'''it's, ''so to say'''",
        "'''ends in two'''''",
        "'C:\\path\\'",
    ],
)
def test_quotes_within_quotes_are_read_as_toml_has_them(tmp_path: Path, value: str) -> None:
    """So they are also by Python up to 3.11.4, which matches possessive groups wrongly."""
    path = tmp_path / "bank.toml"
    path.write_text(f"title = {value}\ncut = 'high'\n", "utf-8")
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    assert f"{path}:2:1: cut: is no field of a bank" in str(refused.value)
