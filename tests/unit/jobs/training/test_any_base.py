"""Every architecture can be gone on from: what is read is trained, and written back in its own form."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_folders import split_weights
from tiny_models import CASES, PLAIN, make
from tiny_run import SETTINGS, TinyRuns

from gpt_studio.artifacts import stored_form
from gpt_studio.artifacts.base_files import inherited_files
from gpt_studio.artifacts.load import Artifact, open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.safetensors_data import read_tensors
from gpt_studio.artifacts.save import save_tuned
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.estimate import stand_in
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.run_session import weights_of
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.run.assembly import RunInputs, assemble
from gpt_studio.training.store.publish import Publisher

# What a stranger's folder may hold that is no default: an untied copy, capped logits, an order of its own.
FORMS = [*PLAIN, "llama tied, one key-value head", "gemma2 tight soft-capping", "gpt_neox one after the other"]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("any_base")).prepare()


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as helper:
        yield helper


def base_of(case: str, runs: TinyRuns, folder: Path, dtype: torch.dtype = torch.float32) -> Path:
    make(CASES[case]).to(dtype).save_pretrained(folder)
    for file in runs.tokenizer.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "LICENSE").write_text("Do as you like.")
    return folder


def stored(folder: Path) -> dict[str, torch.Tensor]:
    return {name: tensor for path in folder.glob("*.safetensors") for name, tensor in read_tensors(path).items()}


def written_again(base: Path, to: Path, quarantine: Quarantine) -> Path:
    opened = open_artifact(base, quarantine=quarantine)
    files = inherited_files(base, opened.tokenizer, opened.config.context_length, None)
    save_tuned(to, opened.model, opened.config, files, base, CardFacts(name="again", base="base"))
    return to


def trained(base: Path, to: Path, quarantine: Quarantine) -> Artifact:
    """Two updates from ``base``, written to ``to``, which is opened."""
    opened = open_artifact(base, quarantine=quarantine)
    config, settings = opened.config, replace(SETTINGS, steps=2, batch_size=1, tuning_context=32)
    plan = ExecutionPlan(2, 1e-3, "cpu", "float32", "matmul", 1, micro_batch=1)
    with stand_in(2000, config.vocab_size) as dataset:
        inputs = RunInputs(config, dataset, settings, "", lambda: weights_of(opened.model), has_learnt=True)
        updater = assemble(inputs, plan, JobContext())
        assert all(math.isfinite(updater(step).loss) for step in range(2))
    card = CardFacts(name="tuned", base="base")
    publisher = Publisher(to, config, opened.tokenizer, None, card, opened.place.folder)
    for _ in range(2):  # at the first checkpoint, and at a later one
        publisher.publish(updater.placement.weights(), card)
    return open_artifact(to, quarantine=quarantine)


@pytest.mark.parametrize("case", FORMS)
def test_what_is_trained_loads_in_transformers_with_equal_logits(
    case: str, runs: TinyRuns, quarantine: Quarantine, tmp_path: Path
) -> None:
    from transformers import AutoModelForCausalLM

    base = base_of(case, runs, tmp_path / "base")
    ours = trained(base, tmp_path / "tuned", quarantine).model
    theirs = AutoModelForCausalLM.from_pretrained(tmp_path / "tuned").eval()
    ids = torch.randint(280, (2, 30), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        torch.testing.assert_close(ours.logits(ours(ids)), theirs(ids).logits, rtol=0, atol=1e-5)
    before, after = stored(base), stored(tmp_path / "tuned")
    assert before.keys() == after.keys()
    assert any(not torch.equal(before[name], after[name]) for name in before)
    for name in ("config.json", "LICENSE", "tokenizer.json", "tokenizer_config.json"):
        assert (tmp_path / "tuned" / name).read_bytes() == (base / name).read_bytes(), name


@pytest.mark.parametrize("case", PLAIN)
def test_what_is_not_trained_is_written_bit_by_bit(
    case: str, runs: TinyRuns, quarantine: Quarantine, tmp_path: Path
) -> None:
    base = base_of(case, runs, tmp_path / "base", torch.bfloat16)
    before, after = stored(base), stored(written_again(base, tmp_path / "again", quarantine))
    assert before.keys() == after.keys()
    for name, tensor in before.items():
        assert tensor.dtype == after[name].dtype == torch.bfloat16
        assert torch.equal(tensor, after[name]), name


def test_a_whole_run_goes_on_from_a_model_that_is_only_opened_otherwise(runs: TinyRuns, tmp_path: Path) -> None:
    base = base_of("gemma2", runs, tmp_path / "base", torch.bfloat16)
    request = replace(runs.request(tmp_path / "tuned", steps=2), base=base, tokenizer=None, shape=None)
    assert train_model.run(request, JobContext()).finished
    assert {tensor.dtype for tensor in stored(request.folder).values()} == {torch.bfloat16}


def test_other_names_and_mixed_formats_stay(runs: TinyRuns, quarantine: Quarantine, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    base = base_of("gpt_neox", runs, tmp_path / "base", torch.float16)
    tensors = {name: tensor.float() if "norm" in name else tensor for name, tensor in stored(base).items()}
    tensors["lm_head.weight"] = tensors.pop("embed_out.weight")
    save_file(tensors, base / "model.safetensors", {"format": "pt"})
    after = stored(written_again(base, tmp_path / "again", quarantine))
    assert {name: tensor.dtype for name, tensor in after.items()} == {n: t.dtype for n, t in tensors.items()}


def test_large_weights_are_divided_and_small_ones_joined(
    runs: TinyRuns, quarantine: Quarantine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoModelForCausalLM

    base = base_of("qwen3", runs, tmp_path / "base")
    before = stored(base)
    split_weights(base)
    joined = written_again(base, tmp_path / "joined", quarantine)
    assert [path.name for path in joined.glob("*.safetensors*")] == ["model.safetensors"]
    monkeypatch.setattr(stored_form, "SHARD_BYTES", 60_000)
    divided = written_again(base, tmp_path / "divided", quarantine)
    files = sorted(path.name for path in divided.glob("*.safetensors"))
    assert files == [f"model-0000{n}-of-0000{len(files)}.safetensors" for n in range(1, len(files) + 1)]
    assert len(files) > 2
    ours = open_artifact(divided, quarantine=quarantine).model
    theirs = AutoModelForCausalLM.from_pretrained(divided)
    for name, tensor in before.items():
        assert torch.equal(stored(divided)[name], tensor)
        assert torch.equal(theirs.state_dict()[name], tensor)
    monkeypatch.undo()
    save = written_again(divided, divided, quarantine)
    assert [path.name for path in save.glob("*.safetensors*")] == ["model.safetensors"]
    assert torch.equal(open_artifact(save, quarantine=quarantine).model.output_weight, ours.output_weight)
