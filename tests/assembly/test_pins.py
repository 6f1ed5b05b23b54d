"""Options that keep their place are recognised in ten languages, and others are left to be shuffled."""

import pytest

from exam.assembly.pins import in_order_of_pins, is_truth, names_letters, pinned, speaks_of_all
from exam.core.authored import AuthoredOption

OF_ALL = {
    "en": ["All of the above", "None of the above.", "none of these", "All of the above answers",
           "Both of these", "Neither of the above", "Any of the above", "All of these options", "None of the options",
           "All the above"],
    "de": ["Alle genannten", "Keine der genannten", "Alle Antworten sind richtig", "Alle oben genannten"],
    "fr": ["Toutes les réponses ci-dessus", "Aucune des réponses", "Toutes ces réponses", "Aucune de ces réponses"],
    "es": ["Todas las anteriores", "Ninguna de las anteriores", "Todas las respuestas son correctas"],
    "it": ["Tutte le precedenti", "Nessuna delle precedenti", "Tutte le risposte", "Nessuna delle risposte"],
    "pt": ["Todas as anteriores", "Nenhuma das anteriores", "Todas as alternativas", "Nenhuma das alternativas"],
    "nl": ["Alle bovenstaande", "Geen van de bovenstaande", "Alle antwoorden", "Geen van bovenstaande"],
    "pl": ["Wszystkie powyższe", "Żadna z powyższych", "Wszystkie odpowiedzi", "Żadne z powyższych"],
    "ru": ["Все перечисленные", "Все вышеперечисленное", "Ничего из перечисленного", "Все ответы верны",
           "Ни один из перечисленных"],
    "zh": ["以上都是", "以上皆非", "以上都不是", "上述皆是", "以上选项均正确"],
    "ja": ["すべて正しい", "上記すべて", "いずれでもない"],
    "uk": ["Усі перелічені", "Жодна з перелічених", "Всі відповіді правильні"],
    "sv": ["Alla ovanstående", "Inget av ovanstående"],
    "ko": ["위의 모두", "해당 없음"],
    "tr": ["Hepsi", "Hiçbiri"],
}  # fmt: skip
NOT_OF_ALL = [
    "All pods of a node", "Both containers", "Any node with a label", "None", "It watches all of its nodes",
    "Alle Knoten", "Keine Last", "Tous les nœuds", "Aucun conteneur", "Todas las tareas", "Ningún nodo", "Tutti i nodi",
    "Nessun contenitore", "Todas as tarefas", "Alle knopen", "Wszystkie węzły", "Все узлы", "Ни один узел", "所有节点",
    "すべてのノード", "모두의 노드 목록", "Hepsini yeniden başlatır", "Alla noder",
]  # fmt: skip
LETTERS = [
    "Both A and C", "A and B", "A, B and D", "A & C", "Only B", "B only", "Options A and B", "Answer C", "A und B",
    "Sowohl A als auch B", "A et C", "A y B", "A e B", "A en B", "A i B", "А и Б", "A 和 B", "Neither A nor B",
    "(a) and (c)", "A/B", "A + C", "a) and b)",
]  # fmt: skip
NO_LETTERS = [
    "A pod", "C", "A", "C and C++", "B", "A node and a pod", "Class A", "Plan B", "Vitamin C and D", "Type A", "I",
    "E. coli", "Only A records are returned", "Either a node or a pod",
    "A and a half", "Option pricing", "Hepatitis A and B", "a and b are equal", "C or Fortran",
]  # fmt: skip
TRUTHS = [
    ("True", "False"), ("Yes", "No"), ("T", "F"), ("Wahr", "Falsch"), ("Richtig", "Falsch"), ("Ja", "Nein"),
    ("Vrai", "Faux"), ("Oui", "Non"), ("Verdadero", "Falso"), ("Sí", "No"), ("Vero", "Falso"), ("Verdadeiro", "Falso"),
    ("Sim", "Não"), ("Waar", "Onwaar"), ("Juist", "Onjuist"), ("Prawda", "Fałsz"), ("Tak", "Nie"), ("Да", "Нет"),
    ("Верно", "Неверно"), ("Так", "Ні"), ("对", "错"), ("正确", "错误"), ("はい", "いいえ"), ("예", "아니요"),
    ("Sant", "Falskt"),
    ("TRUE.", "FALSE."), ("false", "true"),
]  # fmt: skip


@pytest.mark.parametrize("text", [text for texts in OF_ALL.values() for text in texts])
def test_what_speaks_of_all_options_is_known(text: str) -> None:
    assert speaks_of_all(text)


@pytest.mark.parametrize("text", NOT_OF_ALL)
def test_what_speaks_of_all_of_something_else_is_not(text: str) -> None:
    assert not speaks_of_all(text)


@pytest.mark.parametrize("text", LETTERS)
def test_what_names_letters_is_known(text: str) -> None:
    assert names_letters(text)


@pytest.mark.parametrize("text", NO_LETTERS)
def test_what_only_has_a_letter_in_it_is_not(text: str) -> None:
    assert not names_letters(text)


@pytest.mark.parametrize("pair", TRUTHS)
def test_true_and_false_and_yes_and_no_are_known(pair: tuple[str, str]) -> None:
    assert is_truth(pair)


@pytest.mark.parametrize("pair", [("True", "No"), ("Pod", "Node"), ("Wahr", "False"), ("True", "True"), ("Ja", "Non")])
def test_other_pairs_are_not(pair: tuple[str, str]) -> None:
    assert not is_truth(pair)


def options(*texts: str, pin: int | None = None) -> list[AuthoredOption]:
    return [AuthoredOption(id=f"o{at}", text=text, pin=at == pin) for at, text in enumerate(texts)]


def test_what_speaks_of_all_comes_last_and_stays_there() -> None:
    written = options("All of the above", "Pod", "Node")
    shown = in_order_of_pins(written, shuffle=True)
    assert [option.text for option in shown] == ["Pod", "Node", "All of the above"]
    assert pinned(shown, shuffle=True) == {2}


def test_where_letters_are_named_none_moves() -> None:
    written = options("Both B and C", "Pod", "Node")
    assert in_order_of_pins(written, shuffle=True) == written
    assert pinned(written, shuffle=True) == {0, 1, 2}


def test_a_pin_of_the_authors_holds_its_place_and_no_shuffling_all() -> None:
    written = options("Pod", "Node", "Queue", pin=1)
    assert pinned(written, shuffle=True) == {1}
    assert pinned(written, shuffle=False) == {0, 1, 2}
