"""A package of QTI: which questions it has, in the order and the sections of its tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from exam.files.faults import BankRefused, Fault
from exam.formats.imports.archive import Archive, beside
from exam.formats.imports.qti1 import assessment_title, items_of
from exam.formats.imports.qti_operators import as_fraction
from exam.formats.imports.qti_tree import read_qti_xml
from exam.formats.imports.xml_tree import Element

MOST_BYTES = 50_000_000
"""Of all files with questions together, unpacked."""
_MANIFEST = "imsmanifest.xml"
_TESTS = (b"assessmentTest", b"assessment-test")
_ITEMS = (b"assessmentItem", b"assessment-item", b"questestinterop")
_DEEPEST = 30
"""Sections within each other."""


@dataclass(frozen=True, slots=True)
class PackagedQuestion:
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
    """The content of a zip archive with a manifest. One file is read as XML at a time, so that a large one fits."""

    name: str
    archive: Archive
    notes: list[str] = field(default_factory=list)
    title: str = ""
    _texts: dict[str, bytes] = field(default_factory=dict)
    _missing: tuple[str, ...] = ()
    _is_one_quiz: bool = False
    _walked: set[str] = field(default_factory=set)
    """Files of sections whose questions were named."""

    @property
    def names(self) -> tuple[str, ...]:
        """All files in it."""
        return self.archive.names

    def read(self, member: str) -> bytes:
        """The content of a file. Raises BankRefused."""
        return self._texts[member] if member in self._texts else self.archive.read(member)

    @property
    def size(self) -> int:
        """The bytes of all its files with questions, once it was opened."""
        return sum(map(len, self._texts.values()))

    def open(self) -> None:
        """Reads the files that may have questions. Raises BankRefused where they are too large together."""
        size = quizzes = 0
        for member in self._files():
            if member in self.archive:
                data = self._texts[member] = self.archive.read(member)
                size += len(data)
                quizzes += b"<questestinterop" in data
            if size > MOST_BYTES:
                message = f"has more than {MOST_BYTES // 1_000_000} MB of questions"
                raise BankRefused((Fault(self.name, 0, 0, "", message, "Split it into several packages."),))
        self._is_one_quiz = quizzes == 1

    def parts(self) -> Iterator[PackagedQuestion]:
        """Its questions: those of its tests first, then the others in the order of the manifest and of the archive."""
        tests = [
            (member, root)
            for member, data in self._texts.items()
            if any(mark in data for mark in _TESTS) and (root := self._root(member, "assessmentTest")) is not None
        ]
        if len(tests) == 1 or not self.title:
            titles = (" ".join(root.get("title").split()) for _, root in tests)
            self.title = next(filter(None, titles), self.title)
        named: dict[str, _Named] = {}
        for member, root in tests:
            for one in self._of_test(member, root, (root.get("title"),) if len(tests) > 1 else ()):
                named.setdefault(one.member, one)
        del tests
        others = (_Named(member, "", Fraction(1)) for member in (*self._texts, *self._missing) if member not in named)
        for one in (*named.values(), *others):
            yield from self._of_file(one, is_named=one.member in named)

    def _of_file(self, one: _Named, *, is_named: bool) -> Iterator[PackagedQuestion]:
        if one.member not in self.archive:
            yield PackagedQuestion(
                one.member, "is named by the test or the manifest and is not in the package", one.section
            )
            return
        root = self._parsed(one.member)
        if isinstance(root, str):
            if is_named or any(mark in self.read(one.member) for mark in _ITEMS):
                yield PackagedQuestion(one.member, root, one.section)
            return
        if root.name == "questestinterop":
            # The manifest of Canvas names the course, and a package has one quiz as often as not.
            self.title = (assessment_title(root) if self._is_one_quiz else "") or self.title or assessment_title(root)
            for item, section in items_of(root):
                yield PackagedQuestion(one.member, item, section or assessment_title(root), one.weight)
            return
        for item in [root] if root.name == "assessmentItem" else root.within("assessmentItem"):
            yield PackagedQuestion(one.member, item, one.section, one.weight)

    def _of_test(self, member: str, root: Element, titles: tuple[str, ...], depth: int = 0) -> Iterator[_Named]:
        """The questions that a test or a section names, in order."""
        for one in root:
            match one.name:
                case "testPart" | "assessmentSection" if depth < _DEEPEST:
                    title = " ".join(one.get("title").split()) if one.name == "assessmentSection" else ""
                    yield from self._of_test(member, one, (*titles, title), depth + 1)
                case "assessmentSectionRef" if depth < _DEEPEST:
                    path = beside(member, one.get("href"))
                    # Where a section is named again, or by itself, it adds nothing.
                    is_new = path in self._texts and path not in self._walked
                    self._walked.add(path)
                    section = self._root(path, "assessmentSection") if is_new else None
                    if section is not None:
                        title = " ".join(section.get("title").split())
                        yield from self._of_test(path, section, (*titles, title), depth + 1)
                case "assessmentItemRef":
                    weights = [as_fraction(weight.get("value")) for weight in one.all("weight")]
                    weight = weights[0] if len(weights) == 1 else None
                    path = beside(member, one.get("href")) or one.get("href")
                    named = " / ".join(filter(None, titles))
                    yield _Named(path, named, weight if weight and weight > 0 else Fraction(1))

    def _files(self) -> list[str]:
        """The XML files, in the order of the manifest, then those that it does not name."""
        manifests = [name for name in self.names if name.rsplit("/", 1)[-1].lower() == _MANIFEST]
        manifest = min(manifests, key=lambda name: name.count("/"), default=None)
        listed: list[str] = []
        if manifest is None:
            self.notes.append("The package has no manifest (imsmanifest.xml): all its files were looked at.")
        else:
            listed = list(self._listed(manifest))
        self._missing = tuple(dict.fromkeys(name for name in listed if name not in self.archive))
        others = [name for name in self.names if name.lower().endswith((".xml", ".qti")) and name not in manifests]
        return list(dict.fromkeys((*listed, *others)))

    def _listed(self, manifest: str) -> Iterator[str]:
        try:
            root = read_qti_xml(manifest, self.read(manifest))
        except BankRefused as refused:
            reason = refused.faults[0].message
            self.notes.append(f"Its manifest cannot be read, so all its files were looked at: {reason}.")
            return
        title = next((one.first("title") for one in root.within("general")), None)
        if title is not None and not self.title:
            self.title = " ".join(title.text.split())
        for one in root.within("resource"):
            links = [one.get("href"), *(file.get("href") for file in one.all("file"))]
            href = next((path for link in links if (path := beside(manifest, link))), "")
            if "item" in one.get("type") or href.lower().endswith((".xml", ".qti")):
                yield href or one.get("href")

    def _parsed(self, member: str) -> Element | str:
        """The root of a file, or why there is none."""
        try:
            return read_qti_xml(member, self.read(member))
        except BankRefused as refused:
            fault = refused.faults[0]
            if not fault.line:
                raise
            return f"cannot be read in line {fault.line}: {fault.message}"

    def _root(self, member: str, name: str) -> Element | None:
        root = self._parsed(member)
        return root if isinstance(root, Element) and root.name == name else None
