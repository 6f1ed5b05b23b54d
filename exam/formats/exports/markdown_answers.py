"""What answers a question, in the written form of banks: boxes, answers, pairs, steps and gaps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from exam.core.form import LETTERS, Option, Slot
from exam.core.gap import AcceptedNumber, Gap, decimal
from exam.core.wording import really
from exam.formats import written_form as form
from exam.formats.exports.outgoing import NotHeld, Outgoing
from exam.formats.imports.markdown_text import escaped

_SIMPLE_UNIT = re.compile(r"[^\s\d±{}\"\\+=,;:|%]{1,12}")


@dataclass
class BelowStem:
    """The part of a question below its stem."""

    stem: str
    text: str
    attributes: dict[str, str] = field(default_factory=dict)
    """Behind the heading."""
    weak: bool = False
    """Whether lists answer it, so that none may stand elsewhere."""


def below_stem(outgoing: Outgoing, slot: Slot, not_held: list[NotHeld]) -> BelowStem:
    """With what is right."""
    fixed = outgoing.fixed.get(slot.item, frozenset())
    match slot.kind:
        case "typed" | "numeric":
            attributes, text = _typed(slot.gaps[0], slot.kind == "numeric")
            return BelowStem(slot.stem, text, attributes)
        case "recall":
            return BelowStem(slot.stem, _block("Recall:", slot.answer or ""))
        case "ordering":
            answer = BelowStem(slot.stem, "\n".join(_steps(slot)), weak=True)
            whole_by_default = True
        case "pairs":
            answer = BelowStem(slot.stem, "\n".join(_pairs(slot)), weak=True)
            whole_by_default = False
        case "cloze":
            answer = _cloze(slot, not_held)
            whole_by_default = False
        case _:
            if _is_true_or_false(slot):
                return BelowStem(slot.stem, f"Answer: {slot.option(slot.key[0]).text.lower()}")
            answer = BelowStem(slot.stem, "\n".join(_options(outgoing, slot, fixed)))
            whole_by_default = not any(option.credit is not None for option in slot.options)
    if slot.by_part == whole_by_default:
        answer.attributes["credit"] = "each" if slot.by_part else "all"
    shown = {option.id for option in slot.options}
    if shown and shown <= fixed:
        answer.attributes["shuffle"] = "false"
    return answer


def plainly(slot: Slot) -> BelowStem:
    """Without any word of what is right."""
    stem = slot.stem
    if slot.kind in ("typed", "numeric"):
        unit = f" {slot.gaps[0].unit}" if slot.gaps[0].unit else ""
        return BelowStem(stem, f"Answer: ______{unit}")
    if slot.kind == "recall":
        return BelowStem(stem, "Answer: ______")
    if slot.kind == "ordering":
        return BelowStem(
            stem, "\n".join(_block("- [ ]", one.text).replace("- [ ]", "- ___", 1) for one in _sorted(slot))
        )
    if slot.kind == "pairs":
        premises = [_block("-", f"{gap.label} :: ___") for gap in slot.gaps]
        answers = [_block(f"- {LETTERS[at]}.", one.text) for at, one in enumerate(_sorted(slot))]
        return BelowStem(stem, "\n".join((*premises, "", *answers)))
    if slot.kind == "cloze":
        lists = [
            f"[{gap.label}]: {' / '.join(slot.option(one).text for one in gap.choices)}"
            for gap in slot.gaps
            if gap.choices
        ]
        return BelowStem(stem, "\n".join(lists))
    choose = [f"Choose {slot.choose}."] if slot.choose > 1 else []
    boxes = "\n".join(_block("- [ ]", option.text) for option in slot.options)
    return BelowStem(stem, "\n\n".join((*choose, boxes)))


def _sorted(slot: Slot) -> list[Option]:
    """Steps or answers in an order that tells nothing of the right one."""
    found = sorted(slot.options, key=lambda option: option.text)
    right = [gap.key[0] for gap in slot.gaps]
    return [*found[1:], found[0]] if [option.id for option in found[: len(right)]] == right else found


def _is_true_or_false(slot: Slot) -> bool:
    texts = [option.text for option in slot.options]
    plain = not any(option.feedback or option.credit is not None for option in slot.options)
    return texts == ["True", "False"] and plain and len(slot.key) == 1 and not slot.by_part


def _block(sign: str, text: str, width: int = 2, attributes: str = "", feedback: str = "") -> str:
    """A part that begins with a sign; further lines of it are indented, and what is told of it is quoted below."""
    lines = text.split("\n")
    if form.FENCE.match(lines[0]):
        lines = ["", *form.guarded(text, quotes=True).split("\n")]
    else:
        lines = [lines[0], *form.guarded(text, quotes=True).split("\n")[1:]]
    first = f"{sign} {lines[0]}".rstrip(" ") if not lines[0] else f"{sign} {lines[0]}"
    pad = " " * width
    more = [f"{pad}{line}" if line else "" for line in lines[1:]]
    told = [f"{pad}> {line}" if line else f"{pad}>" for line in feedback.split("\n")] if feedback else []
    return "\n".join((f"{first}{attributes}", *more, *told))


def _options(outgoing: Outgoing, slot: Slot, fixed: frozenset[str]) -> Iterator[str]:
    pinned = fixed if any(option.id not in fixed for option in slot.options) else frozenset()
    for option in slot.options:
        attributes = {}
        if option.id in pinned:
            attributes["pin"] = "true"
        if option.credit is not None:
            attributes["credit"] = str(option.credit)
        truth = "" if option.id in slot.key else really(outgoing.form, slot, option)
        if outgoing.form.text == "markdown":
            truth = escaped(truth)
        feedback = "\n\n".join(filter(None, (option.feedback, truth)))
        first, _, more = option.text.partition("\n")
        first = form.with_attributes(first, attributes, form.ATTRIBUTES_OF_OPTION)
        text = f"{first}\n{more}" if more else first
        yield _block("- [x]" if option.id in slot.key else "- [ ]", text, feedback=feedback)


def _steps(slot: Slot) -> Iterator[str]:
    for at, gap in enumerate(slot.gaps, start=1):
        yield _block(f"{at}.", slot.option(gap.key[0]).text, 3)


def _pairs(slot: Slot) -> Iterator[str]:
    used: set[str] = set()
    for gap in slot.gaps:
        used.add(gap.key[0])
        premise = re.sub(r"(\\*)::", r"\\\1::", gap.label)
        yield _block("-", f"{premise} :: {slot.option(gap.key[0]).text}")
    for option in slot.options:
        if option.id not in used:
            yield _block("-", f":: {option.text}")


def _typed(gap: Gap, numeric: bool) -> tuple[dict[str, str], str]:
    """The attributes of what is typed, and its answers."""
    if numeric:
        return _numbers(gap)
    attributes: dict[str, str] = {}
    if gap.case:
        attributes["case"] = "true"
    if gap.wildcard:
        attributes["wildcard"] = "true"
    if gap.typos:
        attributes["typos"] = str(gap.typos)
    texts = [one.text for one in gap.texts]
    if all(map(form.number_of, texts)) or (len(texts) == 1 and texts[0].lower() in ("true", "false")):
        attributes["type"] = "short"
    return attributes, "\n".join(_answer(one.text, one.credit, one.feedback) for one in gap.texts)


def _numbers(gap: Gap) -> tuple[dict[str, str], str]:
    attributes: dict[str, str] = {}
    unit = gap.unit
    if unit and not _SIMPLE_UNIT.fullmatch(unit):
        attributes["unit"], unit = unit, ""
    lines = [_answer(_shown(one, unit), one.credit, one.feedback) for one in gap.numbers]
    return attributes, "\n".join(lines)


def _shown(number: AcceptedNumber, unit: str) -> str:
    value = number.value if decimal(number.value) else "0"
    behind = f" {unit}" if unit else ""
    within = f" ± {number.tolerance}" if Fraction(number.tolerance.rstrip(" %")) else ""
    return f"{value}{behind}{within}" if within.endswith("%") else f"{value}{within}{behind}"


def _answer(text: str, credit: int, feedback: str | None) -> str:
    attributes = {"credit": str(credit)} if credit != 100 else {}
    text = form.with_attributes(text, attributes, form.ATTRIBUTES_OF_ANSWER)
    told = [f"> {line}" if line else ">" for line in feedback.split("\n")] if feedback else []
    return "\n".join((f"Answer: {text}", *told))


def _cloze(slot: Slot, not_held: list[NotHeld]) -> BelowStem:
    """A text whose gaps are named in braces, and below it what fills each."""
    prefix = next(
        prefix for prefix in _prefixes() if not any(f"{{{prefix}{gap.label}}}" in slot.stem for gap in slot.gaps)
    )
    stem, at = slot.stem, 0
    blocks: list[str] = []
    for gap in slot.gaps:
        mark, name = f"[{gap.label}]", f"{{{prefix}{gap.label}}}"
        found = stem.find(mark, at)
        if found < 0:
            not_held.append(NotHeld(slot.n, slot.item, f"the place of its gap {gap.label}"))
            found = len(stem)
            mark, name = "", f" {name}"
        stem = f"{stem[:found]}{name}{stem[found + len(mark) :]}"
        at = found + len(name)
        blocks.append(_gap(slot, gap, f"{prefix}{gap.label}"))
    return BelowStem(stem, "\n".join(blocks))


def _prefixes() -> Iterator[str]:
    yield ""
    at = 1
    while True:
        yield f"gap{at}-"
        at += 1


def _gap(slot: Slot, gap: Gap, name: str) -> str:
    if gap.choices:
        options: Sequence[Option] = [slot.option(one) for one in gap.choices]
        boxes = [
            _block(
                "- [x]" if one.id in gap.key else "- [ ]",
                _first_kept(one.text),
                feedback=one.feedback or "",
            )
            for one in options
        ]
        return "\n".join((f"{{{name}}}:", *boxes))
    attributes, text = _typed(gap, bool(gap.numbers))
    words = form.with_attributes("", attributes, form.ATTRIBUTES_OF_GAP)[1:-1] if attributes else ""
    head = f"{{{name} {words}}}:" if words else f"{{{name}}}:"
    if "\n" not in text:
        return f"{head} {text.removeprefix('Answer: ')}"
    return f"{head}\n{text}"


def _first_kept(text: str) -> str:
    first, _, more = text.partition("\n")
    first = form.with_attributes(first, {}, form.ATTRIBUTES_OF_OPTION)
    return f"{first}\n{more}" if more else first
