"""A tree of `exam.core.markdown` as HTML: a few tags of ours around escaped text, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from exam.core.markdown import (
    Align,
    Block,
    CodeBlock,
    HorizontalRule,
    Items,
    Mark,
    Paragraph,
    Quote,
    Table,
    Words,
    parse,
)

_TAGS: dict[Mark, str] = {"strong": "strong", "emphasis": "em", "code": "code", "sup": "sup", "sub": "sub"}
_ALIGNED: dict[Align, str] = {"left": "", "right": ' class="right"', "centre": ' class="centre"'}


def html(text: str) -> str:
    """A Markdown text as HTML."""
    return "".join(map(_block, parse(text)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(words, heading):
            return f"<p><strong>{_inline(words)}</strong></p>" if heading else f"<p>{_inline(words)}</p>"
        case CodeBlock(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Items(entries, first):
            name, start = ("ul", "") if first is None else ("ol", f' start="{first}"')
            return f"<{name}{start}>{''.join(f'<li>{_entry(entry)}</li>' for entry in entries)}</{name}>"
        case Quote(blocks):
            return f"<blockquote>{''.join(map(_block, blocks))}</blockquote>"
        case Table(rows, aligns):
            return f"<table>{''.join(_row(row, aligns, 'td' if at else 'th') for at, row in enumerate(rows))}</table>"
        case HorizontalRule():
            return "<hr>"


def _entry(entry: Sequence[Block]) -> str:
    """A list's entry; a single paragraph needs no room around it."""
    match entry:
        case [Paragraph(words), *others]:
            return _inline(words) + "".join(map(_block, others))
        case _:
            return "".join(map(_block, entry))


def _row(row: Sequence[Sequence[Words]], aligns: Sequence[Align], tag: str) -> str:
    cells = zip(row, aligns, strict=True)
    return f"<tr>{''.join(f'<{tag}{_ALIGNED[align]}>{_inline(cell)}</{tag}>' for cell, align in cells)}</tr>"


def _inline(words: Iterable[Words]) -> str:
    return "".join(map(_one, words))


def _one(words: Words) -> str:
    shown = escape(words.text).replace("\n", "<br>")
    for mark in reversed(words.marks):
        if tag := _TAGS.get(mark):
            shown = f"<{tag}>{shown}</{tag}>"
    if words.href:
        return f'<a href="{escape(words.href)}" rel="noreferrer">{shown}</a>'
    return shown
