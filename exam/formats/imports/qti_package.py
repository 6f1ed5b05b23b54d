"""A package of QTI: which questions it has, in the order and the sections of its tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from posixpath import dirname

from exam.files.faults import BankRefused
from exam.formats.imports.archive import Archive, beside
from exam.formats.imports.qti1 import items_of, title_of
from exam.formats.imports.qti_operators import number
from exam.formats.imports.qti_tree import read_qti_xml
from exam.formats.imports.xml_tree import Element

_MANIFEST = "imsmanifest.xml"
_DEEPEST = 30
"""Sections within each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a package."""

    member: str
    item: Element | str
    """The question; a text says why there is none."""
    section: str = ""
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Named:
    """A question as a test names it."""

    member: str
    section: str
    weight: Fraction


@dataclass
class Package:
    """The content of a zip archive with a manifest."""

    name: str
    archive: Archive
    notes: list[str] = field(default_factory=list)
    title: str = ""
    _roots: dict[str, Element | str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All files in it."""
        return self.archive.names

    def read(self, member: str) -> bytes:
        """The content of a file. Raises BankRefused."""
        return self.archive.read(member)

    def parts(self) -> list[Part]:
        """Its questions: those of its tests first, then the others in the order of the manifest and of the archive."""
        files = self._files()
        tests = [(member, root) for member in files if (root := self._root(member, "assessmentTest")) is not None]
        if len(tests) == 1 or not self.title:
            self.title = next(
                (" ".join(root.get("title").split()) for _, root in tests if root.get("title")), self.title
            )
        named: dict[str, _Named] = {}
        for member, root in tests:
            prefix = (root.get("title"),) if len(tests) > 1 else ()
            for one in self._of_test(member, root, prefix):
                named.setdefault(one.member, one)
        found: list[Part] = []
        for one in (*named.values(), *(_Named(member, "", Fraction(1)) for member in files if member not in named)):
            found += self._of_file(one, is_named=one.member in named)
        return found

    def _of_file(self, one: _Named, *, is_named: bool) -> Iterator[Part]:
        if one.member not in self.archive:
            yield Part(one.member, "is named by the test or the manifest and is not in the package", one.section)
            return
        root = self._parsed(one.member)
        if isinstance(root, str):
            if is_named or self._may_have_items(one.member):
                yield Part(one.member, root, one.section)
            return
        if root.name == "questestinterop":
            self.title = self.title or title_of(root)
            for item, section in items_of(root):
                yield Part(one.member, item, section or title_of(root), one.weight)
            return
        for item in [root] if root.name == "assessmentItem" else root.within("assessmentItem"):
            yield Part(one.member, item, one.section, one.weight)

    def _of_test(self, member: str, root: Element, titles: tuple[str, ...], depth: int = 0) -> Iterator[_Named]:
        """The questions that a test or a section names, in order."""
        for one in root:
            match one.name:
                case "testPart" | "assessmentSection" if depth < _DEEPEST:
                    title = " ".join(one.get("title").split()) if one.name == "assessmentSection" else ""
                    yield from self._of_test(member, one, (*titles, title), depth + 1)
                case "assessmentSectionRef" if depth < _DEEPEST:
                    path = beside(member, one.get("href"))
                    section = self._root(path, "assessmentSection") if path in self.archive else None
                    if section is not None:
                        title = " ".join(section.get("title").split())
                        yield from self._of_test(path, section, (*titles, title), depth + 1)
                case "assessmentItemRef":
                    weights = [number(weight.get("value")) for weight in one.all("weight")]
                    weight = weights[0] if len(weights) == 1 else None
                    path = beside(member, one.get("href")) or one.get("href")
                    yield _Named(
                        path, " / ".join(filter(None, titles)), weight if weight and weight > 0 else Fraction(1)
                    )

    def _files(self) -> list[str]:
        """The XML files, in the order of the manifest, then those that it does not name."""
        manifests = [name for name in self.names if name.rsplit("/", 1)[-1].lower() == _MANIFEST]
        manifest = min(manifests, key=lambda name: name.count("/"), default=None)
        listed: list[str] = []
        if manifest is None:
            self.notes.append("The package has no manifest (imsmanifest.xml): all its files were looked at.")
        else:
            listed = list(self._listed(manifest))
        others = [name for name in self.names if name.lower().endswith((".xml", ".qti")) and name not in manifests]
        return list(dict.fromkeys((*listed, *others)))

    def _listed(self, manifest: str) -> Iterator[str]:
        try:
            root = read_qti_xml(manifest, self.read(manifest))
        except BankRefused as refused:
            self.notes.append(
                f"Its manifest cannot be read, so all its files were looked at: {refused.faults[0].message}."
            )
            return
        for one in root.within("general"):
            if not self.title and (title := one.first("title")) is not None:
                self.title = " ".join(title.text.split())
            break
        for one in root.within("resource"):
            href = beside(manifest, one.get("href")) or next(
                (beside(manifest, file.get("href")) for file in one.all("file")), ""
            )
            if "item" in one.get("type") or href.lower().endswith((".xml", ".qti")):
                yield href or f"{dirname(manifest)}{one.get('href')}"

    def _parsed(self, member: str) -> Element | str:
        """The root of a file, or why there is none."""
        if member not in self._roots:
            try:
                self._roots[member] = read_qti_xml(member, self.read(member))
            except BankRefused as refused:
                fault = refused.faults[0]
                if not fault.line:
                    raise
                self._roots[member] = f"cannot be read in line {fault.line}: {fault.message}"
        return self._roots[member]

    def _root(self, member: str, name: str) -> Element | None:
        root = self._parsed(member) if member in self.archive else None
        return root if isinstance(root, Element) and root.name == name else None

    def _may_have_items(self, member: str) -> bool:
        data = self.read(member)
        return b"assessmentItem" in data or b"assessment-item" in data or b"questestinterop" in data
