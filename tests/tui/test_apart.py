"""Names that begin alike are cut so that they can be told apart."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from exam.tui.widgets.apart import Apart, Pairs

RACK = "Recovery of replicated volumes after the loss of a rack"
DISK = "Recovery of replicated volumes after the loss of a disk"


def test_names_that_begin_alike_keep_what_they_differ_in() -> None:
    names = Apart([RACK, DISK, "Network"])
    assert [names.cut(name, 26) for name in names.names] == [
        "Recovery of replicate…rack",
        "Recovery of replicate…disk",
        "Network",
    ]
    assert names.cut(RACK, 80) == RACK


def test_a_name_that_is_like_no_other_is_cut_at_its_end() -> None:
    assert Apart([RACK, "Network"]).cut(RACK, 20) == "Recovery of replica…"


def test_three_names_of_which_two_differ_late() -> None:
    names = Apart([f"{RACK} in one room", f"{RACK} in two rooms", f"{DISK} in one room"])
    assert len({names.cut(name, 30) for name in names.names}) == 3


def test_a_name_that_another_begins_with() -> None:
    names = Apart(["Kitchen at sea, and what is in it", "Kitchen at sea, and what is in it, and more"])
    assert len({names.cut(name, 20) for name in names.names}) == 2


def test_pairs_keep_half_of_both() -> None:
    names = Pairs([(RACK, "Volume one"), (DISK, "Volume two")])
    assert names.padded((RACK, "Volume one"), 30).plain == "Recovery of…rack · Volume one "
    assert names.padded((DISK, ""), 10).cell_length == 10


@given(
    st.lists(st.text("ab 日é\u0301", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=6),
    st.integers(1, 40),
)
def test_no_name_is_wider_than_there_is_room_and_what_is_whole_stays(names: list[str], width: int) -> None:
    apart = Apart(names)
    for name in names:
        shown = apart.cut(name, width)
        assert cell_len(shown) <= width
        assert shown == name if cell_len(name) <= width else "…" in shown
