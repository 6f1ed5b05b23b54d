"""The note types of ours that a deck brings: for options, for what is typed, for texts with gaps, and for memory."""

from exam.formats.exports.anki_collection import NoteKind

_CSS = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.45; text-align: left; max-width: 42em;
  margin: 0 auto; padding: 0.5em 1em; }
ol, ul { padding-left: 1.8em; }
li { margin: 0.3em 0; }
pre, code { font-family: monospace; font-size: 0.9em; }
pre { padding: 0.6em; border: 1px solid #8886; border-radius: 4px; white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid #8886; padding: 0.2em 0.6em; text-align: left; }
img { max-width: 100%; }
.how, .about { font-size: 0.85em; opacity: 0.75; }
.right { font-weight: bold; }
.cloze { font-weight: bold; }
"""
_AFTER = """
{{#Explanation}}<div>{{Explanation}}</div>{{/Explanation}}
{{#Feedback}}<div class="about">{{Feedback}}</div>{{/Feedback}}
{{#Reference}}<div class="about">{{Reference}}</div>{{/Reference}}
"""
_HOW = '{{#Instructions}}<p class="how">{{Instructions}}</p>{{/Instructions}}'

CHOICE = NoteKind(
    1_764_200_000_001,
    "exam: options",
    ("Question", "Instructions", "Options", "Key", "Explanation", "Feedback", "Reference", "ID"),
    f"<div>{{{{Question}}}}</div>{_HOW}{{{{Options}}}}",
    f'{{{{FrontSide}}}}<hr id="answer"><p class="right">{{{{Key}}}}</p>{_AFTER}',
    _CSS,
)
TYPED = NoteKind(
    1_764_200_000_002,
    "exam: typed",
    ("Question", "Instructions", "Answer", "Accepted", "Explanation", "Feedback", "Reference", "ID"),
    f"<div>{{{{Question}}}}</div>{_HOW}{{{{type:Answer}}}}",
    '<div>{{Question}}</div><hr id="answer">{{type:Answer}}'
    f'{{{{#Accepted}}}}<div class="about">{{{{Accepted}}}}</div>{{{{/Accepted}}}}{_AFTER}',
    _CSS,
)
GAPS = NoteKind(
    1_764_200_000_003,
    "exam: gaps",
    ("Text", "Explanation", "Feedback", "Reference", "ID"),
    "{{cloze:Text}}",
    f'{{{{cloze:Text}}}}<hr id="answer">{_AFTER}',
    _CSS,
    is_cloze=True,
)
RECALL = NoteKind(
    1_764_200_000_004,
    "exam: recall",
    ("Question", "Instructions", "Answer", "Explanation", "Feedback", "Reference", "ID"),
    f"<div>{{{{Question}}}}</div>{_HOW}",
    f'{{{{FrontSide}}}}<hr id="answer"><div>{{{{Answer}}}}</div>{_AFTER}',
    _CSS,
)
