"""A paper with every kind of question, made of a bank as an author writes it."""

import tomllib
from functools import cache

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.form import Form
from exam.core.gap import Gap

BANK = """
schema = 2
id = "kinds"
title = "Every kind"
text = "plain"

[[section]]
id = "s"
title = "Kinds"

[[section.item]]
id = "true-false"
type = "true-false"
stem = "etcd is a relational database."
key = false

[[section.item]]
id = "single"
stem = "Which daemon runs on each node?"
options = { a = { text = "slurmctld", feedback = "That one allots." }, b = "slurmd", c = "slurmdbd" }
key = "b"

[[section.item]]
id = "multiple"
stem = "Which two are Slurm daemons?"
options = { a = "slurmctld", b = "slurmd", c = { text = "kubelet", feedback = "Of Kubernetes." }, d = "etcd" }
key = ["a", "b"]
credit = "each"

[[section.item]]
id = "many"
stem = "Which letter is the twelfth?"
options = { a = "1st", b = "2nd", c = "3rd", d = "4th", e = "5th", f = "6th", g = "7th", h = "8th", i = "9th", \
j = "10th", k = "11th", l = "12th" }
key = "l"
shuffle = false

[[section.item]]
id = "short"
type = "short"
stem = "Which command lists nodes in Slurm?"
answers = ["sinfo", { text = "sinfo -N", credit = 50, feedback = "It works; there is a shorter one." }]
rationale = "sinfo lists partitions and nodes."

[[section.item]]
id = "numeric"
type = "numeric"
stem = "How long does the kubelet wait before SIGKILL?"
answers = [30]
tolerance = 0.5
unit = "s"

[[section.item]]
id = "ordering"
type = "ordering"
stem = "In which order is a node upgraded?"
order = ["cordon it", "drain it", "upgrade the kubelet", "uncordon it"]

[[section.item]]
id = "matching"
type = "matching"
stem = "Which Slurm daemon does what?"
pairs = [["allots resources", "slurmctld"], ["starts tasks", "slurmd"], ["writes the accounting", "slurmdbd"]]
extra = ["slurmrestd"]

[[section.item]]
id = "cloze"
type = "cloze"
stem = "The {agent} listens on {port}, and {store} keeps the state."
gaps = { agent = ["kubelet"], port = { answers = [10250], numeric = true }, store = { options = { a = "etcd", \
b = { text = "redis", feedback = "That is a cache." } }, key = "a" } }

[[section.item]]
id = "recall"
type = "recall"
stem = "What is a pod?"
answer = "One or more containers that are placed together."
"""


@cache
def every_kind(**blueprint: object) -> Form:
    """The paper; `blueprint` sets fields of its blueprint."""
    bank = Bank.model_validate(tomllib.loads(BANK))
    form = assemble(bank, tailor(bank, None), 3)
    return form.model_copy(update={"blueprint": form.blueprint.model_copy(update=blueprint)})


def at(form: Form, item: str) -> int:
    """The number of the question that asks an item."""
    return next(slot.n for slot in form.slots if slot.item == item)


def best(gap: Gap) -> str:
    """What fills a gap rightly."""
    return gap.key[0] if gap.choices else (gap.texts[0].text if gap.texts else gap.numbers[0].value)
