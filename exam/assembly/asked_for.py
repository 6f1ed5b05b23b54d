"""What a stem asks for: the kind of thing that an answer to it must be, read off its words.

A bank without marks does not name the kind of its answers, so it is read from the question: the noun after "which" or
"what" ("which lake", "what is the unit of"), the noun after "this" in a stem that is no question, or the pattern of a
question without a noun ("what should you do", "what happens", "what is a relay"). Items that ask for the same kind lend
each other their answers. Where nothing can be read from a stem, its kind is unknown.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from exam.assembly.text_likeness import beginning

_QUESTION = re.compile(r"\b(?:which|what)\b", re.IGNORECASE)
_POINTER = re.compile(r"\b(?:this|these)\b", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[.!?:])\s+")
_LIST = re.compile(r"^\W*(?:one )?(?:of|from) (?:the )?(?:following|below|these|those|options below)\b", re.IGNORECASE)
_COPULA = re.compile(
    r"^\W*(?:(?:choices?|options?|answers?) )?(?:is|are|was|were|would be|can be|represents?|"
    r"(?:best |most accurately )?describes?)"
    r"( (?:also |best |considered |commonly |the most )*(?:a|an|the|one|some|another)\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_FRAMES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("deed", r"\bwhat\W+(?:should|can|could|must|may|would|will|do|does|did)\s+(?:\S+\s+){1,4}do\b"),
        ("event", r"\bwhat (?:happens|will happen|would happen|happened|might happen)\b"),
        ("meaning", r"\bwhat (?:does|do|did|is|are)\b.{0,80}\b(?:mean|stand for|meant|refer to)\b"),
        ("cause", r"\b(?:what|following) (?:can |could |may |might |would |usually )?causes?\b"),
        ("truth", r"\b(?:true|correct|accurate)\b.{0,20}\b(?:of|about|regarding|concerning|for|when)\b"),
    )
)
_SAME = {
    word: kind
    for kind, words in {
        "purpose": "purpose function role use job",
        "benefit": "advantage benefit characteristic reason",
        "deed": "action step precaution practice practices procedure method way strategy recommendation "
        "recommendations approach measure activity",
        "event": "effect result outcome consequence",
        "meaning": "definition meaning",
        "truth": "statement fact",
        "thing": "aws option service tool feature product solution resource offering",
        "country": "country nation state-nation",
        "town": "city town capital",
        "animal": "animal creature species mammal beast bird fish reptile insect predator",
        "mountain": "mountain peak",
        "person": "person doctor man woman scientist author inventor explorer king queen president",
        "figure": "number amount quantity",
    }.items()
    for word in words.split()
}
_HOLLOW = frozenset("type kind form name sort example part piece one term word class category following".split())
"""Nouns that say nothing by themselves: a type *of what*, the name *of what*."""
_NOT_YET = frozenset("the a an most best primary main first second one two three four recommended following".split())
_ARTICLES = frozenset("the a an".split())
_STOPS = frozenset(
    """of in on at by for from to with without when while if that which who whose whom where as than into about under
    over between across through during after before using used via per is are was were be been being am do does did can
    could should would will may must might has have had you your it its they their he she we i and or but not also
    all any each both there only best most commonly usually always below listed these this those""".split()
)
_VERBS = frozenset(
    beginning(word)
    for word in """allow allows provide provides help helps use uses enable enables describe describes define defines
    makes make assist assists give gives connect connects protect protects require requires reduce reduces indicate
    indicates determine determines offer offers contain contains include includes cause causes occur occurs apply
    applies represent represents control controls store stores deliver delivers features feature's recommends
    integrates consists consist comes lives live flows means became becomes refers follows works gets creates
    regulates recommend proves produces has lies situated located called known built""".split()
)
_MOST_WORDS = 5
NEEDS_ITS_OWN_LIST = re.compile(
    r"\bodd\b|\bone of these is not\b|\bthree of (?:these|those|the)\b|\b(?:all|each|any) .*\bexcept\b"
    r"|\bof (?:these|those|the (?:following|below))\b.*\b(?:larg|bigg|small|tall|long|short|high|low|deep|fast"
    r"|slow|old|young|heavi|great|narrow|wid|strong|clos|near|earli|lat)est\b",
    re.IGNORECASE,
)
"""What a stem says that compares the options of a list: the odd one, the largest of these. Others might win."""
_MOST_BARE = 2
"""Words of a thing without an article whose meaning is asked for."""
_USED = re.compile(r"\buse[ds]?\b", re.IGNORECASE)
"""What is used for something is a thing of some kind, where nothing else says what it is."""
_WIDER = {
    word: kind
    for kind, words in {
        "living thing": "animal species breed dog cat shark snake lizard spider bird fish insect wolf bear horse sheep "
        "turtle worm crab plant flower tree",
        "land": "country state island province region territory kingdom",
        "town": "town borough village capital",
        "water": "water river lake sea ocean waterfall bay strait",
        "height": "volcano mountain range hill",
        "body": "organ gland bone muscle tissue body",
        "illness": "disease disorder condition illness syndrome",
        "heavenly body": "planet star moon galaxy",
        "person": "person who",
        "building": "building house bridge tower museum stadium place monument",
        "dress": "garment costume clothing dress hat",
        "thing": "thing plan model database instance component device equipment switch "
        "transistor amplifier electrode part software program machine material cable connector filter machine meter",
        "manner of working": "mode modulation emission",
        "quantity": "voltage current resistance power frequency bandwidth impedance property unit ability value",
        "claim": "benefit truth disadvantage drawback rule restriction requirement characteristic relationship feature "
        "difference cause why event condition problem hazard circumstance indication symptom",
        "deed": "deed how purpose responsibility precaution task",
    }.items()
    for word in words.split()
}


_ASKING = re.compile(
    r"\b(who(?:se|m)?|when|where|why|how (?:many|much|long|often|far|old|big|tall|soon|fast)|how|which|what)\b",
    re.IGNORECASE,
)
_CLAUSE_FIRST = re.compile(r"^\W*(?:when|where|while|if|as)\b[^,?]*,", re.IGNORECASE)
_WATERS = re.compile(r"\b(?:water body|body of water|bodies of water)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:what|which) (?:year|date|day|month|century)\b", re.IGNORECASE)

PHRASED = frozenset(("claim", "deed", "meaning"))
"""The wider kinds whose answers are phrases; those of all others are names and short terms."""


@dataclass(frozen=True)
class Asked:
    """What a bank's items ask for, by their places, which is found once for each bank."""

    things: tuple[frozenset[str], ...]
    """What an item's stem asks for, and what others do that have the same answer."""
    kinds: tuple[frozenset[str | None], ...]
    """The wider kinds of these."""
    is_readable: bool
    """Whether enough stems say what they ask for, in words that others use; else answers go by their writing alone."""
    rare_words: int
    """The mask of the words that few stems use: two stems that share several of them may have one answer."""


@lru_cache(maxsize=16_384)
def question_word(stem: str) -> str:
    """Whom, when, where, why, how or how many a stem asks for; "what" for all else."""
    asking = _asking_part(stem)
    if asking is None:
        return "what"
    if _YEAR.search(asking):
        return "when"
    first = _CLAUSE_FIRST.match(asking)
    rest = asking[first.end() :] if first and _ASKING.search(asking, first.end()) else asking
    match = _ASKING.search(rest)
    asked = match.group().casefold() if match else "what"
    return "what" if asked == "which" else asked


@lru_cache(maxsize=16_384)
def thing_asked_for(stem: str) -> str | None:
    """The kind of thing that answers a stem, as one word; None where the stem does not say."""
    stem = _WATERS.sub("water", stem)
    asking = _asking_part(stem)
    if asking is None:
        return next((found for part in _parts(stem) if (found := _pointed_at(part))), None)
    asked = question_word(stem)
    if asked == "how":
        return _way(asking)
    if asked != "what":
        return asked
    for kind, frame in _FRAMES:
        if frame.search(asking):
            return kind
    match = _QUESTION.search(asking)
    if match is None:
        return None
    after = asking[match.end() :]
    listed = _LIST.match(after)
    if listed:
        after = after[listed.end() :]
    copula = _COPULA.match(after)
    if copula is None:
        return _noun(after) or (None if listed else _pointed_at(asking)) or _used(asking)
    rest = after[copula.end() :]
    article = (copula.group(1) or "").split()
    if (
        (not listed or "describe" in copula.group())
        and article[-1:] != ["the"]
        and _is_alone(rest, _MOST_WORDS if article else _MOST_BARE)
    ):
        return "meaning"
    return _noun(rest) or _used(asking)


def wider(thing: str | None) -> str | None:
    """The wider kind that a kind of thing belongs to, itself where none is known."""
    return _WIDER.get(thing, thing) if thing else None


def _is_alone(text: str, most: int) -> bool:
    """Whether a question ends with the noun that it begins with: then it asks what that is."""
    named = _WORD.findall(text.casefold())
    return text.rstrip(" \"')").endswith("?") and len(named) <= most and not _STOPS.intersection(named)


def _way(asking: str) -> str:
    """What a question with "how" asks for: what somebody should do, or how something does what it does or is done."""
    after = _WORD.findall(asking[asking.casefold().find("how") + 3 :].casefold())[:3]
    return "deed" if {"you", "we", "they", "one"} & {*after} else " ".join(["how", *after[:1]])


def _used(asking: str) -> str | None:
    return "thing" if _USED.search(asking) else None


def _parts(stem: str) -> list[str]:
    return [part for part in _FULL_STOP.split(" ".join(stem.split())) if part]


def _asking_part(stem: str) -> str | None:
    """The last sentence that has a word of asking in it, and is a question where any is."""
    asking = [part for part in _parts(stem) if _ASKING.search(part)]
    questions = [part for part in asking if part.rstrip(" \"').").endswith("?")]
    if questions:
        return questions[-1]
    return next((part for part in reversed(asking) if _QUESTION.match(part)), None)


def _pointed_at(text: str) -> str | None:
    match = _POINTER.search(text)
    return _noun(text[match.end() :]) if match else None


def _noun(text: str) -> str | None:
    """The last word of the noun phrase that a text begins with, looked up beyond "of" where it is hollow."""
    head: str | None = None
    before: str | None = None
    after_of = False
    count = 0
    for match in _WORD.finditer(text):
        plain = match.group().casefold()
        if plain in _NOT_YET:
            if head is None:
                continue
            if plain in _ARTICLES:
                return None  # what stood before it was a verb
        if plain in ("of", "for") and (head in _HOLLOW or (head is None and after_of)):
            head, after_of = None, True
            continue
        if head is None and after_of and plain in ("these", "this", "those"):
            continue
        if plain in _STOPS or plain[0].isdigit() or (head is not None and beginning(plain) in _VERBS):
            break
        if count >= _MOST_WORDS:
            break
        before, head = head, _singular(plain)
        count += 1
        if text[match.end() : match.end() + 1] in (",", "?", ".", ";", ":", "(", '"'):
            break
    if head in _HOLLOW and before:
        head = before  # a body part
    if head is None or head in _HOLLOW or beginning(head) in _VERBS or head.endswith(("ly", "est")):
        return None
    return _SAME.get(head, head)


def _singular(word: str) -> str:
    if word == "species":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
