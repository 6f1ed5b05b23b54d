"""A letter does one thing in the exam and in the review of it, and what it does elsewhere is told here."""

from collections import defaultdict

from exam.tui.keymap import actions

SAME = {
    "n": "next", "p": "back", "m": "note", "o": "picture", "v": "exhibit", "y": "copy", "l": "pad",
    "k": "up", "j": "down",
}  # fmt: skip
"""Letters that do the same at a question in the exam and in the review."""
ALIKE = {
    "f": ("flag", "flagged"), "u": ("unsure", "unsure"), "w": ("pace", "slow"), "s": ("sheet", "section"),
}  # fmt: skip
"""Letters that are about the same thing: flag, and the flagged ones; by how much one is behind, and where one was."""
OPTIONS = {"a", "b", "c", "d", "e"}
"""Letters of options in the exam; nothing is chosen in the review, where they are free."""
ELSEWHERE = {
    "m": {"home.missed", "result.review-missed"},
    "p": {"history.progress", "home.progress", "progress.back"},
    "t": set(),
    "w": {"recall.wrong"},
    "x": set(),
}
"""What other pages do by letters of the exam: one thing more at most. No other may come to it."""


def by_letter(place: str) -> dict[str, set[str]]:
    """The ids of what each small letter does in a place."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for action in actions():
        for key in action.keys if action.place == place else ():
            if len(key) == 1 and key.islower():
                found[key].add(action.id)
    return found


def test_exam_and_review_mean_the_same_by_a_letter() -> None:
    room, review = by_letter("room"), by_letter("review")
    for letter in room.keys() & review.keys() - OPTIONS:
        here, there = ALIKE.get(letter, (SAME.get(letter), SAME.get(letter)))
        assert (room[letter], review[letter]) == ({f"room.{here}"}, {f"review.{there}"}), letter


def test_other_pages_take_no_more_of_the_letters_of_the_exam() -> None:
    everywhere = {action.id: action for action in actions()}
    for letter, known in ELSEWHERE.items():
        found = {name for name, action in everywhere.items() if letter in action.keys}
        assert {name for name in found if not name.startswith(("room.", "review."))} == known, letter
