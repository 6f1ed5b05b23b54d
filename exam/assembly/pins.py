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
    r"|\b(?:toutes?|tous|aucune?|aucun) (?:les |des |de |ces |d['’]entre )*"
    r"(?:r[ée]ponses|propositions|choix|options|ci-dessus|elles|eux)\b"
    r"|\b(?:todas?|todos|ninguna?|ninguno) (?:las |los |de las |de los )?(?:anteriores|respuestas|opciones)\b"
    r"|\b(?:todas?|nenhuma?) (?:as |das )?(?:anteriores|alternativas|op[çc][õo]es|respostas)\b"
    r"|\b(?:tutte|nessuna) (?:le |delle )?(?:precedenti|risposte|opzioni)\b"
    r"|\b(?:alle|geen)(?: van)?(?: de| het)? (?:bovenstaande|genoemde|antwoorden)\b"
    r"|\b(?:wszystkie|żadn[ea]) (?:z |spośród )?(?:powyższ|wymienion|podan|odpowied)\w+"
    r"|\b(?:все|ни одного|ничего|ни один) (?:из )?(?:перечисленн|вышеперечисленн|вышеуказанн|ответ)"
    r"|\b(?:усі|всі|жодн\w+|нічого) (?:із |з )?(?:перелічен|перерахован|вищезазначен|наведен|зазначен|відповід)"
    r"|\b(?:alla|alle|inget|ingen|inga|intet)(?: av| af)?(?: de)? (?:ovan\w+|oven\w+|alternativ\w*|svar\w*)\b"
    r"|\byukarıdakiler\w* (?:hepsi|tümü|hiçbiri)\b|^\W*(?:hepsi|hiçbiri)\W*$"
    r"|(?:以上|上述)(?:选项|選項|各项|各項|答案)?(?:都|皆|全|均)"
    r"|(?:上記|以上)の?すべて|^\W*すべて(?:正しい|当てはまる|該当する)?\W*$|いずれでもない|いずれも(?:正しく|該当し)ない"
    r"|위의 (?:것 )?모두|^\W*모두(?: (?:정답|맞다|옳다|맞음|해당))?\W*$|해당 없음",
    re.IGNORECASE,
)
_ONE = r"(?:\(?[A-I]\)?|\(?[a-i]\)|[А-Г](?!\w))"
"""A letter as an option is named by; a small one in brackets only."""
_AND = r"(?:and|or|nor|&|und|oder|als auch|et|ou|y|o|e|en|of|i|oraz|lub|и|или|та|або|och|og|ve|[和与與及と와과])"
_LETTERS = re.compile(
    rf"^\W*(?:(?i:both|only|nur|beide|sowohl|neither|either|options?|answers?|choices?)\W+)?{_ONE}"
    rf"(?:\s*[,;/+&–-]\s*(?:{_AND}\s+)?{_ONE}|\s+{_AND}\s+{_ONE}|[和与與及と와과]{_ONE})+(?:\s+(?i:only|nur))?[\s.\])]*$"
    rf"|^\W*{_ONE}\s+(?i:only|nur)[\s.\])]*$|^\W*(?i:only|nur)\s+{_ONE}[\s.\])]*$"
    rf"|\b(?i:both|neither|either) {_ONE} (?:and|or|nor|&) {_ONE}(?=\W|$)"
    rf"|\b(?i:options?|answers?|choices?)\b:? {_ONE}(?: (?:and|or|nor|&) {_ONE})?(?=\W|$)"
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
