"""Every tool tip is wrapped: Qt shows a plain text in one line, however long it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "gpt_studio" / "ui"


def unwrapped(tree: ast.AST) -> Iterator[int]:
    """The lines that set or show a tool tip whose text is not what ``tip`` returned."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "setToolTip":
            text = node.args[-1]
        elif node.func.attr == "showText" and ast.unparse(node.func.value) == "QToolTip":
            text = node.args[1]
        else:
            continue
        if not _is_wrapped(text):
            yield node.lineno


def _is_wrapped(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_wrapped(text.body) and _is_wrapped(text.orelse)
    if isinstance(text, ast.Constant):
        return text.value == ""
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == "tip"


def test_every_tool_tip_is_wrapped():
    """If this fails: ``setToolTip(tip(text))``, with ``tip`` of ``gpt_studio.ui.look.text``."""
    found = [
        f"{path.relative_to(UI)}:{line}"
        for path in sorted(UI.rglob("*.py"))
        for line in unwrapped(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_search_finds_them():
    source = 'a.setToolTip(text)\nQToolTip.showText(here, text)\na.setToolTip(tip(text) if text else "")\n'
    assert list(unwrapped(ast.parse(source))) == [1, 2]
