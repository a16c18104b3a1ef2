from __future__ import annotations

from pathlib import Path

from gpt_studio.corpora.formats import markdown
from gpt_studio.corpora.reading import Reading


def read(tmp_path: Path, text: str) -> str:
    file = tmp_path / "a.md"
    file.write_text(text, encoding="utf-8")
    return "".join(document.text for document in markdown.read(Reading(file)))


def test_front_matter_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "---\ntitle: Garden\ntags:\n  - a\n- b\n---\n# Garden\n") == "# Garden\n"


def test_everything_else_stays_as_written(tmp_path: Path) -> None:
    text = "# Head\n\n---\nA *rule* above.\n---\n"
    assert read(tmp_path, text) == text


def test_a_rule_on_top_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nOnce upon a time.\n---\nThe end.\n"
    assert read(tmp_path, text) == text
