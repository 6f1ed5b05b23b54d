"""What stands within the texts of a Markdown practice exam: pictures, links to sources, and a little HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from exam.formats.imports.markdown_words import explanation_begun, is_source_word, source_begun
from exam.formats.written_form import in_code

_ADDRESS = r"(?:<([^<>\s]{1,2000})>|((?:[^()\s<>]|\([^()\s<>]{0,200}\)){1,2000}))"
_LINK = re.compile(rf"(?<!!)\[([^\[\]]{{0,300}})\]\({_ADDRESS}(?:[ \t]+[\"'][^\"'\n]{{0,300}}[\"'])?\)")
_PICTURE = re.compile(rf"!\[([^\[\]]{{0,1000}})\]\({_ADDRESS}(?:[ \t]+[\"'][^\"'\n]{{0,300}}[\"'])?\)")
_IMG = re.compile(r"<img\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"\b(src|alt)\s{0,3}=\s{0,3}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')", re.I)
_BARE = re.compile(r"(?:<[ \t]?)?(https?://[^\s<>\[\]]{1,2000})>?")
_CODE = re.compile(r"(`+[^`\n]*`+)")
_LONGEST = 4_000
"""Characters of a line in which pictures, links and tags are looked for."""
_TAGS = (
    (re.compile(r"<a\b[^<>]{0,300}\b(?:name|id)\b[^<>]{0,300}>\s{0,3}</a>", re.I), ""),
    (
        re.compile(
            r"<a\b[^<>]{0,300}\bhref\s{0,3}=\s{0,3}[\"']?([^\"'<>\s]{1,1000})[\"']?[^<>]{0,300}>([^<>]{0,500})</a>",
            re.I,
        ),
        r"[\2](\1)",
    ),
    (re.compile(r"</?(?:b|strong)\s{0,3}>", re.I), "**"),
    (re.compile(r"</?(?:i|em)\s{0,3}>", re.I), "*"),
    (re.compile(r"</?(?:code|kbd|tt|samp)\s{0,3}>", re.I), "`"),
    (re.compile(r"<br\b[^<>]{0,100}>", re.I), "  \n"),
    (re.compile(r"<sub>([^<>\s]{1,40})</sub>", re.I), r"~\1~"),
    (re.compile(r"<sup>([^<>\s]{1,40})</sup>", re.I), r"^\1^"),
    (re.compile(r"</?(?:span|u|a|small|big|blockquote|pre|ul|ol)\b[^<>]{0,300}>", re.I), ""),
)
_LISTED = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])[ \t]+")
_NAMED_SO = re.compile(r"^(?:references?|sources?)[ \t:]+(?=\S)", re.I)
_PLAIN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass
class WantedPictures:
    """The pictures of a file as exhibits, each once."""

    exhibits: list[dict[str, Any]] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)
    """Names to paths, as `ForeignBank.wanted_media` has them."""
    _by_path: dict[str, tuple[str, str]] = field(default_factory=dict)

    def exhibit(self, path: str, alt: str) -> str:
        """The id of the exhibit of a picture that lies beside the file."""
        if path not in self._by_path:
            name = f"picture-{len(self._by_path) + 1}"
            file = PurePosixPath(path)
            stem = _PLAIN_NAME.sub("-", file.stem).strip("-.")[:60] or name
            plain = f"{stem}{_PLAIN_NAME.sub('', file.suffix)[:10].lower()}"
            if plain in self.wanted:
                plain = f"{name}-{plain}"
            self.wanted[plain] = path
            self.exhibits.append({"id": name, "picture": plain, "alt": alt or "A picture that the question shows"})
            self._by_path[path] = name, plain
        return self._by_path[path][0]


@dataclass
class TakenOut:
    """What was taken out of one text."""

    exhibits: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def with_pictures_out(text: str, pictures: WantedPictures, found: TakenOut, *, beside: bool) -> str:
    """A line without its pictures: if `beside`, those beside the file become exhibits; all others are told in words."""
    if len(text) > _LONGEST:
        return text

    def taken(alt: str, path: str) -> str:
        alt = " ".join(alt.split())
        if re.match(r"(?:[a-z][a-z0-9+.-]{1,15}:|//)", path, re.I):
            found.changed.append(f"its picture at {path[:200]} is not in the file: a link stands in its place")
            return f"[{alt or 'picture'}]({path})" if path.lower().startswith("http") else f"[picture: {alt}]"
        local = unquote(re.split(r"[?#]", path)[0]).replace("\\", "/").removeprefix("./")
        if not local or local.startswith("/") or ".." in PurePosixPath(local).parts or not local.isprintable():
            found.changed.append(f"its picture {path[:200]} lies outside of the file's folder and is not shown")
            return f"[picture: {alt or path}]"
        if not beside:
            found.changed.append(f"the picture {local[:200]} in its explanation is told by its words alone")
            return f"[picture: {alt or local}]"
        name = pictures.exhibit(local, alt)
        if name not in found.exhibits:
            found.exhibits.append(name)
        return ""

    parts = _CODE.split(text) if "`" in text else [text]
    for at in range(0, len(parts), 2):
        if "<" in parts[at]:
            parts[at] = _IMG.sub(lambda tag: taken(*_img(tag[1])), parts[at])
        if "![" in parts[at]:
            parts[at] = _PICTURE.sub(lambda one: taken(one[1], one[2] or one[3]), parts[at])
    return "".join(parts)


def _img(attributes: str) -> tuple[str, str]:
    found = {one[1].lower(): one[2] or one[3] or "" for one in _ATTRIBUTE.finditer(attributes)}
    return found.get("alt", ""), found.get("src", "")


def html_as_markdown(text: str) -> str:
    """A line with what a little HTML means in the signs of Markdown. Code and all other HTML stay as they are."""
    if "<" not in text or len(text) > _LONGEST:
        return text
    parts = _CODE.split(text)
    for at in range(0, len(parts), 2):
        for tag, sign in _TAGS:
            parts[at] = tag.sub(sign, parts[at])
    return "".join(parts)


def broken_as(raw: str, text: str) -> str:
    """What was made of a line, broken behind it where the line as it stands is."""
    return f"{text}  " if text and raw.endswith("  ") else text


def without_wide_gaps(lines: Iterable[str]) -> str:
    """Lines as a text in which one empty line at most stands between two; code keeps all of its own."""
    text = "\n".join(lines).replace("  \n\n", "\n\n")
    if "\n\n\n" not in text:
        return text
    written = text.split("\n")
    code = in_code(written)
    kept = [line for at, line in enumerate(written) if line or code[at] or not at or code[at - 1] or written[at - 1]]
    return "\n".join(kept)


def sources_out(text: str) -> tuple[list[dict[str, str]], str]:
    """The sources that a line of an explanation names, and what is left of the line: a line of links alone names some,
    and so does a link called "reference" at the beginning of any line.
    """
    if len(text) > _LONGEST or ("](" not in text and "://" not in text):
        return [], text
    text = text.strip()
    listed = _LISTED.sub("", text)
    behind = source_begun(listed)
    said = explanation_begun(listed)
    rest = behind if behind is not None and "://" in behind else said if said is not None else listed
    found: list[dict[str, str]] = []

    def source(title: str, url: str) -> None:
        title = _NAMED_SO.sub("", " ".join(title.strip(" *_`").split()))
        bare = re.sub(r"^https?://(?:www\.)?|/*(?:[#?].*)?$", "", url)
        if not title or is_source_word(title) or "://" in title:
            title = bare[:100] or url[:100]
        found.append({"title": title, "url": url})

    left = _LINK.sub(lambda link: _taken(source, link[1], link[2] or link[3]), rest)
    left = _BARE.sub(lambda link: _taken(source, "", link[1].rstrip(".,;)")), left)
    if found and not re.sub(r"[^\w]|\b(?:and|und|et|y|e|or|also)\b", "", left):
        return found, ""
    first = _LINK.match(text)
    if first and is_source_word(first[1]) and (first[2] or first[3]).lower().startswith(("http://", "https://")):
        found.clear()
        source(first[1], first[2] or first[3])
        return found, text[first.end() :].lstrip(" \t.:,;–—-")
    return [], text


def _taken(source: Any, title: str, url: str) -> str:
    if url.lower().startswith(("http://", "https://")):
        source(title, url)
        return ""
    return f"{title}({url})"


def is_navigation(text: str) -> bool:
    """Whether a line is no more than a link to another place of the same page, as "Back to top"."""
    if "](#" not in text or len(text) > _LONGEST:
        return False
    return not re.sub(r"\W", "", _LINK.sub(lambda link: "" if (link[3] or "").startswith("#") else link[0], text))
