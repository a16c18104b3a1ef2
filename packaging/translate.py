"""Collect the sentences of the program for translation, and compile the translations.

    python packaging/translate.py update es     # after sentences changed: then fill in what is "unfinished"
    python packaging/translate.py compile es    # makes resources/i18n/es.qm, which the window loads

Sentences of the window go into ``es.ts`` (collected by Qt's lupdate), those of the engine into ``es.engine.ts``: its
messages by their keys, so that the English wording can change without losing the translation, and its labels and help
texts by the English text. English needs only the plurals ("%n file(s)" is "1 file" or "2 files"): ``update en`` fills
them in by itself.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gpt_studio"
FOLDER = ROOT / "resources" / "i18n"
SOURCE_LANGUAGE = "en"
ENGINE, MESSAGES = "engine", "messages"
"""The contexts of the engine's labels and help texts, found by the English text, and of its messages, by key."""
_SPEAKING = {
    *("say", "Message", "StudioError", "FieldError", "SettingsError", "OutOfMemory"),
    *("DiskError", "DiskFullError", "NoBinError", "LinkLeadsOutError", "NewerFormatError", "DecodeError"),
    *("NotFiniteError", "NotSavedError", "CannotListenError", "Expands"),
}


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


def update(language: str, folder: Path = FOLDER) -> None:
    """Update the files of ``language`` in ``folder`` from the code; translations of unchanged sentences are kept."""
    window = folder / f"{language}.ts"
    sources = sorted(str(path.relative_to(ROOT)) for path in (PACKAGE / "ui").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", SOURCE_LANGUAGE, "-target-language", language]
    if language == SOURCE_LANGUAGE:
        _qt_tool("lupdate", *options, "-pluralonly", *sources, "-ts", str(window))
        _fill_in_plurals(window)
    else:
        _qt_tool("lupdate", *options, *sources, "-ts", str(window))
        _write_engine(folder / f"{language}.engine.ts", language)


def compile_language(language: str, folder: Path = FOLDER, target: Path | None = None) -> None:
    """Make ``es.qm`` (or ``target``) from ``es.ts`` and ``es.engine.ts``; what is unfinished stays English.

    The file is replaced in one go: a program that runs has it mapped into its memory, and would crash.
    """
    files = [str(path) for path in sorted(folder.glob(f"{language}*.ts"))]
    wanted = target or folder / f"{language}.qm"
    made = wanted.with_name(f"{wanted.name}.new")
    _qt_tool("lrelease", *files, "-qm", str(made))
    made.replace(wanted)


def engine_messages() -> dict[str, str]:
    """Key -> English sentence of every message and error of the engine, sorted by key.

    Raises ValueError for a key that stands for two sentences, since a translation could only say one of them.
    """
    found: dict[str, str] = {}
    for tree in map(_parsed, sorted(PACKAGE.rglob("*.py"))):
        for key, sentence in _spoken(tree):
            if found.setdefault(key, sentence) != sentence:
                raise ValueError(f"{key} stands for two sentences: {found[key]!r} and {sentence!r}")
    return {key: found[key] for key in sorted(found) if any(map(str.isalpha, found[key]))}


def engine_labels() -> list[str]:
    """Every label, help, unit and choice of the engine, in the order of the code."""
    found: dict[str, None] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for sentence in _described(path, _parsed(path)):
            if any(map(str.isalpha, sentence)):
                found.setdefault(sentence)
    return list(found)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _spoken(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The keys and templates of messages and errors."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in _SPEAKING and len(node.args) >= 2:
            yield from zip(_literals(node.args[0]), _literals(node.args[1]), strict=True)


def _described(path: Path, tree: ast.AST) -> Iterator[str]:
    """The texts of a file's settings and presets, from the classes, because some texts are composed in code."""
    calls = {_called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    if not calls & {"setting", "Preset"} or path == PACKAGE / "core" / "fields.py":
        return
    from gpt_studio.core.fields import settings_of

    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for preset in vars(module).get("PRESETS", {}).values():
        yield from (preset.label, preset.help)
    for kind in vars(module).values():
        if isinstance(kind, type) and kind.__module__ == module.__name__ and dataclasses.is_dataclass(kind):
            for setting in settings_of(kind):
                yield from (
                    setting.label,
                    setting.help,
                    setting.unit,
                    setting.unit_for(1),
                    setting.unset,
                    *map(setting.named, setting.choices),
                )


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _write_engine(path: Path, language: str) -> None:
    known = read_translations(path) if path.exists() else {}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage=SOURCE_LANGUAGE)
    for name, sentences in ((MESSAGES, engine_messages()), (ENGINE, dict.fromkeys(engine_labels(), ""))):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source, english in sentences.items():
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            if english:
                ET.SubElement(message, "extracomment").text = english
            translation = ET.SubElement(message, "translation")
            if source in known:
                translation.text = known[source]
            else:
                translation.set("type", "unfinished")
    _write(path, root)


def read_translations(path: Path) -> dict[str, str]:
    """Source -> translation of a file's finished messages."""
    found = {}
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") != "unfinished":
            found[message.findtext("source", "")] = translation.text or ""
    return found


def _fill_in_plurals(path: Path) -> None:
    """``%n file(s)`` -> ``%n file`` and ``%n files``."""
    root = ET.parse(path).getroot()
    for message in root.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        for form in list(translation):
            translation.remove(form)
        for kept in ("", r"\1"):
            ET.SubElement(translation, "numerusform").text = re.sub(r"\((s|es)\)", kept, source)
    _write(path, root)


def _write(path: Path, root: ET.Element) -> None:
    ET.indent(root, "    ")
    text = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


def _qt_tool(name: str, *arguments: str) -> None:
    script = Path(sys.executable).with_name(f"pyside6-{name}" + (".exe" if sys.platform == "win32" else ""))
    subprocess.run([str(script), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
