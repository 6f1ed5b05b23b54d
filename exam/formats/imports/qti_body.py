"""What stands in the body of a question of QTI 2 or 3, as Markdown: texts, pictures, passages, and places for gaps."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from exam.files.faults import BankRefused
from exam.formats.imports.decoding import decoded
from exam.formats.imports.html_markdown import from_html
from exam.formats.imports.qti_files import Files
from exam.formats.imports.qti_tree import read_qti_xml
from exam.formats.imports.qti_worth import CannotBeHeld
from exam.formats.imports.xml_tree import Element

Replace = Callable[[Element], str | None]
"""The markup that an element becomes; None: as it stands."""

_DROPPED = frozenset("stylesheet script style catalogInfo companionMaterialsInfo endAttemptInteraction".split())
_BLOCKS = frozenset("itemBody stimulusBody contentBody prompt rubricBlock infoControl simpleBlock promptBlock".split())
FEEDBACK = ("feedbackInline", "feedbackBlock")
"""What is shown in a body after an answer."""
_CANNOT = {
    "svg": "has a drawing in it that no terminal shows",
    "printedVariable": "shows what is computed while it is answered",
    "templateInline": "is made from a template",
    "templateBlock": "is made from a template",
    "audio": "needs sound, which a bank cannot hold",
    "video": "needs a film, which a bank cannot hold",
    "iframe": "needs a page of the web",
    "embed": "needs something that no terminal shows",
}
_KEPT = ("href", "src", "alt", "colspan", "start", "class")


@dataclass
class QtiBody:
    """The texts of one question. Pictures that they show are collected as exhibits."""

    files: Files
    member: str
    exhibits: list[str] = field(default_factory=list)
    """Ids of what stands beside the question."""
    changed: list[str] = field(default_factory=list)
    shows: Callable[[Element], bool] = lambda _: False
    """Whether a feedback is to be seen before anything is answered."""

    def markdown(self, content: Iterable[Element | str], replace: Replace = lambda _: None) -> str:
        """Some content as Markdown; its pictures become exhibits of the question. Raises CannotBeHeld."""
        text, shown = self.with_pictures(content, replace)
        for one in shown:
            if one not in self.exhibits:
                self.exhibits.append(one)
        return text

    def with_pictures(
        self, content: Iterable[Element | str], replace: Replace = lambda _: None
    ) -> tuple[str, tuple[str, ...]]:
        """Some content as Markdown, and the ids of the exhibits that show its pictures. Raises CannotBeHeld."""
        return self.of_markup(self.markup(content, replace))

    def markup(self, content: Iterable[Element | str], replace: Replace) -> str:
        """Some content as HTML, to be a part of other markup. Raises CannotBeHeld."""
        return "".join(self._markup(content, replace))

    def of_markup(self, markup: str) -> tuple[str, tuple[str, ...]]:
        """The same for what is markup already."""
        html = from_html(markup, pictures_in_text=False)
        if html.lost:
            raise CannotBeHeld(f"needs {', '.join(html.lost)}, which a bank cannot hold")
        shown = []
        for picture in html.pictures:
            if not picture.alt:
                self.changed.append("has a picture without a word of what it shows; its file's name stands there")
            shown.append(self.files.picture(self.member, picture.source, picture.alt))
        return html.text, tuple(dict.fromkeys(shown))

    def _markup(self, content: Iterable[Element | str], replace: Replace) -> Iterator[str]:
        for one in content:
            if isinstance(one, str):
                yield escape(one)
                continue
            if (instead := replace(one)) is not None:
                yield instead
                continue
            name = one.name
            if name in _CANNOT:
                raise CannotBeHeld(_CANNOT[name])
            if name in _DROPPED or (name in FEEDBACK and not self.shows(one)) or not _for_candidates(one):
                continue
            if name == "object":
                yield from self._object(one, replace)
            elif name == "include":
                self._passage(one.get("href"), "")
            elif name == "math":
                for tex in one.within("annotation"):
                    tex.content = [_without_signs(tex.text)]
                yield f"<math>{one.markup}</math>"
            elif name == "img":
                yield f'<img src="{escape(one.get("src"))}" alt="{escape(one.get("alt"))}"/>'
            else:
                tag = "div" if name in _BLOCKS else "span" if name == "feedbackInline" else name
                kept = "".join(f' {key}="{escape(one.get(key))}"' for key in _KEPT if key in one.attributes)
                yield f"<{tag}{kept}>"
                yield from self._markup(one.content, replace)
                yield f"</{tag}>"

    def _object(self, one: Element, replace: Replace) -> Iterator[str]:
        kind, source = one.get("type").lower(), one.get("data")
        if kind.startswith("image/") and "svg" not in kind:
            alt = " ".join(one.text.split()) or one.get("aria-label")
            yield f'<img src="{escape(source)}" alt="{escape(alt)}"/>'
        elif kind in ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"):
            self._passage(source, one.get("title"))
        elif source or kind:
            raise CannotBeHeld(f"needs a file of the kind {kind or 'unknown'}, which a bank cannot hold")
        else:
            yield from self._markup(one.content, replace)

    def stimulus(self, href: str, title: str) -> None:
        """Has a passage stand beside the question that lies in a file of its own. Raises CannotBeHeld."""
        self._passage(href, title)

    def _passage(self, href: str, title: str) -> None:
        path = self.files.found(self.member, href)
        if path not in self.files.passages:
            self.files.passages[path] = "belongs to a text that holds itself"
            try:
                self.files.passages[path] = self._read_passage(path, title)
            except CannotBeHeld as reason:
                self.files.passages[path] = str(reason)
        found = self.files.passages[path]
        if isinstance(found, str):
            raise CannotBeHeld(found)
        for one in found:
            if one not in self.exhibits:
                self.exhibits.append(one)

    def _read_passage(self, path: str, title: str) -> tuple[str, ...]:
        """The exhibits that show a text in a file of its own."""
        data = self.files.content(path)
        inner = QtiBody(self.files, path)
        try:
            if b"timulus" in data[:4000]:
                root = read_qti_xml(path, data)
                text, shown = inner.with_pictures((root.first("stimulusBody") or root).content)
                title = title or root.get("title")
            else:
                text, shown = inner.of_markup(decoded(path, data)[0])
        except BankRefused as error:
            raise CannotBeHeld(f"belongs to {path}, which cannot be read") from error
        self.changed += inner.changed
        return (*((self.files.passage(path, title, text),) if text.strip() else ()), *shown)


def _without_signs(tex: str) -> str:
    """TeX without the signs that begin and end a formula in a text."""
    found = re.fullmatch(r"\s*(?:\\\[(.*)\\\]|\\\((.*)\\\)|\$\$?([^$]*)\$\$?)\s*", tex, re.DOTALL)
    return next((inner for inner in found.groups() if inner), tex) if found else tex


def _for_candidates(one: Element) -> bool:
    """Whether who answers is to see an element: notes for those who score or teach are not for him."""
    views = one.get("view").split()
    return one.name != "rubricBlock" or not views or "candidate" in views


def gap_names(text: str, count: int) -> Sequence[str]:
    """Names for gaps that stand in braces in a text in which nothing else does."""
    stem = next(stem for stem in ("g", "gap", "blank", "placeholder") if f"{{{stem}1}}" not in text)
    return [f"{stem}{n}" for n in range(1, count + 1)]
