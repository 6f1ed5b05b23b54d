"""Which keys do what: the user's own in ``config.toml``, and how a key is written and shown.

```toml
[keys]
"room.next" = ["j", "enter"]
"room.flag" = "F2"
```

An action or a key that is not known, and a key wanted twice in one place, is reported with file, line and field, and
left out; the rest holds. No list of the actions is kept by hand: `actions` reads them from the pages, and `bindings_of`
from the page that is open.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

import exam.tui
from exam.files.config import Config
from exam.files.faults import Fault
from exam.tui.stage import Stage

_NAMED = {
    "backspace", "delete", "down", "end", "enter", "escape", "home", "insert", "left", "pagedown", "pageup", "right",
    "space", "tab", "up", *(f"f{number}" for number in range(1, 25)),
}  # fmt: skip
_SPOKEN = {"return": "enter", "esc": "escape", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", "ins": "insert"}
_SHOWN = {
    "enter": "↵", "left": "←", "right": "→", "up": "↑", "down": "↓", "backspace": "⌫", "escape": "esc",
    "pageup": "pgup", "pagedown": "pgdn",
}  # fmt: skip
_MODIFIERS = ("ctrl", "alt", "shift")
_KEPT = {"ctrl+q", "ctrl+c", "ctrl+z"}
"""Keys that keep their meaning, so that nobody locks themselves in."""


@dataclass(frozen=True)
class Action:
    """Something that a key can do."""

    id: str
    """As in ``room.next``: the place, then the action. An id is never used for something else later."""
    does: str
    keys: tuple[str, ...]
    """Its own keys, as `Binding` writes them."""

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Keymap:
    """What a file says, as far as it can be used."""

    bound: Mapping[str, tuple[str, ...]]
    """Keys by action id."""
    faults: tuple[Fault, ...] = ()


def read_keymap(config: Config, actions: Iterable[Action]) -> Keymap:
    """The keys of a configuration, as far as they are keys of known actions, and free. What is wrong is in `faults`."""
    known = {action.id: action for action in actions}
    unusable = [fault for fault in config.faults if fault.where in ("", "keys")]
    if config.file is None or unusable:
        return Keymap({}, tuple(unusable))
    file = config.file
    faults: list[Fault] = []
    bound: dict[str, tuple[str, ...]] = {}

    def fault(name: str, message: str) -> None:
        faults.append(file.fault(f"keys.{name}", message, "It is left out."))

    taken: dict[tuple[str, str], str] = {}
    for name, value in _flat(config.keys):
        if name not in known:
            near = [one for one in known if one.partition(".")[2] == name.rpartition(".")[2]]
            fault(name, f"is not an action{f'; there is {near[0]}' if near else ''}")
            continue
        keys = []
        for written in value if isinstance(value, list) else [value]:
            try:
                if not isinstance(written, str) or not written:
                    raise ValueError('has to be a key in quotes, or a list of them, as in ["j", "enter"]')
                key = read_key(written)
                if other := taken.get((known[name].place, key)):
                    raise ValueError(f"{written!r} is already the key of {other}")
            except ValueError as error:
                fault(name, f"{error}")
                continue
            taken[known[name].place, key] = name
            keys.append(key)
        if keys:
            bound[name] = tuple(dict.fromkeys(keys))
    for name, action in known.items():
        keys_left = [key for key in action.keys if (action.place, key) not in taken]
        if name not in bound and not keys_left:
            robbers = [taken[action.place, key] for key in action.keys]
            fault(robbers[0], f"takes the only key of {name}; give that one another key")
            bound.pop(robbers[0], None)
    return Keymap(bound, tuple(sorted(faults, key=lambda found: found.line)))


def actions() -> tuple[Action, ...]:
    """Every action that can be rebound, those of the sitting first. Imports every page."""
    actions: dict[str, Action] = {}
    for binding in bindings():
        if binding.id and binding.action:
            keys = tuple(one.key for one in Binding.make_bindings([binding]))
            actions.setdefault(binding.id, Action(binding.id, does(binding), keys))
    return tuple(actions.values())


def bindings() -> Iterator[Binding]:
    """Every binding of every page and of what stands on it, as it is written there."""
    names = [module.name for module in walk_packages(exam.tui.__path__, "exam.tui.")]
    for name in names:
        import_module(name)
    nodes = [node for node in _subclasses(DOMNode) if node.__module__ in names]
    for node in sorted(nodes, key=lambda node: (".sitting." not in node.__module__, names.index(node.__module__))):
        yield from _own_bindings(node)


def bindings_of(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding, tuple[str, ...]]]:
    """The program's own bindings that hold on a screen now, each with its keys as they are shown.

    First the screen's, then those of what has the focus and of what that is in. A key that does something else here,
    as it belongs to what is nearer to the focus, is not among them, nor is a binding that has no key left.
    """
    active = {
        shown_key(key): (one.node, one.binding.action) for key, one in screen.active_bindings.items() if one.enabled
    }
    for node in dict.fromkeys((screen, *(screen.focused or screen).ancestors_with_self, screen.app)):
        for owner in type(node).__mro__:
            # Textual's own bindings are its names for what the help page says better.
            for binding in _own_bindings(owner) if owner.__module__.startswith("exam.") else ():
                keys = [
                    key
                    for key in map(shown_key, keys_now(screen.app, binding))
                    if active.get(key) == (node, binding.action)
                ]
                if keys and binding.description and binding.action:
                    own = binding.key_display and shown_keys(screen.app, binding)
                    yield node, binding, own or tuple(keys)


def _own_bindings(node: type) -> list[Binding]:
    """What a class itself binds."""
    return [binding for binding in node.__dict__.get("BINDINGS", ()) if isinstance(binding, Binding)]


def _subclasses(node: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for one in node.__subclasses__():
        yield one
        yield from _subclasses(one)


def key_name(character: str) -> str:
    """Textual's name of the key that gives a character: ``question_mark`` for ``?``."""
    # A comma separates the keys of a binding, so it is no key of one.
    return "comma" if character == "," else next(iter(Binding.make_bindings([Binding(character, "")]))).key


_SIGNS = {key_name(sign): sign for sign in string.punctuation}


def keys_of(app: App[Any], bindings: Iterable[BindingType]) -> dict[str, tuple[str, ...]]:
    """The keys of each action among some bindings, by its id, as the app has them now."""
    return {binding.id: keys_now(app, binding) for binding in bindings if isinstance(binding, Binding) and binding.id}


def keys_now(app: App[Any], binding: Binding) -> tuple[str, ...]:
    """The keys of a binding as the app has them now."""
    rebound = app.rebound.get(binding.id or "", ()) if isinstance(app, Stage) else ()
    return rebound or tuple(binding.key.split(","))


def shown_keys(app: App[Any], binding: Binding) -> tuple[str, ...]:
    """The same as people write them; where nobody rebound them, in the binding's own way if it has one."""
    keys = keys_now(app, binding)
    if binding.key_display and keys == tuple(binding.key.split(",")):
        return (binding.key_display,)
    return tuple(map(shown_key, keys))


def shown_key(key: str) -> str:
    """A key as people write it: ↵, ?, ctrl+t."""
    *modifiers, name = key.split("+") if key != "+" else ["+"]
    name = _SHOWN.get(name) or _SIGNS.get(name) or name
    return "+".join((*modifiers, name))


def keys_here(screen: Screen[Any], binding: Binding) -> tuple[str, ...]:
    """The keys of a binding that can be pressed now, as people write them: where a field has the keyboard's focus,
    letters and signs belong to that."""
    if not isinstance(screen.focused, Input | TextArea):
        return shown_keys(screen.app, binding)
    keys = keys_now(screen.app, binding)
    usable = [key for key in keys if len(key) > 1 and key not in _SIGNS and key != "space"]
    return shown_keys(screen.app, binding) if len(usable) == len(keys) else tuple(map(shown_key, usable))


def key_in_words(key: str) -> str:
    """A key as a sentence names it: Space, Enter, F2, ctrl+t."""
    return key.capitalize() if key in _NAMED else shown_key(key)


def does(binding: Binding) -> str:
    """What a binding does, in full; its description may be shortened for the line of keys."""
    return binding.tooltip or binding.description


def read_key(written: str) -> str:
    """Textual's name of a key as somebody wrote it. Raises ValueError, with words for the one who did."""
    parts = [written] if len(written) == 1 else re.split(r"\+(?=.)", written.strip())
    *modifiers, name = (part if len(part) == 1 else part.strip().lower().replace("page_", "page") for part in parts)
    name = _SPOKEN.get(name, name)
    if bad := [word for word in modifiers if word not in _MODIFIERS]:
        raise ValueError(f"{bad[0]!r} is no modifier: use ctrl, alt or shift")
    if len(name) == 1 and name.isprintable() and name != " ":
        if name.isalpha() and modifiers == ["shift"]:
            return name.upper()
        name = key_name(name.lower() if modifiers else name)
    elif name == " ":
        name = "space"
    elif name not in _NAMED:
        raise ValueError(f'{written!r} is no key: write one letter or sign, or a name like "space", "f2", "ctrl+n"')
    key = "+".join((*sorted(modifiers, key=_MODIFIERS.index), name))
    if key in _KEPT:
        raise ValueError(f"{key} keeps its meaning")
    return key


def _flat(table: dict[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """Tables within tables as dotted names: ``room.next = "j"`` and ``"room.next" = "j"`` are the same."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
