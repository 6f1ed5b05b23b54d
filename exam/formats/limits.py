"""Bounds on a TOML text, checked before it is parsed: without them a small file could take all memory.

A megabyte of dotted keys takes the parser gigabytes, and brackets nested a thousand deep its stack. So the tokens are
counted first. The bounds are far above any bank, which is six levels deep, three names long in its longest header,
and spends ten bytes and more on a token.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

BYTES_PER_TOKEN = 10
"""The fewest bytes a large file spends on a token; brackets, signs, names, texts and comments are tokens."""
FEWEST_TOKENS = 100_000
"""Tokens that any file may have."""
MOST_LEVELS = 64
"""Brackets open at one place."""
MOST_PARTS = 8
"""Names in one dotted key."""
MOST_KEYS = 1_000
"""Keys in one table, and different headers in the text."""
MOST_LETTERS = 250_000
"""Characters between two quotes."""
MOST_DIGITS = 400
"""Characters of a number, a date or a name without quotes."""
TEXT = (
    rf'"""[^"\\]*+(?:(?:\\.|""?(?!"))[^"\\]*+){{0,{MOST_LETTERS}}}"""(?:""?)?'
    rf"|'''[^']*+(?:''?(?!')[^']*+){{0,{MOST_LETTERS}}}'''(?:''?)?"
    rf'|"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+){{0,{MOST_LETTERS}}}"'
    r"|'(?!'')[^'\n]*+'"
)
"""A regular expression, with DOTALL, for a text in quotes: up to two more quotes may end one that has three.

Only single characters are repeated possessively: before Python 3.11.5 a possessive repeat of a group matches wrongly.
The groups give back at most `MOST_LETTERS` of their rounds, each in one step, so that a text without an end costs
linear time and bounded memory; a text of more is not matched, and no text that long is allowed.
"""

_COST_OF_A_DOT = 40
"""In tokens: each table that a dotted key opens is remembered by the parser, unlike those of repeated headers."""
_ESCAPES_PER_TOKEN = 2
_HEADER = 200
"""Characters by which headers are told apart."""
_TOKEN = re.compile(
    rf"""\s*+(?:
      (?P<mark>[\[\]{{}}=,])
    | (?P<word>[^\s"'\#\[\]{{}}=,]++)
    | (?P<text>{TEXT})(?:\s*+,)?
    | (?P<comment>\#[^\n]*+)
    | (?P<unclosed>["'])
    | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_NOT_A_BANK = "No bank needs that: look for a bracket, a quote or a full stop that is missing or too many."


class Excess(NamedTuple):
    """A bound that a text goes beyond, with what to say of it."""

    at: int
    """An index into the text."""
    message: str
    remedy: str
    unclosed: bool = False
    """Whether it is a quote that is never closed, so that what stands before it may still be parsed."""


def find_excess(text: str, max_bytes: int) -> Excess | None:
    """The first bound that a TOML text breaks, or its first unclosed quote; None where the parser can take it.

    Where the text cannot be TOML any more the count ends: the parser will end there too.
    """
    return next(_excesses(text, max(FEWEST_TOKENS, max_bytes // BYTES_PER_TOKEN)), None)


def _excesses(text: str, most_tokens: int) -> Iterator[Excess]:
    depth = dots = tokens = 0
    keys = [0] * (MOST_LEVELS + 1)
    headers: set[str] = set()
    after_equals = False
    escapes = "\\" in text
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        tokens += 1
        is_value, after_equals = after_equals, False
        if kind == "mark":
            at = token.end() - 1
            mark = text[at]
            if mark in "[{":
                if depth == 0 and not is_value:
                    keys[0] = 0
                    headers.add(text[at : at + _HEADER].partition("]")[0])
                    if len(headers) > MOST_KEYS:
                        yield Excess(at, f"more than {MOST_KEYS:,} tables have names of their own", _NOT_A_BANK)
                depth += 1
                if depth > MOST_LEVELS:
                    yield Excess(at, f"brackets are nested more than {MOST_LEVELS} deep", _NOT_A_BANK)
                keys[depth] = 0
            elif mark in "]}":
                depth -= 1
                if depth < 0:
                    return
            elif mark == "=":
                keys[depth] += 1
                after_equals = True
                tokens += _COST_OF_A_DOT * dots
                if keys[depth] > MOST_KEYS:
                    yield Excess(at, f"one table has more than {MOST_KEYS:,} keys", _NOT_A_BANK)
            dots = 0
        elif kind == "text":
            start, end = token.span("text")
            if end - start > MOST_LETTERS:
                yield Excess(start, f"a text has {end - start:,} characters", "Shorten it.")
            if escapes:
                tokens += text.count("\\", start, end) // _ESCAPES_PER_TOKEN
        elif kind == "word":
            word = token["word"]
            dots += word.count(".")
            if dots >= MOST_PARTS:
                yield Excess(token.start("word"), f"a dotted key has more than {MOST_PARTS} parts", _NOT_A_BANK)
            if len(word) > MOST_DIGITS:
                message = f"a number or name has {len(word):,} characters"
                yield Excess(token.start("word"), message, "Shorten it, or put it in quotes where it is text.")
        elif kind == "unclosed":
            yield _unclosed(text, token.start("unclosed"))
            return
        if tokens > most_tokens:
            message = f"more than {most_tokens:,} keys, signs and values"
            yield Excess(token.start(), message, "Split the file into several banks, or raise --max-bank-size.")


def _unclosed(text: str, at: int) -> Excess:
    """What to say of a quote from which no text of a bearable length begins: it has no end, or one too far away."""
    quote = text[at]
    several_lines = text.startswith(quote * 3, at)
    rest = text[at + 1 :] if several_lines else text[at + 1 :].partition("\n")[0]
    if quote == '"':
        rest = rest.replace("\\\\", "..").replace('\\"', "..")
    closing = quote * 3 if several_lines else quote
    if (end := rest.find(closing, len(closing) - 1)) >= 0:
        letters = 1 + end + len(closing)
        return Excess(at, f"a text has {letters:,} characters", "Shorten it.")
    if several_lines:
        return Excess(at, "the text that begins here has no end", f"Close it with {closing}.", unclosed=True)
    remedy = f"Close it with {quote}. For a text of several lines use {quote * 3} at both ends."
    if quote == "'":
        remedy = f"Close it with {quote}. A text with an apostrophe goes in double quotes."
    return Excess(at, "the text that begins here has no closing quote on its line", remedy, unclosed=True)
