"""A question as its author wrote it: options, gaps, or an answer to recall, which belong to it alone."""

from collections.abc import Callable, Iterator, Sequence

from exam.assembly.generator import Generator
from exam.assembly.pins import in_order_of_pins, pinned
from exam.core.as_seen import as_seen
from exam.core.authored import TypedAnswers
from exam.core.form import Kind, Option, Slot
from exam.core.gap import AcceptedNumber, AcceptedText, Gap, decimal
from exam.core.item import Item

_KINDS: dict[str | None, Kind] = {
    None: "direct",
    "choice": "direct",
    "true-false": "direct",
    "short": "typed",
    "numeric": "numeric",
    "ordering": "ordering",
    "matching": "pairs",
    "cloze": "cloze",
    "recall": "recall",
}
_BY_PART = frozenset({"matching", "cloze"})
"""The types in which each part earns its share, unless the author says otherwise."""
Opaque = Callable[[str], str]
"""Gives the id of an option from its text."""


def written_slot(item: Item, n: int, section: str, seed: int, position: int, opaque: Opaque) -> Slot:
    """The slot of an item that its author wrote the answers of; a single key that may move stands at `position`."""
    options, gaps, key, stem = _parts(item, seed, position, opaque)
    by_part = item.credit == "each" or (item.credit is None and (item.type in _BY_PART or _has_credits(item)))
    return Slot(
        n=n,
        item=item.id,
        number=item.number,
        section=section,
        stem=stem,
        choose=len(gaps) or len(key) or 1,
        options=tuple(options),
        key=key,
        points=item.points,
        kind=_KINDS[item.type],
        rationale=item.rationale,
        references=item.references,
        gaps=gaps,
        by_part=by_part,
        answer=item.answer,
        exhibits=item.exhibits,
    )


def movable(item: Item) -> bool:
    """Whether all options of an item may stand at any place."""
    return bool(item.options) and not pinned(item.options, shuffle=item.shuffle)


def _has_credits(item: Item) -> bool:
    """Whether its author gave an option, or an accepted answer, a share of the points."""
    return any(one.credit is not None for one in item.options) or any(one.credit < 100 for one in item.answers)


def _parts(
    item: Item, seed: int, position: int, opaque: Opaque
) -> tuple[list[Option], tuple[Gap, ...], tuple[str, ...], str]:
    """Options, gaps, key and stem."""
    generator = Generator(seed, "order", item.id)
    match item.type:
        case "short" | "numeric":
            return [], (_typed(item, numeric=item.type == "numeric"),), (), item.stem
        case "ordering":
            steps = [_listed(opaque, text) for text in item.order]
            shown = _not_as_written(generator, steps) if item.shuffle else steps
            choices = tuple(step.id for step in shown)
            gaps = tuple(Gap(label=str(at), choices=choices, key=(step.id,)) for at, step in enumerate(steps, 1))
            return shown, gaps, (), item.stem
        case "matching":
            texts = {as_seen(text): text for text in (*(pair.answer for pair in item.pairs), *item.extra)}
            listed = {seen: _listed(opaque, text) for seen, text in texts.items()}
            shown = generator.shuffled([*listed.values()]) if item.shuffle else [*listed.values()]
            choices = tuple(option.id for option in shown)
            pairs = generator.shuffled(item.pairs) if item.shuffle else item.pairs
            gaps = tuple(
                Gap(label=pair.premise, choices=choices, key=(listed[as_seen(pair.answer)].id,)) for pair in pairs
            )
            return shown, gaps, (), item.stem
        case "cloze":
            return _cloze(item, seed, opaque)
        case "recall":
            return [], (), (), item.stem
        case _:
            options = _chosen_from(item, seed, position, opaque)
            right = {opaque(option.text) for option in item.options if option.id in item.key}
            return options, (), tuple(option.id for option in options if option.id in right), item.stem


def _chosen_from(item: Item, seed: int, position: int, opaque: Opaque) -> list[Option]:
    """The options in the order shown: those that are pinned where they are, the others in any order."""
    written = in_order_of_pins(item.options, item.shuffle)
    stays = pinned(written, shuffle=item.shuffle)
    free = Generator(seed, "order", item.id).shuffled([one for at, one in enumerate(written) if at not in stays])
    if not stays and len(item.key) == 1:
        keys = [option for option in free if option.id in item.key]
        others = [option for option in free if option.id not in item.key]
        free = [*others[:position], *keys, *others[position:]]
    moving = iter(free)
    return [
        Option(
            id=opaque(one.text),
            text=one.text,
            home=item.id if one.id in item.key else None,
            feedback=one.feedback,
            credit=one.credit,
        )
        for one in (one if at in stays else next(moving) for at, one in enumerate(written))
    ]


def _cloze(item: Item, seed: int, opaque: Opaque) -> tuple[list[Option], tuple[Gap, ...], tuple[str, ...], str]:
    """A text with gaps, numbered in the order in which they stand in it."""
    stem = item.stem
    options: list[Option] = []
    gaps: list[Gap] = []
    for at, gap in enumerate(sorted(item.gaps, key=lambda gap: item.stem.find(f"{{{gap.id}}}")), start=1):
        stem = stem.replace(f"{{{gap.id}}}", f"[{at}]", 1)
        if gap.options:
            own = [
                Option(id=opaque(f"{gap.id}\x1f{one.text}"), text=one.text, home=None, feedback=one.feedback)
                for one in gap.options
            ]
            key = tuple(one.id for one, written in zip(own, gap.options, strict=True) if written.id in gap.key)
            shown = Generator(seed, "order", item.id, gap.id).shuffled(own) if item.shuffle else own
            options += shown
            gaps.append(Gap(label=str(at), choices=tuple(one.id for one in shown), key=key))
        else:
            gaps.append(_typed(gap, numeric=gap.numeric, label=str(at)))
    return options, tuple(gaps), (), stem


def _typed(typing: TypedAnswers, *, numeric: bool, label: str = "") -> Gap:
    if numeric:
        return Gap(label=label, numbers=tuple(_numbers(typing)), unit=typing.unit)
    return Gap(
        label=label,
        texts=tuple(AcceptedText(text=one.text, credit=one.credit, feedback=one.feedback) for one in typing.answers),
        case=typing.case,
        typos=typing.typos,
        wildcard=typing.wildcard,
    )


def _numbers(typing: TypedAnswers) -> Iterator[AcceptedNumber]:
    for one in typing.answers:
        tolerance = one.tolerance or typing.tolerance
        share = "%" if tolerance.endswith("%") else ""
        yield AcceptedNumber(
            value=decimal(one.text) or "0",
            tolerance=f"{decimal(tolerance.removesuffix('%'))}{f' {share}' if share else ''}",
            credit=one.credit,
            feedback=one.feedback,
        )


def _listed(opaque: Opaque, text: str) -> Option:
    return Option(id=opaque(text), text=text, home=None)


def _not_as_written(generator: Generator, steps: Sequence[Option]) -> list[Option]:
    """The steps in another order than the right one."""
    shown = generator.shuffled(steps)
    return [*shown[1:], shown[0]] if shown == list(steps) else shown
