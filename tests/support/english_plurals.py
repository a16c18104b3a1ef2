"""Bring ``resources/i18n/en.ts`` and ``.qm`` up to date: ``python tests/support/english_plurals.py``.

The window's English is its source; only strings with ``%n`` need a file: "%n file(s)" is "1 file" or "2 files".
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "resources" / "i18n" / "en.ts"
TOOLS = Path(sys.executable).parent


def main() -> None:
    sources = sorted(str(path) for path in (ROOT / "gpt_studio" / "ui").rglob("*.py"))
    options = ["-pluralonly", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "en"]
    subprocess.run([TOOLS / "pyside6-lupdate", *options, *sources, "-ts", FILE], check=True)
    tree = ElementTree.parse(FILE)
    for message in tree.iter("message"):
        source = message.findtext("source", "")
        translation = message.find("translation")
        assert translation is not None
        translation.attrib.pop("type", None)
        for form in list(translation):
            translation.remove(form)
        for text in (re.sub(r"\((s|es)\)", "", source), re.sub(r"\((s|es)\)", r"\1", source)):
            ElementTree.SubElement(translation, "numerusform").text = text
    ElementTree.indent(tree, "    ")
    written = ElementTree.tostring(tree.getroot(), encoding="unicode")
    FILE.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{written}\n', encoding="utf-8")
    subprocess.run([TOOLS / "pyside6-lrelease", FILE, "-qm", FILE.with_suffix(".qm")], check=True)


if __name__ == "__main__":
    main()
