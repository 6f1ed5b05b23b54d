"""What papers ask of somebody who only sorts by subject, or knows half: reckoned by hand on papers made up for it."""

import pytest

from exam.assembly import tailor
from exam.audit.bots import leaks, watch
from exam.audit.knowledge import knowledge_figures
from exam.audit.paper_report import PaperRun, prove, proved
from exam.audit.sample import PaperNote, SlotNote
from exam.core.form import Form, Slot
from tests.assembly.test_mixture import BANK, paper


def noted(*slots: SlotNote) -> PaperNote:
    return PaperNote(0, (), 0, (), slots, 0, (), ())


def slot(close: int, of_subject: int, nearest: bool | None = True, short: bool = True) -> SlotNote:
    return SlotNote("item", 4, close, of_subject, nearest, short)


def measured(*slots: SlotNote) -> dict[str, float | None]:
    figures = knowledge_figures(BANK, tailor(BANK, items=4), [noted(*slots)])
    return {figure.name: figure.value for figure in figures}


SORTER = "somebody who only sorts options by subject"
CLOSE = "two or more wrong options of the stem's own subject and kind"


@pytest.mark.parametrize(("of_subject", "sorter", "half_knower"), [(0, 100, 100), (1, 50, 75), (3, 25, 46.875)])
def test_who_knows_little_guesses_among_the_options_of_the_subject(
    of_subject: int, sorter: float, half_knower: float
) -> None:
    """With one other option of the subject he has struck it out, or not: one half of 1 and of 1/2."""
    found = measured(slot(of_subject, of_subject))
    assert found[SORTER] == sorter
    assert found["somebody who knows every second item"] == half_knower


def test_shares_are_of_the_questions_that_they_are_about() -> None:
    found = measured(slot(3, 3), slot(2, 3, nearest=False), slot(1, 2, nearest=None), slot(0, 0, short=False))
    assert found[CLOSE] == 50
    assert found["nearest mistake among the options"] == pytest.approx(200 / 3)
    assert found["names or other short answers as options"] == 75
    assert found[SORTER] == pytest.approx(100 * (1 / 4 + 1 / 4 + 1 / 3 + 1) / 4)


@pytest.mark.parametrize(
    ("showings", "beside", "value", "verdict"), [(200, 140, 17.5, "missed"), (200, 80, 10, "met"), (20, 16, 20, "open")]
)
def test_a_lure_that_stands_too_often_is_judged_once_its_item_was_shown_often(
    showings: int, beside: int, value: float, verdict: str
) -> None:
    """Of four options each: 60 showings of a hundred are 15 %. In twenty showings chance alone may do more."""
    item, (home, *_) = next((one.id, one.lures[1:]) for one in BANK.items)
    notes = [
        PaperNote(seed, (), 0, (), (), 0, ((item, home),) * (seed < beside), ((item, frozenset("abcd")),))
        for seed in range(showings)
    ]
    proved_ = proved(BANK, PaperRun(tailor(BANK, items=10), showings), notes, [])
    (figure,) = (one for one in proved_.figures if one.name.startswith("largest share of one lure"))
    assert (figure.value, figure.verdict) == (value, verdict)
    assert ("100 papers or more" in figure.said) == (showings == 20)


@pytest.mark.slow
def test_bars_are_for_near_papers_and_other_papers_are_only_measured() -> None:
    (near,) = prove(BANK, [PaperRun(tailor(BANK, items=10), 3)])
    (far,) = prove(BANK, [PaperRun(tailor(BANK, items=10, difficulty="far"), 3)])
    by_name = [{figure.name: figure for figure in proved.figures} for proved in (near, far)]
    assert [figures[SORTER].verdict for figures in by_name] == ["met", "none"]
    assert [figures[SORTER].value for figures in by_name] == [25, 100]
    assert by_name[0]["distractors that nobody has read there"].verdict == "met"


@pytest.mark.slow
def test_items_whose_keys_are_always_the_longest_leak_and_others_do_not() -> None:
    plain = [one for seed in range(12) for one in watch(paper(seed, 30))]
    spoiled = [one for seed in range(12) for one in watch(longest_keys(paper(seed, 30)))]
    assert {(leak.percent, leak.by_cue) for leak in leaks(spoiled)} == {(100, 100)}
    assert len(leaks(spoiled)) == 10
    halite = "desert-part-7"  # it alone begins as a word of its stem does
    assert all(leak.percent < 100 for leak in leaks(plain) if leak.item != halite)
    assert leaks([]) == []


def longest_keys(form: Form) -> Form:
    def lengthened(slot: Slot) -> Slot:
        options = [
            option.model_copy(update={"text": f"{option.text}, by all that is known of it so far"})
            if option.id in slot.key
            else option
            for option in slot.options
        ]
        return slot.model_copy(update={"options": tuple(options)})

    return form.model_copy(update={"slots": tuple(map(lengthened, form.slots))})
