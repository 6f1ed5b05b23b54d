"""Stems that ask for what is not so, in the usual languages, and those that only speak of it."""

from typing import Any

import pytest

from exam.assembly import assemble, tailor
from exam.assembly.negative import asks_for_what_is_not
from exam.core.bank import Bank

NEGATIVE = {
    "en": [
        "Which of the following is not a Slurm daemon?",
        "which of these isn't a Slurm daemon?",
        "Which commands cannot be run by users?",
        "All of the following are daemons EXCEPT:",
        "All of these are true except",
        "Each of the following is a pod phase, except which one?",
        "Which statement is false?",
        "Which of these statements are incorrect?",
        "Select the incorrect statement.",
        "Which of the following is NOT true",
        "What should you never do on a login node?",
        "Which type of volume does Kubernetes not support?",
        "Which is LEAST likely to help?",
        "Which one is the odd one out?",
        "WHICH OF THESE IS NOT A DAEMON?",
        "In Slurm, which of these does not start a job?",
        "Of the following, which can't be null?",
        "Which of the following would you not use here?",
        "Which option doesn’t restart the pod?",
        "Which of the following is an invalid variable name?",
        "A company needs X. Which solution will NOT meet the requirements?",
        "The kubelet does all of the following except for:",
        "Which of these is false about pods?",
        "Which answer is wrong?",
        "Which, when the node is down, does not answer?",
    ],
    "de": [
        "Welche der folgenden Aussagen trifft nicht zu?",
        "Was ist kein Slurm-Daemon?",
        "Welche Aussage ist falsch?",
        "Alle sind Daemons, außer:",
        "Welches Programm gehört NICHT dazu?",
        "Welche Aussage zu Pods ist unzutreffend?",
    ],
    "fr": [
        "Lequel n'est pas un démon ?",
        "Quelle commande ne lance pas de tâche ?",
        "Toutes les réponses sont justes sauf :",
        "Quelle affirmation est fausse ?",
        "Parmi les suivants, lequel n’est jamais redémarré ?",
        "Laquelle de ces affirmations est incorrecte ?",
    ],
    "es": [
        "¿Cuál de los siguientes no es un demonio?",
        "Todas son ciertas, excepto:",
        "¿Qué afirmación es falsa?",
        "¿Cuál NO es correcta?",
    ],
    "it": ["Quale dei seguenti non è un demone?", "Quale affermazione è falsa?", "Sono tutti demoni, tranne:"],
    "pt": ["Qual dos seguintes não é um daemon?", "Qual afirmação é incorreta?", "Todas estão certas, exceto:"],
    "nl": [
        "Welke van deze is geen daemon?",
        "Welke bewering is onjuist?",
        "Wat hoort hier niet bij?",
        "Alle zijn juist, behalve:",
    ],
    "pl": ["Który z poniższych nie jest demonem?", "Które zdanie jest fałszywe?", "Wszystkie są prawdziwe oprócz:"],
    "ru": [
        "Что из перечисленного не является демоном?",
        "Какое утверждение неверно?",
        "Всё перечисленное верно, кроме:",
        "Какой из них НЕ нужен?",
    ],
    "uk": ["Що з переліченого не є демоном?", "Яке твердження неправильне?", "Все правильно, крім:"],
    "zh": ["下列哪一项不是守护进程?", "以下说法错误的是", "不属于 Slurm 守护进程的是哪个?", "下列哪一個不正確?"],
    "ja": ["次のうち、デーモンではないものはどれか。", "誤っているものはどれか。", "正しくない記述を選べ。"],
    "ko": ["다음 중 데몬이 아닌 것은?", "옳지 않은 것은?"],
    "sv": ["Vilken av dessa är inte en demon?", "Vilket påstående är felaktigt?"],
    "tr": ["Aşağıdakilerden hangisi bir servis değildir?"],
}

NEUTRAL = {
    "en": [
        "Which option has the LEAST overhead?",
        "What is the false acceptance rate?",
        "Which daemon not only starts jobs but also watches them?",
        "What happens when Python reaches `except:`?",
        "What does a bare except: catch?",
        "When does Python run the code under except:",
        "If it is not found, what does the kubelet do?",
        "What happens when a pod is not ready?",
        "Which command lists nodes that are not ready?",
        "Why should you NOT run as root?",
        "What is a false positive?",
        "What is wrong with this manifest?",
        "Which principle is called least privilege?",
        "How many nodes are not ready?",
        "Which of these runs on every node but not on the controller?",
        "Which SQL set operator does EXCEPT resemble?",
        "Which constraint is NOT NULL?",
        "Which command shows pods which do not run?",
        "What does the scheduler do with a pod that cannot be placed?",
        "A pod does not start. Which command shows why?",
        "The node isn't ready. What do you look at first?",
        "What does 'is not' compare in Python?",
        "Which gate is a NOT gate?",
        "True or false: pods are not persistent.",
        "Which cache evicts the least recently used entry?",
        "Users cannot log in. What is the cause?",
        "Which flag is set, whether or not the job ends?",
        'What does the error "is not found" mean?',
        "What is the exception that Python raises?",
        "Which team is at fault if the answer is wrong?",
        "An image was not found; which reason is shown?",
        "What is the name of a value that is false?",
        "Which exit code does false return?",
        "A job has not started although nodes are idle. What does squeue show?",
    ],
    "de": [
        "Was passiert, wenn ein Pod nicht startet?",
        "Welcher Befehl listet Knoten, die nicht bereit sind?",
        "Was ist ein falsch positiver Befund?",
        "Welcher Dienst startet nicht nur Jobs, sondern überwacht sie?",
        "Ein Pod startet nicht. Welcher Befehl zeigt, warum?",
    ],
    "fr": [
        "Quelle commande liste les nœuds qui ne sont pas prêts ?",
        "Que se passe-t-il si un pod ne démarre pas ?",
        "Quel est le taux de fausse acceptation ?",
    ],
    "es": [
        "¿Qué comando lista los nodos que no están listos?",
        "¿Qué pasa si un pod no arranca?",
        "Si no se encuentra, ¿qué hace el kubelet?",
    ],
    "it": ["Quale comando elenca i nodi che non sono pronti?", "Che cosa succede se un pod non parte?"],
    "pt": ["Qual comando lista os nós que não estão prontos?", "O que acontece se um pod não inicia?"],
    "nl": ["Welk commando toont knopen die niet gereed zijn?", "Wat gebeurt er als een pod niet start?"],
    "pl": ["Które polecenie wypisuje węzły, które nie są gotowe?", "Co się dzieje, gdy pod nie startuje?"],
    "ru": [
        "Какая команда выводит узлы, которые не готовы?",
        "Что происходит, если под не запускается?",
        "Что такое ложное срабатывание?",
        "Какой демон не только запускает задания?",
    ],
    "uk": ["Яка команда показує вузли, які не готові?", "Що відбувається, якщо под не стартує?"],
    "zh": ["如果没有找到,会发生什么?", "哪个命令列出不可用的节点?", "哪个组件不仅启动任务?"],
    "ja": ["ポッドが起動しないとき、何が起こるか。", "Slurm のデーモンはどれか。"],
    "ko": ["슬럼의 데몬은?"],
    "sv": ["Vad händer om en pod inte startar?"],
}


def in_pairs(stems: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, stem) for language, some in stems.items() for stem in some]


@pytest.mark.parametrize(("language", "stem"), in_pairs(NEGATIVE))
def test_a_stem_that_asks_for_what_is_not_so_is_known(language: str, stem: str) -> None:
    assert asks_for_what_is_not(stem, language)


@pytest.mark.parametrize(("language", "stem"), in_pairs(NEUTRAL))
def test_a_stem_that_only_speaks_of_what_is_not_so_is_none(language: str, stem: str) -> None:
    assert not asks_for_what_is_not(stem, language)


@pytest.mark.parametrize("language", ["de-AT", "DE", "Deutsch", "German"])
def test_a_language_is_known_by_its_usual_names(language: str) -> None:
    assert asks_for_what_is_not("Welche Aussage trifft nicht zu?", language)


def test_letters_of_their_own_tell_the_language_that_nobody_named() -> None:
    assert asks_for_what_is_not("Что из перечисленного не является демоном?")
    assert asks_for_what_is_not("下列哪一项不是守护进程?")


def test_english_is_known_in_a_bank_of_another_language() -> None:
    assert asks_for_what_is_not("Which of these is not a daemon?", "de")


@pytest.mark.parametrize(
    "part", ["which ", "all ", "of which a ", "welche ", "哪", "a\n", "qué no ", "'", "«", "quel n'a a "]
)
def test_a_stem_of_twenty_thousand_letters_is_read_as_well(part: str) -> None:
    """By patterns that look a bounded way ahead: the work grows with the letters and not with their square."""
    stem = (part * 20_000)[:20_000]
    assert isinstance(asks_for_what_is_not(stem, "de"), bool)


def bank_with(**fields: Any) -> Bank:
    stem = fields.pop("stem", "Which of these is not a daemon?")
    asked = {"id": "asked", "stem": stem, "statements": ["A shell script"]} | fields
    others = [{"id": f"q{at}", "stem": f"What is part {at}?", "statements": [f"Gives {at} units"]} for at in range(8)]
    section = {"id": "s", "title": "S", "item": [asked, *others]}
    return Bank.model_validate({"schema": 2, "id": "b", "title": "B", "section": [section]})


def kind_of_asked(bank: Bank) -> str:
    (slot,) = (slot for slot in assemble(bank, tailor(bank, "full"), 1).slots if slot.item == "asked")
    return slot.kind


def test_a_negative_stem_is_recalled_and_its_authors_word_stands_above_that() -> None:
    assert kind_of_asked(bank_with()) == "recall"
    assert kind_of_asked(bank_with(negative=False)) == "direct"
    plain = {"stem": "Which part shirks all work?"}
    assert kind_of_asked(bank_with(**plain)) == "direct"
    assert kind_of_asked(bank_with(**plain, negative=True)) == "recall"


def test_with_options_of_its_own_it_is_asked_with_these() -> None:
    own = {"options": {"a": "A shell script", "b": "slurmd"}, "key": ["a"], "statements": []}
    assert kind_of_asked(bank_with(**own)) == "direct"
