"""The stream of numbers is the algorithm's, and no value is favoured."""

from collections import Counter

from exam.assembly.generator import Generator


def test_the_stream_is_splitmix64_as_published() -> None:
    generator = Generator()
    generator._state = 1234567
    assert [generator.word() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_paths_name_streams_of_their_own() -> None:
    assert Generator(1, "a").word() == Generator(1, "a").word()
    assert len({Generator(*path).word() for path in [(1,), (2,), (1, "a"), (1, "b"), ("1a",)]}) == 5


def test_shuffles_favour_no_order() -> None:
    counts = Counter("".join(Generator("shuffle", seed).shuffled("abc")) for seed in range(6000))
    assert len(counts) == 6
    squares = sum((count - 1000) ** 2 / 1000 for count in counts.values())
    assert squares < 20.5  # chi-square, 5 degrees of freedom, p = 0.001; the seeds are fixed, so this cannot flake


def test_below_gives_each_value_and_no_other() -> None:
    generator = Generator("below")
    assert {generator.below(7) for _ in range(500)} == set(range(7))
