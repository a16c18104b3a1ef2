"""Code is coloured in the languages that are listed, wherever it is given up, and in no time over odd text."""

from __future__ import annotations

import time

import pytest

from gpt_studio.ui.shell.self_test import _colour
from gpt_studio.ui.tabs.chat.markdown.code_colours import LANGUAGES, NAME, PLAIN, TEXT, WORD, coloured, known, modules


def test_each_part_has_its_place_and_its_kind() -> None:
    code = 'def f(x):\n    return "three"'
    parts = list(coloured(code, "python"))
    assert "".join(code[start : start + length] for start, length, _kind in parts) == code
    found = {code[start : start + length]: kind for start, length, kind in parts}
    assert (found["def"], found["f"], found["x"]) == (WORD, NAME, PLAIN)
    assert any(kind == TEXT and "three" in text for text, kind in found.items())


def test_names_that_models_write_are_known_and_others_are_not() -> None:
    assert {known(name) for name in ("py", "Python", "JS", "c++", "sh")} == {"python", "javascript", "cpp", "bash"}
    assert known("klingon") == ""
    assert len(modules()) > 10


def test_the_self_test_colours_every_language() -> None:
    assert str(len(LANGUAGES)) in _colour()


@pytest.mark.parametrize("language", LANGUAGES)
def test_odd_text_takes_no_time(language: str) -> None:
    for odd in ('"' * 800, "(" * 800, "<a " * 300, "\\" * 800, "'''\n" * 200, "/*" * 400):
        began = time.process_time()
        list(coloured(odd, language))
        assert time.process_time() - began < 1, (language, odd[:4])
