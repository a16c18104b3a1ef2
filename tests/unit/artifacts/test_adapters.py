"""Adapters are those of PEFT: what is trained here has the same logits there, and the other way round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from tiny_folders import byte_level_tokenizer, change_json, save_tiny
from tiny_models import CASES, PLAIN, VOCABULARY, make

from gpt_studio.artifacts.adapters import adapter_tensors, check_adapter, load_adapter
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.dataset.estimate import stand_in
from gpt_studio.jobs.models import list_models, merge_adapter, open_model
from gpt_studio.jobs.models.list_models import ListModels
from gpt_studio.jobs.models.merge_adapter import MergeAdapter
from gpt_studio.jobs.models.open_model import OpenModel
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.lora import LoraShape, add_lora, learning, linear_layers, merge_lora, set_strength
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.loss import IGNORED, next_token_loss
from gpt_studio.training.run.assembly import RunInputs, assemble
from gpt_studio.training.settings import LORA, TrainingSettings
from gpt_studio.training.store.publish_adapter import AdapterPublisher

IDS = torch.randint(0, VOCABULARY, (2, 30), generator=torch.Generator().manual_seed(1))
HEAVY = "gemma2 tight soft-capping"
pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing.*:FutureWarning")  # of peft


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as helper:
        yield helper


@pytest.fixture(scope="module")
def base_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    @cache
    def made(case: str) -> Path:
        folder = tmp_path_factory.mktemp("base")
        make(CASES[case]).save_pretrained(folder)
        return folder

    return made


def opened(base: Path) -> LanguageModel:
    return load_weights(check_weights(base, read_config(base)))


def logits(model: LanguageModel) -> torch.Tensor:
    with torch.no_grad():
        return model.logits(model(IDS % model.config.vocab_size))


def with_adapter(base: Path, folder: Path) -> LanguageModel:
    model = opened(base)
    load_adapter(check_adapter(folder, build_on_meta(model.config)), model)
    return model


def trained(
    base: Path, to: Path, *, by_root: bool = False, attention_only: bool = False, last_layers: int | None = None
) -> dict[str, torch.Tensor]:
    """An adapter after two updates, in ``to``."""
    model = opened(base)
    modules = linear_layers(model, attention_only=attention_only, last_layers=last_layers)
    shape = LoraShape(modules, rank=3, alpha=5.0, dropout=0.1, by_root=by_root)
    plan = ExecutionPlan(2, 1e-2, "cpu", "float32", "matmul", 1, micro_batch=2, weight_decay=0.0)
    settings = TrainingSettings(steps=2, batch_size=2, tuning_context=16, method=LORA, threads=1)
    weights = {name: parameter.detach() for name, parameter in model.named_parameters()}
    with stand_in(2000, model.config.vocab_size) as dataset:
        inputs = RunInputs(model.config, dataset, settings, "", lambda: weights, has_learnt=True, adapter=shape)
        updater = assemble(inputs, plan, JobContext())
        for step in range(2):
            assert not updater(step).skipped
    learnt = updater.placement.weights()
    assert all(".lora_" in name for name in learnt)
    frozen = dict(updater.model.named_parameters())
    assert all(torch.equal(frozen[name], weight) for name, weight in weights.items())
    card = CardFacts(name="adapter", base="base")
    publisher = AdapterPublisher(to, model.config, byte_level_tokenizer(), None, card, base, shape)
    publisher.publish(learnt, card)
    return learnt


@pytest.mark.parametrize("case", [*PLAIN, HEAVY])
def test_an_adapter_trained_here_gives_the_same_in_peft_and_merged(
    case: str, base_of: Callable[[str], Path], tmp_path: Path
) -> None:
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    base, adapter = base_of(case), tmp_path / "adapter"
    trained(base, adapter, by_root=case == HEAVY, attention_only=case == HEAVY)
    ours = with_adapter(base, adapter)
    found = logits(ours)
    assert (found - logits(opened(base))).abs().max() > 1e-3, "the adapter changes something"
    theirs = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), adapter).eval()
    with torch.no_grad():
        torch.testing.assert_close(theirs(IDS).logits, found, rtol=0, atol=1e-5)
    merge_lora(ours)
    torch.testing.assert_close(logits(ours), found, rtol=0, atol=1e-5)


@pytest.mark.parametrize("case", PLAIN)
def test_an_adapter_of_the_last_layers_means_these_and_no_others_to_peft(
    case: str, base_of: Callable[[str], Path], tmp_path: Path
) -> None:
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    base, adapter = base_of(case), tmp_path / "adapter"
    layers = opened(base).config.layers
    learnt = trained(base, adapter, last_layers=2)
    found = logits(with_adapter(base, adapter))
    assert (found - logits(opened(base))).abs().max() > 1e-3, "the adapter changes something"
    theirs = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), adapter).eval()
    with torch.no_grad():
        torch.testing.assert_close(theirs(IDS).logits, found, rtol=0, atol=1e-5)
    names = {name for name, _ in theirs.named_parameters() if ".lora_" in name}
    assert len(names) == len(learnt)
    places = {int(part) for name in names for part in name.split(".") if part.isdigit()}
    assert places == {layers - 2, layers - 1}


@pytest.mark.parametrize("case", PLAIN)
def test_an_adapter_of_peft_gives_the_same_here_and_learns_the_same(
    case: str, base_of: Callable[[str], Path], tmp_path: Path
) -> None:
    """Logits, then loss and gradients of one step: a window packed with two texts, and a conversation of which only the
    reply is learnt, filled up to the window's length."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    base = base_of(case)
    settings = LoraConfig(r=4, lora_alpha=6, target_modules="all-linear", use_rslora=True, task_type="CAUSAL_LM")
    settings.fan_in_fan_out = case == "gpt2"
    theirs = get_peft_model(AutoModelForCausalLM.from_pretrained(base), settings).eval()
    torch.manual_seed(2)
    with torch.no_grad():
        for name, parameter in theirs.named_parameters():
            if "lora_" in name:
                parameter.normal_(0.0, 0.1)
        expected = theirs(IDS).logits
    theirs.save_pretrained(tmp_path / "adapter")
    ours = with_adapter(base, tmp_path / "adapter")
    torch.testing.assert_close(logits(ours), expected, rtol=0, atol=1e-5)
    ids = IDS.clone()
    ids[0, 17], ids[1, 24:] = 0, 0
    labels = ids.clone()
    labels[1, :13], labels[1, 25:] = IGNORED, IGNORED
    loss = theirs(ids, labels=labels, use_cache=False).loss
    loss.backward()
    gradients = {name.replace(".default", ""): each.grad for name, each in theirs.named_parameters() if "lora_" in name}
    for ours.attention in ("matmul", "sdpa"):
        ours.zero_grad()
        found = next_token_loss(ours(ids[:, :-1]), ours.output_weight, labels[:, 1:], ours.logit_softcap)
        found.backward()
        torch.testing.assert_close(found, loss, rtol=0, atol=1e-5)
        learnt = {name: parameter.grad for name, parameter in learning(ours)}
        assert all(gradient is not None for gradient in learnt.values())
        named = adapter_tensors({name: grad for name, grad in learnt.items() if grad is not None}, ours.weight_names)
        assert named.keys() == gradients.keys()
        for name, gradient in named.items():
            torch.testing.assert_close(gradient, gradients[name], rtol=1e-4, atol=1e-5)
    set_strength(ours, 0.0)
    assert torch.equal(logits(ours), logits(opened(base)))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A base with a tokenizer and a chat template, in bfloat16, and an adapter for it."""
    root = tmp_path_factory.mktemp("adapters")
    template = "{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ eos_token }}{% endfor %}"
    base = save_tiny(root / "base", "gpt2", byte_level_tokenizer(VOCABULARY), template)
    path = base / "model.safetensors"
    write_tensors(path, read_tensors(path), dtype=torch.bfloat16, metadata={"format": "pt"})
    trained(base, root / "adapter")
    return base, root / "adapter"


def test_a_merged_model_has_the_form_of_its_base(
    pair: tuple[Path, Path], quarantine: Quarantine, tmp_path: Path
) -> None:
    base, adapter = pair
    merged = merge_adapter.run(MergeAdapter(base, adapter, tmp_path / "merged", strength=0.5), JobContext())
    before, after = (read_tensors(place / "model.safetensors") for place in (base, merged.folder))
    assert {name: tensor.dtype for name, tensor in before.items()} == {n: t.dtype for n, t in after.items()}
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == {name for name in before if name.endswith(("c_attn.weight", "c_fc.weight", "c_proj.weight"))}
    for name in ("config.json", "tokenizer.json", "chat_template.jinja", "generation_config.json"):
        assert (merged.folder / name).read_bytes() == (base / name).read_bytes()
    half = open_artifact(base, adapter=adapter, adapter_strength=0.5, quarantine=quarantine)
    whole = open_artifact(merged.folder, quarantine=quarantine)
    torch.testing.assert_close(logits(whole.model), logits(half.model), rtol=0.02, atol=0.02)
    with pytest.raises(StudioError, match="already holds a model"):
        merge_adapter.run(MergeAdapter(base, adapter, merged.folder), JobContext())


def test_a_chat_template_beside_the_adapter_counts(
    pair: tuple[Path, Path], quarantine: Quarantine, tmp_path: Path
) -> None:
    base, adapter = pair
    assert not (adapter / "chat_template.jinja").exists()
    other = tmp_path / "other"
    other.mkdir()
    for path in adapter.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    (other / "chat_template.jinja").write_text("{{ messages[0].content }}")
    found = open_artifact(base, adapter=other, quarantine=quarantine)
    assert found.chat_template is not None
    assert found.chat_template.source == "{{ messages[0].content }}"


NOT_COMPUTED: dict[str, Any] = {
    "use_dora": True,
    "modules_to_save": ["lm_head"],
    "rank_pattern": {"c_fc": 8},
    "alpha_pattern": {"c_fc": 8},
    "bias": "all",
    "lora_bias": True,
    "layer_replication": [[0, 2]],
    "trainable_token_indices": [1],
    "target_parameters": ["experts"],
    "use_qalora": True,
    "init_lora_weights": "pissa_niter_4",
    "something_of_tomorrow": {"x": 1},
    "peft_type": "IA3",
}


@pytest.mark.parametrize("name", NOT_COMPUTED)
def test_what_is_not_computed_is_refused_by_name(name: str, pair: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=rf"sets {name} to .* does not compute"):
        changed(pair, tmp_path, settings={name: NOT_COMPUTED[name]})


def changed(
    pair: tuple[Path, Path],
    folder: Path,
    *,
    settings: dict[str, Any] | None = None,
    tensors: dict[str, torch.Tensor] | None = None,
    without: str = "",
) -> None:
    """Open a changed copy of the adapter."""
    base, adapter = pair
    config = json.loads((adapter / "adapter_config.json").read_text()) | (settings or {})
    (folder / "adapter_config.json").write_text(json.dumps(config))
    held = read_tensors(adapter / "adapter_model.safetensors") | (tensors or {})
    held = {name: tensor for name, tensor in held.items() if name != without}
    write_tensors(folder / "adapter_model.safetensors", held)
    with_adapter(base, folder)


FIRST = "base_model.model.transformer.h.0.attn.c_attn.lora_A.weight"
DAMAGED: dict[str, tuple[dict[str, Any], str]] = {
    "another rank": ({"settings": {"r": 4}}, r"c_.*should be \[.*4"),
    "no rank": ({"settings": {"r": 0}}, "sets r to 0"),
    "a rank of another kind": ({"settings": {"r": "three"}}, "sets r to 'three'"),
    "no strength": ({"settings": {"lora_alpha": -1}}, "sets lora_alpha"),
    "a part": ({"without": FIRST}, r"h\.0\.attn\.c_attn\.lora_A is missing"),
    "no number": ({"tensors": {FIRST: torch.full((3, 16), torch.nan)}}, "no numbers at all"),
    "whole numbers": ({"tensors": {FIRST: torch.zeros(3, 16, dtype=torch.int32)}}, "I32"),
    "the output layer": ({"tensors": {"base_model.model.lm_head.lora_A.weight": torch.zeros(3, 16)}}, "lm_head"),
    "an embedding": ({"tensors": {"base_model.model.transformer.wte.lora_embedding_A": torch.zeros(3, 9)}}, "wte"),
    "a layer that is not there": (
        {"tensors": {"base_model.model.transformer.h.7.attn.c_attn.lora_A.weight": torch.zeros(3, 16)}},
        "no linear layer",
    ),
    "no prefix": ({"tensors": {"transformer.h.0.attn.c_attn.lora_A.weight": torch.zeros(3, 16)}}, "no linear layer"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_damaged_adapters_are_refused(what: str, pair: tuple[Path, Path], tmp_path: Path) -> None:
    changes, said = DAMAGED[what]
    with pytest.raises(StudioError, match=said):
        changed(pair, tmp_path, **changes)


def test_folders_without_an_adapter_are_refused(pair: tuple[Path, Path], tmp_path: Path) -> None:
    base, adapter = pair
    with pytest.raises(StudioError, match="holds no adapter"):
        with_adapter(base, base)
    (tmp_path / "adapter_config.json").write_bytes((adapter / "adapter_config.json").read_bytes())
    with pytest.raises(StudioError, match=r"holds no adapter_model\.safetensors"):
        with_adapter(base, tmp_path)
    (tmp_path / "adapter_model.safetensors").write_bytes(b"\x80\x02" + b"x" * 100)
    with pytest.raises(StudioError):
        with_adapter(base, tmp_path)


def test_only_the_shortest_names_that_mean_these_layers_are_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    base, adapter = pair
    assert json.loads((adapter / "adapter_config.json").read_text())["target_modules"] == ["c_attn", "c_fc", "c_proj"]
    trained(base, tmp_path / "attention", attention_only=True)
    written = json.loads((tmp_path / "attention" / "adapter_config.json").read_text())
    assert written["target_modules"] == ["attn.c_proj", "c_attn"]
    assert written["fan_in_fan_out"] is True


def test_the_base_is_frozen_in_its_own_format_where_it_computes_in_bfloat16(pair: tuple[Path, Path]) -> None:
    model = opened(pair[0])
    add_lora(model, LoraShape(linear_layers(model), 2, 4.0), torch.Generator().manual_seed(0))
    assert {name.rpartition(".")[2] for name, p in model.named_parameters() if p.requires_grad} == {"lora_A", "lora_B"}
    assert torch.equal(logits(model), logits(opened(pair[0]))), "B begins as zeros"


def test_an_adapters_folder_opens_and_is_listed_with_its_model_where_that_is_here(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    base, adapter = pair
    home = Home(tmp_path)
    shutil.copytree(adapter, home.models / "tuned")
    opened_model = open_model.run(OpenModel(home.models / "tuned"), JobContext())
    assert (opened_model.name, opened_model.folder) == ("tuned", home.models / "tuned")
    ids = IDS[0].tolist()
    with opened_model.hosted.writing(ids) as session:
        torch.testing.assert_close(session.prefill(ids), logits(with_adapter(base, adapter))[0, -1], atol=1e-5, rtol=0)
    (entry,) = list_models.run(ListModels(home), JobContext())
    assert (entry.name, entry.model_type, entry.problem, entry.has_template) == ("tuned", "gpt2", None, True)
    assert entry.size_bytes == (adapter / "adapter_model.safetensors").stat().st_size
    change_json(home.models / "tuned" / "adapter_config.json", "base_model_name_or_path", to=str(tmp_path / "gone"))
    with pytest.raises(StudioError, match="holds only a LoRA adapter"):
        open_model.run(OpenModel(home.models / "tuned"), JobContext())
    (entry,) = list_models.run(ListModels(home), JobContext())
    assert entry.problem is not None
