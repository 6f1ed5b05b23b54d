"""`exam form` asks the same bank in other ways, and says why each option may stand where it stands."""

import json

import pytest

from tests.cli.conftest import Run


def form(run: Run, *words: str) -> str:
    result = run("form", "--seed", "3", *words)
    assert result.exit_code == 0, result.stderr
    return str(result.stdout)


@pytest.mark.slow
def test_other_ways_of_asking_go_into_the_code(run: Run) -> None:
    paper = json.loads(
        form(run, "--preset", "full", "--choose-two", "3", "--reversed", "2", "--difficulty", "near", "--json")
    )
    assert [slot["choose"] for slot in paper["slots"]].count(2) == 3
    again = run("form", "--code", paper["code"], "--json")
    assert json.loads(again.stdout) == paper


@pytest.mark.slow
def test_a_matching_block_shares_its_answers(run: Run) -> None:
    paper = json.loads(form(run, "--preset", "full", "--matching", "1", "--json"))
    shared = [slot for slot in paper["slots"] if len(slot["options"]) == 7]
    assert len(shared) == 5
    assert all(slot["options"] == shared[0]["options"] for slot in shared)


@pytest.mark.slow
def test_every_option_is_explained(run: Run) -> None:
    said = form(run, "--preset", "section", "--explain")
    assert said.count("key; home") == 5
    assert said.count("the pair was read") == 15
