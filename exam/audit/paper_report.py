"""The proof of a bank: what its papers give to a guesser, figure by figure, against a bar.

The bars are for a bank whose pairs people have read (its items have lures), and wider ones for a bank of bare questions
and answers. Those for bots are distances from chance, so that they hold for any number of options.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exam.assembly.code import SEEDS
from exam.assembly.pool import pool_of
from exam.assembly.without_options import kind_without_options
from exam.audit.bots import MOST_FREQUENT, RAREST, TRAINED, BotScore, Leak, leaks, scores
from exam.audit.cues import CUES
from exam.audit.figure import Figure, Verdict
from exam.audit.knowledge import knowledge_figures
from exam.audit.sample import Batch, BrokenRule, PaperNote, sample
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.interval import Rate

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""`map`, or one that shares the work out and gives the results in the same order."""

BATCH = 5
"""Papers noted at a time."""
_STATEMENTS = "Write more statements for each item, so that no text comes twice."
_OFTEN = 100
"""Showings of an item from which on chance moves the share of one of its lures by little more than a percent."""
SAME_SHARE = 0.2
"""The share of their items with the same options from which on two papers count as alike."""


@dataclass(frozen=True, slots=True)
class PaperRun:
    """Papers to be made: so many of a blueprint that `tailor` gave."""

    blueprint: Blueprint
    papers: int


@dataclass(frozen=True, slots=True)
class Proved:
    """All figures over the papers of one blueprint."""

    preset: str
    title: str
    papers: int
    items: int
    """Questions in one paper."""
    bots: tuple[BotScore, ...]
    figures: tuple[Figure, ...]
    broken: tuple[BrokenRule, ...]
    leaks: tuple[Leak, ...] = ()
    """The items whose keys a guesser finds most often, the worst first."""

    @property
    def missed(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.verdict == "missed")


def prove(
    bank: Bank,
    runs: Sequence[PaperRun],
    seed: int = 0,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    each: Each = map,
) -> list[Proved]:
    """Makes the papers of every run, from `seed` on, and measures them. `on_progress` counts papers.

    Raises Impossible where a paper cannot be made.
    """
    written = bank.model_dump_json(by_alias=True)
    batches = [
        Batch(written, run.blueprint, (seed + start) % SEEDS, min(BATCH, run.papers - start))
        for run in runs
        for start in range(0, run.papers, BATCH)
    ]
    owners = [place for place, run in enumerate(runs) for _ in range(0, run.papers, BATCH)]
    notes: list[list[PaperNote]] = [[] for _ in runs]
    done, total = 0, sum(run.papers for run in runs)
    on_progress(done, total)
    for owner, noted in zip(owners, each(sample, batches), strict=True):
        notes[owner] += noted
        done += len(noted)
        on_progress(done, total)
    bots = list(each(scores, [[one for paper in own for one in paper.sittings] for own in notes]))
    return [proved(bank, run, noted, scored) for run, noted, scored in zip(runs, notes, bots, strict=True)]


def proved(bank: Bank, run: PaperRun, notes: Sequence[PaperNote], bots: Sequence[BotScore]) -> Proved:
    """All figures over some papers that were noted, made by `run` or, for one learner, in another way."""
    lends = any(item.statements for item in bank.items)
    read = lends and all(item.lures for item in bank.items if item.statements)
    figures = [
        *knowledge_figures(bank, run.blueprint, notes),
        *_bot_figures(bots, read, bank.format_version > 1, lends),
        *(_paper_figures(bank, run, notes, read) if lends else [_broken_pairs(notes)]),
    ]
    items = max((len(paper.sets) for paper in notes), default=0)
    broken = tuple(pair for paper in notes for pair in paper.broken)
    worst = tuple(leaks([one for paper in notes for one in paper.sittings]))
    return Proved(run.blueprint.id, run.blueprint.title, len(notes), items, tuple(bots), tuple(figures), broken, worst)


def _bot_figures(bots: Sequence[BotScore], read: bool, knows_kinds: bool, lends: bool) -> list[Figure]:
    """What guessers come to. Where no item `lends` to others, every paper shows an item's options as they were written:
    then no figure tells how they are chosen, and only their author can better them.
    """
    if not bots:
        return []
    single, wide, learned = bots[: len(CUES)], bots[len(CUES) : -len(TRAINED)], bots[-len(TRAINED) :]
    trained = max(learned, key=lambda bot: bot.percent)
    best = max(single, key=lambda bot: bot.percent)
    least = min(single, key=lambda bot: bot.percent)
    reword = "Reword the keys that this cue finds, or give those items more lures: findings name most of them."
    relearn = "Take words of the stem out of the statements first, then write more statements for each item."
    if not lends:
        reword = (
            "Reword the keys that this cue finds, or make their wrong options like them: findings name most of them."
        )
        relearn = "Make wrong options as long, as exact and as near to the stem as the right ones."
    figures = [
        _at_most("best single cue", best, 5 if read else 8, 2, reword),
        _at_least("worst single cue (turned round it is a cue too)", least, 7, 2, reword),
        _at_most(
            "best trained bot",
            trained,
            8 if read else 15,
            3,
            relearn,
        ),
    ]
    for bot in wide if lends else ():
        if knows_kinds and bot.name in (RAREST, MOST_FREQUENT):
            figures.append(_between(bot.name, bot, 5, 2, _STATEMENTS))
        elif bot.name != MOST_FREQUENT:
            figures.append(_at_most(bot.name, bot, 5 if read else 8, 2, _STATEMENTS))
    return figures


def _at_most(name: str, bot: BotScore, bar: int, aim: int, remedy: str) -> Figure:
    most, low = bot.chance + bar, bot.interval[0]
    verdict: Verdict = "met" if bot.percent <= most else "open" if low <= most else "missed"
    return _of_bot(name, bot, f"≤ {most:.0f} %", f"≤ {bot.chance + aim:.0f} %", verdict, remedy)


def _between(name: str, bot: BotScore, bar: int, aim: int, remedy: str) -> Figure:
    """Near chance on both sides: a guesser may as well turn the rule round."""
    off, (low, high) = abs(bot.percent - bot.chance), bot.interval
    surely = max(low - bot.chance, bot.chance - high)
    verdict: Verdict = "met" if off <= bar else "open" if surely <= bar else "missed"
    most, best = f"{bot.chance - bar:.0f}–{bot.chance + bar:.0f} %", f"{bot.chance:.0f} ± {aim} %"
    return _of_bot(name, bot, most, best, verdict, remedy)


def _at_least(name: str, bot: BotScore, bar: int, aim: int, remedy: str) -> Figure:
    least, high = bot.chance - bar, bot.interval[1]
    verdict: Verdict = "met" if bot.percent >= least else "open" if high >= least else "missed"
    return _of_bot(name, bot, f"≥ {least:.0f} %", f"≥ {bot.chance - aim:.0f} %", verdict, remedy)


def _of_bot(name: str, bot: BotScore, bar: str, aim: str, verdict: Verdict, remedy: str) -> Figure:
    said = f"{bot.percent:.1f} %" if bot.name in name else f"{bot.percent:.1f} % ({bot.name})"
    return Figure(name, bot.percent, "percent", said, bar, aim, verdict, remedy, bot.interval)


def _paper_figures(bank: Bank, run: PaperRun, notes: Sequence[PaperNote], read: bool) -> list[Figure]:
    return [
        _texts_twice(bank, run, notes),
        _broken_pairs(notes),
        _unread(bank, notes),
        _most_shown(bank, notes, read),
        _alike(notes),
        *_without_options(bank),
    ]


def _texts_twice(bank: Bank, run: PaperRun, notes: Sequence[PaperNote]) -> Figure:
    twice = sum(paper.shown_twice for paper in notes)
    there = len({text for item in bank.items for text in (*item.statements, *(each.text for each in item.options))})
    asked = max((sum(len(texts) for _, texts in paper.sets) for paper in notes), default=0)
    said = f"{twice:,} in {len(notes):,} papers"
    verdict: Verdict = "none"
    bar = aim = "–"
    if there < asked:
        said += f"; a paper needs {asked:,} texts and the bank has {there:,}"
    elif bank.format_version == 1 and (run.blueprint.items is None or run.blueprint.items >= len(bank.items)):
        aim = "0"
    else:
        bar, aim, verdict = "0", "0", "missed" if twice else "met"
    remedy = "Write more statements: each item needs about as many as a question has options."
    name = "option texts shown twice in a paper"
    if bank.format_version > 1:
        name = "phrases twice in a paper, names more than twice"
    return Figure(name, twice, "texts", said, bar, aim, verdict, remedy)


def _broken_pairs(notes: Sequence[PaperNote]) -> Figure:
    broken = [pair for paper in notes for pair in paper.broken]
    said = "0" if not broken else f"{len(broken):,}, as {broken[0].other} under {broken[0].item}: {broken[0].rule}"
    remedy = "This is a fault of the program: please report it with the bank."
    return Figure(
        "pairs that break a rule", len(broken), "pairs", said, "0", "0", "missed" if broken else "met", remedy
    )


def _without_options(bank: Bank) -> Iterator[Figure]:
    """How many of the items with statements are asked with answers of others, and not by typing or recall."""
    pool = pool_of(bank)
    derivable = [place for place, own in enumerate(pool.of_item) if own and not pool.stems[place].negative]
    if pool.has_first_rules or not derivable:
        return
    kinds = Counter(kind_without_options(pool, place) for place in derivable)
    asked = kinds[None]
    if not bank.is_unmarked and asked == len(derivable):
        return
    rate = Rate(asked, len(derivable))
    percent = rate.percent or 0.0
    said = f"{percent:.0f} % ({asked:,} of {len(derivable):,})"
    if asked < len(derivable):
        said += f"; {kinds['typed']:,} are typed, {kinds['recall']:,} recalled"
    remedy = "Name lures for the items asked without options (the findings say which), or write options of their own."
    verdict: Verdict = "met" if percent >= 60 else "missed"
    yield Figure("items asked with answers of others", percent, "percent", said, "≥ 60 %", "–", verdict, remedy)


def _unread(bank: Bank, notes: Sequence[PaperNote]) -> Figure:
    count, unread = sum(len(paper.lures) for paper in notes), sum(paper.unread for paper in notes)
    said = f"{unread:,} of {count:,} distractors" if unread else "0"
    remedy = "This is a fault of the program: please report it with the bank."
    verdict: Verdict = "none" if not bank.lures_only else "missed" if unread else "met"
    bar = "0" if bank.lures_only else "–"
    return Figure("distractors that nobody has read there", unread, "pairs", said, bar, "–", verdict, remedy)


def _most_shown(bank: Bank, notes: Sequence[PaperNote], read: bool) -> Figure:
    """The lure that comes most, among those of items that were shown so often that chance decides little.

    The largest of a thousand shares, each of twenty showings, is large by chance, whatever the true ones are. Where no
    item was shown often enough, what was seen is said, and nothing is judged but what is surely too much.
    """
    nearest = {(item.id, home) for item in bank.items for home in item.nearest}
    shown = Counter(pair for paper in notes for pair in paper.lures if pair not in nearest)
    options, showings = Counter[str](), Counter[str]()
    for paper in notes:
        for item, texts in paper.sets:
            options[item] += len(texts)
            showings[item] += 1
    name = "largest share of one lure among all options shown of an item"
    if nearest:
        name = "largest share of one lure but the nearest"
    remedy = "Give this item more lures, so that the same one does not come so often."
    if not shown:
        return Figure(name, None, "percent", "no derived distractors", "–", "–", "none", remedy)
    often = [pair for pair in shown if showings[pair[0]] >= _OFTEN]
    (item, home) = most = max(often or shown, key=lambda pair: (shown[pair] / options[pair[0]], pair))
    share = Rate(shown[most], options[item])
    percent, interval = share.percent or 0.0, share.interval or (0.0, 100.0)
    verdict: Verdict = "missed" if read and interval[0] > 15 else "met" if often and percent <= 15 else "open"
    said = f"{percent:.1f} % ({home} under {item}, in {shown[most]} of {showings[item]} showings)"
    if not often:
        needed = math.ceil(len(notes) * _OFTEN / max(showings.values()))
        said += f"; to tell it from chance takes {needed:,} papers or more"
    return Figure(name, percent, "percent", said, "≤ 15 %", "–", verdict, remedy, interval)


def _alike(notes: Sequence[PaperNote]) -> Figure:
    """How many papers it takes until two are alike; pairs are found by what they share, so cost grows with that."""
    holders: dict[tuple[str, frozenset[str]], list[int]] = {}
    shared: Counter[tuple[int, int]] = Counter()
    reached: int | None = None
    most = 0.0
    for place, paper in enumerate(notes):
        for asked in paper.sets:
            earlier = holders.setdefault(asked, [])
            shared.update((other, place) for other in earlier)
            earlier.append(place)
        for other in range(place):
            share = shared[other, place] / max(1, min(len(paper.sets), len(notes[other].sets)))
            most = max(most, share)
            if share >= SAME_SHARE and reached is None:
                reached = place + 1
    said = f"{reached:,}" if reached else f"none in {len(notes):,}"
    said += f"; at most {100 * most:.0f} % alike"
    verdict: Verdict = "met" if (reached or len(notes)) >= 50 else "missed" if reached else "open"
    remedy = "Write more statements and name more lures: both multiply the options that an item can have."
    name = f"papers until two share the options of {SAME_SHARE:.0%} of their questions".replace("%", " %")
    return Figure(name, reached, "papers", said, "≥ 50", "–", verdict, remedy)
