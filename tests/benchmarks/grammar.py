"""Made-up banks of any size: texts by a small grammar, the same for the same size on every machine.

Each item is about a device with a name of its own in one of forty plants. Words are as unevenly used as in real banks:
a few everywhere, most hardly ever.
"""

from collections.abc import Iterator

from exam.assembly.generator import Generator

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st t tr v w z".split()
_VOWELS = "a e i o u ai ea io ou".split()
_CODAS = "b ck d l lm m n nd ng r rn s st t th x".split()
_DEVICES = (
    "valve pump sensor conveyor furnace mixer gauge relay hoist press sorter boiler turbine filter crusher chiller "
    "loader winch burner regulator compressor separator feeder damper lathe kiln centrifuge dryer welder agitator"
).split()
_STATES = (
    "starts from cold|runs without load|loses its supply|has been cleaned|reports a fault|changes its speed|is left "
    "alone overnight|shares a line with another|reaches its limit|is opened by hand|waits for material|is moved to "
    "another hall|gets a new operator|works at half power|is tested after repair|stands next to open water"
).split("|")
_ASKED = (
    "What does the {name} {device} do when it {state}?|Why is the {name} {device} watched when it {state}?|How is the "
    "{name} {device} kept safe when it {state}?|Which rule holds for the {name} {device} when it {state}?|What tells "
    "that the {name} {device} {state}?"
).split("|")
_ASPECTS = ("mechanism", "reason", "practice", "criterion", "metric")
_VERBS = (
    "holds releases counts closes cools drains lifts locks measures mixes opens prints pushes records repeats rinses "
    "scans seals shakes slows sorts stops stores tightens turns vents warms weighs wipes wraps"
).split()
_KINDS = (
    "amber brass copper double empty foreign grey heavy inner jagged knitted lower main narrow outer plain quiet red "
    "second tall upper vacant wooden yellow"
).split()
_THINGS = (
    "apron barrel bracket cable cartridge channel chamber clamp coil collar cord cover crate cylinder disc drawer drum "
    "flange gate grid handle hatch hinge hook hose jar ladder lamp lever lid mesh nozzle panel pedal pipe pivot plate "
    "platform plug rail ramp reel ribbon rod roller rope rotor sack screen screw shaft shelf shield sleeve spindle "
    "spring strap tank tray tube wedge wheel wire yoke"
).split()
_ENDS = (
    "until the shift ends|before anything else moves|and writes the time beside it|so that nothing drips|while the "
    "bell rings|once in every minute|unless somebody says no|without a further order|on the side of the {plant} wall|"
    "as the {plant} manual has it|whatever the {plant} panel shows|with the help of the {plant} crew"
).split("|")
_PLANTS = 40


def bank_lines(items: int, statements: int = 2) -> Iterator[str]:
    """A bank of so many items, as lines of TOML."""
    yield "schema = 1"
    yield f'id = "plants-{items}"'
    yield f'title = "Plants, {items} questions"'
    yield "[[blueprint]]"
    yield 'id = "standard"'
    yield 'title = "Standard"'
    yield f"items = {min(60, items // 2)}"
    sections = min(_PLANTS, max(2, items // 50))
    made = 0
    for section in range(sections):
        plant = _word(Generator("plant", section), 2)
        yield "[[section]]"
        yield f'id = "plant-{section}"'
        yield f'title = "The {plant.capitalize()} plant"'
        yield f'family = "region-{section % 8}"'
        for number in range(made, items * (section + 1) // sections):
            yield from _item(number, plant, statements)
        made = items * (section + 1) // sections


def plain_bank_lines(items: int) -> Iterator[str]:
    """A bank as unlike the other as can be: one section, few words that all items share, and one statement each."""
    yield "schema = 1"
    yield f'id = "plain-{items}"'
    yield 'title = "Plain"'
    yield "[[section]]"
    yield 'id = "all"'
    yield 'title = "All"'
    for number in range(items):
        chance = Generator("plain", number)
        one, other = (f"{_one(_KINDS, chance)} {_one(_THINGS, chance)}" for _ in range(2))
        yield "[[section.item]]"
        yield f'id = "p{number}"'
        yield f'stem = "What does the {one} do to the {other}?"'
        done = f"{_one(_VERBS, chance)} the {_one(_KINDS, chance)} {_one(_THINGS, chance)}"
        yield f'statements = ["It {done}, {number} times"]'


def _item(number: int, plant: str, statements: int) -> Iterator[str]:
    chance = Generator("item", number)
    asked = chance.below(len(_ASKED))
    name = _word(chance, 3).capitalize()
    stem = _ASKED[asked].format(name=name, device=_one(_DEVICES, chance), state=_one(_STATES, chance))
    said = dict.fromkeys(_statement(chance, plant) for _ in range(statements))
    yield "[[section.item]]"
    yield f'id = "q{number}"'
    yield f'stem = "{stem}"'
    yield f'aspect = "{_ASPECTS[asked]}"'
    quoted = ", ".join(f'"{text}"' for text in said)
    yield f"statements = [{quoted}]"


def _statement(chance: Generator, plant: str) -> str:
    end = _one(_ENDS, chance).format(plant=plant.capitalize())
    thing = f"{_one(_KINDS, chance)} {_one(_THINGS, chance)}"
    of = f" of the {_word(chance, 2)} {_one(_THINGS, chance)}" if chance.below(2) else ""
    return f"{_one(_VERBS, chance).capitalize()} the {thing}{of} {end}"


def _one(words: list[str], chance: Generator) -> str:
    """One of some words, the first ones far more often than the last."""
    return words[min(chance.below(len(words)), chance.below(len(words)))]


def _word(chance: Generator, syllables: int) -> str:
    return "".join(_one(_ONSETS, chance) + _one(_VOWELS, chance) for _ in range(syllables)) + _one(_CODAS, chance)
