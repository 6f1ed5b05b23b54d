# ruff: noqa: E501 - a pattern is easier to read in one line
"""The patterns by which `exam.assembly.negative` knows stems that ask for what is not so, by language.

A negation counts in the clause of the question word only: "nodes that are not ready" are what is asked about.
"""

_EN_AUX = (
    r"(?:is|are|was|were|am|be|does|do|did|can|could|should|would|will|shall|must|may|might|has|have|had|need|needs)"
)
_EN_SUB = (
    r"(?:if|when|whenever|where|while|because|that|who|whom|whose|unless|until|although|though|since|whether|so|"
    r"after|before|once|but|why|how|which|what)"
)
_EN_PLAIN = rf"(?:(?!\b{_EN_SUB}\b)[^?!:;\n]){{0,160}}?"
"""Words of one clause."""
_EN_BAD = r"(?:false|incorrect|untrue|wrong|inaccurate|invalid|inappropriate|unsuitable|improper|not true|mistaken)"
_EN_SAYS = r"(?:statement|answer|option|assertion|claim|choice|description|sentence|definition|one)s?"
_EN_ALL = r"(?:all|each|every|any|both|following|these|those|everything|anything|none)"
_EN = (
    # Which … is not, doesn't, cannot; What should never …; which options do you not …
    rf"(?:^|[.:;,\n]\s*|\b(?:of|from|in|for|to|by|with|on)\s+)(?:which|what|who|whom|whose)\b{_EN_PLAIN}\b"
    rf"(?:{_EN_AUX}(?:n['’]t\b|\s+(?:(?!(?:but|and|or|{_EN_SUB})\b)[\w'’-]+\s+){{0,4}}?(?:not|never)\b(?!\s+(?:only|just|null|gates?)\b))"
    r"|cannot\b|can['’]?t\b|won['’]?t\b|shan['’]?t\b)",
    r"^\W*(?:what|which|who)\s+not\b",
    r"\bnot\s+(?:a|an|one|part|true|correct|valid)\b[^.?!]{0,60}\b(?:is|are)\s+(?:which|what)\b",
    rf"\b(?:which|what)\b{_EN_PLAIN}\bof\s+(?:the\s+following|these|those)\b{_EN_PLAIN}\b(?:is|are|was|were)\s+"
    rf"(?:an?\s+|the\s+)?{_EN_BAD}\b(?!\s+with\b)",
    rf"\b(?:which|what)\b{_EN_PLAIN}\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:the\s+|an?\s+)?{_EN_BAD}"
    rf"(?=\s*(?:[?.:;,)_]|$|{_EN_SAYS}\b|(?:about|regarding|concerning|of|for|according|in\s+(?:relation|respect|regard))\b))",
    rf"\b(?:select|choose|identify|find|mark|pick|tick|name|spot|indicate|point out|which|what)\b{_EN_PLAIN}\b(?:the|an?)?\s*"
    rf"{_EN_BAD}\s+{_EN_SAYS}\b",
    rf"\b{_EN_ALL}\b[^?!]{{0,300}}\bexcept(?:ing)?\b(?:\s+(?:for|which|what|one|that|the\s+following))?"
    r"\s*(?:_+|…|\.{2,}|\(.{0,20}\))?\s*[?.:]*\s*$",
    rf"\b{_EN_ALL}\b[^?!]{{0,300}}\b(?:with the exception of|other than|excluding)\s*(?:_+|…|\.{{2,}}|which(?:\s+one)?|one)?\s*[?.:]*\s*$",
    rf"\b{_EN_ALL}\b[^?!]{{0,300}},?\s+except\s+(?:for\s+)?(?:which|one|what)\b",
    r"\bleast\s+(?:likely|probable|appropriate|suitable|suited|important|relevant|true|accurate|typical|characteristic|"
    r"desirable|helpful|useful|recommended|associated|correct|applicable|acceptable|consistent)\b",
    r"\bodd\s+(?:one|man)\s+out\b|\bdo(?:es)?\s+not\s+belong\b",
)
_EN_LOUD = (
    r"\bNOT\b(?!\s+(?:NULL|IN|EXISTS|LIKE|BETWEEN|FOUND|MATCHED|ONLY|[Gg]ates?|[Oo]perat\w+|[Ff]unction)\b)",
    rf"(?i:\b{_EN_ALL}\b[^?!]{{0,300}})\bEXCEPT\b(?=\s*(?:[?.:,_…(]|$|(?i:for|which|what|one|that|the)\b))",
    r"\bCANNOT\b|\b(?:IS|ARE|DOES|DO|CAN|SHOULD|WOULD)N['’]T\b",
)


def _clause(subordinators: str) -> str:
    """Words that begin no clause of their own."""
    return rf"(?:(?!{subordinators})[^?!:;\n]){{0,160}}?"


def _asks(heads: str, subordinators: str, negations: str, not_followed: str = "") -> str:
    """A question word, and in the same clause a negation."""
    after = rf"(?!\s*(?:{not_followed}))" if not_followed else ""
    return rf"(?:^|[\s¿(«„\"“,.:;'’]){heads}\b{_clause(subordinators)}\b(?:{negations})\b{after}"


_END = r"\s*(?:_+|…|\.{2,})?\s*[?.:)]*\s*$"
NEGATIVE_RULES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (_EN, _EN_LOUD),
    "de": (
        (
            _asks(
                r"(?:welche[rsnm]?|was|wer|wen|wem|wessen|wo|wohin|womit|worin|wofür|wozu|wodurch|worauf|wann)",
                r"\b(?:wenn|falls|weil|dass|daß|ob|sofern|obwohl|damit|bevor|nachdem|solange|sobald)\b"
                r"|,\s*(?:der|die|das|den|dem|deren|dessen|welche[rsnm]?|wo|in|auf|an|für|mit)\b",
                r"nicht|kein(?:e[rsnm]?)?|nie(?:mals)?",
                r"(?:nur|bloß|allein|zuletzt)\b",
            ),
            r"\b(?:falsch|unzutreffend|inkorrekt|unwahr|ungültig|unrichtig)" + _END,
            r"\b(?:falsche|unzutreffende|inkorrekte|unrichtige)[nrs]?\s+(?:aussagen?|antwort(?:en)?|behauptung(?:en)?|angaben?|option(?:en)?)\b",
            r"\b(?:außer|ausser|ausgenommen|mit ausnahme(?: von)?)" + _END,
            r"\b(?:alle|jede[rs]?|sämtliche)\b[^?!]{0,300}\b(?:außer|ausser)\b",
            r"\bam (?:wenigsten|unwahrscheinlichsten)\b|\bgehört nicht\b",
        ),
        (r"\b(?:NICHT|KEINE?[RSNM]?|FALSCH|AUSSER)\b",),
    ),
    "fr": (
        (
            _asks(
                r"(?:quel(?:le)?s?|laquelle|lequel|lesquel(?:le)?s|(?<!\w )(?:qui|que)|qu['’]est-ce (?:qui|que?))",
                r"\b(?:si|quand|lorsqu\w*|parce|car|puisque|dont|où|qui|que)\b|\bqu['’]",
                r"n['’]\s*\w+(?:\s+\w+){0,3}?\s+(?:pas|jamais|aucune?|point)|ne\s+(?:\S+\s+){1,4}?(?:pas|jamais|aucune?|point)",
                r"(?:seulement|que)\b",
            ),
            r"\best(?:\s+la|\s+le)?\s+(?:fausse?|faux|incorrecte?|inexacte?|erronée?)" + _END,
            r"\bsont\s+(?:fausses|faux|incorrecte?s|inexacte?s|erronée?s)" + _END,
            r"\b(?:affirmation|proposition|réponse|option|assertion)s?\s+(?:est\s+|sont\s+)?(?:fausse|incorrecte|inexacte|erronée)s?\b",
            r"\b(?:sauf|excepté|hormis|à l['’]exception (?:de|d['’]une?))" + _END,
            r"\b(?:tous|toutes|chacune?)\b[^?!]{0,300}\bsauf\b|\ble moins (?:probable|approprié|adapté)\b|\bl['’]intrus\b",
        ),
        (r"\b(?:PAS|SAUF|FAUSSE|FAUX|INCORRECTE?)\b",),
    ),
    "es": (
        (
            _asks(
                r"(?:cu[áa]l(?:es)?|qué|(?<!\w )que|qui[ée]n(?:es)?|dónde)",
                r"\b(?:si|cuando|porque|donde|aunque|que|cuy[oa]s?|mientras)\b",
                r"no|nunca|jamás",
                r"(?:s[óo]lo|solamente|[úu]nicamente)\b",
            ),
            r"\bes\s+(?:la\s+|el\s+)?(?:falsa|falso|incorrecta|incorrecto|errónea|erróneo)" + _END,
            r"\b(?:afirmaci[óo]n|respuesta|opci[óo]n|enunciado|alternativa)\s+(?:es\s+)?(?:falsa|falso|incorrecta|incorrecto|errónea)\b",
            r"\b(?:excepto|salvo|menos|a excepci[óo]n de)" + _END,
            r"\b(?:todos|todas|cada)\b[^?!]{0,300}\b(?:excepto|salvo)\b|\bmenos (?:probable|adecuad[oa]|apropiad[oa])\b",
        ),
        (r"\bNO\b|\b(?:EXCEPTO|SALVO|FALS[OA]|INCORRECT[OA])\b",),
    ),
    "it": (
        (
            _asks(
                r"(?:quale?|quali|qual|cosa|(?<!\w )che|chi)",
                r"\b(?:se|quando|che|perché|mentre|dove|cui|poiché)\b",
                r"non|mai",
                r"(?:solo|soltanto|solamente)\b",
            ),
            r"\b(?:è|sono)\s+(?:la\s+|il\s+)?(?:fals[aeoi]|errat[aeoi]|sbagliat[aeoi]|scorrett[aeoi])" + _END,
            r"\b(?:affermazion[ei]|rispost[ae]|opzion[ei])\s+(?:è\s+|sono\s+)?(?:fals[ae]|errat[ae]|sbagliat[ae]|scorrett[ae])\b",
            r"\b(?:tranne|eccetto|salvo|ad eccezione di)" + _END,
            r"\b(?:tutti|tutte)\b[^?!]{0,300}\b(?:tranne|eccetto)\b|\bmeno (?:probabile|adatt[oa]|appropriat[oa])\b",
        ),
        (r"\bNON\b|\b(?:TRANNE|ECCETTO|FALS[AO]|ERRAT[AO])\b",),
    ),
    "pt": (
        (
            _asks(
                r"(?:qual|quais|o que|quem|(?<!\w )que)",
                r"\b(?:se|quando|que|porque|onde|cuj[oa]s?|enquanto|embora)\b",
                r"não|nunca|jamais",
                r"(?:só|somente|apenas)\b",
            ),
            r"\b(?:é|são|está|estão)\s+(?:a\s+|o\s+)?(?:fals[ao]s?|incorret[ao]s?|incorrect[ao]s?|errad[ao]s?)" + _END,
            r"\b(?:afirmação|afirmativa|alternativa|resposta|opção)\s+(?:é\s+)?(?:fals[ao]|incorret[ao]|incorrect[ao]|errad[ao])\b",
            r"\b(?:exceto|excepto|salvo|menos|com exceção de)" + _END,
            r"\b(?:todos|todas|cada)\b[^?!]{0,300}\b(?:exceto|excepto|salvo)\b|\bmenos (?:provável|adequad[oa]|apropriad[oa])\b",
        ),
        (r"\bNÃO\b|\b(?:EXCETO|EXCEPTO|FALS[AO]|INCORRET[AO]|ERRAD[AO])\b",),
    ),
    "nl": (
        (
            _asks(
                r"(?:welke?|wat|wie|wiens|waar|waarmee|waarin)",
                r"\b(?:als|wanneer|dat|die|omdat|terwijl|indien|doordat|nadat|voordat|zodat|hoewel)\b",
                r"niet|geen|nooit",
                r"(?:alleen|slechts)\b",
            ),
            r"\b(?:onjuist|fout|onwaar|incorrect|niet juist|ongeldig)" + _END,
            r"\b(?:onjuiste|foute|incorrecte)\s+(?:bewering|uitspraak|antwoord|optie|stelling)(?:en)?\b",
            r"\b(?:behalve|uitgezonderd|met uitzondering van)" + _END,
            r"\b(?:alle|elke?|iedere?)\b[^?!]{0,300}\bbehalve\b|\bminst (?:waarschijnlijk|geschikt)",
        ),
        (r"\b(?:NIET|GEEN|BEHALVE|ONJUIST)\b",),
    ),
    "pl": (
        (
            _asks(
                r"(?<!, )(?:któr\w+|co|kto|jaki\w*|czego|czym|gdzie)",
                r"\b(?:jeśli|jeżeli|gdy|kiedy|ponieważ|że|żeby|aby|choć|zanim)\b|,\s*(?:z |w |na |do )?(?:któr\w+|co|gdzie)\b",
                r"nie|nigdy",
                r"tylko\b",
            ),
            r"\b(?:fałszyw|nieprawdziw|niepoprawn|nieprawidłow|błędn)\w+" + _END,
            r"\b(?:fałszyw|nieprawdziw|niepoprawn|nieprawidłow|błędn)\w+\s+(?:stwierdzeni|odpowied|zdani|opcj)\w+",
            r"\b(?:oprócz|poza|z wyjątkiem|za wyjątkiem)" + _END,
            r"\b(?:wszystk\w+|każd\w+)\b[^?!]{0,300}\b(?:oprócz|z wyjątkiem)\b|\bnajmniej (?:prawdopodobn|odpowiedni)\w*",
        ),
        (r"\bNIE\b|\bOPRÓCZ\b",),
    ),
    "ru": (
        (
            _asks(
                r"(?:как(?:ой|ая|ое|ие|их|ую|им|ими|ого|ому|ом)|(?<!, )что|кто|(?<!, )где|чего|чем|(?<!\w )(?<!, )котор\w+)",
                r"\b(?:если|когда|потому|чтобы|пока|хотя|поскольку)\b|,\s*(?:\w{1,3}\s+)?(?:что|котор\w+|где|чей|чьи)\b",
                r"не|никогда|нельзя",
                r"(?:только|просто)\b",
            ),
            r"\b(?:неверн|неправильн|ложн|ошибочн|некорректн)\w+" + _END,
            r"\b(?:неверн|неправильн|ложн|ошибочн|некорректн)\w+\s+(?:утверждени|ответ|вариант|высказывани)\w*",
            r"\b(?:утверждени|ответ|высказывани)\w*\b[^?!]{0,40}\b(?:неверн|неправильн|ложн|ошибочн)\w+",
            r"\b(?:кроме|за исключением|исключая)" + _END,
            r"\b(?:все|всё|каждый|каждое|любой)\b[^?!]{0,300}\b(?:кроме|за исключением)\b|\bнаименее (?:вероятн|подходящ)\w+",
        ),
        (r"\bНЕ\b|\bКРОМЕ\b|\bНЕВЕРН\w+",),
    ),
    "uk": (
        (
            _asks(
                r"(?<!, )(?:як(?:ий|а|е|і|их|у|им|ого|ому)|що|хто|де|чого|чим|котр\w+)",
                r"\b(?:якщо|коли|тому|щоб|бо|поки|хоча|оскільки)\b|,\s*(?:\w{1,3}\s+)?(?:що|як(?:ий|а|е|і|их)|де)\b",
                r"не|ніколи|не можна",
                r"(?:тільки|лише|просто)\b",
            ),
            r"\b(?:неправильн|невірн|хибн|помилков|неправдив)\w+" + _END,
            r"\b(?:неправильн|невірн|хибн|помилков)\w+\s+(?:твердженн|відповід|варіант)\w*",
            r"\b(?:крім|окрім|за винятком)" + _END,
            r"\b(?:всі|усі|кожн\w+)\b[^?!]{0,300}\b(?:крім|окрім|за винятком)\b",
        ),
        (r"\bНЕ\b|\b(?:КРІМ|ОКРІМ)\b",),
    ),
    "sv": (
        (
            _asks(
                r"(?:vilke[nt]|vilka|vad|vem|hvilke[nt]?|hva|hvad|hvem|var)",
                r"\b(?:om|när|som|att|eftersom|medan|hvis|når|at|fordi|mens|da)\b",
                r"inte|ej|icke|aldrig|ikke|aldri|ingen|inget|ingenting",
                r"(?:bara|endast|bare|kun)\b",
            ),
            r"\b(?:felaktig[at]?|falsk[at]?|fel|forkert[e]?|usann|feil|uriktig)" + _END,
            r"\b(?:utom|undantaget|undtagen|unntatt|bortset fra)" + _END,
        ),
        (r"\b(?:INTE|EJ|IKKE|UTOM)\b",),
    ),
    "tr": (
        (
            r"\bhangi\w*\b[^?]*\b(?:değil\w*|yanlış\w*|ol(?:a)?maz|almaz|alamaz|bulunmaz|içermez|söylenemez|gösterilemez|beklenmez|yoktur)\b",
            r"\bhariç\b|\bdışında(?:ki)?\s+hangi",
        ),
        (r"\bDEĞİL\w*\b|\bYANLIŞ\w*\b",),
    ),
    "zh": (
        (
            r"(?:哪|下列|以下|下面|何者|何種|什么|什麼)(?:(?!如果|假如|若|时|時|因为|因為)[^?？!！]){0,60}?"
            r"(?:不(?!仅|僅|只|同|仅仅|可用|间断|間斷|良)(?:是|属|屬|正|包|能|会|會|应|應|对|對|需|适|適|支|可以|符|具|涉|存|恰|准|準|该|該|宜|得)|错误|錯誤|有误|有誤|并非|並非|没有|沒有|不当|不當)",
            r"不(?:是|属于|屬於|正确的|正確的|包括|包含|能|会|會|应|應)[^?？。]{0,30}(?:是|有)\s*(?:哪|什么|什麼|[(（:：_]|$)",
            r"(?:错误|錯誤|有误|有誤|不正确|不正確|不当|不當)的(?:是|一项|一項|有)",
            r"除(?:了)?[^?？。]{0,30}(?:之外|以外|外)[^?？。]{0,20}(?:哪|都|均|皆|全)",
        ),
        (),
    ),
    "ja": (
        (
            r"(?:ない|いない|ありません|誤っている|誤った|間違っている|間違った|不適切な|不正な|不適当な|正しくない)"
            r"(?:もの|の|記述|説明|選択肢|文|組合せ|組み合わせ|項目|内容)(?:は|を|が|として|はどれ|$)",
            r"(?:ではない|でない|ではありません|ない)(?:もの)?(?:は|を)(?:どれ|次|以下|選)",
            r"誤り(?:は|を|である|な)|間違い(?:は|を)|(?:を除く|以外の?(?:もの)?は|当てはまらない|該当しない|含まれない)",
        ),
        (),
    ),
    "ko": (
        (
            r"(?:아닌|않는|않은|틀린|옳지 않은|잘못된|없는|거리가 먼|부적절한|해당하지 않는|맞지 않는)\s*(?:것|설명|문장|답|항목|보기)",
            r"(?:제외한|제외하고|제외한 것)",
        ),
        (),
    ),
    "ar": ((r"(?:ما عدا|باستثناء|عدا|ليس[ت]?\b|غير صحيح|غير الصحيح|خطأ\s*[؟?])",), ()),
}
"""By language: what is looked for whatever its case, and what in capitals only."""
