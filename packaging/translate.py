"""Collect the sentences of the program for translation, and compile what was translated.

    python packaging/translate.py update es     # after sentences changed: then fill in what is "unfinished"
    python packaging/translate.py compile es    # makes resources/i18n/es.qm, which the window loads

Sentences of the window go into ``es.ts`` (collected by Qt's lupdate), those of the engine into ``es.engine.ts``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gpt_studio"
FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "engine"
_SPEAKING = {"say", "StudioError", "Message"}
_DESCRIBING = {"setting": ("label", "help", "unit"), "Preset": ("label", "help"), "_preset": ("label", "help")}


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update", language]:
            update(language)
        case ["compile", language]:
            compile_language(language)
        case _:
            print(__doc__)
            return 2
    return 0


def update(language: str) -> None:
    """Bring both files up to date with the code; translations that still fit are kept."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (PACKAGE / "ui").rglob("*.py"))
    target = str((FOLDER / f"{language}.ts").relative_to(ROOT))
    _qt_tool("lupdate", "-no-obsolete", "-locations", "none", *sources, "-ts", target)
    _write_engine(FOLDER / f"{language}.engine.ts", language)


def compile_language(language: str) -> None:
    files = [str(path) for path in sorted(FOLDER.glob(f"{language}*.ts"))]
    _qt_tool("lrelease", *files, "-qm", str(FOLDER / f"{language}.qm"))


def engine_sentences() -> list[str]:
    """Every template, label, help and unit outside the window, in the order of the code."""
    found: dict[str, None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for sentence in _sentences(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(sentence)
    return list(found)


def _sentences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _SPEAKING and len(node.args) >= 2:
            yield from _text(node.args[1])
        for keyword in node.keywords:
            if keyword.arg in _DESCRIBING.get(name, ()):
                yield from _text(keyword.value)
        if name in ("Preset", "_preset"):
            for argument in node.args[1:3]:
                yield from _text(argument)


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value)):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _text(node.body)
        yield from _text(node.orelse)


def _write_engine(path: Path, language: str) -> None:
    known = read_translations(path) if path.exists() else {}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for sentence in engine_sentences():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = sentence
        translation = ET.SubElement(message, "translation")
        if sentence in known:
            translation.text = known[sentence]
        else:
            translation.set("type", "unfinished")
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def read_translations(path: Path) -> dict[str, str]:
    """Source -> translation of a file's finished messages."""
    found = {}
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") != "unfinished":
            found[message.findtext("source", "")] = translation.text or ""
    return found


def _qt_tool(name: str, *arguments: str) -> None:
    script = Path(sys.executable).with_name(f"pyside6-{name}" + (".exe" if sys.platform == "win32" else ""))
    subprocess.run([str(script), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
