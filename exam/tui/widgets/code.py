"""Code in colours, by Pygments, which comes with rich."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_MOST_COLOURED = 2_000
"""Letters of code up to which it has colours, so that no key waits for them: the time of some lexers grows with the
square of what they read. Sixty lines of YAML have 1,500."""

Pieces = list[tuple[str, tuple[str, ...]]]


@lru_cache(maxsize=64)
def coloured(code: str, language: str) -> Sequence[Pieces]:
    """The lines of some code, in pieces that say what they are. None of it changes: the pieces joined are the code.

    Without colours: long code, and code in a language that is not among `_LEXERS`.
    """
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.token import (  # type: ignore[import-untyped]
        Comment,
        Keyword,
        Name,
        Number,
        Operator,
        String,
    )

    name = _LEXERS.get(language.casefold(), "")
    if not name or len(code) > _MOST_COLOURED:
        return [[(line, ("block",))] for line in code.split("\n")]
    marks = {
        **{Comment: "comment", Keyword: "keyword", Operator.Word: "keyword", String: "string", Number: "number"},
        **{Name.Tag: "name", Name.Attribute: "name", Name.Function: "name", Name.Class: "name", Name.Builtin: "name"},
    }
    lines: list[Pieces] = [[]]
    for kind, text in get_lexer_by_name(name, stripnl=False, ensurenl=False).get_tokens(code):
        mark = next((mark for known, mark in marks.items() if kind in known), None)
        first, *others = text.split("\n")
        for place, part in enumerate((first, *others)):
            if place:
                lines.append([])
            if part:
                lines[-1].append((part, ("block", mark) if mark else ("block",)))
    if "\n".join("".join(part for part, _ in line) for line in lines) != code:
        return [[(line, ("block",))] for line in code.split("\n")]
    return lines


_SAFE = (
    "bash clojure cmake css docker elixir go graphql haskell html javascript jinja json lua mysql nginx perl php "
    "postgresql powershell promql properties pycon python r ruby rust sql swift toml vim xml yaml"
).split()
"""Lexers of Pygments that need 0.1 s at most for 2,000 letters of anything that was tried: sixty patterns, repeated.
Those of C, C++, C#, Java, TypeScript, Kotlin, Scala, Terraform, Make and INI files take seconds, or do not end."""
_LEXERS = {
    **{name: name for name in _SAFE},
    **{"sh": "bash", "shell": "bash", "zsh": "bash", "console": "bash", "shell-session": "bash", "terminal": "bash"},
    **{"py": "python", "python3": "python", "py3": "python", "yml": "yaml", "golang": "go", "rs": "rust", "rb": "ruby"},
    **{
        "dockerfile": "docker",
        "containerfile": "docker",
        "htm": "html",
        "svg": "xml",
        "pl": "perl",
        "ps1": "powershell",
    },
    **{
        "ini": "properties",
        "conf": "properties",
        "cfg": "properties",
        "jsonc": "json",
        "pgsql": "postgresql",
    },
    # These have the same comments and texts as JavaScript, whose lexer knows Java's words too.
    **dict.fromkeys(
        "js jsx mjs ts tsx typescript java c h cpp c++ cc cxx cs c# csharp kotlin kt scala dart groovy".split(),
        "javascript",
    ),
}
"""The lexer by the name of a language, as authors write it."""
