"""The user's folder, the resources and names that every system can use."""

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.paths import HOME_VARIABLE, check_name, find_home, resources, unused


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


@pytest.mark.parametrize("name", ["Cuentos", "my model 2", "v1.5", "número-ñ", "日本語", "a" * 100])
def test_names_that_can_be_used(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        " a",
        "a ",
        ".",
        "..",
        ".hidden",
        "a.",
        "a/b",
        "a\\b",
        "a:b",
        "a?",
        'a"',
        "a\nb",
        "CON",
        "nul.txt",
        "a" * 121,
    ],
)
def test_names_that_some_system_refuses(name: str) -> None:
    with pytest.raises(StudioError) as caught:
        check_name(name)
    assert caught.value.message.key == "name.invalid"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert unused(tmp_path / "model") == tmp_path / "model"
    (tmp_path / "model").mkdir()
    (tmp_path / "model 2").mkdir()
    assert unused(tmp_path / "model") == tmp_path / "model 3"
