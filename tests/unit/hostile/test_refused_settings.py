"""Refused entries of config.json and other settings files, and entries that ask to run code, which only get a note."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest
from tiny_folders import change_json

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.models import open_model

SETTINGS = ("config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json")


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("n_layer", 1_000_000_000),
        ("n_embd", 2**40),
        ("n_inner", 2**40),
        ("n_head", 10**9),
        ("n_positions", 2**40),
        ("vocab_size", 2**40),
        ("anything", 10**30),
    ],
)
def test_a_size_that_no_model_has_is_refused_before_anything_is_built(folder, refusal, entry, value):
    change_json(folder / "config.json", entry, to=value)
    tracemalloc.start()
    before = time.process_time()
    sentence = refusal()
    assert time.process_time() - before < 1
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()
    assert "config.json" in sentence
    assert f"sets {entry} to {value}, which is beyond the limit" in sentence


@pytest.mark.parametrize("value", [-1, 0, True, False, 2.0, 1.5, "2", None, [2], {}])
@pytest.mark.parametrize("entry", ["n_layer", "n_embd", "n_head", "vocab_size", "n_positions"])
def test_what_is_no_whole_number_above_0(folder, refusal, entry, value):
    change_json(folder / "config.json", entry, to=value)
    sentence = refusal()
    assert "config.json" in sentence
    assert entry in sentence


@pytest.mark.parametrize("value", [1.5, 2**40, -0.1, True])
@pytest.mark.parametrize("entry", ["embd_pdrop", "attn_pdrop", "resid_pdrop"])
def test_a_dropout_that_is_no_share(folder, refusal, entry, value):
    """Found by mutant 103264: what cannot be left out ended in a ValueError while writing."""
    change_json(folder / "config.json", entry, to=value)
    assert f"config.json sets {entry} to {value}, but it must be a number" in refusal()


def test_head_counts_that_do_not_divide(folder, refusal):
    change_json(folder / "config.json", "n_head", to=3)
    assert "contradicts itself" in refusal()


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_none(folder, refusal, name, number):
    (folder / name).write_text('{"model_type": "gpt2", "x": ' + number + "}")
    assert name in refusal()


@pytest.mark.parametrize("name", SETTINGS)
def test_an_entry_that_is_there_twice(folder, refusal, name):
    (folder / name).write_text('{"model_type": "gpt2", "a": {"b": 1, "b": 2}}')
    sentence = refusal()
    assert name in sentence
    assert "the entry 'b' is there twice" in sentence


@pytest.mark.parametrize("name", [*SETTINGS, "tokenizer.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_100_000_levels(folder, refusal, name, opening):
    (folder / name).write_text('{"model_type": "gpt2", "a": ' + opening * 100_000)
    assert name in refusal()


def test_brackets_inside_text_are_no_levels(folder, quarantine):
    change_json(folder / "config.json", "note", to='[{"\\' * 1000)
    assert open_artifact(folder, quarantine=quarantine).parameters > 0


@pytest.mark.parametrize("name", [*SETTINGS, "tokenizer.json"])
def test_64_mb_of_json(folder, refusal, name):
    path = folder / name
    path.write_bytes(path.read_bytes() + b" " * 64_000_000)
    sentence = refusal()
    assert name in sentence
    assert "MB, the limit for such a file" in sentence


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe{}", b'{"a": "\\ud800"}', b'{"a": ' + b"9" * 5000 + b"}"]
)
def test_damaged_json(folder, refusal, name, content):
    (folder / name).write_bytes(content)
    sentence = refusal()
    assert name in sentence
    assert "is damaged" in sentence


def test_sentences_stay_short_whatever_the_folder_says(folder, refusal):
    for value in ("x" * 1_000_000, [0] * 1_000_000, {"a" * 10_000: 1}):
        change_json(folder / "config.json", "n_layer", to=value)
        assert len(refusal()) < 500
        change_json(folder / "config.json", "n_layer", to=1)
        change_json(folder / "config.json", "model_type", to=value)
        assert len(refusal()) < 500
        change_json(folder / "config.json", "model_type", to="gpt2")


@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("config.json", "auto_map", {"AutoModelForCausalLM": "modeling_x.Model"}),
        ("config.json", "trust_remote_code", True),
        ("tokenizer_config.json", "auto_map", {"AutoTokenizer": ["tokenization_x.T", None]}),
        ("generation_config.json", "custom_generate", "me/evil"),
    ],
)
def test_invitations_to_run_code_are_told_and_not_followed(folder, quarantine, inspection, name, entry, value):
    change_json(folder / name, entry, to=value)
    notes = [str(note) for note in open_artifact(folder, quarantine=quarantine).notes]
    assert len(notes) == 1
    assert f"{entry} in {name}" in notes[0]
    report = inspection()
    assert report.sound
    assert notes[0] in [str(fact) for fact in report.facts]


def test_programs_in_the_folder_are_told(folder, quarantine):
    for name in ("modeling_x.py", "sitecustomize.py", "lib.so", "run.sh", "a.PY", "b.dll"):
        (folder / name).write_text("raise SystemExit(3)")
    (note,) = open_artifact(folder, quarantine=quarantine).notes
    assert "a.PY, b.dll, lib.so, modeling_x.py, run.sh and 1 more" in str(note)


@pytest.mark.parametrize("value", [True, 1.5, "1", [True], [[1]]])
def test_end_tokens_that_are_no_ids(folder, refusal, value):
    change_json(folder / "generation_config.json", "eos_token_id", to=value)
    assert "generation_config.json sets eos_token_id" in refusal()


def test_the_number_that_transformers_writes_for_no_limit_is_fine(folder, quarantine):
    change_json(folder / "tokenizer_config.json", "model_max_length", to=int(1e30))
    assert json.loads((folder / "tokenizer_config.json").read_text())["model_max_length"] > 10**29
    assert open_artifact(folder, quarantine=quarantine).parameters > 0


def test_contradictions_stay_short_too(folder, refusal):
    change_json(folder / "config.json", "hidden_size", to="x" * 1_000_000)
    assert "contradicts itself" in refusal()


def test_a_model_type_of_two_lines(folder, refusal, inspection):
    change_json(folder / "config.json", "model_type", to="gpt2\n\x1b[2J")
    assert "does not say its model_type" in refusal()
    report = inspection()
    assert all(str(message).isprintable() for message in (*report.problems, *report.facts))


def test_file_names_that_a_terminal_would_obey(folder, quarantine, inspection):
    (folder / "a\nb\x1b[2J.py").write_text("")
    (note,) = open_artifact(folder, quarantine=quarantine).notes
    assert str(note).isprintable()
    assert all(file.name.isprintable() for file in inspection().files)


def test_end_tokens_of_config_json_are_named_as_such(folder, refusal):
    change_json(folder / "generation_config.json", "eos_token_id", to=None)
    change_json(folder / "config.json", "eos_token_id", to="end")
    assert refusal().startswith("config.json sets eos_token_id to 'end'")


def test_a_first_token_that_the_model_does_not_know_is_not_used(folder):
    """It ended in an IndexError when a text was written from nothing."""
    change_json(folder / "generation_config.json", "bos_token_id", to=10**30)
    opened = open_model.run(open_model.OpenModel(folder), JobContext())
    (note,) = opened.notes
    assert "begins texts with the token 1000000000000000000000000000000, but the model knows only" in str(note)
    written = write_text.run(write_text.WriteText(opened, "", Sampling(max_new_tokens=2, seed=0)), JobContext())
    assert written.prompt_tokens == 1
