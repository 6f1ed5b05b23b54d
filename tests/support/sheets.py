"""Owns whose style sheets reach a screen: what is drawn right only because another page was open before."""

from pathlib import Path
from typing import Any

from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

import exam.tui

_ALL = sorted(Path(exam.tui.__file__).parent.rglob("*.tcss"))

_read: dict[Path, list[RuleSet]] = {}


def foreign_rules(app: App[Any]) -> set[str]:
    """The rules that the screen on top would get from sheets that it does not bring along, as "sheet: selectors"."""
    screen = app.screen
    own = {path.resolve() for path in (*app.css_path, *screen.css_path)}
    found = set()
    for path in _ALL:
        if path.resolve() not in own:
            if path not in _read:
                sheet = Stylesheet(variables=app.get_css_variables())
                sheet.read(path)
                _read[path] = sheet.rules
            for rule in _read[path]:
                if any(_holds(rule, node) for node in screen.walk_children(with_self=True)):
                    found.add(f"{path.name}: {rule.selectors}")
    return found


def _holds(rule: RuleSet, node: Any) -> bool:
    return any(Stylesheet._check_rule(rule, node.css_path_nodes))
