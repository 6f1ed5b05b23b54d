"""What files call the kinds of questions, and what true and false, yes and no are called."""

import re

from exam.formats.imports.usual_names import folded

LEFT_OUT = {
    "poll": "is a poll, to which no answer is right",
    "slide": "is a slide and no question",
    "hotspot": "is answered in a picture, which a terminal cannot do",
}
"""Why questions of a kind are left out, by kind."""

_KINDS = (
    ("poll", r"poll|survey|umfrage|opinion|likert|rating|word cloud"),
    ("slide", r"slide|description|content|info"),
    ("hotspot", r"hot ?spot|drawing|label|image map|drag|pin answer"),
    ("cloze", r"cloze|luckentext|multi(?:ple)? blanks?"),
    ("true-false", r"true|false|boolean|bool|wahr|vrai|verdadero|vero|verdadeiro|waar|tf|yes ?no|ja nein"),
    ("matching", r"match|zuordn|associ|abbina|relacion|pairs?"),
    ("ordering", r"order|sequen|sort|rank|arrange|reihenfolge|ordre|orden|jumble"),
    ("numeric", r"numer|number|zahl|calculat"),
    ("short", r"short|fill|typed?|type in|free text|freitext|kurzantwort|identif|blank|sa\b"),
    ("recall", r"recall|essay|open|long|flash ?card|basic|paragraph|aufsatz"),
    ("choice", r"choice|single|multi|select|mc|mcq|sc|radio|checkbox|quiz|auswahl|choix|opcion|scelta|meerkeuze|выбор"),
)
_TRUE = frozenset(
    (
        "true t yes y right correct 1 wahr richtig ja vrai oui verdadero v si vero verdadeiro sim waar prawda tak "
        "правда да верно"
    ).split()
)
_FALSE = frozenset(
    "false f no n wrong incorrect 0 falsch nein faux non falso nao onwaar nee falsz nie ложь нет неверно".split()
)


def type_of(written: str) -> str:
    """The kind of question that a file means: a type of items, a key of `LEFT_OUT`, or "" where it says nothing."""
    plain = folded(written)
    return next((kind for kind, words in _KINDS if re.search(rf"\b(?:{words})", plain)), "") if plain else ""


def as_boolean(text: str) -> bool | None:
    """What a text says that can mean nothing but true or false; None for every other, "yes" and "1" among them."""
    return {"true": True, "wahr": True, "vrai": True, "false": False, "falsch": False, "faux": False}.get(folded(text))


def is_true(text: str) -> bool:
    """Whether a text is one of the usual words for true."""
    return folded(text) in _TRUE


def is_false(text: str) -> bool:
    """Whether a text is one of the usual words for false."""
    return folded(text) in _FALSE
