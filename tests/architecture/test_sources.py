"""Rules for all sources: nothing unfinished, colours named in one file, no pickle, UTF-8 without carriage returns."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gpt_studio"
SOURCES = sorted(PACKAGE.rglob("*.py"))
ALL = [*SOURCES, *sorted((ROOT / "packaging").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|raise NotImplemented" r"Error)\b")
COLOUR = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|hsva?)\(", re.IGNORECASE)
PICKLES = re.compile(r"\btorch\.(save|load)\(|^\s*(import|from) (pickle|shelve|joblib|dill)\b", re.MULTILINE)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file with its line number, except docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def colours_in_code(path: Path) -> Iterator[str]:
    """Calls of ``QColor`` and pyqtgraph's pens with a literal, and uses of Qt's named colours."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
            "QColor",
            "mkColor",
            "mkPen",
            "mkBrush",
        }:
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "color")]
            if given and isinstance(given[0], ast.Constant):
                yield f"{relative(path)}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Attribute) and "GlobalColor" in ast.unparse(node.value):
            yield f"{relative(path)}:{node.lineno}: {ast.unparse(node)}"


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in ALL
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_colours_are_named_in_one_file_only() -> None:
    elsewhere = [path for path in SOURCES if path != PACKAGE / "ui" / "look" / "colours.py"]
    found = [
        f"{relative(path)}:{line}: {text[:80]!r}"
        for path in elsewhere
        for line, text in strings(path)
        if COLOUR.search(text)
    ]
    found += [place for path in elsewhere for place in colours_in_code(path)]
    assert found == []
    assert any(COLOUR.search(text) for _, text in strings(PACKAGE / "ui" / "look" / "colours.py"))


def test_nothing_is_pickled() -> None:
    assert [relative(path) for path in SOURCES if PICKLES.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", ["utils", "misc", "helpers", "common"])
def test_no_file_is_named_after_nothing(name: str) -> None:
    assert [relative(path) for path in PACKAGE.rglob(f"{name}*")] == []


def test_sources_read_the_same_everywhere() -> None:
    """UTF-8, and newlines as Python's tokenizer expects them on every system."""
    for path in ALL:
        data = path.read_bytes()
        assert b"\r" not in data, relative(path)
        list(tokenize.tokenize(io.BytesIO(data).readline))
