"""Every job that takes a model takes one of its checkpoints."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_run import SETTINGS, SHAPE

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.safetensors_data import read_tensors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.models import export_model, inspect_folder, open_model
from gpt_studio.jobs.models.export_model import ExportModel
from gpt_studio.jobs.models.inspect_folder import InspectFolder
from gpt_studio.jobs.models.open_model import OpenModel
from gpt_studio.jobs.tokenizers import open_tokenizer
from gpt_studio.jobs.tokenizers.open_tokenizer import OpenTokenizer
from gpt_studio.jobs.training import list_checkpoints, plan_training, train_model
from gpt_studio.jobs.training.list_checkpoints import ListCheckpoints
from gpt_studio.jobs.training.plan_training import PlanTraining
from gpt_studio.jobs.training.train_model import TrainModel
from gpt_studio.training.store.recipe import read_recipe, recipe_path

IDS = torch.tensor([[5, 6, 7, 8]])
NOBODY = JobContext()


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("texts")
    (place / "heron.txt").write_text("The heron stood by the river and waited for the small silver fish.\n" * 60)
    return place


@pytest.fixture(scope="module", params=["gpt2", "qwen3"])
def trained(request: pytest.FixtureRequest, texts: Path) -> Path:
    """GPT-2's files hold transposed matrices; the checkpoints of a training do not."""
    folder = texts / request.param
    shape = replace(SHAPE, model_type=request.param, tied=request.param == "gpt2", dropout=0.0)
    settings = replace(SETTINGS, steps=8, checkpoint_every=4, learning_rate=0.05)
    train_model.run(TrainModel(folder, corpus(texts), settings, texts / "cache", shape=shape), JobContext())
    return folder


def corpus(texts: Path) -> Corpus:
    return Corpus("Heron", (str(texts / "heron.txt"),))


def logits(folder: Path, step: int | None = None) -> torch.Tensor:
    model = open_artifact(folder, step=step).model
    with torch.no_grad():
        return model.logits(model(IDS))


def place_of(folder: Path, step: int) -> Path:
    return folder / "training" / "checkpoints" / f"step-{step:09d}"


def test_the_last_one_computes_what_the_model_does_and_an_earlier_one_does_not(trained: Path) -> None:
    torch.testing.assert_close(logits(trained, 8), logits(trained), rtol=0, atol=0)
    torch.testing.assert_close(logits(place_of(trained, 8)), logits(trained), rtol=0, atol=0)
    assert not torch.allclose(logits(trained, 4), logits(trained))


def test_it_has_the_name_of_its_model_and_its_step(trained: Path) -> None:
    opened = open_model.run(OpenModel(trained, step=4), NOBODY)
    assert opened.name == f"{trained.name} @4"
    assert open_model.run(OpenModel(place_of(trained, 4)), NOBODY).name == opened.name


@pytest.mark.parametrize("to", ["safetensors", "zip", "bfloat16"])
def test_it_is_exported_as_a_whole_folder_that_transformers_reads(trained: Path, tmp_path: Path, to: str) -> None:
    from transformers import AutoModelForCausalLM

    out = export_model.run(ExportModel(trained, to, tmp_path / "out", step=4), NOBODY).path
    if to == "zip":
        with zipfile.ZipFile(out) as archive:
            archive.extractall(tmp_path)
        out = tmp_path / f"{trained.name} @4"
    reference = AutoModelForCausalLM.from_pretrained(out, dtype=torch.float32).eval()
    with torch.no_grad():
        expected = reference(IDS).logits
    torch.testing.assert_close(logits(out), expected, rtol=0, atol=1e-4)
    torch.testing.assert_close(logits(out), logits(trained, 4), rtol=0, atol=0.05 if to == "bfloat16" else 0)
    assert (out / "tokenizer.json").read_bytes() == (trained / "tokenizer.json").read_bytes()
    assert not (out / "training").exists()


def test_gguf_of_the_last_one_is_that_of_the_model_but_for_its_name(trained: Path, tmp_path: Path) -> None:
    from gguf import GGUFReader

    files = [
        export_model.run(ExportModel(trained, "gguf-f32", tmp_path / f"{step}.gguf", step=step), NOBODY).path
        for step in (None, 8)
    ]
    ours, theirs = ([(t.name, t.data.tobytes()) for t in GGUFReader(file).tensors] for file in files)
    assert ours == theirs


def test_a_training_goes_on_from_it(trained: Path, texts: Path, tmp_path: Path) -> None:
    settings = replace(SETTINGS, steps=1, learning_rate=1e-7)
    request = TrainModel(tmp_path / "tuned", corpus(texts), settings, texts / "cache", base=trained, base_step=4)
    train_model.run(request, JobContext())
    torch.testing.assert_close(logits(tmp_path / "tuned"), logits(trained, 4), rtol=0, atol=1e-3)
    assert Path(read_recipe(recipe_path(tmp_path / "tuned")).base) == place_of(trained, 4)
    assert f"{trained.name} @4" in (tmp_path / "tuned" / "README.md").read_text(encoding="utf-8")
    planned = plan_training.run(PlanTraining(SETTINGS, base=place_of(trained, 4)), NOBODY)
    assert planned.problems == ()


def test_its_report_names_it_and_its_tokenizer_is_the_model_s(trained: Path) -> None:
    report = inspect_folder.run(InspectFolder(trained, step=4), NOBODY)
    assert report.sound
    assert str(report.facts[0]) == "Checkpoint: step-000000004"
    opened = open_tokenizer.run(OpenTokenizer(place_of(trained, 4)), NOBODY)
    assert opened.tokenizer.sha256 == open_tokenizer.run(OpenTokenizer(trained), NOBODY).tokenizer.sha256


def test_what_is_listed_opens(trained: Path) -> None:
    found = list_checkpoints.run(ListCheckpoints(trained), NOBODY)
    assert [entry.step for entry in found.entries] == [4, 8]
    assert all(open_artifact(entry.folder).place.checkpoint == entry.folder for entry in found.entries)


@pytest.mark.parametrize("step", [0, 5, -4, 10**15])
def test_a_step_that_is_not_there_names_those_that_are(trained: Path, step: int) -> None:
    with pytest.raises(StudioError, match=f"no checkpoint of step {step} in .* one of these steps: 4, 8"):
        open_model.run(OpenModel(trained, step=step), NOBODY)
    with pytest.raises(StudioError, match="one of these steps: 4, 8"):
        inspect_folder.run(InspectFolder(trained, step=step), NOBODY)


def test_what_is_damaged_or_belongs_elsewhere_is_a_sentence(trained: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(trained, tmp_path / "copy")
    weights = place_of(copy, 4) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-7])
    with pytest.raises(StudioError, match="is cut short"):
        open_artifact(copy, step=4)
    weights.write_bytes((copy / "tokenizer.json").read_bytes())
    with pytest.raises(StudioError, match="damaged or not a safetensors file"):
        open_artifact(copy, step=4)
    shutil.copy(place_of(copy, 8) / "optimizer.safetensors", weights)
    with pytest.raises(StudioError, match=r"The weights in .* (lack|hold)"):
        open_artifact(copy, step=4)
    (copy / "config.json").unlink()
    with pytest.raises(StudioError, match=r"holds checkpoints of a training, but its config\.json is missing"):
        open_artifact(copy)
    export = tmp_path / "whole"
    export_model.run(ExportModel(trained, "safetensors", export), NOBODY)
    with pytest.raises(StudioError, match="has no checkpoints, so there is none of step 4"):
        open_artifact(export, step=4)
    assert read_tensors(export / "model.safetensors").keys() == read_tensors(trained / "model.safetensors").keys()


def test_links_in_the_way_to_a_checkpoint_are_not_followed(trained: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(trained, tmp_path / "copy")
    place_of(copy, 4).rename(tmp_path / "away")
    place_of(copy, 4).symlink_to(tmp_path / "away")
    with pytest.raises(StudioError, match="one of these steps: 8"):
        open_artifact(copy, step=4)
    with pytest.raises(StudioError, match="one of these steps: 8"):
        open_artifact(place_of(copy, 4))


@pytest.mark.parametrize("part", ["training", "training/checkpoints"])
def test_a_part_of_a_model_names_the_model(trained: Path, part: str) -> None:
    with pytest.raises(StudioError, match=f"is a part of the model in .*{trained.name}: choose that folder"):
        open_artifact(trained / part)
