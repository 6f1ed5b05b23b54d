"""What is typed into a gap: the condition that it fits an accepted text or number, as QTI says it."""

from collections.abc import Iterator
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from xml.etree.ElementTree import Element

from exam.core.gap import AcceptedNumber, AcceptedText, Gap, plain_typed
from exam.formats.exports.qti_xml import Dialect

_DIGITS = 200
"""More than two numbers of an author have together."""


def fits(dialect: Dialect, gap: Gap, one: AcceptedText | AcceptedNumber, name: str) -> Element:
    """The condition that an answer fits an accepted text or number."""
    make = dialect.make
    if isinstance(one, AcceptedNumber):
        return _within(dialect, one, name)
    typed = make("variable", identifier=name)
    if gap.wildcard and "*" in one.text:
        return make("patternMatch", typed, pattern=pattern(one.text, case=gap.case))
    written = [
        make(
            "stringMatch",
            make("variable", identifier=name),
            make("baseValue", text, baseType="string"),
            caseSensitive=gap.case,
            substring=False,
        )
        for text in spellings(one.text)
    ]
    return written[0] if len(written) == 1 else make("or", *written)


def pattern(text: str, *, case: bool) -> str:
    """A text with ``*`` for anything as a pattern, which XML Schema, Perl and JavaScript read alike."""
    return "".join(_sign(letter, case=case) for letter in plain_typed(text, case=True))


def _sign(letter: str, *, case: bool) -> str:
    if letter == "*":
        return ".*"
    if letter in "\\^[]":
        return f"\\{letter}"
    if letter in ".$?+(){}|/":
        return f"[{letter}]"
    small, large = letter.lower(), letter.upper()
    return letter if case or small == large or len(small + large) != 2 else f"[{small}{large}]"


def _within(dialect: Dialect, one: AcceptedNumber, name: str) -> Element:
    """The number stands before the answer: a tolerance in percent is one of what stands first."""
    make = dialect.make
    value = make("baseValue", one.value, baseType="float")
    typed = make("variable", identifier=name)
    edge, mode = one.tolerance.rstrip(" %"), "absolute"
    if not Fraction(edge):
        return make("equal", value, typed, toleranceMode="exact")
    if one.tolerance.endswith("%"):
        mode = "relative"
        if Fraction(one.value) <= 0:
            # A share of a negative number would turn the two edges round.
            with localcontext(Context(prec=_DIGITS)):
                edge, mode = str(abs(Decimal(one.value)) * Decimal(edge) / 100), "absolute"
    return make("equal", value, typed, toleranceMode=mode, tolerance=f"{edge} {edge}")


def spellings(text: str) -> Iterator[str]:
    """A text as its author wrote it, and as a keyboard has it: with plain quotes, dashes and spaces."""
    yield text
    plain = plain_typed(text, case=True)
    if plain != text:
        yield plain
