"""A package of QTI: a zip with its list of contents, a test, an item for each question, and what stands beside them."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from exam.core.form import Form, Slot
from exam.formats.exports.outgoing import Outgoing, Written
from exam.formats.exports.qti_items import exhibit_blocks, item, lost
from exam.formats.exports.qti_scoring import outcome_declaration
from exam.formats.exports.qti_texts import Texts
from exam.formats.exports.qti_writing import Writing, identifier
from exam.formats.exports.qti_xml import Dialect, as_file, element, figure

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same questions make the same bytes, and this is the first that a zip can tell."""


def package(outgoing: Outgoing, dialect: Dialect) -> Written:
    """The questions as a package of a version of QTI."""
    form = outgoing.form
    used = {name for slot in form.slots for name in slot.exhibits}
    shown = [name for name in form.exhibits if name in used]
    pictures = dict(_pictures(outgoing, shown))
    stimuli = {name: f"stimuli/{at}.xml" for at, name in enumerate(shown, start=1)} if dialect.stimulus_type else {}
    writing = Writing(
        outgoing=outgoing,
        dialect=dialect,
        texts=Texts(form.text),
        pictures={name: f"../{path}" for name, (path, _) in pictures.items()},
        stimuli={name: f"../{path}" for name, path in stimuli.items()},
    )
    files = {"test.xml": as_file(_test(writing))}
    files |= {_item_path(slot): as_file(item(writing, slot)) for slot in form.slots}
    files |= {path: as_file(_stimulus(writing, name)) for name, path in stimuli.items()}
    files |= dict(pictures.values())
    manifest = as_file(_manifest(writing, stimuli, {name: path for name, (path, _) in pictures.items()}))
    not_held = tuple(one for slot in form.slots for one in lost(writing, slot))
    return Written({f"{outgoing.name}.zip": _zipped({"imsmanifest.xml": manifest} | files)}, not_held)


def _item_path(slot: Slot) -> str:
    return f"items/{slot.n}.xml"


def _pictures(outgoing: Outgoing, shown: Sequence[str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Where in the package each picture lies, and what it holds, by the id of its exhibit. Names are our own."""
    for at, name in enumerate(shown, start=1):
        if name in outgoing.pictures:
            called, data = outgoing.pictures[name]
            suffix = PurePosixPath(called).suffix.lower()
            yield name, (f"pictures/{at}{suffix if suffix in _SUFFIXES else '.png'}", data)


def _stimulus(writing: Writing, name: str) -> Element:
    exhibit = writing.outgoing.form.exhibits[name]
    blocks = exhibit_blocks(writing, exhibit)
    return writing.dialect.document(
        "assessmentStimulus",
        writing.dialect.make("stimulusBody", *blocks),
        language=writing.outgoing.language,
        identifier=identifier(name, 0),
        title=exhibit.title or name,
    )


def _test(writing: Writing) -> Element:
    """The test: its sections in the order of the paper, the time, and what all items come to."""
    dialect, form = writing.dialect, writing.outgoing.form
    make = dialect.make
    part = make(
        "testPart",
        make("itemSessionControl", showFeedback=True, showSolution=True),
        *_sections(dialect, form),
        identifier="part",
        navigationMode=form.blueprint.navigation,
        submissionMode="simultaneous",
    )
    time = [] if writing.outgoing.is_bank else [make("timeLimits", maxTime=form.minutes * 60)]
    totals = [
        make("setOutcomeValue", make("sum", make("testVariables", variableIdentifier=name)), identifier=name)
        for name in ("SCORE", "MAXSCORE")
    ]
    cut = make("baseValue", figure(Fraction(form.cut, 100)), baseType="float")
    needed = make("product", make("variable", identifier="MAXSCORE"), cut)
    passed = make("gte", make("variable", identifier="SCORE"), needed)
    return dialect.document(
        "assessmentTest",
        outcome_declaration(dialect, "SCORE", "float", Fraction()),
        outcome_declaration(dialect, "MAXSCORE", "float", Fraction()),
        outcome_declaration(dialect, "PASSED", "boolean", None),
        *time,
        part,
        make("outcomeProcessing", *totals, make("setOutcomeValue", passed, identifier="PASSED")),
        identifier=identifier(form.bank, 0),
        title=writing.outgoing.title,
    )


def _sections(dialect: Dialect, form: Form) -> Iterator[Element]:
    """A section for each run of questions of one; where questions of several take turns they are not shown as such."""
    runs = [(name, tuple(slots)) for name, slots in groupby(form.slots, key=lambda slot: slot.section)]
    mixed = len(runs) > len(form.section_order)
    for at, (name, slots) in enumerate(runs, start=1):
        called = identifier(name, at)
        yield dialect.make(
            "assessmentSection",
            *(
                dialect.make("assessmentItemRef", identifier=identifier(slot.item, slot.n), href=_item_path(slot))
                for slot in slots
            ),
            identifier=f"part-{at}-{called}" if mixed else f"section-{called}",
            title=form.title_of.get(name, name),
            visible=not mixed,
        )


def _manifest(writing: Writing, stimuli: dict[str, str], pictures: dict[str, str]) -> Element:
    """The list of contents."""
    dialect, form = writing.dialect, writing.outgoing.form
    resources = [
        _resource("test", dialect.test_type, "test.xml", [f"item-{slot.n}" for slot in form.slots]),
        *(
            _resource(f"item-{slot.n}", dialect.item_type, _item_path(slot), _needs(writing, slot))
            for slot in form.slots
        ),
        *(
            _resource(f"stimulus-{name}", dialect.stimulus_type, path, [f"picture-{name}"] if name in pictures else [])
            for name, path in stimuli.items()
        ),
        *(_resource(f"picture-{name}", "webcontent", path, []) for name, path in pictures.items()),
    ]
    about = element(
        "metadata",
        element("schema", dialect.package_name),
        element("schemaversion", dialect.package_version),
    )
    return dialect.manifest(
        about,
        element("organizations"),
        element("resources", *resources),
        identifier=identifier(f"package-{form.bank}", 0),
    )


def _needs(writing: Writing, slot: Slot) -> list[str]:
    """The resources that an item shows."""
    kinds = ((writing.stimuli, "stimulus"),) if writing.stimuli else ((writing.pictures, "picture"),)
    return [f"{kind}-{name}" for places, kind in kinds for name in slot.exhibits if name in places]


def _resource(name: str, kind: str, path: str, needs: list[str]) -> Element:
    others = (element("dependency", identifierref=need) for need in needs)
    return element("resource", element("file", href=path), *others, identifier=name, type=kind, href=path)


def _zipped(files: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, data)
    return into.getvalue()
