"""What a writer of another format gets and gives.

Whatever goes out is a form: one paper, or a whole bank laid out as one. A form holds all that a question needs, so that
a writer knows neither banks nor assembly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exam.core.form import Form, Slot


@dataclass(frozen=True)
class Outgoing:
    """Questions on their way out."""

    form: Form
    title: str
    language: str = "en"
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """The file name and the content of each picture, by the id of its exhibit, as far as it could be read."""
    is_bank: bool = False
    """Whether they are questions of a bank in the order written, and no paper: what an author wrote stands as written,
    so that the steps of an ordering question are in their right order."""
    fixed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of a bank: by item, the ids of those of its options, steps or answers that may not be shuffled."""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a bank: the author's words for an item, by its id."""
    with_answers: bool = True
    """Whether what is right, and all that is said of it, goes out too. Formats for people can leave it off."""
    at: int = 0
    """When they go out, in seconds since 1970, for formats that renew what was read before; 0 where nobody says it."""
    name: str = "questions"
    """What the file will be called, without its ending; for a folder of pictures beside it, say."""


class CannotWrite(Exception):
    """Nothing could be written. The message is a whole sentence, and says what to do."""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Something of a question that a format cannot hold."""

    n: int
    """The place of the question, from 1."""
    item: str
    what: str
    """Read after its id: "its tolerance of 5 %, which became 0.5"."""
    whole: bool = False
    """Whether the question is left out altogether."""


@dataclass(frozen=True)
class Written:
    """The files that a writer made. The first gets the name that was asked for; most formats have no others.

    Others lie beside it under their own names, in at most one folder: ``"questions-pictures/fabric.png"``.
    """

    files: Mapping[str, bytes]
    not_held: tuple[NotHeld, ...] = ()

    @property
    def left_out(self) -> frozenset[int]:
        """The places of the questions that are left out altogether."""
        return frozenset(one.n for one in self.not_held if one.whole)


def what_it_really_is(outgoing: Outgoing, slot: Slot, option_id: str) -> str:
    """For a wrong option that answers another question: that question's stem, else ""."""
    home = slot.option(option_id).home
    if home is None or option_id in slot.key or home not in outgoing.form.homes:
        return ""
    return outgoing.form.homes[home].stem
