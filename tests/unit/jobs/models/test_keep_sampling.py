"""Settings become a model's own: its folder then asks for them, and all else in the file stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling_settings import Sampling, sampling_from
from gpt_studio.jobs.models import keep_sampling
from gpt_studio.jobs.models.keep_sampling import KeepSampling


def kept(folder: Path, sampling: Sampling) -> Sampling:
    path = keep_sampling.run(KeepSampling(folder, sampling), JobContext())
    return sampling_from(Generation.from_hf(json.loads(path.read_text("utf-8"))), 1024)


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(temperature=0.6, top_p=0.8, top_k=30, min_p=0.1, max_new_tokens=77),
        Sampling(temperature=1.3, typical_p=0.9, repetition_penalty=1.1, no_repeat_ngram_size=3, min_new_tokens=2),
    ],
)
def test_the_folder_asks_for_what_was_kept(tmp_path: Path, sampling: Sampling) -> None:
    (tmp_path / "generation_config.json").write_text('{"eos_token_id": 3, "top_k": 5, "new": {"a": 1}}', "utf-8")
    assert kept(tmp_path, sampling) == sampling
    content = json.loads((tmp_path / "generation_config.json").read_text("utf-8"))
    assert content["eos_token_id"] == 3
    assert content["new"] == {"a": 1}


def test_the_likeliest_token_stays_the_only_one(tmp_path: Path) -> None:
    found = kept(tmp_path, Sampling(temperature=0.0))
    assert found.top_k == 1


def test_a_checkpoint_and_a_damaged_file_stay_as_they_are(tmp_path: Path) -> None:
    checkpoint = tmp_path / "model" / "training" / "checkpoints" / "step-000000500"
    checkpoint.mkdir(parents=True)
    (tmp_path / "model" / "config.json").write_text("{}")
    with pytest.raises(StudioError, match="never changed"):
        kept(checkpoint, Sampling())
    (tmp_path / "generation_config.json").write_text("[1", "utf-8")
    with pytest.raises(StudioError):
        kept(tmp_path, Sampling())
    assert (tmp_path / "generation_config.json").read_text("utf-8") == "[1"
