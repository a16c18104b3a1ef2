"""Files of a newer format are refused and left as they are."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from gpt_studio.core.durable import MANIFEST, is_intact, staged_folder
from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError, check_format
from gpt_studio.corpora.corpus import Corpus, read_corpus, write_corpus
from gpt_studio.training.store.pins import PINS, pin, pinned_steps
from gpt_studio.training.store.run_state import STATE, read_state

NEWEST = {"step": 1, "elapsed": 1.0, "bits_per_byte": 1.0, "held_out_loss": 1.0, "scheduled": True}


def test_versions_up_to_the_known_one_are_read() -> None:
    for stored in ({}, {"format": 1}, {"format": 3}):
        check_format(stored, 3, Path("x"))


def test_a_newer_one_is_named_with_both_versions() -> None:
    with pytest.raises(NewerFormatError, match=r"place.*newer version.*format 4.*up to 3.*update"):
        check_format({"format": 4}, 3, Path("place"))


@pytest.mark.parametrize("strange", [0, -1, "2", 1.0, True, None, [1]])
def test_what_is_no_version_is_damage(strange: Any) -> None:
    with pytest.raises(ValueError, match="format cannot be"):
        check_format({"format": strange}, 3, Path("x"))


def test_a_corpus_of_a_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "Tales.toml"
    write_corpus(path, Corpus("Tales", ("sample:",)))
    stored = tomllib.loads(path.read_text())
    assert stored["format"] == 1
    path.write_text(tomli_w.dumps(stored | {"format": 2}))
    with pytest.raises(NewerFormatError):
        read_corpus(path)
    path.write_text(tomli_w.dumps(stored | {"format": "new"}))
    with pytest.raises(StudioError) as caught:
        read_corpus(path)
    assert caught.value.message.key == "corpus.damaged"


def test_the_state_of_a_checkpoint_of_a_newer_program(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text(json.dumps(NEWEST))
    assert read_state(tmp_path).step == 1
    (tmp_path / STATE).write_text(json.dumps(NEWEST | {"format": 1}))
    assert read_state(tmp_path).step == 1
    (tmp_path / STATE).write_text(json.dumps(NEWEST | {"format": 2, "mood": "calm"}))
    with pytest.raises(NewerFormatError):
        read_state(tmp_path)


def test_pins_of_a_newer_program_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "step-000000007").mkdir()
    pin(tmp_path, 7)
    assert pinned_steps(tmp_path) == {7}
    newer = json.dumps({"format": 2, "steps": [7], "why": {"7": "the good one"}})
    (tmp_path / PINS).write_text(newer)
    for ask in (pinned_steps, lambda folder: pin(folder, 7, pinned=False)):
        with pytest.raises(NewerFormatError):
            ask(tmp_path)
    assert (tmp_path / PINS).read_text() == newer


def test_a_manifest_of_a_newer_program_is_no_sign_of_damage(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "made") as folder:
        (folder / "format").write_text("a file may be called so")
    assert is_intact(tmp_path / "made")
    manifest = tmp_path / "made" / MANIFEST
    entries = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({"format": 2, "files": entries}))
    with pytest.raises(NewerFormatError):
        is_intact(tmp_path / "made")
    manifest.write_text(json.dumps({"format": "2"}))
    assert not is_intact(tmp_path / "made")
