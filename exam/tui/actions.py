"""What keys can do: on every page, to be rebound or listed; and on the page that is open, for help and the palette.

No list is kept by hand. The first kind is read from the pages themselves, and so imports every page: it is loaded only
where somebody has rebound a key.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import exam.tui
from exam.tui.keymap import Action, does, keys_now, shown, shown_keys


def actions() -> tuple[Action, ...]:
    """Every action that can be rebound, those of the sitting first."""
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
    active = {shown(key): (one.node, one.binding.action) for key, one in screen.active_bindings.items() if one.enabled}
    for node in dict.fromkeys((screen, *(screen.focused or screen).ancestors_with_self, screen.app)):
        for owner in type(node).__mro__:
            # Textual's own bindings are its names for what the help page says better.
            for binding in _own_bindings(owner) if owner.__module__.startswith("exam.") else ():
                keys = [
                    key
                    for key in map(shown, keys_now(screen.app, binding))
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
