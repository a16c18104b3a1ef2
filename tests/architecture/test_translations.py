"""The Spanish translation is complete: every sentence is translated, has the same placeholders and is compiled."""

import importlib.util
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
PLURAL = re.compile("%L?n")
SPANISH = [FOLDER / "es.ts", FOLDER / "es.engine.ts"]


@pytest.fixture(scope="module")
def translate() -> ModuleType:
    """The script ``packaging/translate.py`` as a module; it is not part of the package."""
    found = importlib.util.spec_from_file_location("translate_script", ROOT / "packaging" / "translate.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def messages(path: Path) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """Context, English text and translation of each message of a file."""
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            source, english = message.findtext("source", ""), message.findtext("extracomment", "")
            yield context.findtext("name", ""), english or source, translation


def keys(path: Path) -> set[tuple[str, str]]:
    """The keys by which translations are found: context, and English text or the key of an engine's message."""
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ElementTree.parse(path).iter("context")
        for message in context.iter("message")
    }


def texts(translation: ElementTree.Element) -> list[str]:
    """The translation's text, or its two forms if it has a plural."""
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


def places(sentence: str) -> list[tuple[str, str | None, str | None]]:
    """The ``{name!r:format}`` and ``%n`` placeholders of a sentence. Words in singular and plural
    (``{name:|one|many}``) are as many as a language needs."""
    parts = [each for each in string.Formatter().parse(sentence) if not (each[2] or "").startswith("|")]
    return sorted([(name, conversion, form) for _, name, form, conversion in parts if name is not None], key=str) + [
        ("%n", None, None)
    ] * len(PLURAL.findall(sentence))


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_files_hold_the_sentences_of_the_code(language, translate, tmp_path):
    """If this fails: run ``python packaging/translate.py update es``, then translate what is unfinished."""
    for path in FOLDER.glob(f"{language}*.ts"):
        shutil.copy(path, tmp_path)
    translate.update(language, tmp_path)
    for path in tmp_path.iterdir():
        assert keys(path) == keys(FOLDER / path.name), path.name


@pytest.mark.parametrize("path", SPANISH, ids=lambda path: path.name)
def test_every_sentence_is_translated_with_its_places(path):
    for context, source, translation in messages(path):
        assert translation.get("type") is None, (context, source)
        for text in texts(translation):
            assert text.strip(), (context, source)
            assert places(text) == places(source), (context, source)


@pytest.mark.parametrize("path", [*SPANISH, FOLDER / "en.ts"], ids=lambda path: path.name)
def test_plurals_have_both_forms(path):
    for context, source, translation in messages(path):
        assert len(texts(translation)) == (2 if PLURAL.search(source) else 1), (context, source)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_compiled_file_is_up_to_date(language, translate, tmp_path):
    """If this fails: run ``python packaging/translate.py compile es``."""
    compiled = tmp_path / "new.qm"
    translate.compile_language(language, target=compiled)
    assert compiled.read_bytes() == (FOLDER / f"{language}.qm").read_bytes()


def test_the_script_is_a_command():
    script = str(ROOT / "packaging" / "translate.py")
    shown = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "update es" in shown.stdout


def test_the_compiled_file_translates():
    spanish = QTranslator()
    assert spanish.load(str(FOLDER / "es.qm"))
    assert spanish.translate("RunBar", "Paused") == "En pausa"
    assert spanish.translate("RunBar", "Training") == "Entrenando"
    said = spanish.translate("messages", "dataset.cached")
    assert said == "El texto codificado ya está en la caché."
    assert spanish.translate("_Plurals", "%n day(s) ago", None, 1) == "hace %n día"
    assert spanish.translate("_Plurals", "%n day(s) ago", None, 3) == "hace %n días"


@pytest.mark.parametrize("path", SPANISH, ids=lambda path: path.name)
def test_words_in_singular_and_plural_have_two_forms_and_a_number(path):
    for context, source, translation in messages(path):
        for sentence in (source, *texts(translation)):
            names = {name for _, name, _, _ in string.Formatter().parse(source)}
            for _, name, form, _ in string.Formatter().parse(sentence):
                if (form or "").startswith("|"):
                    assert len((form or "").split("|")) == 3, (context, source)
                    assert name in names, (context, source)
