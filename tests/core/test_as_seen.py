"""What an eye sees of a text, and the signs that make of one answer another."""

import pytest

from exam.core.as_seen import as_seen, signs

ALIKE = [
    ("А", "A"),
    ("Сlаss", "Class"),
    ("café", "cafe\u0301"),
    ("it’s", "it's"),
    ("“pod”", '"pod"'),
    ("ＡＢＣ", "ABC"),
    ("ﬁle", "file"),
    ("a–b", "a-b"),
    ("−5", "-5"),
    ("pod\u200d", "pod"),
    ("Ωmega of a\u00a0kind", "Ωmega of a kind"),
    ("x = 1  \n  y", "x = 1\n  y"),
]
APART = [
    ("l", "1"),
    ("O", "0"),
    ("x²", "x2"),
    ("①", "1"),
    ("ℝ", "R"),
    ("ı", "i"),
    ("г", "r"),
    ("е", "ё"),
    ("-a", "-A"),
    ("if x:\n  y\n  z", "if x:\n  y\nz"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_cannot_be_told_apart_by_eye(one: str, other: str) -> None:
    assert as_seen(one) == as_seen(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_can(one: str, other: str) -> None:
    assert as_seen(one) != as_seen(other)


DIFFERENT = [
    ("chmod +x", "chmod -x"),
    ("x < y", "x > y"),
    ("x < y", "y < x"),
    ("x >= 5", "x > 5"),
    ("-5", "5"),
    (".5", "5"),
    ("10 %", "10"),
    ("10 MB", "10 Mb"),
    ("-A", "-a"),
    ("ls -A", "ls -a"),
    ("C", "C++"),
    ("C#", "C++"),
    ("f(x)", "f[x]"),
    ("!x", "x"),
    ("SELECT *", "SELECT"),
    ("a=b", "a = b"),
    ("i++", "i--"),
    ("&x", "*x"),
    ("a && b", "a || b"),
    ("x - y", "x + y"),
    ("git reset --hard", "git reset --soft"),
    ("kubectl get pods", "kubectl get pods -A"),
    ("It runs chmod +x on each", "It runs chmod -x on each"),
]
PROSE = [
    "R&D", "client-server", "and/or", "an out-of-memory kill (OOM)", "CPU/GPU sharing", "TCP/IP", "state-of-the-art",
    "It's a well-known, so-called \"thing\"; isn't it?", "Slurm - a scheduler", "1,000 nodes", "42", "3.5 nodes each",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_sign_makes_another_command_or_number(one: str, other: str) -> None:
    assert signs(one) != signs(other)


@pytest.mark.parametrize("text", PROSE)
def test_what_stands_in_prose_is_no_sign(text: str) -> None:
    assert signs(text) == ()


def test_a_number_and_its_unit_may_stand_apart_or_together() -> None:
    assert signs("10 MB") == signs("10MB")
    assert signs("−5") == signs("-5")
