"""How many questions of each section a paper holds on average, known before it is drawn."""

from exam.assembly.tailor import drawn_from
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint


def expected_mix(bank: Bank, blueprint: Blueprint) -> dict[str, float]:
    """How many questions of each section a paper of this blueprint has on average, by section id.

    First what every section surely gives, and the rest by how many more each has.
    """
    only = set(blueprint.only)
    sections = drawn_from(bank, blueprint)
    counts = zip(sections, bank.question_counts(sections, only or None), strict=True)
    there = {section.id: count for section, count in counts if count}
    wanted = min(blueprint.items or sum(there.values()), sum(there.values()))
    drawn = blueprint.draw_sections if not blueprint.sections and not only else 0
    if drawn and drawn < len(there):
        # Each section is as likely as any other to be among those that the seed draws.
        whole = sum(there.values()) * drawn / len(there)
        scale = min(1.0, wanted / whole) if blueprint.items else 1.0
        return {section: scale * count * drawn / len(there) for section, count in there.items()}
    sure = {section: min(blueprint.at_least, count) for section, count in there.items()}
    rest, room = wanted - sum(sure.values()), sum(there.values()) - sum(sure.values())
    share = rest / room if room else 0.0
    return {section: sure[section] + share * (count - sure[section]) for section, count in there.items()}
