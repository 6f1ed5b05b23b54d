"""Owns small papers made by hand, for tests that need a form but no bank and no assembly."""

from typing import Any

import tomli_w

from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.form import Form, Home, Option, SectionTitle, Slot

OPTIONS = 4


def sample_form(items: int = 5, sections: int = 2, choose: int = 1, *, minutes: int = 10, **blueprint: Any) -> Form:
    """A paper of `items` questions dealt out over `sections`, one after the other, with four options each.

    Question n is item ``item-n`` of section ``section-1`` and so on, its options have the ids ``na nb nc nd`` in the
    order shown, and its first correct one is A for question 1, B for question 2, … D, and A again (`right`,
    `wrong`). With `choose` = 1 each wrong option is the statement of another item of the paper; otherwise an author
    wrote it. Further arguments go to the blueprint: ``cut=50``, ``navigation="linear"``.
    """
    section_of = [f"section-{place * sections // items + 1}" for place in range(items)]
    slots = tuple(_slot(n, items, section_of[n - 1], choose) for n in range(1, items + 1))
    titles = tuple(SectionTitle(id=name, title=_title(name)) for name in dict.fromkeys(section_of))
    return Form(
        code="SAMP-LE00-0000",
        bank="sample",
        bank_title="Sample bank",
        edition="0000",
        blueprint=Blueprint(id="full", title="Full", **blueprint),
        seed=1,
        minutes=minutes,
        sections=titles,
        slots=slots,
        homes={slot.item: Home(stem=slot.stem, section=_title(slot.section), number=slot.number) for slot in slots},
    )


def right(form: Form, n: int) -> tuple[str, ...]:
    """The response to question `n` that earns its points."""
    return form.slot(n).key


def wrong(form: Form, n: int) -> tuple[str, ...]:
    """A full response to question `n` that earns nothing: its key, but for one option."""
    slot = form.slot(n)
    other = next(option.id for option in slot.options if option.id not in slot.key)
    return (*slot.key[1:], other)


def sample_bank(items: int = 12, sections: int = 3, *, statements: int = 4, **fields: Any) -> Bank:
    """A bank that any form can be drawn from: ``item-1`` … dealt out over ``section-1`` …, no two statements alike."""
    dealt: dict[str, list[dict[str, Any]]] = {}
    for n in range(1, items + 1):
        section = f"section-{(n - 1) * sections // items + 1}"
        dealt.setdefault(section, []).append(
            {
                "id": f"item-{n}",
                "number": n,
                "stem": f"What does the {_WORDS[n % len(_WORDS)]} of part {n} do?",
                "statements": [
                    f"{verb} the {_WORDS[(n * 7 + place) % len(_WORDS)]} numbered {n}{'abcdefghi'[place]}"
                    for place, verb in enumerate(_VERBS[:statements])
                ],
                "rationale": f"Part {n} was built for exactly this.",
                "references": [{"title": f"Part {n}", "url": f"https://example.org/parts/{n}"}],
            }
        )
    written = {
        "schema": 1,
        "id": "sample",
        "title": "Sample bank",
        "section": [{"id": name, "title": _title(name), "item": found} for name, found in dealt.items()],
    }
    return Bank.model_validate(written | fields)


def bank_toml(bank: Bank) -> str:
    """The bank as an author would have written it."""
    written = bank.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
    return tomli_w.dumps({"schema": 1} | written)


def _slot(n: int, items: int, section: str, choose: int) -> Slot:
    ids = [f"{n}{letter}" for letter in "abcd"]
    key = tuple(sorted(ids[(n - 1 + place) % OPTIONS] for place in range(choose)))
    others = [f"item-{(n + step - 1) % items + 1}" for step in range(1, items)]
    options = []
    for name in ids:
        home: str | None = f"item-{n}"
        if name not in key:
            home = others.pop(0) if choose == 1 and others else None
        options.append(Option(id=name, text=f"Option {name} answers {home or 'nothing'}", home=home))
    return Slot(
        n=n,
        item=f"item-{n}",
        number=n,
        section=section,
        stem=f"What is question {n}?",
        choose=choose,
        options=tuple(options),
        key=key,
        rationale=f"Because of reason {n}.",
    )


def _title(section: str) -> str:
    return section.replace("-", " ").capitalize()


_VERBS = ("Collects", "Forwards", "Rebuilds", "Protects", "Measures", "Releases", "Schedules", "Describes", "Compares")
_WORDS = (
    "anchor",
    "basket",
    "bridge",
    "compass",
    "engine",
    "garden",
    "harvest",
    "kettle",
    "lantern",
    "ledger",
    "mirror",
)
