"""What a file in another format looks like: a question for each format, asked of the beginning of the file."""

import re
from dataclasses import dataclass

_ASSIGNS = re.compile(
    r"^\s*(?:[\w-]+|\"[^\"\n]+\")(?:\.[\w-]+)*\s*=\s*(?:[\"'\[{\d“]|true|false)|^\s*\[\[?[A-Za-z_.-]+\]\]?\s*$", re.M
)
"""Lines as a bank has them."""
_MOST_LINES, _MOST_LETTERS = 200, 40_000
"""Looked at, from the beginning."""


@dataclass(frozen=True, slots=True)
class FileBeginning:
    """The beginning of a file. One that is no text has an empty one."""

    start: str
    data: bytes = b""
    """All of it; empty where only a text is known."""


def beginning_of(data: bytes) -> FileBeginning:
    """What is to be seen of a file's content."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"SQLite format 3\0", b"%PDF", b"\x1f\x8b", b"\x28\xb5\x2f\xfd")):
        return FileBeginning("", data)
    return FileBeginning(first_lines(_decoded(data[: 4 * _MOST_LETTERS])), data)


def first_lines(text: str) -> str:
    """As much of a text as is looked at."""
    return "\n".join(
        text[:_MOST_LETTERS]
        .removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .lstrip()
        .split("\n")[:_MOST_LINES]
    )


def is_bank(look: FileBeginning) -> bool:
    """Whether a text is meant as a bank, with or without slips. Of one with boxes to be ticked only what stands above
    the first counts, as their code often assigns something; attributes of XML assign nothing.
    """
    text = look.start
    if root_of(text) in _QUESTION_ROOTS:
        return False
    if box := re.search(_CHECKBOX, text, re.M):
        text = _FENCED.sub("", text[: box.start()])
    return len(_ASSIGNS.findall(text)) >= 2


def is_json(look: FileBeginning) -> bool:
    text = look.start
    return bool(re.match(r"\{\s*[\"}]|\[\s*[\[{\"\]]", text)) and not re.match(r"\[\[?[\w.-]+\]\]?\s*$", text, re.M)


def is_xml(look: FileBeginning) -> bool:
    return bool(re.match(r"<\?xml\b|<!doctype\b|<[a-z][\w:.-]*[\s>/]", look.start, re.I))


def is_moodle_xml(look: FileBeginning) -> bool:
    return root_of(look.start) == "quiz"


def is_qti1(look: FileBeginning) -> bool:
    """A text of QTI 1.2; a package is told from its parts by who reads it."""
    return root_of(look.start) == "questestinterop"


def is_qti(look: FileBeginning) -> bool:
    """An item or a test of QTI 2 or 3, or a package of any version."""
    if root_of(look.start) in _QTI_ROOTS:
        return True
    return look.data.startswith(b"PK") and b"imsmanifest.xml" in look.data


def is_xlsx(look: FileBeginning) -> bool:
    return look.data.startswith(b"PK") and b"xl/workbook.xml" in look.data


def is_anki(look: FileBeginning) -> bool:
    return look.data.startswith(b"PK") and b"collection.anki2" in look.data


def is_anki_text(look: FileBeginning) -> bool:
    """Notes as Anki writes them in a text, with its headers or a remark above."""
    if re.match(r"(?:#[^\n]*\n)+[^#\n\t]+\t[^\n\t]*(?:\n|\Z)", look.start):
        return True
    return bool(re.match(r"#(?:separator|html|notetype|deck|columns|guid column|tags column|tags):", look.start, re.I))


def is_gift(look: FileBeginning) -> bool:
    text = look.start
    if is_markdown_exam(look):
        return False
    begun = re.search(r"^::[^\n]{1,500}?::|^\$CATEGORY:|^//|[?.:\w]\s*\{", text, re.M)
    return bool(begun and _GIFT_ANSWERS.search(text))


def is_aiken(look: FileBeginning) -> bool:
    text = look.start
    return bool(
        re.search(r"^\s*ANSWER\s*:\s*[A-Z]\s*$", text, re.M | re.I) and re.search(r"^\s*[A-Z][.)]\s", text, re.M | re.I)
    )


def is_opentrivia(look: FileBeginning) -> bool:
    """Questions as OpenTriviaQA has them: ``#Q …``, ``^ …`` for the answer, and lettered options."""
    return bool(re.search(r"^#Q ", look.start, re.M) and re.search(r"^\^ ", look.start, re.M))


def is_markdown_exam(look: FileBeginning) -> bool:
    """Markdown beyond doubt: boxes to be ticked, headings over lettered lists or foldable answers, or a bank that is
    written in Markdown.
    """
    text = look.start
    if re.search(_CHECKBOX, text, re.M) or _WRITTEN.match(text):
        return True
    return bool(re.search(r"^#{1,6} \S", text, re.M) and re.search(r"^<details\b|^\s*[-*+] [A-Ha-h][.):] ", text, re.M))


def is_markdown(look: FileBeginning) -> bool:
    signs = sum(bool(re.search(sign, look.start, re.M)) for sign in _MARKDOWN)
    return signs >= 2 or is_markdown_exam(look)


def is_yaml(look: FileBeginning) -> bool:
    if is_markdown_exam(look):
        return False
    lines = [line for line in look.start.split("\n") if line.strip() and not line.lstrip().startswith("#")][:40]
    alike = sum(bool(_YAML_LINE.match(line)) for line in lines)
    return bool(lines) and 4 * alike >= 3 * len(lines) and any(map(_YAML_KEY.match, lines))


def is_table(look: FileBeginning) -> bool:
    """Rows of cells: each line has as many of one separator as most others have."""
    text = re.sub(r"\Asep=(.)\n", "", look.start, flags=re.I)
    lines = [re.sub(r'"[^"]*"', "", line) for line in re.sub(r'"[^"]*"', "", text).split("\n") if line.strip()][:20]
    for mark in "\t;,":
        counts = [line.count(mark) for line in lines]
        if len(lines) > 1 and counts[0] >= 1 and 4 * counts.count(counts[0]) >= 3 * len(lines):
            return True
    return False


def root_of(text: str) -> str:
    """The name of the outermost element of an XML text, without its namespace; "" where it is none."""
    at = 0
    for _ in range(50):
        skipped = _BEFORE_ROOT.match(text, at)
        if skipped is None:
            break
        at = skipped.end()
    found = _TAG.match(text, at)
    return found[1].rpartition(":")[2] if found else ""


def _decoded(raw: bytes) -> str:
    """The text of some bytes, as far as it takes to recognise it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if len(raw) > 3 and raw[1:4:2] == b"\0\0":
        return raw.decode("utf-16-le", "replace")
    if b"\0" in raw[:1000]:
        return ""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


_BEFORE_ROOT = re.compile(r"\s+|<\?[^>]{0,2000}>|<!--(?:(?!-->).){0,20000}-->|<!doctype[^>\[]{0,2000}>", re.I | re.S)
_TAG = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)[\s/>]")
_QTI_ROOTS = {
    *("assessmentItem", "assessmentTest", "assessmentSection", "assessmentStimulus"),
    *("qti-assessment-item", "qti-assessment-test", "qti-assessment-section", "qti-assessment-stimulus"),
}
_QUESTION_ROOTS = _QTI_ROOTS | {"quiz", "questestinterop"}
_MARKDOWN = (
    r"^#{1,6} \S",
    r"^\s*(?:[-*+]|\d+[.)]|[A-Za-z][.)]) \S",
    r"^```",
    r"\*\*[^*\n]+\*\*",
    r"^<details>|^\|.*\|\s*$",
)
_FENCED = re.compile(r"^ *```.*?(?:^ *```|\Z)", re.M | re.S)
_WRITTEN = re.compile(r"---\n(?:[a-z]+:[^\n]*\n){1,20}---\s*\n(?:[^\n]*\n){0,20}?##? ")
"""The fields of a bank at the beginning of a text, and a heading below."""
_CHECKBOX = r"^\s*[-*+] \[[ xX]\] "
_YAML_LINE = re.compile(r"\s*(?:- )?[\w \"'-]+:(?:\s|$)|\s*- \S|---\s*$|\.\.\.\s*$")
_YAML_KEY = re.compile(r"\s*(?:- )?[\w\"'-]+:(?:\s|$)|---")
_GIFT_ANSWERS = re.compile(
    r"\{[^{}]{0,2000}?(?:\s|(?<=\{))[=~]\S[^{}]{0,2000}\}|\{\s*(?:T|F|TRUE|FALSE|#[^{}]{1,200})\s*\}", re.M
)
