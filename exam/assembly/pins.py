"""Which options of an authored question keep their place when the others are shuffled.

"All of the above" is last wherever it stands, since it speaks of what is above it; where options name letters, none may
move; and true and false, or yes and no, stand in the order in which people say them.
"""

import re
from collections.abc import Sequence

from exam.core.authored import AuthoredOption
from exam.core.text import look

_OF_ALL = re.compile(
    r"\b(?:all|none|both|any|neither|either|two|some)\b(?: one)?(?: of)?(?: the)? "
    r"(?:above|below|preceding|foregoing|others?|these|those|options|answers|choices)\b"
    r"|\b(?:alle|keine|beide|nichts)(?:[rs]?)\b.*\b(?:genannten|obigen|vorstehenden|antworten|davon|oben)\b"
    r"|\b(?:toutes?|tous|aucune?|aucun) (?:les |des |de ces )?(?:r[ée]ponses|propositions|choix|options|ci-dessus)\b"
    r"|\b(?:todas?|todos|ninguna?|ninguno) (?:las |los |de las |de los )?(?:anteriores|respuestas|opciones)\b"
    r"|\b(?:todas?|nenhuma?) (?:as |das )?(?:anteriores|alternativas|op[çc][õo]es|respostas)\b"
    r"|\b(?:tutte|nessuna) (?:le |delle )?(?:precedenti|risposte|opzioni)\b"
    r"|\b(?:alle|geen)(?: van)?(?: de| het)? (?:bovenstaande|genoemde|antwoorden)\b"
    r"|\b(?:wszystkie|żadn[ea]) (?:z )?(?:powyższych|odpowiedzi)\b"
    r"|\b(?:все|ни одного|ничего|ни один) (?:из )?(?:перечисленн|вышеперечисленн|вышеуказанн|ответ)"
    r"|以上(?:都|皆|全|均)|上述(?:都|皆|全|均)|すべて|いずれでもない|모두|해당 없음",
    re.IGNORECASE,
)
_ONE = r"\(?[A-I]\)?"
_LETTERS = re.compile(
    rf"^\W*(?i:both |only |nur |beide |sowohl )?{_ONE}(?:\W{{1,3}}(?:(?:and|or|&|und|oder|et|y|e|или|и) )?{_ONE})+"
    r"(?: only)?\W*$"
    rf"|\b(?i:both|neither|either|only|options?|answers?|choices?)\b:? {_ONE}(?: (?:and|or|nor|&) {_ONE})?(?=\W|$)"
)
_TRUTH = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "true/false yes/no t/f y/n correct/incorrect right/wrong agree/disagree wahr/falsch richtig/falsch ja/nein "
        "vrai/faux oui/non verdadero/falso sí/no si/no vero/falso sì/no verdadeiro/falso sim/não waar/onwaar "
        "juist/onjuist ja/nee prawda/fałsz tak/nie sant/falskt rätt/fel ja/nej doğru/yanlış да/нет верно/неверно "
        "правда/ложь так/ні 对/错 是/否 正确/错误 はい/いいえ 正しい/誤り 예/아니요 참/거짓"
    ).split()
)


def speaks_of_all(text: str) -> bool:
    """Whether an option speaks of the others as a whole, as "all of the above" does, in the usual languages."""
    return bool(_OF_ALL.search(text))


def names_letters(text: str) -> bool:
    """Whether an option names others by their letters, as "Both A and C" does."""
    return bool(_LETTERS.search(look(text)))


def is_truth(texts: Sequence[str]) -> bool:
    """Whether these two options are true and false, or yes and no, in the usual languages."""
    return frozenset(look(text).strip(".!").casefold() for text in texts) in _TRUTH


def pinned(options: Sequence[AuthoredOption], *, shuffle: bool) -> frozenset[int]:
    """The places, from 0, of the options that keep them."""
    texts = [option.text for option in options]
    if not shuffle or any(map(names_letters, texts)) or is_truth(texts):
        return frozenset(range(len(options)))
    return frozenset(at for at, option in enumerate(options) if option.pin or speaks_of_all(option.text))


def in_order_of_pins(options: Sequence[AuthoredOption], shuffle: bool) -> list[AuthoredOption]:
    """The options as written, but for what speaks of all of them, which comes last."""
    if not shuffle or any(names_letters(option.text) for option in options):
        return list(options)
    return sorted(options, key=lambda option: speaks_of_all(option.text) and not option.pin)
