"""Names that are valid on every system, and names that some systems treat as equal."""

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.naming import check_name, clashing, clashing_path, name_key, refuse_clash, unused, unused_name


@pytest.mark.parametrize(
    "name", ["Cuentos", "my model 2", "v1.5", "número-ñ", "日本語" * 25, "a" * 100, "console", "com10", "👨‍👩‍👧"]
)
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
        "a\x7fb",
        "a\u2028b",
        "a\ud800b",
        "CON",
        "nul.txt",
        "Con .txt",
        "lpt9",
        "COM¹",
        "CONOUT$",
        "a" * 101,
        "日" * 90,
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


SAME = [
    ("Tales", "tales"),
    ("TALES", "tales"),
    ("Straße", "STRASSE"),
    ("Caf\u00e9", "Cafe\u0301"),
    ("CAFE\u0301", "caf\u00e9"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ("a.", "A"),
    ("a ", "a"),
    ("\u212b", "\u00e5"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_some_system_takes_for_one(one: str, other: str, tmp_path: Path) -> None:
    assert name_key(one) == name_key(other)
    assert clashing(one, ["x", other, "y"]) == other
    assert unused_name(one, [other]) == f"{one} 2"


@pytest.mark.parametrize(("one", "other"), [("Tales", "Tale"), ("a", "á"), ("a 2", "a2"), ("a.b", "ab"), ("o", "0")])
def test_names_that_every_system_tells_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert clashing(one, [other]) is None
    assert unused_name(one, [other]) == one


def test_what_lies_under_the_name_itself_comes_before_what_clashes_with_it(tmp_path: Path) -> None:
    assert clashing_path(tmp_path / "none" / "x") is None
    (tmp_path / "TALES").mkdir()
    assert clashing_path(tmp_path / "tales") == tmp_path / "TALES"
    with pytest.raises(StudioError, match='already "TALES"'):
        refuse_clash(tmp_path / "tales")
    refuse_clash(tmp_path / "TALES")
    refuse_clash(tmp_path / "other")
    (tmp_path / "tales").mkdir(exist_ok=True)
    if len(list(tmp_path.iterdir())) == 2:  # not where the file system takes them for one
        assert clashing_path(tmp_path / "tales") == tmp_path / "tales"
    assert unused(tmp_path / "Tales") == tmp_path / "Tales 2"
