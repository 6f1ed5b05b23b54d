"""Questions as packages of QTI, and responses of ours in the variables of their items."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from exam.core.form import Form, Slot
from exam.core.gap import Gap
from exam.formats.exports.outgoing import Outgoing, Written
from tests.support.every_kind import small_png
from tests.support.qti_scoring import Item, Package, outcomes, read_package


def outgoing(form: Form, **more: Any) -> Outgoing:
    return Outgoing(form, form.bank_title, pictures={"fabric": ("fabric.png", small_png())}, **more)


def packed(written: Written) -> Package:
    [data] = written.files.values()
    return read_package(data)


def answered(item: Item, slot: Slot, given: tuple[str, ...]) -> dict[str, Any]:
    """A response of ours as the item's variables have it: what stands at the same place has the same meaning."""
    shown = [one.attrib["identifier"] for one in item.all("simpleChoice")]
    names = dict(zip((option.id for option in slot.options), shown, strict=False))
    if slot.kind == "recall" or not given:
        return {}
    if slot.kind == "pairs":
        premises, answers = ([one.attrib["identifier"] for one in found] for found in item.all("simpleMatchSet"))
        names = dict(zip((option.id for option in slot.options), answers, strict=True))
        pairs = zip(premises, given, strict=True)
        return {"RESPONSE": tuple(f"{premise} {names[one]}" for premise, one in pairs if one) or None}
    if slot.kind == "ordering":
        return {"RESPONSE": tuple(names[one] for one in given)}
    if not slot.gaps:
        return {"RESPONSE": names[given[0]] if slot.choose == 1 else tuple(names[one] for one in given)}
    kinds = ("textEntryInteraction", "inlineChoiceInteraction")
    fields = [one for one in item.root.iter() if one.tag in kinds]
    return {
        field.attrib["responseIdentifier"]: _in_field(field, gap, one)
        for field, gap, one in zip(fields, slot.gaps, given, strict=True)
    }


def _in_field(field: Any, gap: Gap, text: str) -> Any:
    if not text:
        return None
    if gap.choices:
        return field[gap.choices.index(text)].attrib["identifier"]
    if gap.numbers:
        try:
            return Fraction(text)
        except ValueError:
            return None
    return text


def earned(item: Item, slot: Slot, given: tuple[str, ...]) -> Fraction:
    score: Fraction = outcomes(item, answered(item, slot, given))["SCORE"]
    return score


def typed(gap: Gap) -> st.SearchStrategy[str]:
    """What somebody might type: what is accepted, nearly so, or not at all."""
    texts = [one.text for one in gap.texts]
    likely = [*texts, *(one.replace("*", " --force") for one in texts), *map(str.upper, texts), *map(str.title, texts)]
    for one in gap.numbers:
        value = Fraction(one.value)
        edge = Fraction(one.tolerance.rstrip(" %")) * (abs(value) / 100 if one.tolerance.endswith("%") else 1)
        likely += [decimal_of(value + shift * edge) for shift in (-2, -1, Fraction(-1, 2), 0, 1, Fraction(3, 2))]
    return st.sampled_from([*likely, "", "987654321", "-1", "something else altogether"])


def decimal_of(number: Fraction) -> str:
    return f"{float(number):.6f}"


def responses(slot: Slot) -> st.SearchStrategy[tuple[str, ...]]:
    ids = [option.id for option in slot.options]
    if slot.kind == "recall":
        return st.just(())
    if slot.kind == "ordering":
        return st.one_of(st.just(()), st.permutations(ids).map(tuple))
    if slot.gaps:
        return st.tuples(*(st.sampled_from(["", *gap.choices]) if gap.choices else typed(gap) for gap in slot.gaps))
    return st.lists(st.sampled_from(ids), max_size=slot.choose, unique=True).map(tuple)
