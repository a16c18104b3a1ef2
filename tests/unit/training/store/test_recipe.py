"""Edited or damaged recipes: impossible values are refused in one sentence before anything is done."""

import math
import os
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, read_recipe, write_recipe

RESOLVED = Resolved(
    steps=70,
    learning_rate=1e-3,
    device="cpu",
    precision="float32",
    attention="sdpa",
    threads=2,
    evaluate_every=5,
    evaluate_tokens=4096,
    checkpoint_every=10,
    parameters=9_968,
    train_tokens=100_000,
    step_seconds=0.1,
    data="d",
    tokenizer_sha256="t",
    budget=60.0,
    pace=((0, 100), (40, 70)),
    micro_batch=8,
)
RECIPE = Recipe(
    "2026-11-28", "0.1.0", Corpus("text", ("/text.txt",)), "/tokenizer", "", ModelShape(), TrainingSettings(), RESOLVED
)
NONSENSE = ("", "abc", -1, 10**30, math.nan, math.inf, -math.inf, [], ["a"], {}, {"a": 1}, True)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    for recipe in (RECIPE, replace(RECIPE, shape=None, base="/base", resolved=replace(RESOLVED, pace=()))):
        write_recipe(tmp_path / "run.toml", recipe)
        assert read_recipe(tmp_path / "run.toml") == recipe


def test_the_corpora_of_a_mixture_are_kept_with_their_weights(tmp_path: Path) -> None:
    parts = (WeightedCorpus(Corpus("tales", ("/tales",)), 2.5), WeightedCorpus(Corpus("letters", ("/letters",))))
    write_recipe(tmp_path / "run.toml", replace(RECIPE, corpus=Mixture(parts)))
    assert read_recipe(tmp_path / "run.toml").corpus == Mixture(parts)
    stored = tomllib.loads((tmp_path / "run.toml").read_text(encoding="utf-8"))
    assert [part["weight"] for part in stored["corpora"]] == [2.5, 1.0]
    assert stored["format"] == 2, "a program that knows no mixtures must not take it for one corpus"
    for weight in (0, -1, "2", 1e9):
        stored["corpora"][0]["weight"] = weight
        (tmp_path / "other.toml").write_text(tomli_w.dumps(stored), encoding="utf-8")
        with pytest.raises(StudioError, match="weight"):
            read_recipe(tmp_path / "other.toml")


def test_one_corpus_is_written_as_ever(tmp_path: Path) -> None:
    write_recipe(tmp_path / "run.toml", RECIPE)
    stored = tomllib.loads((tmp_path / "run.toml").read_text(encoding="utf-8"))
    assert stored["format"] == 1
    assert stored["corpus"]["name"] == "text"
    assert "corpora" not in stored


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_names_of_files_that_are_not_utf_8_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"/old disk/espa\xf1ol.txt")
    recipe = replace(RECIPE, corpus=Corpus("old", (name,)), tokenizer=name)
    write_recipe(tmp_path / "run.toml", recipe)
    assert read_recipe(tmp_path / "run.toml") == recipe


def test_a_recipe_of_a_newer_format_is_refused_and_one_without_a_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    write_recipe(path, RECIPE)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    path.write_text(tomli_w.dumps(content | {"format": 4, "novelty": 1}), encoding="utf-8")
    with pytest.raises(StudioError, match="newer version of GPT Studio"):
        read_recipe(path)
    del content["format"]
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
    assert read_recipe(path) == RECIPE


def test_the_text_that_is_read_again_is_kept(tmp_path: Path) -> None:
    tales = Corpus("tales", ("/tales",))
    for known in (tales, Mixture((WeightedCorpus(tales, 2.5), WeightedCorpus(Corpus("letters", ("/letters",)))))):
        write_recipe(tmp_path / "run.toml", replace(RECIPE, known=known))
        assert read_recipe(tmp_path / "run.toml").known == known
        stored = tomllib.loads((tmp_path / "run.toml").read_text(encoding="utf-8"))
        assert stored["format"] == 3, "a program that reads nothing again must not go on with such a run"
    stored["known"] = {"corpora": stored["known"]["corpora"], "corpus": {"name": "both", "sources": []}}
    (tmp_path / "run.toml").write_text(tomli_w.dumps(stored), encoding="utf-8")
    with pytest.raises(StudioError, match="either a corpus or corpora"):
        read_recipe(tmp_path / "run.toml")


def test_what_is_wrong_with_a_recipe_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    with pytest.raises(StudioError, match=r"cannot be read \('created' is missing\)"):
        read_recipe(tmp_path / "empty.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(StudioError) as caught:
        read_recipe(tmp_path / "folder.toml")
    assert "…" not in str(caught.value)


def test_no_recipe_under_a_name_that_no_file_can_have() -> None:
    for name in ("none/run.toml", "x" * 5000, "zero\0byte"):
        with pytest.raises(StudioError, match="There is no recipe"):
            read_recipe(Path(name))


@pytest.mark.parametrize(
    "name", ["steps", "threads", "evaluate_every", "evaluate_tokens", "checkpoint_every", "growth"]
)
def test_no_run_has_nothing_of_what_it_needs(tmp_path: Path, name: str) -> None:
    assert_refused(tmp_path, changed("resolved", name, 0), name)


@pytest.mark.parametrize(("name", "kind"), [(field.name, field.type) for field in fields(Resolved)])
def test_a_decision_that_cannot_have_been_made_is_named(tmp_path: Path, name: str, kind: str) -> None:
    for value in NONSENSE:
        free = ("data", "tokenizer_sha256", "base_sha256", "known_data")
        possible = kind == "str" and isinstance(value, str) and name in free
        if not (possible or (kind == "bool" and value is True) or (name == "pace" and value == [])):
            assert_refused(tmp_path, changed("resolved", name, value), name)


@pytest.mark.parametrize(
    "pace", [[[0, 70], [0, 70]], [[1, 70]], [[0, 100]], [[0, 100], [40, 30], [50, 70]], [[0, 1.5], [1, 70]], [[0]], [1]]
)
def test_a_pace_that_leads_nowhere_is_refused(tmp_path: Path, pace: Any) -> None:
    assert_refused(tmp_path, changed("resolved", "pace", pace))


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("settings", "batch_size", "eight"),
        ("settings", "batch_size", 0),
        ("settings", "seed", -1),
        ("settings", "minutes", math.nan),
        ("settings", "schedule", "square"),
        ("settings", "micro_batch", 3),
        ("settings", "strange", 1),
        ("model", "layers", 0.5),
        ("model", "model_type", "gpt9"),
        ("model", "heads", 7),
    ],
)
def test_settings_are_checked_as_when_a_person_gives_them(tmp_path: Path, table: str, name: str, value: Any) -> None:
    assert_refused(tmp_path, changed(table, name, value))


@pytest.mark.parametrize("name", ["corpus", "model", "settings", "resolved"])
def test_a_table_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    for value in ("", [], 0):
        path = tmp_path / "run.toml"
        write_recipe(path, RECIPE)
        path.write_text(
            tomli_w.dumps(tomllib.loads(path.read_text(encoding="utf-8")) | {name: value}), encoding="utf-8"
        )
        with pytest.raises(StudioError, match="cannot be read"):
            read_recipe(path)


def changed(table: str, name: str, value: Any) -> dict[str, dict[str, Any]]:
    return {table: {name: value}}


def assert_refused(tmp_path: Path, change: dict[str, dict[str, Any]], words: str = "cannot be read") -> None:
    path = tmp_path / "run.toml"
    write_recipe(path, RECIPE)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, values in change.items():
        content[table] |= values
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
    with pytest.raises(StudioError, match=words) as caught:
        read_recipe(path)
    assert caught.value.message.key == "recipe.damaged"


def test_a_recipe_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    write_recipe(path, RECIPE)
    newer = path.read_text(encoding="utf-8").replace("format = 1", "format = 4", 1)
    path.write_text(newer, encoding="utf-8")
    with pytest.raises(NewerFormatError, match="format 4"):
        read_recipe(path)
    assert path.read_text(encoding="utf-8") == newer
