"""The text that a model knew, as the recipe in its folder tells it: a stranger may have written that."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from tiny_folders import byte_level_tokenizer

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.dataset.mixture import identity_of_text
from gpt_studio.training.planning.rehearsal_choice import known_text
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe

TOKENIZER = byte_level_tokenizer()
STORIES = Corpus("stories", (SAMPLE,))
NONSENSE: tuple[Any, ...] = ("", "x", True, -1, 10**18, float("nan"), float("inf"), [], {}, [1], [{}], {"a": 1})


def found_in(base: Path) -> TrainingText | None:
    return known_text(base, TrainingSettings(), TOKENIZER, None, JobContext())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    identity = identity_of_text(STORIES, TOKENIZER, JobContext(), replies_only=False)
    resolved = Resolved(
        steps=1,
        learning_rate=1e-3,
        device="cpu",
        precision="float32",
        attention="sdpa",
        threads=1,
        evaluate_every=1,
        evaluate_tokens=100,
        checkpoint_every=1,
        parameters=100,
        train_tokens=100,
        step_seconds=0.1,
        data="of the conversations",
        tokenizer_sha256=TOKENIZER.sha256,
        known_data=identity,
    )
    talks = Corpus("talks", ("/nowhere/talks.jsonl",))
    recipe = Recipe("2026-11-30", "0.1.0", talks, "", "/base", None, TrainingSettings(), resolved, known=STORIES)
    recipe_path(tmp_path).parent.mkdir()
    write_recipe(recipe_path(tmp_path), recipe)
    return tmp_path


def strange_places(folder: Path) -> Iterator[str]:
    yield from ("", "..", "../../../../etc/passwd", "/nowhere.txt", "sample:x", "http://host/x.txt", "a\nb", "a" * 5000)
    yield from ("/dev/zero", "/dev/stdin", "/proc/kmsg", "/proc/self/mem")
    (folder / "circle").mkdir()
    (folder / "circle" / "again").symlink_to(folder / "circle", target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nothing")
    (folder / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    yield from (str(folder / name) for name in ("circle", "gone.txt", "endless.txt", "pipe.txt"))
    yield from (str(folder / name) for name in ("deep.json", "broken.pdf", "broken.zip"))


def test_text_that_was_read_again_is_known_and_no_other(base: Path, tmp_path: Path) -> None:
    assert found_in(base) == STORIES
    path = recipe_path(base)
    path.write_text(path.read_text(encoding="utf-8").replace('"sample:"', f'"{__file__}"'), encoding="utf-8")
    assert found_in(base) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_whatever_file_it_names_nothing_is_known_waited_for_or_raised(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base / "training")
    path = recipe_path(base)
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    corpus = stored["known"]["corpus"]
    places = list(strange_places(base))
    for sources in ([each] for each in places):
        one = {"corpus": corpus | {"sources": sources}}
        two = {"corpora": [{"weight": 2.0, "corpus": corpus | {"sources": each}} for each in (sources, [SAMPLE])]}
        for known in (one, two):
            path.write_text(tomli_w.dumps(stored | {"known": known}), encoding="utf-8")
            assert found_in(base) is None
    path.write_text(tomli_w.dumps(stored | {"known": {"corpus": corpus | {"sources": places * 500}}}), encoding="utf-8")
    assert found_in(base) is None


def test_values_of_another_kind_are_no_text(base: Path) -> None:
    path = recipe_path(base)
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    corpus = stored["known"]["corpus"]
    for odd in NONSENSE:
        weighted = [{"weight": odd, "corpus": corpus}, {"weight": 1.0, "corpus": corpus}]
        for known in (odd, {"corpus": odd}, {"corpora": odd}, {"corpora": [odd]}, {"corpora": weighted}):
            path.write_text(tomli_w.dumps(stored | {"known": known}), encoding="utf-8")
            assert found_in(base) is None
        for name in ("sources", "cleaning", "encodings", "follow_links"):
            known = {"corpus": corpus | {name: odd}}
            path.write_text(tomli_w.dumps(stored | {"known": known}), encoding="utf-8")
            found = found_in(base)
            assert found is None or found.sources == STORIES.sources
