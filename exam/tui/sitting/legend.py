"""Owns the line of keys on a card: as they are bound now, each to be clicked as well. Refuses to act."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import BindingType

from exam.tui.keymap import keys_of, shown
from exam.tui.widgets.keybar import Hint, KeyBar


@dataclass(frozen=True, slots=True)
class Part:
    """Some actions by their ids, what they do together, and what a click does, if anything."""

    names: str
    """Ids, parted by spaces."""
    label: str
    action: str = ""


class Legend(KeyBar):
    """The keys of a card, in one line."""

    def __init__(self, bindings: Iterable[BindingType], *parts: Part) -> None:
        super().__init__()
        self.add_class("card-keys")
        self.bindings = tuple(bindings)
        self.parts = parts

    def on_mount(self) -> None:
        self.hints = self.known()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        if message.action:
            await self.screen.run_action(message.action)

    def known(self) -> tuple[Hint, ...]:
        """The hints, by the keys as they are now."""
        bound = keys_of(self.app, self.bindings)
        return tuple(
            Hint(" ".join(shown(bound[name][0]) for name in part.names.split()), part.label, part.action)
            for part in self.parts
        )
