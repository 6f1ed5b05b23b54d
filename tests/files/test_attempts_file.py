"""Attempts as a file: whole there and back, and nothing taken from a file that a stranger bent."""

import dataclasses
import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from exam.core.events import Ended, Event, Responded, Started, Suspended, Visited
from exam.core.replaying import replay
from exam.core.scoring import score
from exam.files.attempts import LONGEST_LINE, AttemptsRefused, ExportedAttempt, read_attempts, write_attempts
from exam.files.writing import write_whole
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, every_kind, right, sample_form
from tests.support.clock import NOON

Line = dict[str, Any]


def exported(identifier: str = "abcd1234", learner: str = "") -> ExportedAttempt:
    form = sample_form(items=3)
    events: list[Event] = [Started(at=NOON, mode="exam", seconds=600), Visited(at=NOON, n=1)]
    events += [Responded(at=NOON, n=1, response=right(form, 1)), Ended(at=NOON, reason="submitted")]
    return ExportedAttempt(identifier, learner, form, tuple(events))


def write_line(attempt: ExportedAttempt) -> str:
    """One attempt as version 1 wrote it, with all of its paper in its line."""
    body = TypeAdapter(ExportedAttempt).dump_python(attempt, mode="json")
    return signed({"exam_attempt": 1} | body) + "\n"


def signed(line: Line) -> str:
    body = {name: value for name, value in line.items() if name != "sha256"}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return json.dumps(body | {"sha256": hashlib.sha256(canonical.encode()).hexdigest()})


def bent(change: Callable[[Line], object]) -> str:
    """A line that somebody changed and signed again."""
    line = json.loads(write_line(exported()))
    change(line)
    return signed(line)


def refused(tmp_path: Path, text: str | bytes) -> str:
    path = tmp_path / "attempts.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(AttemptsRefused) as refusal:
        tuple(read_attempts(path))
    return str(refusal.value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "attempts.jsonl"
    sent = (exported("one"), exported("two", "Ada"))
    path.write_text("".join(map(write_line, sent)), "utf-8")
    assert tuple(read_attempts(path)) == sent
    path.write_text("".join(write_attempts(sent)), "utf-8")
    read = tuple(read_attempts(path))
    assert read == sent
    assert replay(read[0].form, read[0].events) == replay(sent[0].form, sent[0].events)
    # To the byte, since the checksum of an attempt's log begins with its paper.
    assert read[0].form.model_dump_json() == sent[0].form.model_dump_json()


def test_a_checksum_can_be_made_without_this_program() -> None:
    line = json.loads(write_line(exported()))
    assert json.loads(signed(line)) == line


def test_every_faulty_line_is_named_and_none_is_taken(tmp_path: Path) -> None:
    good = write_line(exported("good"))
    said = refused(tmp_path, good + "nonsense\n" + "\n" + good).splitlines()
    assert said[0].startswith(f"{tmp_path / 'attempts.jsonl'}:2:1: it is not one line of JSON")
    assert ":4:1: the attempt good is in line 1 already" in said[1]


def test_a_byte_that_broke_on_the_way_is_noticed(tmp_path: Path) -> None:
    for text in (write_line(exported()), "".join(write_attempts([exported()]))):
        assert "checksum does not fit" in refused(tmp_path, text.replace("question 1", "question 7", 1))
        assert "not one line of JSON" in refused(tmp_path, text[:-40])


def set_in(path: str, value: Any) -> Callable[[Line], None]:
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]

    def change(line: Line) -> None:
        place: Any = line
        for step in way:
            place = place[step]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("exam_attempt", 3, "newer exam"),
        ("exam_attempt", True, "no attempt that exam exported"),
        ("id", "../../etc/passwd", "id is none"),
        ("id", ["x"], "id is none"),
        ("learner", "two\nlines", "no name"),
        ("learner", "\x1b[31mAda", "steer a terminal"),
        ("form", "a text", "form cannot be read"),
        ("form.slots", [], "0 questions"),
        ("form.slots.0.stem", "\x1b]0;mine\x07", "steer a terminal"),
        ("form.slots.1.n", 1, "question 2 says that it is number 1"),
        ("form.slots.0.key", ["nothing"], "key that its options do not fit"),
        ("form.slots.0.key", [], "key that its options do not fit"),
        ("form.slots.0.choose", 3, "key that its options do not fit"),
        ("form.slots.0.points", 0, "key that its options do not fit"),
        ("form.slots.0.options", [], "0 options"),
        ("form.slots.0.section", "elsewhere", "none of its sections"),
        ("form.slots.0.item", "A B", "is no id"),
        ("form.slots.0.options.0.home", "=sneaky", "is no id"),
        ("form.minutes", 10**9, "minutes"),
        ("form.bank_title", "\u202edesrever", "steer a terminal"),
        ("events", {}, "events cannot be read"),
        ("events", [], "has not ended"),
        ("events.0.at", "2026-03-02T12:00:00", "not in UTC"),
        ("events.0.at", "2026-03-02T12:00:00+05:00", "not in UTC"),
        ("events.0.seconds", 10**15, "could not have happened"),
        ("events.2.n", 99, "There is no question 99"),
        ("events.2.response", ["nothing"], "no such option"),
        ("events.2.kind", "cheated", "events cannot be read (2: "),
        ("events.3.at", "2020-01-01T00:00:00Z", "clock went backwards"),
    ],
)
def test_what_was_bent_and_signed_again_is_refused(tmp_path: Path, path: str, value: Any, said: str) -> None:
    assert said in refused(tmp_path, bent(set_in(path, value)))


def test_files_that_are_no_such_files(tmp_path: Path) -> None:
    assert "not UTF-8" in refused(tmp_path, b"\xff\xfe\x00")
    assert "no JSON object" in refused(tmp_path, "[1, 2]")
    assert "not one line of JSON" in refused(tmp_path, '{"exam_attempt": NaN}')
    assert "not one line of JSON" in refused(tmp_path, "[" * 100_000)
    assert "is missing" in refused(tmp_path, '{"exam_attempt": 1}')
    assert "longer than 5 MB" in refused(tmp_path, "x" * (LONGEST_LINE + 2))
    assert "no attempt that exam exported" in refused(tmp_path, "{}")


def test_an_attempt_that_still_runs_is_not_taken_in(tmp_path: Path) -> None:
    one = exported()
    running = ExportedAttempt(one.id, "", one.form, (*one.events[:-1], Suspended(at=NOON, reason="left")))
    assert "has not ended" in refused(tmp_path, write_line(running))


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert tuple(read_attempts(path)) == ()


def test_a_file_is_there_whole_or_not_at_all_and_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write_whole(path, ["one\n", "two\n"], overwrite=False)
    assert path.read_bytes() == b"one\ntwo\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        write_whole(path, ["other"], overwrite=False)

    def broken() -> Any:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, broken(), overwrite=True)
    assert path.read_bytes() == b"one\ntwo\n"
    write_whole(path, ["new"], overwrite=True)
    assert path.read_text() == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["out.txt"]


def test_a_link_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    link = tmp_path / "out.txt"
    link.symlink_to(other)
    with pytest.raises(FileExistsError):
        write_whole(link, ["mine"], overwrite=False)
    write_whole(link, ["mine"], overwrite=True)
    assert other.read_text() == "precious"


def shared(*attempts: ExportedAttempt) -> list[Line]:
    return [json.loads(line) for line in write_attempts(attempts or [exported()])]


def signed_again(lines: list[Line]) -> str:
    """The lines of a file that somebody changed and signed anew, each part after the one before it."""
    written, chain = [], ""
    for line in lines:
        body = {name: value for name, value in line.items() if name != "sha256"}
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
        after = "" if body.get("number") == 0 else chain
        sha256 = hashlib.sha256((canonical + after).encode()).hexdigest()
        chain = sha256 if "exam_part" in body else chain
        written.append(json.dumps(body | {"sha256": sha256}))
    return "\n".join(written)


def test_a_text_that_is_named_again_and_again_makes_no_paper_without_end(tmp_path: Path) -> None:
    lines = shared()
    next(line for line in lines if line.get("kind") == "option")["holds"]["text"] = "x" * 20_000
    question, option, *_ = lines[-1]["slots"][0]
    lines[-1] |= {"slots": [[question, *[option] * 26]] * 40, "key": " ".join("A" * 40)}
    del lines[-1]["ids"]
    assert "longer together than 20 million letters" in refused(tmp_path, signed_again(lines))


def test_each_text_is_written_once_however_many_attempts_have_it(tmp_path: Path) -> None:
    one, three = shared(), shared(exported("one"), exported("two"), exported("three"))
    assert len(three) == len(one) + 2
    assert signed_again(three).count("What is question 1?") == signed_again(one).count("What is question 1?")
    assert [line["id"] for line in three if "exam_attempt" in line] == ["one", "two", "three"]


def test_files_can_be_put_one_behind_the_other(tmp_path: Path) -> None:
    path = tmp_path / "all"
    kinds = [exported("old")], [exported("a1"), exported("a2", "Ada")], [exported("b1")]
    path.write_text(write_line(kinds[0][0]) + "".join(line for some in kinds[1:] for line in write_attempts(some)))
    assert tuple(read_attempts(path)) == tuple(one for some in kinds for one in some)


def test_a_part_that_is_lost_or_out_of_its_place_is_noticed(tmp_path: Path) -> None:
    lines = list(write_attempts([exported()]))
    assert ":2:1: its part 1 is missing" in refused(tmp_path, "".join([lines[0], *lines[2:]]))
    assert ":2:1: its part 1 is missing" in refused(tmp_path, "".join([lines[0], lines[2], lines[1], *lines[3:]]))
    other = list(write_attempts([exported("other", "Ada")]))
    assert "checksum does not fit" in refused(tmp_path, "".join(lines[:3]) + "".join(other[-1:]))


@pytest.mark.parametrize(
    ("kind", "path", "value", "said"),
    [
        ("question", "exam_part", 3, "newer exam"),
        ("question", "number", 1_000, "is missing"),
        ("question", "number", False, "is missing"),
        ("question", "kind", "poem", "no part of the kind 'poem'"),
        ("question", "kind", ["question"], "no part of the kind"),
        ("question", "holds", [1], "no part of an attempt"),
        ("question", "holds.stem", 7, "its question cannot be read (stem"),
        ("question", "holds.stem", "\x1b]0;mine\x07", "steer a terminal"),
        ("question", "holds.section", "elsewhere", "none of its sections"),
        ("question", "holds.points", 0, "key that its options do not fit"),
        ("option", "holds.home", "=sneaky", "cannot be put together"),
        ("option", "holds.text", None, "its option cannot be read (text"),
        ("paper", "holds.minutes", 10**9, "minutes"),
        ("paper", "holds.blueprint", {}, "its paper cannot be read (blueprint"),
        ("attempt", "exam_attempt", 3, "newer exam"),
        ("attempt", "exam_attempt", True, "no attempt that exam exported"),
        ("attempt", "id", "../../etc/passwd", "id is none"),
        ("attempt", "learner", "two\nlines", "no name"),
        ("attempt", "slots", [], "not a key for each question"),
        ("attempt", "slots", 5, "cannot be put together"),
        ("attempt", "slots.0", [], "cannot be put together"),
        ("attempt", "slots.0.0", 10_000, "names a question that the file did not tell"),
        ("attempt", "slots.0.1", 0, "names a option that the file did not tell"),
        ("attempt", "slots.0.1", True, "whole number"),
        ("attempt", "slots.0.1", -1, "whole number"),
        ("attempt", "paper", 0, "names a paper that the file did not tell"),
        ("attempt", "key", "Z Z Z", "cannot be put together"),
        ("attempt", "key", "- - -", "key that its options do not fit"),
        ("attempt", "seed", "x", "whole number"),
        ("attempt", "ids", ["x"], "not an id for each option"),
        ("attempt", "homes", [3], "names a home that the file did not tell"),
        ("attempt", "events", {}, "has not ended"),
        ("attempt", "events", [[1, 1]], "first event has no instant"),
        ("attempt", "events.0.at", "2026-03-02T12:00:00+05:00", "not in UTC"),
        ("attempt", "events.1.0", -5, "whole number"),
        ("attempt", "events.1.0", 10**30, "cannot be put together"),
        ("attempt", "events.2.1", 99, "cannot be put together"),
        ("attempt", "events.2.2", "Z", "cannot be put together"),
        ("attempt", "events.2.2", 5, "a text must be"),
        ("attempt", "events.3", {"kind": "cheated"}, "its events cannot be read"),
        ("attempt", "events.3.at", "2020-01-01T00:00:00Z", "clock went backwards"),
    ],
)
def test_what_was_bent_in_shared_texts_is_refused(tmp_path: Path, kind: str, path: str, value: Any, said: str) -> None:
    lines = shared()
    meant = next(line for line in lines if line.get("kind", "attempt") == kind)
    set_in(path, value)(meant)
    assert said in refused(tmp_path, signed_again(lines))


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> ExportedAttempt:
    """An attempt with every kind of question, answered in part."""
    form = every_kind.every_kind_form(tmp_path_factory.mktemp("bank"))
    return ExportedAttempt("every", "", form, tuple(every_kind.sat(form, "partly")))


def test_every_kind_of_question_is_written_and_read(every: ExportedAttempt, tmp_path: Path) -> None:
    path = tmp_path / "attempts.jsonl"
    path.write_text("".join(write_attempts([every, dataclasses.replace(every, id="again")])), "utf-8")
    read, again = read_attempts(path)
    assert read == every
    assert again.form.model_dump_json() == read.form.model_dump_json() == every.form.model_dump_json()
    assert score(replay(read.form, read.events)) == score(replay(every.form, every.events))


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("grace", "gaps.0.numbers.0.value", "1e1000000000"),
        ("grace", "gaps.0.numbers.0.value", "thirty"),
        ("grace", "gaps.0.numbers.0.value", "NaN"),
        ("grace", "gaps.0.numbers.0.tolerance", "1e999999999"),
        ("grace", "gaps.0.numbers.0.tolerance", "-1"),
        ("grace", "gaps.0.numbers.0.tolerance", "five %"),
        ("grace", "gaps.0.numbers.0.credit", 100_000),
        ("grace", "gaps.0.numbers", []),
        ("grace", "kind", "typed"),
        ("grace", "kind", "direct"),
        ("grace", "choose", 2),
        ("grace", "key", ["a"]),
        ("get-everything", "gaps.0.texts.0.credit", -5),
        ("get-everything", "gaps.0.texts.0.text", "x" * 2_001),
        ("get-everything", "gaps.0.texts", [{"text": f"t{at}"} for at in range(101)]),
        ("get-everything", "gaps.0.typos", 1_000_000),
        ("get-everything", "gaps", []),
        ("node-upgrade", "gaps.0.choices", ["nothing", "else"]),
        ("node-upgrade", "gaps.0.key", []),
        ("node-upgrade", "gaps.0.key", ["nothing"]),
        ("daemons", "gaps.0.choices", []),
        ("daemons", "options", []),
        ("ports", "gaps.2.texts", [{"text": "a list and a text"}]),
        ("pod", "answer", None),
        ("pod", "choose", 3),
        ("pod", "kind", "direct"),
        ("priority-mix", "options.0.credit", 5_000),
        ("more-gpus", "exhibits", ["none-such"]),
    ],
)
def test_gaps_that_make_no_sense_are_refused(
    every: ExportedAttempt, tmp_path: Path, item: str, field: str, value: Any
) -> None:
    line = json.loads(write_line(every))
    at = next(place for place, slot in enumerate(line["form"]["slots"]) if slot["item"] == item)
    set_in(f"form.slots.{at}.{field}", value)(line)
    assert "makes no sense" in refused(tmp_path, signed(line))


def test_two_steps_of_one_place_are_refused(every: ExportedAttempt, tmp_path: Path) -> None:
    line = json.loads(write_line(every))
    gaps = next(slot for slot in line["form"]["slots"] if slot["item"] == "node-upgrade")["gaps"]
    gaps[0]["key"] = gaps[1]["key"]
    assert "makes no sense" in refused(tmp_path, signed(line))


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (["30", "31"], "has 1 places to fill"),
        (["x" * 501], "500 letters at most"),
        (["\x1b[2J"], "steer a terminal"),
    ],
)
def test_typed_answers_that_could_not_have_been_given_are_refused(
    every: ExportedAttempt, tmp_path: Path, response: list[str], said: str
) -> None:
    line = json.loads(write_line(every))
    n = every_kind.at(every.form, "grace").n
    given = next(event for event in line["events"] if event["kind"] == "responded" and event["n"] == n)
    given["response"] = response
    assert said in refused(tmp_path, signed(line))


def test_what_is_typed_to_steer_a_terminal_is_no_reason_to_refuse_an_attempt(tmp_path: Path, clock: FakeClock) -> None:
    """It is written as signs, so that what this program exports it takes in again."""
    form = every_kind.every_kind_form(tmp_path / "bank")
    with Store.open(tmp_path / "data") as store:
        session = Session.start("abcd", form, store, clock, mode="exam")
        session.respond(every_kind.at(form, "drain").n, ("\x1b]0;mine\x07 \u202edrain",))
        session.note(1, "see \x1b[2J\nbelow")
        session.end()
        _, events, _ = store.read_log("abcd")
    path = tmp_path / "attempts.jsonl"
    path.write_text(write_line(ExportedAttempt("abcd", "", form, tuple(events))), "utf-8")
    (read,) = read_attempts(path)
    attempt = replay(read.form, read.events)
    assert attempt.of(every_kind.at(form, "drain").n).response == ("␛]0;mine␇ ‹U+202E›drain",)
    assert attempt.of(1).note == "see ␛[2J\nbelow"
