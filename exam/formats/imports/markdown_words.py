"""The words by which practice exams name an answer, an explanation and a source, in the languages that are usual."""

import re
from dataclasses import dataclass

_ANSWER = (
    "answers? key|answers?|ans|solutions?|key|correct (?:answers?|options?|choices?)|right (?:answers?|options?)|"
    "antwort(?:en)?|(?:richtige|korrekte) antwort(?:en)?|lösung(?:en)?|"
    "(?:bonnes? )?réponses?(?: correctes?| exactes?)?|répondre|"
    "respuestas?(?: correctas?)?|solución|soluciones|"
    "rispost[ae](?: (?:corrett|esatt|giust)[ae])?|soluzion[ei]|"
    "(?:(?:poprawn|prawidłow)[ae] )?odpowied(?:ź|zi)|"
    "respostas?(?: corretas?| certas?)?|gabarito|"
    "antwoord(?:en)?|(?:juiste|correcte) antwoord(?:en)?|oplossing|"
    "答え|正解|解答|回答|答案|正确答案|正確答案|参考答案|답|정답|ответы?|правильный ответ|відповідь"
)
_EXPLANATION = (
    "explanations?|rationale|reason(?:ing)?|why|"
    "erklärung|erläuterung|begründung|explications?|justification|explicación|explicaciones|"
    "spiegazion[ei]|wyjaśnieni[ea]|explicaç(?:ão|ões)|uitleg|verklaring|toelichting|"
    "解説|説明|解释|解釋|解析|说明|說明|설명|해설|объяснение|пояснение|пояснення"
)
_SOURCE = (
    "references?|refs?|sources?|see(?: also)?|read more|more info(?:rmation)?|links?|documentation|docs|learn more|"
    "quellen?|referenz(?:en)?|siehe(?: auch)?|références?|voir(?: aussi)?|referencias?|fuentes?|"
    "riferiment[oi]|font[ei]|referencj[ae]|źródł[oa]|referências?|bron(?:nen)?|referenties?|"
    "参考|参照|参考文献|出典|出处|출처|참고|источник|ссылка|посилання|джерело"
)
_SAID = r"(?:[ \t]*(?:is|are|ist|sind|lautet|est|sont|es|son|è|sono|to|é|são|zijn)(?=[ \t]|[:：]))?"
_ANSWERED = re.compile(rf"(?:the |la |las |le |les |die |il |a |o |de |het )?(?:{_ANSWER})(?!\w){_SAID}(.*)$", re.I)
_EXPLAINED = re.compile(rf"(?:the )?(?:{_EXPLANATION})(?!\w)[ \t*_]*(?:[:：—–-]|\*\*|__|$)[ \t*_]*(.*)$", re.I)
_SOURCED = re.compile(rf"(?:{_SOURCE})(?!\w)[ \t*_]*[:：]?[ \t*_]*(.*)$", re.I)
_IS_SOURCE = re.compile(rf"(?:{_SOURCE}|{_EXPLANATION}|here|link|hier|ici|aquí|qui|這裡|这里|こちら)\W*\d*\W*$", re.I)
_DASHED = re.compile(r"^[-–—][ \t]+")
_CODE = re.compile(r"(`+[^`\n]*`+)")
_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|center|code|details|div|em|font|h[1-6]|hr|i|img|kbd|li|mark|ol|p|pre|samp|section|small"
    r"|span|strong|sub|summary|sup|tt|u|ul)\b[^<>]{0,200}>",
    re.I,
)
_LETTER = r"\(?([A-Za-z])\)?(?![\w'’])"
_AND_WORD = r"(?:and|und|et|y|e|i|en)(?=[ \t])"
_MORE = re.compile(rf"(?:[ \t]*[,;&/+、，](?:[ \t]*{_AND_WORD})?[ \t]*|[ \t]+(?:{_AND_WORD}[ \t]+)?){_LETTER}")
"""A further letter behind the first."""
_RUN = re.compile(r"([A-Z]{2,8})(?!\w)")
_INVITED = re.compile(
    r"^(?:show|see|click (?:here )?(?:to|for)|view|reveal|check|toggle|expand)\b(?: me)?(?: the)?\s*", re.I
)
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Named:
    """An answer as a line names it."""

    letters: str
    """The letters of the options in capitals; "" where it names none."""
    rest: str
    """What the line says behind the letters, or in their place."""
    plain: bool
    """Whether the letters stand alone, or with a sign behind them: not as the word "a" of a sentence."""


def stripped(text: str) -> str:
    """A line without the marks, tags and quotation signs before and behind it. What stands in code is no tag, and
    neither is what only looks like one: `<branch>`, a < b > c."""
    if "<" in text:
        text = "".join(part if at % 2 else _TAG.sub("", part) for at, part in enumerate(_CODE.split(text)))
    text = text.strip()
    return re.sub(r"^[>#*_\s]+", "", text)


def answer_named(text: str) -> Named | None:
    """The answer, where a line begins with a word for it; None where it does not."""
    found = _ANSWERED.match(stripped(text))
    if found is None:
        return None
    behind = found[1]
    rest = behind.strip(" \t*_:：—–-=>\xa0")
    named = letters_of(rest)
    divided = bool(re.match(r"[ \t*_]*(?:[:：—–=-]|\*\*)", behind))
    if not rest:
        return Named("", "", True)
    return named if divided or (named.letters and named.plain) else None


def letters_of(text: str) -> Named:
    """The letters that a text begins with: "B", "A, C", "A and C", "(B) because", "CD", "B. kubelet"."""
    text = text.strip().strip("*_`").strip()
    run = _RUN.match(text)
    if run and len(set(run[1])) == len(run[1]):
        rest = text[run.end() :]
        if not rest.strip() or rest.lstrip()[:1] in ".):,–—-*_":
            return Named(run[1], rest.strip(" \t.):,–—-*_"), True)
    first = re.match(_LETTER, text)
    if first is None:
        return Named("", text, False)
    letters, at = first[1].upper(), first.end()
    while len(letters) < 26 and (more := _MORE.match(text, at)):
        letters, at = letters + more[1].upper(), more.end()
    rest = text[at:]
    plain = not rest.strip(" \t*_`") or rest.lstrip(" \t*_`")[:1] in ".):：,;–—-(]"
    return Named(letters, rest.strip(" \t.):：,;–—-*_`]"), plain)


def labelled_letters(text: str) -> str:
    """The letters at the end of a short line with any word before them, as in "Svar: B"; "" where there are none.

    Only for lines that cannot be anything else: a heading in a folded part, say.
    """
    text = stripped(text).rstrip(" *_.")
    before, sign, behind = text.replace("：", ":").rpartition(":")
    if not sign:
        before, sign, behind = text.rpartition(" ")
    named = letters_of(behind)
    if not sign or len(before) > 40 or not before.strip() or named.rest or not named.letters:
        return ""
    return named.letters if behind.strip()[:1].isupper() else ""


def numbers_of(text: str) -> tuple[int, ...]:
    """The numbers that a text begins with."""
    found = re.match(r"(\d{1,2})(?![\w.]*\w)", text.strip())
    if found is None:
        return ()
    return (
        tuple(int(number) for number in re.findall(r"\d{1,2}", text))
        if not re.search(r"[^\d ,;&]", text)
        else (int(found[1]),)
    )


def explanation_begun(text: str) -> str | None:
    """What stands behind the word for an explanation where a line begins with one; None where it does not."""
    found = _EXPLAINED.match(stripped(text))
    return None if found is None else _DASHED.sub("", found[1].lstrip(" \t:：")).rstrip()


def source_begun(text: str) -> str | None:
    """What stands behind the word for a source; None where a line begins with none."""
    found = _SOURCED.match(stripped(re.sub(r"^[ \t]*[-*+•][ \t]+", "", text)))
    return None if found is None else found[1].strip()


def is_source_word(text: str) -> bool:
    """Whether a link's text says no more than that it is one."""
    return bool(_IS_SOURCE.match(text.strip()))


def is_answer_word(text: str) -> bool:
    """Whether a heading or summary says no more than that the answer follows."""
    plain = _INVITED.sub("", stripped(text).strip(" \t*_:：.!?"))
    found = _ANSWERED.match(plain)
    if found and len(found[1]) < _LONGEST_TITLE:
        return True
    return bool(_EXPLAINED.match(plain)) or plain.lower() in ("", "spoiler", "hint")
