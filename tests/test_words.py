"""What people read says nothing in the phrases that the glossary rules out."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
GLOSSARY = (TOP / "docs" / "glossary.md").read_text("utf-8")
PHRASES = re.findall(r'"([^"]+)"', re.sub(r"\(say: .*?\)", "", GLOSSARY.split("## Phrases that stand nowhere")[1]))
READ = [TOP / "README.md", TOP / "docs" / "tour.md"]


def shown(path: Path) -> Iterator[str]:
    """The texts in a module, without its docstrings but for those of commands, which are their help."""
    tree = ast.parse(path.read_text("utf-8"))
    helps = "commands" in path.parts
    alone = set() if helps else {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in alone:
            yield node.value


def namesakes() -> dict[str, set[str]]:
    """The modules that define a public function or class, by its name, where there are several."""
    found = defaultdict(set)
    for path in sorted((TOP / "exam").rglob("*.py")):
        for name in re.findall(r"^(?:class|def|async def) ([A-Za-z]\w*)", path.read_text("utf-8"), re.MULTILINE):
            found[name].add(path.relative_to(TOP).as_posix())
    return {name: places for name, places in found.items() if len(places) > 1}


def test_a_name_is_of_one_thing() -> None:
    assert len(namesakes()) <= MOST_NAMESAKES, namesakes()


MOST_NAMESAKES = 2
"""Names of commands may be of two, as `restore` is: of attempts, and of banks. Anything else has a better name."""


def test_the_glossary_names_some() -> None:
    assert {"how telling", "clean day", "turned round"} <= set(PHRASES)


@pytest.mark.slow
def test_no_screen_help_or_command_says_them() -> None:
    said = {
        (path.relative_to(TOP).as_posix(), phrase)
        for path in [*(TOP / "exam").rglob("*.py"), *READ]
        for text in ["\n".join(shown(path) if path.suffix == ".py" else [path.read_text("utf-8")]).casefold()]
        for phrase in PHRASES
        if phrase in text
    }
    assert said <= KEPT


KEPT = {("exam/audit/paper_report.py", "turned round")}
"""A cue that is turned round is a term of the audit, explained in banks/README.md."""
