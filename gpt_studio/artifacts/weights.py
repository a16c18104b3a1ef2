"""Checks the weights of a folder against the architecture, and loads and saves them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import torch
from torch import nn

from gpt_studio.artifacts.quantised import refuse_quantised_tensors
from gpt_studio.artifacts.safetensors_data import DTYPES, read_into, same_numbers
from gpt_studio.artifacts.safetensors_header import StoredTensor
from gpt_studio.artifacts.stored_form import StoredForm, write_weight_files
from gpt_studio.artifacts.weight_files import stored_tensors
from gpt_studio.artifacts.wrapped_names import unwrapped
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.models.as_stored import HALVES, compute_as_stored, large_matrices
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel, ModelConfig, WeightNames

_HEAD = "lm_head.weight"
_SHOWN = 3


@dataclass(frozen=True)
class Weights:
    """The stored tensor of each parameter, by its name in the module.

    ``config`` is that of the folder, corrected to match the tensors; ``notes`` tell a person about corrections.
    ``renamed``: the names in the file are not those that Hugging Face libraries expect.
    """

    config: ModelConfig
    tensors: dict[str, StoredTensor]
    notes: tuple[Message, ...] = ()
    renamed: bool = False

    @property
    def parameters(self) -> int:
        return sum(stored.count for stored in self.tensors.values())

    @property
    def dtypes(self) -> tuple[str, ...]:
        return tuple(sorted({stored.dtype for stored in self.tensors.values()}))

    @property
    def size(self) -> int:
        """Size on disk in bytes."""
        return sum(stored.size for stored in self.tensors.values())


def save_weights(folder: Path, model: LanguageModel, form: StoredForm | None = None) -> None:
    """Replace the weights of ``folder`` by the model's parameters, in the layout of Hugging Face.

    In ``form``, or in float32 under the usual names. Raises DiskError if the disk refuses; then the old files are kept.
    """
    naming, form = model.weight_names, form or StoredForm()
    parameters = {
        form.name(name, naming): (parameter.detach().T if naming.is_transposed(name) else parameter.detach(), name)
        for name, parameter in model.named_parameters()
    }
    tensors = {stored: tensor for stored, (tensor, _) in parameters.items()}
    dtypes = {stored: form.dtype(name) for stored, (_, name) in parameters.items()}
    write_weight_files(folder, tensors, dtypes)


def load_weights(
    weights: Weights, dtype: torch.dtype = torch.float32, device: torch.device | str = "cpu"
) -> LanguageModel:
    """The model with its tensors, which are read one by one, in evaluation mode.

    It computes in ``dtype``, to which tensors are converted on reading. For float32 on the CPU, large matrices stored
    in half precision are kept so and widened on use. Raises StudioError if there is not enough memory on the CPU.
    """
    model = build_on_meta(weights.config).eval()
    on_processor = torch.device(device).type == "cpu"
    kept = large_matrices(model) if dtype == torch.float32 and on_processor else ()
    held = {name: DTYPES[stored.dtype] for name, stored in weights.tensors.items() if name in kept}
    formats = {name: own if own in HALVES else dtype for name, own in held.items()}
    if on_processor:
        _refuse_without_memory(weights, formats, dtype)
    for name, parameter in tuple(model.named_parameters()):
        stored = weights.tensors[name]
        values = torch.empty(parameter.shape, dtype=formats.get(name, dtype))
        read_into(values, stored, transposed=model.weight_names.is_transposed(name))
        owner, _, own_name = name.rpartition(".")
        setattr(model.get_submodule(owner), own_name, nn.Parameter(values.to(device)))
    if kept:
        compute_as_stored(model)
    return model


def _refuse_without_memory(weights: Weights, formats: Mapping[str, torch.dtype], usual: torch.dtype) -> None:
    """Raise StudioError if the model needs more than the free memory, because filling it would end the process.

    Small downloads can do that: a sparse file takes no disk space.
    """
    needed = sum(stored.count * formats.get(name, usual).itemsize for name, stored in weights.tensors.items())
    free = psutil.virtual_memory().available
    if needed > free:
        raise StudioError(
            "weights.memory",
            "The model in {folder} needs {needed:,.1f} GB of memory, and {free:,.1f} GB are free: close other "
            "programs, or choose a smaller model.",
            folder=next(iter(weights.tensors.values())).path.parent,
            needed=needed / 1e9,
            free=free / 1e9,
        )


def check_weights(folder: Path, config: ModelConfig, *, inside: bool = False) -> Weights:
    """Check that the files hold exactly the tensors of ``config``. Reads only headers, and a second output table.

    ``inside``: the file has the names and layout of the module, as in our checkpoints, not those of Hugging Face.
    Raises StudioError for missing, unexpected or wrongly shaped tensors and for damaged, pickled or quantised files.
    """
    model = build_on_meta(config)
    found = stored_tensors(folder)
    refuse_quantised_tensors(folder, found)
    notes: tuple[Message, ...] = ()
    if inside:
        stored = _as_in_files(found, model.weight_names)
    else:
        stored, notes = _by_parameter(folder, model, found)
    renamed = bool(notes)
    if config.tied and _HEAD in stored:
        head, table = stored.pop(_HEAD), _output_name(model)
        if table not in stored:
            stored[table] = head
            notes = (*notes, _only_head(model.weight_names.to_hf(table)))
        elif not same_numbers(head, stored[table]):
            stored[_HEAD] = head
            config = dataclasses.replace(config, tied=False)  # type: ignore[type-var]
            model = build_on_meta(config)
            notes = (
                *notes,
                say(
                    "weights.untied",
                    "config.json says that reading and writing share one table, but the file holds two different "
                    "ones: both are used.",
                ),
            )
    _refuse_differences(folder, model, stored)
    return Weights(config, stored, notes, renamed)


def _only_head(table: str) -> Message:
    return say(
        "weights.only_head",
        "The file holds the table that reading and writing share only as {head}, and not as {table}: it is used for "
        "both.",
        head=_HEAD,
        table=table,
    )


def _as_in_files(stored: Mapping[str, StoredTensor], naming: WeightNames) -> dict[str, StoredTensor]:
    """The tensors of a checkpoint, described in the layout of Hugging Face."""
    return {
        name: dataclasses.replace(tensor, shape=tuple(reversed(tensor.shape)), turned=True)
        if naming.is_transposed(name)
        else tensor
        for name, tensor in stored.items()
    }


def _by_parameter(
    folder: Path, model: LanguageModel, stored: Mapping[str, StoredTensor]
) -> tuple[dict[str, StoredTensor], tuple[Message, ...]]:
    """The tensors by the module's parameter names, and a note if the prefix of a wrapper was removed."""
    expected = {name for name, _ in model.named_parameters()}
    wrapped, taken_off = unwrapped(stored, lambda name: model.weight_names.from_hf(name) in expected)
    found: dict[str, StoredTensor] = {}
    for hf_name, tensor in wrapped.items():
        name = model.weight_names.from_hf(hf_name)
        if name in found:
            raise StudioError(
                "weights.twice",
                "The weights in {folder} hold {tensor} twice, with and without a prefix, so it is unclear which one "
                "counts: get a good copy of them.",
                folder=folder,
                tensor=shortened(hf_name),
            )
        if name is not None:
            found[name] = tensor
    if not taken_off:
        return found, ()
    note = say(
        "weights.wrapped",
        "The names of the tensors begin with {prefix}, as a compiled or distributed model has them: it was taken off.",
        prefix=", ".join(taken_off),
    )
    return found, (note,)


def _output_name(model: LanguageModel) -> str:
    return next(name for name, parameter in model.named_parameters() if parameter is model.output_weight)


def _refuse_differences(folder: Path, model: LanguageModel, stored: dict[str, StoredTensor]) -> None:
    naming = model.weight_names
    expected = {
        name: tuple(reversed(parameter.shape)) if naming.is_transposed(name) else tuple(parameter.shape)
        for name, parameter in model.named_parameters()
    }
    missing = [naming.to_hf(name) + f" {list(shape)}" for name, shape in expected.items() if name not in stored]
    if len(missing) == 1:
        raise StudioError(
            "weights.tensor_missing",
            "The weights in {folder} lack a tensor that config.json asks for: {tensor}. Get the files that belong "
            "together.",
            folder=folder,
            tensor=missing[0],
        )
    if missing:
        raise StudioError(
            "weights.tensors_missing",
            "The weights in {folder} lack {count} {count:|tensor|tensors} that config.json asks for: {tensors}. Get "
            "the files that belong together.",
            folder=folder,
            count=len(missing),
            tensors=_first(missing),
        )
    unexpected = [shortened(naming.to_hf(name)) for name in stored if name not in expected]
    if len(unexpected) == 1:
        raise StudioError(
            "weights.tensor_unexpected",
            "The weights in {folder} hold a tensor that the architecture in config.json does not have: {tensor}. Get "
            "the files that belong together.",
            folder=folder,
            tensor=unexpected[0],
        )
    if unexpected:
        raise StudioError(
            "weights.tensors_unexpected",
            "The weights in {folder} hold {count} {count:|tensor|tensors} that the architecture in config.json does "
            "not have: {tensors}. Get the files that belong together.",
            folder=folder,
            count=len(unexpected),
            tensors=_first(unexpected),
        )
    wrong = [
        f"{naming.to_hf(name)} should be {list(shape)} and is {list(stored[name].shape)}"
        for name, shape in expected.items()
        if stored[name].shape != shape
    ]
    if len(wrong) == 1:
        raise StudioError(
            "weights.shape_differs",
            "The weights in {folder} do not fit config.json in one tensor: {tensor}. Get the files that belong "
            "together.",
            folder=folder,
            tensor=wrong[0],
        )
    if wrong:
        raise StudioError(
            "weights.shapes",
            "The weights in {folder} do not fit config.json in {count} {count:|tensor|tensors}: {tensors}. Get "
            "the files that belong together.",
            folder=folder,
            count=len(wrong),
            tensors=_first(wrong),
        )
    strange = sorted({tensor.dtype for tensor in stored.values()} - {"F64", "F32", "F16", "BF16"})
    if strange:
        raise StudioError(
            "weights.dtype",
            "The weights in {folder} are stored as {dtypes}, which GPT Studio does not compute with: get them in "
            "float32, float16 or bfloat16.",
            folder=folder,
            dtypes=", ".join(strange),
        )


def _first(tensors: Iterable[str]) -> str:
    listed = list(tensors)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return "; ".join(listed[:_SHOWN]) + more
