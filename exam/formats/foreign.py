"""What a file looks like that is no TOML: a quiz in another format, given as a bank."""

import re

_ASSIGNS = re.compile(
    r"^\s*(?:[\w-]+|\"[^\"\n]+\")(?:\.[\w-]+)*\s*=\s*(?:[\"'\[{\d“]|true|false)|^\s*\[\[?[A-Za-z_.-]+\]\]?\s*$", re.M
)
"""Lines as a bank has them."""
REMEDY = "A bank is a text in TOML: banks/README.md has one to begin with."
"""What somebody can do whose file is in another format."""
_MOST_LINES, _MOST_LETTERS = 200, 40_000
"""Looked at, from the beginning."""
_MARKDOWN = (
    r"^#{1,6} \S",
    r"^\s*(?:[-*+]|\d+[.)]|[A-Za-z][.)]) \S",
    r"^```",
    r"\*\*[^*\n]+\*\*",
    r"^<details>|^\|.*\|\s*$",
)
_CHECKBOX = r"^\s*[-*+] \[[ xX]\] "
_YAML_LINE = re.compile(r"\s*(?:- )?[\w \"'-]+:(?:\s|$)|\s*- \S|---\s*$|\.\.\.\s*$")
_YAML_KEY = re.compile(r"\s*(?:- )?[\w\"'-]+:(?:\s|$)|---")
_GIFT_ANSWERS = re.compile(
    r"\{[^{}]{0,2000}?(?:\s|(?<=\{))[=~]\S[^{}]{0,2000}\}|\{\s*(?:T|F|TRUE|FALSE|#[^{}]{1,200})\s*\}", re.M
)


def looks_like(text: str) -> str | None:
    """The format that a text seems to be in, as it is said to people; None for TOML, and where nothing is plain."""
    start = "\n".join(text[:_MOST_LETTERS].lstrip().split("\n")[:_MOST_LINES])
    if len(_ASSIGNS.findall(start)) >= 2:
        return None
    return next((name for name, is_it in _FORMATS if is_it(start)), None)


def _is_json(text: str) -> bool:
    return bool(re.match(r"\{\s*[\"}]|\[\s*[\[{\"\]]", text)) and not re.match(r"\[\[?[\w.-]+\]\]?\s*$", text, re.M)


def _is_xml(text: str) -> bool:
    return bool(re.match(r"<\?xml\b|<!doctype\b|<[a-z][\w:.-]*[\s>/]", text, re.I))


def _is_gift(text: str) -> bool:
    begun = re.search(r"^::[^\n]{1,500}?::|^\$CATEGORY:|^//|[?.:\w]\s*\{", text, re.M)
    return bool(begun and _GIFT_ANSWERS.search(text))


def _is_aiken(text: str) -> bool:
    return bool(re.search(r"^ANSWER:\s*[A-Z]\s*$", text, re.M) and re.search(r"^[A-Z][.)]\s", text, re.M))


def _is_markdown(text: str) -> bool:
    signs = sum(bool(re.search(sign, text, re.M)) for sign in _MARKDOWN)
    return signs >= 2 or bool(re.search(_CHECKBOX, text, re.M))


def _is_table(text: str) -> bool:
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n") if line.strip()][:20]
    for mark in "\t;,":
        counts = [line.count(mark) for line in lines]
        alike = sum(count == counts[0] for count in counts)
        if len(lines) > 1 and counts[0] >= 1 and 4 * alike >= 3 * len(lines):
            return True
    return False


def _is_yaml(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")][:40]
    alike = sum(bool(_YAML_LINE.match(line)) for line in lines)
    return bool(lines) and 4 * alike >= 3 * len(lines) and any(map(_YAML_KEY.match, lines))


_FORMATS = (
    ("JSON", _is_json),
    ("XML or HTML", _is_xml),
    ("GIFT, a format of Moodle", _is_gift),
    ("Aiken, a format of Moodle", _is_aiken),
    ("YAML", _is_yaml),
    ("Markdown", _is_markdown),
    ("a table (CSV)", _is_table),
)
