"""Attempts whose texts stand in their file once: how questions, options and papers become parts that attempts name.

A part is what many papers hold alike: a question without its place and its options (`question`), an option without its
id (`option`), what a wrong option really answers (`home`), what stands beside questions (`exhibit`), and what all
papers of a preset begin with (`paper`). An attempt names parts by their numbers, so that it takes three kilobytes and
not eighty. What it holds comes back to the last byte, since the checksum of its log is over it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel

from exam.core.events import EVENT, Event, Responded, Visited
from exam.core.exhibit import Exhibit
from exam.core.form import LETTERS, Form, Home, Option, Slot
from exam.core.option_id import opaque

_VISITED, _RESPONDED = {"at", "n"}, {"at", "n", "response"}
"""What is set of the two events that happen most."""
_MICROSECOND = timedelta(microseconds=1)
Json = dict[str, Any]
Model = TypeVar("Model", bound=BaseModel)
Part = tuple[str, Json]
"""The kind of a part and what it holds."""


@dataclass
class PartWriter:
    """Gives parts their numbers; those that were not written yet wait in `fresh`."""

    fresh: list[Part] = field(default_factory=list)
    _numbers: dict[Any, int] = field(default_factory=dict)

    def body(self, form: Form, events: Sequence[Event]) -> Json:
        """What a line says of an attempt besides its id and its learner."""
        homes = [self._home(name, home) for name, home in form.homes.items()]
        exhibits = [self._number("exhibit", name, one, _written(one)) for name, one in form.exhibits.items()]
        ids = [option.id for slot in form.slots for option in slot.options]
        body = {
            "code": form.code,
            "seed": form.seed,
            "paper": self._paper(form),
            "slots": [[self._question(slot), *map(self._option, slot.options)] for slot in form.slots],
            "key": " ".join(_letters(slot, slot.key) or "-" for slot in form.slots),
            "events": list(_written_events(form, events)),
        }
        usual = _homes_of(option for slot in form.slots for option in slot.options)
        if homes != [self._homes_named.get(name, -1) for name in usual]:
            body["homes"] = homes
        if ids != list(_usual_ids(form.seed, [(slot, slot.options) for slot in form.slots])):
            body["ids"] = ids
        return body | ({"exhibits": exhibits} if exhibits else {})

    _homes_named: dict[str, int] = field(default_factory=dict)
    """The latest home of each item, which is meant where an attempt names none."""

    def _number(self, kind: str, name: str, value: object, body: Json) -> int:
        """The number of a part, which is made where there is none."""
        known = (kind, name, value)
        if known not in self._numbers:
            self._numbers[known] = len(self._numbers)
            self.fresh.append((kind, body))
        return self._numbers[known]

    def _question(self, slot: Slot) -> int:
        bare = {name: value for name, value in slot.__dict__.items() if name in _SLOT_FIELDS}
        known = ("question", "", tuple(value for name, value in bare.items() if name not in _OF_PLACE))
        number = self._numbers.get(known)
        return self._number(*known, _written(slot, _OF_PLACE)) if number is None else number

    def _option(self, option: Option) -> int:
        known = ("option", "", (option.text, option.home, option.feedback, option.credit))
        number = self._numbers.get(known)
        return self._number(*known, _written(option, {"id"})) if number is None else number

    def _home(self, name: str, home: Home) -> int:
        number = self._numbers.get(("home", name, home))
        if number is None:
            number = self._homes_named[name] = self._number("home", name, home, {"item": name} | _written(home))
        return number

    def _paper(self, form: Form) -> int:
        body = _written(form, _OF_ATTEMPT)
        return self._number("paper", "", repr(body), body)


LARGEST_PAPER = 20_000_000
"""Letters. A text that is told once may be named many times, and a paper holds it as often."""
_SLOT_FIELDS = frozenset(Slot.model_fields)
_OF_PLACE = {"n", "options", "key"}
_OF_ATTEMPT = {"code", "seed", "slots", "homes", "exhibits"}


class PartReader:
    """The parts that a file told so far. Raises ValueError, which pydantic's errors are, for what makes no sense."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, Any]] = []
        self._homes: dict[str, Home] = {}
        self._sizes: list[int] = []
        self._home_sizes: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def take(self, kind: str, body: Json, size: int) -> None:
        """The next part, which takes so many letters in the file."""
        if not isinstance(body, dict):
            raise ValueError("it holds no fields")
        match kind:
            case "question":
                made: Any = Slot.model_validate(body | {"n": 1, "options": (), "key": ()})
            case "option":
                made = Option.model_validate(body | {"id": ""})
            case "home":
                made = (str(body.get("item")), Home.model_validate(body))
                self._homes[made[0]] = made[1]
                self._home_sizes[made[0]] = size
            case "exhibit":
                made = Exhibit.model_validate(body)
            case "paper":
                made = Form.model_validate(body | {"code": "", "seed": 0, "slots": (), "homes": {}})
            case _:
                raise ValueError(f"there is no part of the kind {kind!r}")
        self._parts.append((kind, made))
        self._sizes.append(size)

    def attempt(self, body: Mapping[str, Any]) -> tuple[Form, tuple[Event, ...]]:
        """The form and the events of an attempt."""
        seed, keys = _whole(body["seed"]), str(body["key"]).split(" ")
        slots, key_letters = body["slots"], iter(keys)
        bare = [(self._part("question", slot[0]), self._offered(slot[1:])) for slot in slots]
        if len(keys) != len(bare):
            raise ValueError("it has not a key for each question")
        usual = _homes_of(one for _, options in bare for one in options)
        self._refuse_large(body, [] if "homes" in body else usual)
        ids = iter(_listed_ids(body["ids"], bare) if "ids" in body else _usual_ids(seed, bare))
        placed = [
            _placed(head, n, tuple([_named(one, next(ids)) for one in options]), next(key_letters))
            for n, (head, options) in enumerate(bare, start=1)
        ]
        if "homes" in body:
            homes = dict(self._part("home", number) for number in body["homes"])
        else:
            homes = {name: self._homes[name] for name in usual}
        exhibits = [self._part("exhibit", number) for number in body.get("exhibits", ())]
        values = {"code": _text(body["code"]), "seed": seed, "slots": tuple(placed), "homes": homes}
        form = _with(
            self._part("paper", body["paper"]), values | {"exhibits": {one.id: one for one in exhibits}}, "exhibits"
        )
        return form, tuple(_read_events(form, body["events"]))

    def _refuse_large(self, body: Mapping[str, Any], homes: Iterable[str]) -> None:
        """Raises ValueError for a paper that names too much text, before any of it is copied. `homes` are those that it
        does not list."""
        lists = (*body["slots"], body.get("homes", ()), body.get("exhibits", ()))
        size = sum(self._sizes[_whole(number)] for numbers in lists for number in numbers)
        if size + sum(self._home_sizes[name] for name in homes) > LARGEST_PAPER:
            raise ValueError(f"its texts are longer together than {LARGEST_PAPER // 1_000_000} million letters")

    def _offered(self, numbers: Sequence[object]) -> list[Option]:
        """The options with these numbers, still without their ids."""
        parts, known = self._parts, len(self._parts)
        return [
            parts[number][1]
            if type(number) is int and 0 <= number < known and parts[number][0] == "option"
            else self._part("option", number)
            for number in numbers
        ]

    def _part(self, kind: str, number: object) -> Any:
        place = _whole(number)
        known, made = self._parts[place] if place < len(self._parts) else ("", None)
        if known != kind:
            raise ValueError(f"it names a {kind} that the file did not tell before")
        return made


def _placed(head: Slot, n: int, options: tuple[Option, ...], letters: str) -> Any:
    key = () if letters == "-" else tuple(options[LETTERS.index(letter)].id for letter in letters)
    return _with(head, {"n": n, "options": options, "key": key})


def _with(model: Any, values: dict[str, object], *newly: str) -> Any:
    """A copy of a model with other values, which are of the right types; `newly` are fields that it had not set.

    Without validation: what is in it was validated when its part was read. A paper has two hundred options, and
    `model_copy` takes five times as long.
    """
    known = model.__pydantic_fields_set__
    return _made(type(model), model.__dict__ | values, known.union(newly) if newly else known)


def _named(option: Option, name: str) -> Option:
    """The same option with an id of its own: there are two hundred in a paper, so this is all in one place."""
    made = _new(Option)
    _set(made, "__dict__", {**option.__dict__, "id": name})
    _set(made, "__pydantic_fields_set__", option.__pydantic_fields_set__)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


def _made(kind: type[Model], values: dict[str, object], known: set[str]) -> Model:
    """A model of values that are of the right types, `known` the names of those that were set."""
    made = _new(kind)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", known)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


_new: Callable[[type[Model]], Model] = object.__new__
_set = object.__setattr__


def _written(model: BaseModel, without: set[str] | None = None) -> Json:
    return model.model_dump(mode="json", exclude=without)


def _homes_of(options: Iterable[Option]) -> list[str]:
    """The items whose statements are on offer in a paper, in the order in which they come up."""
    return list(dict.fromkeys(one.home for one in options if one.home is not None))


def _usual_ids(seed: int, slots: Iterable[tuple[Slot, Iterable[Option]]]) -> Iterator[str]:
    """The ids that the options of a paper's questions have by the rule, in their order."""
    for slot, options in slots:
        named = f"block {slot.block}" if slot.block else slot.item
        yield from (opaque(seed, named, option.text) for option in options)


def _listed_ids(ids: object, slots: Sequence[tuple[Slot, Sequence[Option]]]) -> list[str]:
    if not isinstance(ids, list) or len(ids) != sum(len(options) for _, options in slots):
        raise ValueError("it has not an id for each option")
    return list(map(_text, ids))


def _letters(slot: Slot, ids: Sequence[str]) -> str:
    """The letters of some options; raises KeyError for one that is not there, or that has no letter."""
    letter_of = {option.id: letter for option, letter in zip(slot.options, LETTERS, strict=False)}
    return "".join(letter_of[name] for name in ids)


def _written_events(form: Form, events: Sequence[Event]) -> Iterator[object]:
    """What happened, the two things that happen most in short: microseconds since the event before, the place of the
    question that came on screen, and the letters of what was answered there."""
    before: datetime | None = None
    for event in events:
        since = None if before is None else (event.at - before) // _MICROSECOND
        before = event.at
        if since is not None and since >= 0 and type(event) is Visited:
            yield [since, event.n]
        elif since is not None and since >= 0 and type(event) is Responded and _by_letter(form, event):
            yield [since, event.n, _letters(form.slot(event.n), event.response)]
        else:
            yield EVENT.dump_python(event, mode="json")


def _by_letter(form: Form, event: Responded) -> bool:
    if not 1 <= event.n <= len(form.slots) or not form.slot(event.n).is_choice:
        return False
    known = {option.id for option in form.slot(event.n).options[: len(LETTERS)]}
    return known.issuperset(event.response)


def _read_events(form: Form, written: Sequence[object]) -> Iterator[Event]:
    at: datetime | None = None
    for one in written:
        if not isinstance(one, list):
            event = EVENT.validate_python(one)
            at = event.at
            yield event
            continue
        if at is None:
            raise ValueError("its first event has no instant")
        since, n, *response = one
        at += timedelta(microseconds=_whole(since))
        if not response:
            yield _made(Visited, {"at": at, "kind": "visited", "n": _whole(n)}, _VISITED)
            continue
        (letters,) = response
        options = form.slot(_whole(n)).options
        chosen = tuple([options[LETTERS.index(letter)].id for letter in _text(letters)])
        yield _made(Responded, {"at": at, "kind": "responded", "n": n, "response": chosen}, _RESPONDED)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("it has something else where a whole number must be")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it has something else where a text must be")
    return value
