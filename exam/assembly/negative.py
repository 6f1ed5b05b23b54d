"""Whether a stem asks for what is *not* so, as "Which of these is not a daemon?" does.

Every other answer is right to such a question, so none can stand beside its own. The stem is searched for negations in
the bank's language and in English, of which banks in every language hold some; an author's `negative` overrules what is
found. A false alarm costs a question its options, an overlooked negation gives it several keys: so in doubt a stem is
taken for negative.
"""

import re
from functools import lru_cache

from exam.assembly.negative_words import NEGATIVE_RULES

_QUOTED = re.compile(
    r"```.*?```|`[^`\n]*`|\"[^\"\n]{1,80}\"|“[^”\n]{1,80}”|„[^“”\n]{1,80}[“”]|«[^»\n]{1,80}»|(?<!\w)'[^'\n]{1,80}'(?!\w)",
    re.DOTALL,
)
"""What a stem speaks about. Words in it are not the stem's own."""
_EN_HINTS = re.compile(
    r"n['’]t\b|cannot|\bcant\b|\bnot\b|never|false|incorrect|untrue|wrong|in(?:accurate|valid|appropriate)|unsuit|improper|mistaken"
    r"|except|exclu|other than|\bleast\b|\bodd\b",
    re.I,
)
"""Words without which no English stem is negative: most have none, and a bank has thousands of stems."""
_EN_ASIDE = re.compile(r",\s*(?:if|when|while|where|because|although|since|as|after|before|unless)\b[^,?]*,", re.I)
_NOT_ASKED = re.compile(r"^\W*(?:why|how|true\s+or\s+false)\b", re.I)
"""Stems whose answer tells a reason or a way: what is not so is given."""


_OTHER_NAMES = {
    "nb": "sv", "nn": "sv", "no": "sv", "da": "sv", "english": "en", "german": "de", "deutsch": "de", "french": "fr",
    "français": "fr", "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl", "russian": "ru",
    "русский": "ru", "ukrainian": "uk", "українська": "uk", "chinese": "zh", "中文": "zh", "japanese": "ja",
    "日本語": "ja", "korean": "ko", "swedish": "sv", "svenska": "sv", "danish": "sv", "norwegian": "sv",
    "turkish": "tr", "türkçe": "tr", "arabic": "ar",
}  # fmt: skip
_BY_SCRIPT = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[а-яА-Я]")),
)
"""Languages that are known by their letters, whatever the bank says."""


def asks_for_what_is_not(stem: str, language: str = "en") -> bool:
    """Whether a stem of a bank of some language (``de``, ``pt-BR``) asks for what is not so."""
    languages = _languages(stem, language)
    if not _EN_HINTS.search(stem):
        languages.remove("en")
    own = re.sub(r"\s+", " ", _QUOTED.sub(" … ", stem)).strip() if languages else ""
    return any(_is_negative_in(known, own) for known in languages)


def _languages(stem: str, language: str) -> list[str]:
    named = language.casefold().strip()
    code = _OTHER_NAMES.get(named) or re.split(r"[-_ ,]", named)[0]
    found = ["en", _OTHER_NAMES.get(code, code)]
    if not stem.isascii():
        found += [name for name, letters in _BY_SCRIPT if letters.search(stem)][:1]
    return [name for name in dict.fromkeys(found) if name in NEGATIVE_RULES]


def _is_negative_in(language: str, stem: str) -> bool:
    loud = _compiled(language, True)
    if language == "en":
        if _NOT_ASKED.search(stem):
            return False
        stem = _EN_ASIDE.sub(" ", stem)
    # In a stem all in capitals nothing is said louder.
    if loud is not None and stem != stem.upper() and loud.search(stem):
        return True
    return bool((rule := _compiled(language, False)) and rule.search(stem))


@lru_cache(maxsize=64)
def _compiled(language: str, loud: bool) -> re.Pattern[str] | None:
    patterns = NEGATIVE_RULES[language][loud]
    return re.compile("|".join(f"(?:{one})" for one in patterns), 0 if loud else re.IGNORECASE) if patterns else None
