"""Owns the page of one question: stem, options and, once shown, what explains them. Refuses to know the session."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from exam.tui.room.options import Face, Options
from exam.tui.room.scrolled import Scrolled
from exam.tui.room.wrapping import wrapped


@dataclass(frozen=True)
class Leaf:
    """What a page shows of one question."""

    n: int
    stem: str
    hint: Content
    """The line under the stem: how many are to be chosen, or what the answer was worth."""
    faces: tuple[Face, ...]
    explanation: Content | None = None


class Page(Scrolled):
    """One question. The next one is shown in place."""

    def __init__(self) -> None:
        super().__init__()
        self.leaf: Leaf | None = None
        self.laid_out = False
        """Whether what is shown has been laid out, so that `more` and `ended` can be believed."""
        self._ends_seen: set[int] = set()

    def compose(self) -> ComposeResult:
        yield Static(id="stem", markup=False)
        yield Static(id="hint", markup=False)
        yield Options()
        yield Static(id="explanation", markup=False)

    def show(self, leaf: Leaf) -> None:
        """Shows a question; only what differs from what is there is painted again."""
        before, self.leaf = self.leaf, leaf
        if before == leaf:
            return
        if before is None or before.stem != leaf.stem:
            self.query_one("#stem", Static).update(Content(leaf.stem))
        if before is None or not before.hint.is_same(leaf.hint):
            hint = self.query_one("#hint", Static)
            hint.update(leaf.hint)
            hint.display = bool(leaf.hint)
        if before is None or not _same(before.explanation, leaf.explanation):
            explanation = self.query_one("#explanation", Static)
            explanation.update(leaf.explanation or Content(""))
            explanation.display = leaf.explanation is not None
            self._ends_seen.discard(leaf.n)
        self._make_room()
        self.query_one(Options).faces = leaf.faces
        if before is None or before.n != leaf.n:
            self.scroll_home(animate=False, force=True, immediate=True)
        if before is None or len(before.faces) != len(leaf.faces) or before.n != leaf.n or leaf.explanation is not None:
            self.laid_out = False
        self.look_soon()

    @property
    def ended(self) -> bool:
        """Whether the end of this question has been on screen."""
        return self.leaf is None or self.leaf.n in self._ends_seen

    def on_resize(self) -> None:
        self._make_room()
        super().on_resize()

    def _make_room(self) -> None:
        """Tells the options how many rows stem and hint leave them."""
        if self.leaf is None or not self.size.width:
            return
        width = self.container_size.width - 2
        taken = len(wrapped(self.leaf.stem, width)) + 1
        if self.leaf.hint:
            taken += sum(len(wrapped(line, width)) for line in self.leaf.hint.plain.split("\n")) + 1
        self.query_one(Options).room = self.container_size.height - taken

    def look(self) -> None:
        super().look()
        self.laid_out = True
        if not self.more and self.leaf is not None:
            self._ends_seen.add(self.leaf.n)


def _same(one: Content | None, other: Content | None) -> bool:
    """Equal in text and in style, which `==` of Content passes over."""
    return one is other or (one is not None and other is not None and one.is_same(other))
