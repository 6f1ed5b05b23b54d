"""Owns the list of everything that a key can do, by place. Refuses a list kept by hand: it reads the pages' own.

Loaded only where somebody has rebound a key, or asks for the list: it imports every page.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from textual.binding import Binding
from textual.dom import DOMNode

import exam.tui
from exam.tui.keymap import Action, does


def actions() -> tuple[Action, ...]:
    """Every action that can be rebound, the exam room's first."""
    found: dict[str, Action] = {}
    for binding in bindings():
        if binding.id and binding.action:
            keys = tuple(one.key for one in Binding.make_bindings([binding]))
            found.setdefault(binding.id, Action(binding.id, does(binding), keys))
    return tuple(found.values())


def bindings() -> Iterator[Binding]:
    """Every binding of every page and of what stands on it, as it is written there."""
    names = [module.name for module in walk_packages(exam.tui.__path__, "exam.tui.")]
    for name in names:
        import_module(name)
    known = [node for node in _subclasses(DOMNode) if node.__module__ in names]
    for node in sorted(known, key=lambda node: (".sitting." not in node.__module__, names.index(node.__module__))):
        for binding in node.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding):
                yield binding


def _subclasses(node: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for one in node.__subclasses__():
        yield one
        yield from _subclasses(one)
