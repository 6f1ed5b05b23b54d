"""What the columns of a table and the fields of a data file are usually called, in a handful of languages.

A name is compared after it was folded: small letters, no accents, signs as spaces, ``correctAnswer`` as two words.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, cast, get_args

Role = Literal[
    "stem",
    "options",
    "option",
    "key",
    "right",
    "wrong",
    "answers",
    "feedback",
    "explanation",
    "section",
    "subsection",
    "points",
    "type",
    "name",
    "picture",
    "link",
    "tags",
    "tolerance",
    "unit",
    "format",
    "code",
    "passage",
    "alt",
]
"""What a column holds. `options` is a list in one place, `option` a single one and `feedback` what is told to whoever
chose it (both with their place in the list). `key` says which options are right, `wrong` holds the texts of wrong ones,
and `answers` is what is right where there are no options. `format` says how texts are marked up."""

_USUAL: dict[Role, str] = {
    "stem": """
        question, question text, question stem, question title, question html, question prompt, prompt, stem,
        text, problem, task, front, clue, quiz question, frage, fragetext, fragestellung, aufgabe, vorderseite,
        enonce, libelle, recto, pregunta, enunciado, texto, domanda, quesito, testo, pergunta, questao, vraag,
        vraagtekst, pytanie, tresc, вопрос, текст вопроса
        """,
    "options": """
        options, choices, alternatives, answer choices, answer options, possible answers, antworten, optionen,
        antwortoptionen, auswahl, choix, reponses, opciones, alternativas, respuestas, opzioni, risposte,
        opcoes, respostas, opties, keuzes, antwoorden, odpowiedzi, варианты, варианты ответа, варианты ответов
        """,
    "key": """
        key, correct, answer, ans, back, correct answer, correct answers, answer key, right answer, right
        answers, correct option, correct options, correct choice, correct choices, correct response, correct
        letter, correct letters, correct index, correct answer index, correct option index, correct answer
        letter, correct ans, answer index, answer letter, solution, solutions, richtig, antwort, richtige
        antwort, richtige antworten, losung, loesung, richtige losung, ruckseite, reponse, correcte, bonne
        reponse, bonnes reponses, reponse correcte, reponses correctes, verso, respuesta, correcta, respuesta
        correcta, respuestas correctas, solucion, risposta, corretta, risposta corretta, risposte corrette,
        resposta, correta, gabarito, resposta correta, respostas corretas, antwoord, juist, juiste antwoord,
        goede antwoord, odpowiedz, poprawna, poprawna odpowiedz, poprawne odpowiedzi, prawidlowa odpowiedz,
        ответ, правильный ответ, правильные ответы, верный ответ
        """,
    "wrong": """
        incorrect answers, wrong answers, incorrect options, wrong options, incorrect choices, distractors,
        incorrect, wrong, incorrect answer, wrong answer, distractor, falsch, falsche antwort, falsche
        antworten, distraktoren, distraktor, mauvaise reponse, mauvaises reponses, reponses incorrectes, reponse
        incorrecte, respuesta incorrecta, respuestas incorrectas, distractores, risposta errata, risposte
        errate, risposte sbagliate, resposta incorreta, respostas incorretas, fout antwoord, foute antwoorden,
        bledna odpowiedz, bledne odpowiedzi, неправильные ответы, неправильный ответ
        """,
    "answers": """
        answers, accepted answers, acceptable answers, accepted, statements, statement, akzeptierte antworten
        """,
    "explanation": """
        explanation, explanations, rationale, feedback, general feedback, generalfeedback, why, reason, extra,
        comment, comments, note, notes, back extra, answer explanation, explain, justification, discussion,
        remarks, detailed explanation, erklarung, erlauterung, begrundung, kommentar, hinweis, explication,
        explications, commentaire, explicacion, justificacion, comentario, retroalimentacion, spiegazione,
        commento, explicacao, justificativa, uitleg, toelichting, wyjasnienie, uzasadnienie, объяснение,
        пояснение, комментарий
        """,
    "section": """
        section, category, topic, chapter, subject, domain, module, area, objective, topics, category name,
        deck, lesson, theme, kategorie, thema, kapitel, bereich, fach, abschnitt, gebiet, categorie, chapitre,
        domaine, rubrique, categoria, tema, capitulo, seccion, capitolo, sezione, argomento, secao, assunto,
        disciplina, onderwerp, hoofdstuk, kategoria, temat, dzial, rozdzial, категория, тема, раздел
        """,
    "subsection": """
        subcategory, subtopic, sub category, sub topic, subsection, subdomain, unterkategorie, unterthema, sous
        categorie, sous theme, subcategoria, subtema, sottocategoria, podkategoria, подкатегория
        """,
    "points": """
        points, point, score, marks, mark, weight, default grade, defaultgrade, max points, punkte, punkt,
        punktzahl, bareme, puntos, puntaje, punti, punteggio, pontos, pontuacao, punten, punkty, баллы, балл
        """,
    "type": """
        type, question type, questiontype, kind, qtype, item type, typ, fragetyp, art, type de question, tipo,
        tipo de pregunta, tipo di domanda, tipo de questao, vraagtype, typ pytania, тип, тип вопроса
        """,
    "name": """
        id, question id, identifier, idnumber, uid, uuid, guid, name, slug, qid, item, item id, number, no, nr,
        question number, question no, num, index, nummer, numero, lp, номер
        """,
    "picture": """
        image, picture, figure, fig, img, photo, illustration, diagram, image url, picture url, image link,
        image file, question image, bild, abbildung, figur, imagen, immagine, imagem, afbeelding, obraz,
        изображение
        """,
    "link": """
        reference, references, ref, refs, url, link, links, source, sources, citation, citations, see also,
        documentation, quelle, quellen, verweis, fuente, referencia, referencias, riferimento, fonte, bron,
        zrodlo, источник
        """,
    "tags": """
        tags, tag, labels, label, keywords, keyword, schlagworte, schlagworter, stichworte, etiquettes, mots
        cles, etiquetas, etichette, trefwoorden, tagi, метки, difficulty, level, schwierigkeit, niveau,
        dificultad, difficolta
        """,
    "tolerance": "tolerance, margin, error margin, toleranz, tolerancia, tolleranza",
    "unit": "unit, units, einheit, unite, unidad, unita, unidade, eenheid, jednostka",
    "format": "text format, markup",
    "alt": "alt, alt text, image alt, picture alt, image description",
    "code": "code, snippet, code snippet, source code, quellcode, codigo",
    "passage": "passage, context, scenario, case, stimulus, kontext, szenario, contexte, contexto, contesto",
}
_ROLE_OF: dict[str, tuple[Role, int]] = {
    " ".join(name.split()): (role, rank) for role, names in _USUAL.items() for rank, name in enumerate(names.split(","))
}
"""By name the role, and how usual the name is for it, from 0."""
_OF_AN_OPTION = """
    option, opt, answer, ans, answer option, answer choice, choice, alternative, possible answer, response,
    antwort, antwortoption, auswahl, reponse, choix, proposition, opcion, respuesta, alternativa, opzione,
    risposta, opcao, resposta, optie, antwoord, odpowiedz, opcja, вариант, ответ, вариант ответа
    """
_ENUMERATED = re.compile(
    rf"(?:(?P<option>{'|'.join(' '.join(name.split()) for name in _OF_AN_OPTION.split(','))})"
    r"|(?P<right>correct(?: answer)?)"
    r"|(?P<wrong>(?:wrong|incorrect)(?: answer| option| choice)?|distractor|falsche? antwort|distraktor"
    r"|mauvaise reponse)"
    r"|(?P<feedback>feedback|option feedback|explanation|rationale|answer feedback))?"
    r" ?(?P<place>[a-z]|\d{1,2})(?P<told>(?: feedback| explanation| rationale)?)"
    r"(?P<is_right>(?: is)?(?: correct| right)?)"
)
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column or field holds."""

    role: Role
    place: str = ""
    """Of one of several: a small letter or a number, as the name has it. Of a key: "letter" or "index" where its name
    says so."""
    rank: int = field(default=0, compare=False)
    """How usual the name is for it, from 0."""

    @property
    def order(self) -> int:
        """The place as a number: "b" and "2" are 2."""
        return int(self.place) if self.place.isdigit() else "abcdefghijklmnopqrstuvwxyz".find(self.place) + 1


@lru_cache(maxsize=2_000)
def meaning(name: str) -> Meaning | None:
    """What a column or field of this name usually holds; None where the name says nothing."""
    plain = folded(name)
    if known := _ROLE_OF.get(plain):
        said = next((word for word in ("letter", "index") if known[0] == "key" and word in plain), "")
        return Meaning(known[0], said, known[1])
    if not (found := _ENUMERATED.fullmatch(plain)):
        return None
    place = found["place"]
    if found["told"]:
        return Meaning("feedback", place)
    kinds: tuple[Role, ...] = ("right", "wrong", "feedback")
    if found["is_right"]:
        return Meaning("right", place)
    for kind in kinds:
        if found[kind]:
            return Meaning(kind, place)
    return Meaning("option", place)


def folded(name: str) -> str:
    """A name as names are compared."""
    name = name[:_LONGEST_NAME]
    name = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", name)
    name = re.sub(r"\s[-–—]\s.*$|\((?!s\)).*?\)", " ", name)
    name = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    name = re.sub(r"\(s\)", "s", name)
    name = re.sub(r"[^\w]+|_+", " ", name)
    return re.sub(r"(?<=[^\W\d])(?=\d)", " ", name).strip()


def as_role(text: str) -> Meaning | None:
    """What somebody means who writes a role himself: ``stem``, ``key``, ``a``, ``option 2``, ``feedback b``."""
    plain = folded(text)
    if plain in get_args(Role):
        return Meaning(cast(Role, plain))
    return meaning(text)
