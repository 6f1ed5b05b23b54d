"""`exam form`: a paper for programs and for printing."""

import json

import pytest

from exam.assembly import SEEDS
from tests.cli.conftest import Run


def paper(run: Run, *words: str) -> dict[str, object]:
    result = run("form", *words, "--json")
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


def keys_within(value: object) -> set[str]:
    match value:
        case dict():
            return set(value).union(*map(keys_within, value.values()))
        case list():
            return set().union(*map(keys_within, value))
        case _:
            return set()


def test_the_shape_with_key_is_a_promise(run: Run, bank: str) -> None:
    shape = paper(run, bank, "--items", "10", "--minutes", "12", "--seed", "7", "--with-key")
    assert list(shape) == ["code", "bank", "blueprint", "seed", "minutes", "text", "slots"]
    assert (shape["bank"], shape["seed"], shape["minutes"]) == ("sample", 7, 12)
    assert isinstance(shape["slots"], list)
    assert [slot["n"] for slot in shape["slots"]] == list(range(1, 11))
    assert {slot["kind"] for slot in shape["slots"]} == {"direct", "recall"}
    recalled = [slot for slot in shape["slots"] if slot["kind"] == "recall"]
    assert all((slot["options"], slot["key"], bool(slot["answer"])) == ([], [], True) for slot in recalled)
    for slot in (slot for slot in shape["slots"] if slot not in recalled):
        assert list(slot) == [
            "n", "item", "number", "section", "kind", "points", "stem", "choose", "options", "key", "rationale"
        ]  # fmt: skip
        assert [list(option) for option in slot["options"]] == [["id", "letter", "text", "home"]] * 4
        assert "".join(option["letter"] for option in slot["options"]) == "ABCD"
        assert {option["home"] for option in slot["options"] if option["id"] in slot["key"]} == {slot["item"]}


@pytest.mark.slow
def test_without_key_nothing_tells_it(run: Run, bank: str) -> None:
    words = (bank, "--items", "30", "--seed", "7")
    bare, told = paper(run, *words), paper(run, *words, "--with-key")
    assert keys_within(bare).isdisjoint({"item", "key", "home", "rationale"})
    assert isinstance(told["slots"], list)
    text = json.dumps(bare)
    for slot in told["slots"]:
        assert f'"{slot["item"]}"' not in text
        assert slot["rationale"] not in text


@pytest.mark.slow
def test_option_ids_do_not_tell_the_key(run: Run, bank: str) -> None:
    """The key is neither the first of the sorted ids each time, nor of a kind of its own."""
    places: set[int] = set()
    told = paper(run, bank, "--items", "60", "--seed", "3", "--with-key")
    assert isinstance(told["slots"], list)
    for slot in (slot for slot in told["slots"] if slot["options"]):
        ids = sorted(option["id"] for option in slot["options"])
        places.add(ids.index(slot["key"][0]))
        assert len({len(name) for name in ids}) == 1
    assert places == {0, 1, 2, 3}


@pytest.mark.slow
def test_the_same_seed_and_the_code_give_the_same_bytes(run: Run, bank: str) -> None:
    first = run("form", bank, "--items", "20", "--seed", "11", "--json", "--with-key")
    again = run("form", bank, "--code", json.loads(first.stdout)["code"], "--json", "--with-key")
    assert first.stdout == again.stdout


@pytest.mark.slow
def test_a_code_finds_its_bank_among_the_known_ones(run: Run, bank: str, data_dir: object) -> None:
    from pathlib import Path

    code = str(paper(run, bank, "--items", "5", "--seed", "1")["code"])
    refused = run("form", "--code", code)
    assert refused.exit_code == 1
    assert "name it" in refused.stderr
    own = Path(str(data_dir)) / "banks" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_bytes(Path(bank).read_bytes())
    assert paper(run, "--code", code)["code"] == code
    assert paper(run, "sample", "--code", code)["code"] == code


@pytest.mark.slow
def test_without_a_seed_papers_differ(run: Run, bank: str) -> None:
    seeds = {paper(run, bank, "--items", "5")["seed"] for _ in range(3)}
    assert len(seeds) == 3
    assert all(isinstance(seed, int) and 0 <= seed < SEEDS for seed in seeds)


def test_sections_narrow_the_paper(run: Run, bank: str) -> None:
    shape = paper(run, bank, "--section", "section-2", "--section", "section-5", "--items", "8", "--seed", "1")
    assert isinstance(shape["slots"], list)
    assert {slot["section"] for slot in shape["slots"]} == {"section-2", "section-5"}


@pytest.mark.slow
def test_text_is_what_you_get_without_a_choice(run: Run, bank: str) -> None:
    words = ("form", bank, "--items", "5", "--seed", "1")
    result = run(*words)
    assert result.stdout == run(*words, "--text").stdout
    assert "1. What does the" in result.stdout
    assert "Part" not in result.stdout
    with_key = run(*words, "--with-key").stdout
    assert with_key.startswith(result.stdout.rstrip("\n"))
    assert "was built for exactly this." in with_key


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--preset", "nonsense"), 1, "has no preset 'nonsense'. It has: full"),
        (("--section", "nowhere"), 1, "has no section 'nowhere'"),
        (("--items", "61"), 1, "choose at most 60"),
        (("--code", "ABCDE"), 1, "exam code has at least"),
        (("--code", "ABC!E"), 1, "is not a letter of an exam code"),
        (("--items", "0"), 2, "--items"),
        (("--minutes", "abc"), 2, "--minutes"),
        (("--seed", "-1"), 2, "--seed"),
        (("--seed", str(SEEDS)), 2, f"from 0 to {SEEDS - 1}"),
        (("--seed", "1", "--code", "x"), 2, "leave out --seed"),
        (("--items", "5", "--minutes", "5", "--code", "x"), 2, "leave out --items and --minutes"),
        (("--json", "--text"), 2, "one of --json, --text and --explain"),
        (("--extra-time", "3"), 2, "--extra-time"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    run: Run, bank: str, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run("form", bank, *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.slow
def test_a_bank_that_is_not_there(run: Run) -> None:
    result = run("form", "nowhere")
    assert result.exit_code == 1
    assert "There is no bank 'nowhere'. 'exam banks' lists those there are" in result.stderr
    result = run("form", "./nowhere.toml")
    assert result.exit_code == 1
    assert "nowhere.toml" in result.stderr


@pytest.mark.slow
def test_a_bank_over_the_size_that_is_read_unasked(run: Run, bank: str) -> None:
    from pathlib import Path

    with Path(bank).open("a", encoding="utf-8") as file:
        file.write("# padding\n" * 130_000)
    result = run("form", bank, "--max-bank-size", "1", "--json")
    assert result.exit_code == 1
    assert bank in result.stderr
    assert run("form", bank, "--max-bank-size", "2", "--json").exit_code == 0
