"""Adapters on disk in the form of PEFT: ``adapter_config.json`` and ``adapter_model.safetensors``.

A stranger's adapter is validated like a stranger's model. What would change the numbers and is not computed here is
refused by its name; what only says how training began or went is ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.artifacts.safetensors_data import read_into, write_tensors
from gpt_studio.artifacts.safetensors_header import StoredTensor, read_header
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.regular_file import is_there
from gpt_studio.models.contract import LanguageModel, WeightNames
from gpt_studio.models.lora import A, B, LoraShape, add_lora, linear_layers

PREFIX = "base_model.model."
HIGHEST_RANK = 4096
_DTYPES = ("F32", "F16", "BF16")
# Entries that change nothing in what a finished adapter computes.
_IGNORED = {
    *("task_type", "auto_mapping", "peft_version", "base_model_name_or_path", "revision", "inference_mode"),
    *("target_modules", "exclude_modules", "layers_to_transform", "layers_pattern", "lora_dropout", "fan_in_fan_out"),
    *("loftq_config", "eva_config", "corda_config", "lora_ga_config", "megatron_core", "qalora_group_size"),
    *("ensure_weight_tying", "runtime_config"),
}
_READ = {"peft_type", "r", "lora_alpha", "use_rslora", "bias", "init_lora_weights"}
# Ways to begin that take something away from the base's weights, so that the adapter fits the changed base alone.
_CHANGES_THE_BASE = ("pissa", "olora", "loftq", "corda", "lora_ga")


@dataclass(frozen=True)
class Adapter:
    """An adapter that fits a model: ``tensors`` by the parameter of the adapted model that each fills."""

    folder: Path
    shape: LoraShape
    tensors: Mapping[str, StoredTensor]


def check_adapter(folder: Path, model: LanguageModel) -> Adapter:
    """Read the headers of the adapter in ``folder`` for ``model``. Raises StudioError if it cannot be used with it."""
    settings = _settings(folder)
    rank, alpha = settings["r"], float(settings["lora_alpha"])
    path = folder / names.ADAPTER_WEIGHTS
    if not is_there(path):
        raise StudioError(
            "adapter.no_weights",
            "{folder} holds no {file}: get the whole adapter, in the safetensors format.",
            folder=folder,
            file=names.ADAPTER_WEIGHTS,
        )
    tensors: dict[str, StoredTensor] = {}
    modules: dict[str, str] = {}
    known = {_module_in_file(name, model.weight_names): name for name in linear_layers(model)}
    for stored_name, tensor in read_header(path).items():
        module, _, side = stored_name.removeprefix(PREFIX).removesuffix(".weight").rpartition(".")
        if not stored_name.startswith(PREFIX) or side not in (A, B) or module not in known:
            raise _strange(folder, stored_name, side)
        name = known[module]
        out, inside = model.get_submodule(name).weight.shape  # type: ignore[misc]
        expected = (rank, inside) if side == A else (out, rank)
        if tensor.shape != expected or tensor.dtype not in _DTYPES:
            raise StudioError(
                "adapter.shape",
                "The adapter in {folder} does not fit this model: {tensor} should be {expected} and is {found} "
                "({dtype}). Choose the model that it was trained for.",
                folder=folder,
                tensor=shortened(stored_name),
                expected=list(expected),
                found=list(tensor.shape),
                dtype=tensor.dtype,
            )
        tensors[f"{name}.{side}"] = tensor
        modules[name] = module
    missing = [f"{name}.{side}" for name in modules for side in (A, B) if f"{name}.{side}" not in tensors]
    if missing or not tensors:
        raise StudioError(
            "adapter.incomplete",
            "The adapter in {folder} is not complete: {tensor} is missing. Get a good copy of it.",
            folder=folder,
            tensor=missing[0] if missing else names.ADAPTER_WEIGHTS,
        )
    shape = LoraShape(tuple(sorted(modules)), rank, alpha, by_root=bool(settings.get("use_rslora")))
    return Adapter(folder, shape, tensors)


def load_adapter(adapter: Adapter, model: LanguageModel) -> None:
    """Adapt ``model`` in place with what ``adapter`` holds. Raises StudioError for numbers that are not finite."""
    add_lora(model, adapter.shape)
    parameters = dict(model.named_parameters())
    for name, stored in adapter.tensors.items():
        values = torch.empty(stored.shape)
        read_into(values, stored)
        if not bool(torch.isfinite(values).all()):
            raise StudioError(
                "adapter.not_finite",
                "The adapter in {folder} holds numbers that are infinite or no numbers at all: its training went "
                "wrong, or the file is damaged. Get a good copy of it.",
                folder=adapter.folder,
            )
        with torch.no_grad():
            parameters[name].copy_(values)


def adapter_tensors(weights: Mapping[str, Tensor], naming: WeightNames) -> dict[str, Tensor]:
    """The parameters of an adapter by the names that PEFT gives them."""
    found = {}
    for name, tensor in weights.items():
        module, _, side = name.rpartition(".")
        found[f"{PREFIX}{_module_in_file(module, naming)}.{side}.weight"] = tensor
    return found


def save_adapter_weights(folder: Path, weights: Mapping[str, Tensor], naming: WeightNames) -> None:
    """Replace the weights of the adapter in ``folder``. Raises DiskError if the disk refuses."""
    write_tensors(
        folder / names.ADAPTER_WEIGHTS, adapter_tensors(weights, naming), dtype=torch.float32, metadata={"format": "pt"}
    )


def adapter_entries(shape: LoraShape, model: LanguageModel, base: str) -> dict[str, Any]:
    """The entries of ``adapter_config.json``, from which PEFT makes the same adapter."""
    naming = model.weight_names
    transposed = any(naming.is_transposed(f"{name}.weight") for name in shape.modules)
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "inference_mode": True,
        "r": shape.rank,
        "lora_alpha": int(shape.alpha) if shape.alpha == int(shape.alpha) else shape.alpha,
        "lora_dropout": shape.dropout,
        "use_rslora": shape.by_root,
        "target_modules": _endings(shape.modules, linear_layers(model)),
        "fan_in_fan_out": transposed,
        "bias": "none",
        "modules_to_save": None,
        "init_lora_weights": True,
    }


def adapter_facts(adapter: Adapter) -> Message:
    """What was put onto the model, for a person."""
    count = sum(stored.count for stored in adapter.tensors.values())
    return say(
        "adapter.facts",
        "with an adapter of rank {rank} on {layers} {layers:|layer|layers} ({count:,} numbers)",
        rank=adapter.shape.rank,
        layers=len(adapter.shape.modules),
        count=count,
    )


def _settings(folder: Path) -> dict[str, Any]:
    """The checked entries of ``adapter_config.json``."""
    path = folder / names.ADAPTER
    if not is_there(path):
        raise StudioError(
            "adapter.missing", "{folder} holds no adapter: choose a folder with {file}.", folder=folder, file=path.name
        )
    settings = read_object(path)
    kind = settings.get("peft_type")
    if kind != "LORA":
        raise _unsupported(path, "peft_type", kind)
    for name, value in settings.items():
        if name not in _IGNORED | _READ and value not in (None, False, [], {}) and name != "megatron_config":
            raise _unsupported(path, name, value)
    if settings.get("bias", "none") != "none":
        raise _unsupported(path, "bias", settings["bias"])
    begun = settings.get("init_lora_weights", True)
    if not isinstance(begun, bool | str | None):
        raise _wrong(path, "init_lora_weights", begun)
    if isinstance(begun, str) and begun.lower().startswith(_CHANGES_THE_BASE):
        raise _unsupported(path, "init_lora_weights", begun)
    rank, alpha, root = settings.get("r", 8), settings.get("lora_alpha", 8), settings.get("use_rslora", False)
    if isinstance(rank, bool) or not isinstance(rank, int) or not 0 < rank <= HIGHEST_RANK:
        raise _wrong(path, "r", rank)
    if isinstance(alpha, bool) or not isinstance(alpha, int | float) or not 0 < alpha <= 1e6:
        raise _wrong(path, "lora_alpha", alpha)
    if root not in (True, False, None):
        raise _wrong(path, "use_rslora", root)
    return settings | {"r": rank, "lora_alpha": alpha}


def _unsupported(path: Path, name: str, value: Any) -> StudioError:
    return StudioError(
        "adapter.unsupported",
        "{path} sets {name} to {value!r}, which GPT Studio does not compute: merge this adapter into its model with "
        "PEFT, and open the merged model.",
        path=path,
        name=shortened(name),
        value=shortened(value),
    )


def _wrong(path: Path, name: str, value: Any) -> StudioError:
    return StudioError(
        "adapter.value",
        "{path} sets {name} to {value!r}, which cannot be: get a good copy of it.",
        path=path,
        name=name,
        value=shortened(value),
    )


def _strange(folder: Path, tensor: str, side: str) -> StudioError:
    if side in (A, B):
        return StudioError(
            "adapter.no_layer",
            "The adapter in {folder} changes {tensor}, which is no linear layer of this model that can be adapted: "
            "choose the model that it was trained for.",
            folder=folder,
            tensor=shortened(tensor),
        )
    return StudioError(
        "adapter.strange",
        "The adapter in {folder} holds {tensor}, which GPT Studio does not compute: merge this adapter into its model "
        "with PEFT, and open the merged model.",
        folder=folder,
        tensor=shortened(tensor),
    )


def _module_in_file(name: str, naming: WeightNames) -> str:
    return naming.to_hf(f"{name}.weight").removesuffix(".weight")


def _endings(chosen: tuple[str, ...], known: tuple[str, ...]) -> list[str]:
    """The shortest endings of names that mean the ``chosen`` layers and none of the others that are ``known``."""
    return sorted({next(end for end in _endings_of(name) if _means_chosen(end, chosen, known)) for name in chosen})


def _endings_of(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[-count:]) for count in range(1, len(parts) + 1))


def _means_chosen(end: str, chosen: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return all(name in chosen for name in known if name == end or name.endswith(f".{end}"))
