"""What is taken for what, over many attempts, and when a pair is settled."""

from collections import Counter

from exam.core.interval import wilson
from exam.learning.confusions import find_confusions, section_map
from tests.support.results import result


def took(item: str, home: str, day: float, **fields: object) -> object:
    return result(item, "incorrect", day, chosen=(home,), offered=(item, home, "x", "y"), **fields)


def clean(item: str, home: str, day: float, n: int = 1) -> object:
    return result(item, "correct", day, offered=(item, home, "x", "y"), drill=True, n=n, attempt=f"drill {day}")


def test_who_errs_never_is_confused_never() -> None:
    assert find_confusions([result(item, "correct", day) for item in "abcdef" for day in range(9)]).pairs == ()


def test_a_pair_is_counted_against_the_times_it_was_on_offer() -> None:
    results = [took("a", "b", 0), took("a", "b", 1), result("a", day=2), took("a", "c", 3), took("b", "a", 4)]
    results += [result("a", "omitted", 5), result("a", "not_reached", 6)]
    found = {(pair.item, pair.home): pair for pair in find_confusions(results).pairs}
    offered = Counter(home for one in results if one.met and one.item == "a" for home in one.offered if home != "a")
    assert (found["a", "b"].rate.count, found["a", "b"].rate.of) == (2, offered["b"])
    assert found["a", "b"].rate.interval == wilson(2 / offered["b"], offered["b"])
    assert found["a", "b"].two_way
    assert found["b", "a"].two_way
    assert not found["a", "c"].two_way
    assert [(pair.item, pair.home) for pair in find_confusions(results).listed] == [("a", "b")]
    assert {(pair.item, pair.home) for pair in find_confusions(results).slips} == {("a", "c"), ("b", "a")}


def test_a_wrong_answer_that_an_author_wrote_is_no_confusion() -> None:
    assert find_confusions([took("a", "=0123456789ab", 0), took("a", "=0123456789ab", 1)]).pairs == ()


def test_a_half_right_answer_confuses_with_its_wrong_half() -> None:
    one = result("a", "incorrect", chosen=("a", "b"))
    assert [(pair.item, pair.home) for pair in find_confusions([one]).pairs] == [("a", "b")]


def test_the_surest_pair_is_on_top() -> None:
    results = [took("a", "b", day) for day in range(4)] + [result("a", day=9, offered=("a", "b", "x", "y"))] * 8
    results += [took("c", "d", day) for day in range(3)]
    assert [(pair.item, pair.home) for pair in find_confusions(results).pairs] == [("c", "d"), ("a", "b")]


def test_two_clean_rounds_on_two_days_settle_a_pair() -> None:
    results = [took("a", "b", 0), took("a", "b", 1)]
    (pair,) = find_confusions(results).pairs
    assert (pair.state, pair.clean) == ("open", 0)
    results += [clean("a", "b", 2), clean("b", "a", 2, 2)]
    assert find_confusions(results).pairs[0].state == "begun"
    results += [clean("a", "b", 2.1), clean("b", "a", 2.1, 2)]
    assert find_confusions(results).pairs[0].state == "begun", "the same day counts once"
    results += [clean("a", "b", 3), clean("b", "a", 3, 2)]
    assert find_confusions(results).settled[0].item == "a"
    assert find_confusions(results).listed == ()
    results.append(took("a", "b", 4))
    assert find_confusions(results).listed[0].state == "open", "confused again, it is back"


def test_a_round_with_a_mistake_or_without_the_confused_question_is_not_clean() -> None:
    results = [took("a", "b", 0), took("a", "b", 1), took("b", "a", 1.5)]
    results += [clean("a", "b", 2), clean("a", "b", 3)]
    assert {pair.clean for pair in find_confusions(results).pairs} == {0}, "both ways were confused, one was asked"
    results += [
        clean("a", "b", 4),
        clean("b", "a", 4, 2),
        result("a", "omitted", 4, drill=True, n=3, attempt="drill 4"),
    ]
    assert {pair.clean for pair in find_confusions(results).pairs} == {0}
    one_way = [took("a", "b", 0), took("a", "b", 1), clean("a", "b", 2), clean("a", "b", 3)]
    assert find_confusions(one_way).pairs[0].state == "settled", "where only one way can be asked, that is enough"


def test_the_map_adds_up_to_the_pairs() -> None:
    results = [took("a", "b", 0), took("a", "b", 1), took("a", "c", 2), took("c", "b", 3, section="two")]
    found = find_confusions(results).pairs
    drawn = section_map(found, {"a": "one", "b": "one", "c": "two"})
    assert drawn == {("one", "one"): 2, ("one", "two"): 1, ("two", "one"): 1}
    assert sum(drawn.values()) == sum(pair.rate.count for pair in found)
