"""Owns the page on which a question stands, and whether its end has been seen. Refuses to know the session."""

from collections.abc import Iterable

from textual.app import ComposeResult

from exam.tui.sitting.paper import Paper
from exam.tui.sitting.question_lines import Leaf
from exam.tui.sitting.scrolled import Scrolled


class Page(Scrolled):
    """One question, scrolled where it does not fit. The next one is shown in place."""

    def __init__(self) -> None:
        super().__init__()
        self.leaf: Leaf | None = None
        self.laid_out = False
        """Whether what is shown has been laid out, so that `more` and `ended` can be believed."""
        self._ends_seen: set[int] = set()

    def compose(self) -> ComposeResult:
        yield Paper()

    def show(self, leaf: Leaf) -> None:
        """Shows a question; only what differs from what is there is painted again."""
        before, self.leaf = self.leaf, leaf
        if before == leaf:
            return
        another = before is None or before.n != leaf.n
        if another:
            self.scroll_home(animate=False, force=True, immediate=True)
        if another or (before is not None and before.reasons != leaf.reasons):
            self.laid_out = False
        if leaf.reasons:
            # What explains a question comes below it: it has an end of its own to be seen.
            self._ends_seen.discard(leaf.n)
        self.query_one(Paper).leaf = leaf
        self.look_soon()

    def expect(self, leaves: Iterable[Leaf]) -> None:
        """Readies what may be shown next."""
        self.query_one(Paper).expect(leaves)

    def turn(self) -> None:
        """Scrolls on by a page, as soon as what is shown is laid out."""
        if self.laid_out:
            self.scroll_page_down(animate=False)
        else:
            self.call_after_refresh(self.scroll_page_down, animate=False)

    @property
    def ended(self) -> bool:
        """Whether the end of this question has been on screen, or comes with the next frame because all of it fits.

        Never something to wait for: a key put off would come after the keys typed behind it, and an answer meant for
        the next question would be given to this one.
        """
        if self.leaf is None or self.leaf.n in self._ends_seen:
            return True
        rows = self.query_one(Paper).rows
        return not self.laid_out and 0 < rows <= self.scrollable_content_region.height

    def look(self) -> None:
        super().look()
        self.laid_out = True
        if not self.more and self.leaf is not None:
            self._ends_seen.add(self.leaf.n)
