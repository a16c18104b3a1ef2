"""The user's folder and the resources."""

from pathlib import Path

import pytest

from gpt_studio.core.paths import HOME_VARIABLE, find_home, resources


def test_the_resources_are_beside_the_package() -> None:
    assert resources() == Path(__file__).resolve().parents[3] / "resources"
    assert resources().is_dir()


def test_home_is_what_was_chosen_then_what_the_variable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "named"))
    assert find_home(tmp_path / "chosen").root == tmp_path / "chosen"
    assert find_home().root == tmp_path / "named"
    monkeypatch.delenv(HOME_VARIABLE)
    assert find_home().root == Path.home() / "GPT Studio"
    assert find_home(Path("~") / "x").root == Path.home() / "x"
    assert find_home(Path("x")).root == Path.cwd() / "x"


def test_the_parts_of_home() -> None:
    home = find_home(Path("/h"))
    parts = (home.corpora, home.tokenizers, home.models, home.cache)
    assert [part.name for part in parts] == ["corpora", "tokenizers", "models", "cache"]
    assert {part.parent for part in parts} == {home.root}
