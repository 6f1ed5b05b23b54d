"""A report as one page for a browser or a printer, which runs no script and loads nothing.

The page is the template beside this file. Every value in it is escaped by the template engine, because what comes from
a bank or a sitter may be anything; the page's own policy forbids whatever might still get through.
"""

from pathlib import Path

from exam.core import answer_words, wording
from exam.core.analysis import changed_answers, confused_answers
from exam.core.attempt import Attempt
from exam.core.exhibit_lines import exhibit_title, exhibits_of
from exam.core.form import Home, Slot
from exam.core.interval import FEWEST_TO_JUDGE, weakness
from exam.core.marked_anew import marked_anew
from exam.core.results import Outcome
from exam.core.score_words import circumstances, distance
from exam.core.scoring import score
from exam.files.exhibit_page import exhibit_html, read_kept, text_html

OUTCOMES: dict[Outcome, str] = {
    "correct": "right",
    "partly": "right in part",
    "incorrect": "wrong",
    "omitted": "not answered",
    "not_reached": "not reached",
}
_SIGNS: dict[Outcome, str] = {"correct": "✓", "partly": "◐", "incorrect": "✗", "omitted": "–", "not_reached": "–"}
_LINKS = ("http://", "https://")
"""What an address begins with that a page may lead to."""


def report_html(identifier: str, attempt: Attempt, pictures: Path | None = None, remark: str = "") -> str:
    """The report of an attempt that has ended: score, sections, and every question with what was answered.

    `pictures` is where copies of pictures are kept; they become a part of the page. `remark` is what else is to be
    said of it, such as of its bank.
    """
    # Not at the top: it takes about 100 ms, and the screen that asks for the page should not wait for it.
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def text(written: str) -> Markup:
        return text_html(written, attempt.form.text, prose=True)

    def beside(slot: Slot) -> list[Markup]:
        """What stands beside a question: in full at the first of its questions, then a link to it."""
        found: list[Markup] = []
        for exhibit in exhibits_of(form, slot):
            if exhibit.id in told:
                link = Markup('<p class="note">See <a href="#exhibit-{}">{}</a>.</p>')
                found.append(link.format(exhibit.id, exhibit_title(form, exhibit)))
            else:
                told.add(exhibit.id)
                found.append(exhibit_html(form, exhibit, picture))
        return found

    told: set[str] = set()
    form, report = attempt.form, score(attempt)
    picture = read_kept(form, pictures)
    facts = [*circumstances(attempt, report)]
    facts[1:1] = [f"{wrong} wrong"] if (wrong := report.count("incorrect")) else []
    confused: dict[int, list[Home]] = {}
    for one in confused_answers(attempt):
        if (home := form.homes.get(one.home)) is not None:
            confused.setdefault(one.n, []).append(home)
    engine = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined)
    template = engine.from_string(Path(__file__).with_suffix(".html").read_text("utf-8"))
    return template.render(
        title=f"{form.bank_title}, {form.title}",
        began=attempt.started_at.astimezone().strftime("%Y-%m-%d %H:%M") if attempt.started_at else "",
        identifier=identifier,
        form=form,
        report=report,
        facts=facts,
        distance=distance,
        sections=sorted(report.sections, key=lambda section: weakness(section.score)),
        few=any(section.score.possible and section.score.remark for section in report.sections),
        fewest=FEWEST_TO_JUDGE,
        changed=changed_answers(attempt),
        confused=confused,
        questions=[(slot, mark, attempt.of(slot.n)) for slot, mark in zip(form.slots, report.marks, strict=True)],
        outcomes=OUTCOMES,
        signs=_SIGNS,
        links=_LINKS,
        wording=wording,
        anew=marked_anew(attempt),
        remark=remark,
        words=answer_words,
        text=text,
        beside=beside,
    )
