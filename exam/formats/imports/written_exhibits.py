"""What stands beside questions in the written form: code, tables, pictures and passages under headings of their own."""

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from exam.formats import written_form as form

_PICTURE = re.compile(r"!\[((?:[^\]\\]|\\.){0,2000})\]\(([^()\s]{1,600})\)$")
_ROW = re.compile(r"\|(.*)\|$")
_SIGN = re.compile(r"\\.|[^\\|]|\||\\", re.S)
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+$")


class WrittenExhibits:
    """The exhibits of a file so far."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self.wanted: dict[str, str] = {}

    def read(self, head: str, lines: list[str]) -> str:
        """Reads one, and gives why it cannot be read; "" where it can."""
        title, attributes = form.attributes_of(head.removeprefix("Exhibit:").strip(" "), form.ATTRIBUTES_OF_EXHIBIT)
        exhibit: dict[str, Any] = {"id": attributes.get("id", f"exhibit-{len(self.found) + 1}")}
        if title.strip():
            exhibit["title"] = title
        while lines and not lines[0].strip():
            lines = lines[1:]
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        if not lines:
            return "shows nothing"
        shown = self._shown(lines) if attributes.get("type") != "passage" else None
        exhibit.update(shown or {"passage": form.unguarded("\n".join(lines))})
        self.found.append(exhibit)
        return ""

    def _shown(self, lines: list[str]) -> dict[str, Any] | None:
        fence = form.FENCE.match(lines[0])
        if fence and len(lines) > 1 and lines[-1].strip().startswith(fence[1]) and all(form.in_code(lines)):
            words = fence[2].split()
            return {"code": "\n".join(lines[1:-1]), **({"language": words[0]} if words else {})}
        if len(lines) == 1 and (picture := _PICTURE.match(lines[0])):
            path = unquote(picture[2]).removeprefix("./")
            plain = re.sub(r"[^A-Za-z0-9._-]+", "-", PurePosixPath(path).name) or "picture"
            if self.wanted.get(plain, path) != path:
                plain = f"{len(self.wanted) + 1}-{plain}"
            self.wanted[plain] = path
            return {"picture": plain, "alt": re.sub(r"\\(.)", r"\1", picture[1]) or "A picture"}
        if len(lines) > 1 and _RULE.match(lines[1].strip()) and all(_ROW.match(line.strip()) for line in lines):
            rows = [_cells(line.strip()[1:-1]) for line in (lines[0], *lines[2:])]
            return {"table": rows}
        return None


def _cells(row: str) -> list[str]:
    cells = [""]
    for sign in _SIGN.findall(row):
        if sign == "|":
            cells.append("")
        else:
            cells[-1] += ("\n" if sign == "\\n" else sign[1:]) if len(sign) == 2 and sign[0] == "\\" else sign
    return [cell.strip(" ") for cell in cells]
