"""Explains what a path without a model holds instead, and where the model is. Needs no torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.checkpoint_folders import CHECKPOINTS, TRAINING, checkpoints_in, trainer_checkpoints_in
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.regular_file import is_there

_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".7z", ".rar", ".zst")
_SHOWN = 4
_MOST_LOOKED_AT = 1_000  # entries of a folder, because each costs a disk access
_UNMERGEABLE = ("PREFIX_TUNING", "PROMPT_TUNING", "MULTITASK_PROMPT_TUNING", "P_TUNING", "ADAPTION_PROMPT")
_ADAPTER_NAMES = {
    "LORA": "LoRA",
    "ADALORA": "AdaLoRA",
    "DORA": "DoRA",
    "IA3": "IA3",
    "LOHA": "LoHa",
    "LOKR": "LoKr",
    "VERA": "VeRA",
    "FOURIERFT": "FourierFT",
    "RANDLORA": "RandLoRA",
    "PREFIX_TUNING": "prefix-tuning",
    "PROMPT_TUNING": "prompt-tuning",
    "MULTITASK_PROMPT_TUNING": "prompt-tuning",
    "P_TUNING": "p-tuning",
    "ADAPTION_PROMPT": "adaption-prompt",
}


def explain_file(path: Path) -> StudioError:
    """The error for ``path``, which is not a folder."""
    if not is_there(path):
        return StudioError(
            "folder.missing",
            "There is no folder {folder}: it was moved, renamed or deleted. Open it where it is now, or choose another "
            "one.",
            folder=path,
        )
    if not path.exists():
        return StudioError(
            "folder.link_broken",
            "{path} is a link that leads nowhere: what it led to was moved, deleted, or is on a disk that is not "
            "connected. Choose the folder itself.",
            path=path,
        )
    if not path.is_file():
        return StudioError("folder.special", "{path} is neither a folder nor a file: choose a folder.", path=path)
    ending = path.suffix.lower()
    if ending == ".gguf":
        return StudioError(
            "folder.gguf_file",
            "{path} is a file, and GGUF files are for llama.cpp and are not opened here: choose the folder that it was "
            "made from.",
            path=path,
        )
    if ending in _ARCHIVES:
        return StudioError(
            "folder.archive",
            "{path} is a packed file: unpack it first, and choose the folder that comes out of it.",
            path=path,
        )
    if ending in names.PICKLED_ENDINGS:
        return StudioError(
            "folder.pickle_file",
            "{path} is a pickle file, which can run any program when it is opened, so GPT Studio never does: choose a "
            "folder that holds the model in the safetensors format.",
            path=path,
        )
    if is_there(path.parent / names.CONFIG) or is_there(path.parent / names.TOKENIZER):
        return StudioError(
            "folder.file_in_model", "{path} is a file: choose the folder that it lies in, {folder}.", path=path,
            folder=path.parent,
        )  # fmt: skip
    return StudioError("folder.file", "{path} is a file, and a folder is needed here: choose one.", path=path)


def explain_folder(folder: Path) -> StudioError:
    """The error for ``folder``, which has no ``config.json``."""
    if is_adapter(folder):
        return explain_adapter(folder)
    if left := trainer_checkpoints_in(folder):
        newest = left[max(left)]
        return StudioError(
            "folder.trainer_output",
            "{folder} is what a Trainer wrote and holds no model itself, but its {checkpoint} is one: choose {place}.",
            folder=folder,
            checkpoint=newest.name,
            place=newest,
        )
    if checkpoints_in(folder):
        return StudioError(
            "folder.without_settings",
            "{folder} holds checkpoints of a training, but its config.json is missing, and they cannot be opened "
            "without it: put the config.json and the tokenizer back.",
            folder=folder,
        )
    for model in folder.parents:
        if folder in (model / TRAINING, model / TRAINING / CHECKPOINTS) and is_there(model / names.CONFIG):
            return StudioError(
                "folder.inside_model",
                "{folder} is a part of the model in {model}: choose that folder.",
                folder=folder,
                model=model,
            )
    return _by_content(folder)


def is_adapter(folder: Path) -> bool:
    """Whether ``folder`` holds a PEFT or MLX adapter."""
    return any(is_there(folder / name) for name in names.ADAPTER_FILES)


def explain_adapter(folder: Path) -> StudioError:
    """The error for an adapter; names its kind and base model if ``adapter_config.json`` states them."""
    settings = _adapter_settings(folder)
    kind = settings.get("peft_type") or settings.get("fine_tune_type") or ""
    kind = kind.upper() if isinstance(kind, str) else ""
    base = settings.get("base_model_name_or_path") or settings.get("model") or ""
    values = {
        "folder": folder,
        "kind": _ADAPTER_NAMES.get(kind, shortened(kind) or "PEFT"),
        "base": shortened(base) if isinstance(base, str) else "",
    }
    if kind in _UNMERGEABLE:
        return StudioError(
            "folder.adapter_unmergeable",
            "{folder} holds only a {kind} adapter for the model {base}, which cannot be merged into it: it works "
            "in PEFT alone.",
            **values | {"base": values["base"] or "?"},
        )
    if not values["base"]:
        return StudioError(
            "folder.adapter_of_unknown",
            "{folder} holds only a {kind} adapter, and does not say for which model: merge it into that model first "
            "(merge_and_unload in PEFT), and choose the merged folder.",
            **values,
        )
    return StudioError(
        "folder.adapter",
        "{folder} holds only a {kind} adapter for {base}: merge it into that model first (merge_and_unload in PEFT), "
        "and choose the merged folder.",
        **values,
    )


def _adapter_settings(folder: Path) -> dict[str, Any]:
    try:
        return read_object(folder / names.ADAPTER)
    except StudioError:
        return {}


def _by_content(folder: Path) -> StudioError:
    try:
        entries = [entry for entry, _ in zip(folder.iterdir(), range(_MOST_LOOKED_AT), strict=False)]
    except OSError:
        entries = []
    models = sorted(entry for entry in entries if not entry.name.startswith(".") and _holds_a_model(entry))
    if len(models) == 1:
        return StudioError(
            "folder.one_model_inside",
            "{folder} is not a model, but its folder {name} is one: choose {place}.",
            folder=folder,
            name=shortened(models[0].name),
            place=models[0],
        )
    if models:
        return StudioError(
            "folder.several_models",
            "{folder} is not a model but holds {count} of them: choose one, such as {some}.",
            folder=folder,
            count=len(models),
            some=", ".join(shortened(model.name) for model in models[:_SHOWN]),
        )
    files = {entry.name.lower() for entry in entries}
    if any(name.endswith(".gguf") for name in files):
        return StudioError(
            "folder.only_gguf",
            "{folder} holds a model only as GGUF, which is for llama.cpp and is not opened here: choose the folder "
            "that it was made from.",
            folder=folder,
        )
    if "model_index.json" in files:
        return StudioError(
            "folder.pictures",
            "{folder} holds a model of diffusers, which makes pictures and not text: choose a language model.",
            folder=folder,
        )
    if "params.json" in files:
        return StudioError(
            "folder.original_format",
            "{folder} holds a model in the form of its makers (params.json), which GPT Studio does not read: get it in "
            "the form of Hugging Face, with a config.json.",
            folder=folder,
        )
    if names.WEIGHTS in files or names.WEIGHTS_INDEX in files:
        return StudioError(
            "folder.weights_alone",
            "{folder} holds weights but no config.json, which says how to compute with them: get that file too.",
            folder=folder,
        )
    if names.TOKENIZER in files:
        return StudioError(
            "folder.tokenizer_alone",
            "{folder} holds a tokenizer and no model: choose the folder that holds config.json and the weights.",
            folder=folder,
        )
    return StudioError(
        "folder.no_config",
        "{folder} is not a model: it has no config.json. Choose the folder that holds config.json.",
        folder=folder,
    )


def _holds_a_model(place: Path) -> bool:
    """Whether ``place`` looks like a model or like a model's folder in a Hugging Face cache."""
    if place.is_symlink() or not place.is_dir():
        return False
    return is_there(place / names.CONFIG) or (place.name.startswith("models--") and (place / "snapshots").is_dir())
