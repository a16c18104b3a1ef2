"""Finds the files that hold the weights of a folder: one file, or shards with an index. Needs no torch."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.artifacts.not_a_model import explain_adapter, is_adapter
from gpt_studio.artifacts.safetensors_header import StoredTensor, read_header
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import SHARDS, TENSORS
from gpt_studio.core.regular_file import is_there, unreadable

_FOREIGN_ENDINGS = (".gguf", ".h5", ".msgpack", ".onnx", ".ot", ".tflite", ".mlmodel", ".npz")


def stored_tensors(folder: Path) -> dict[str, StoredTensor]:
    """Every tensor in the weight files of ``folder`` by its stored name.

    Raises StudioError if there are no weights, or only damaged or pickled ones.
    """
    if is_there(folder / names.WEIGHTS):
        return read_header(folder / names.WEIGHTS)
    if is_there(folder / names.WEIGHTS_INDEX):
        return _in_shards(folder)
    raise _without_weights(folder)


def _without_weights(folder: Path) -> StudioError:
    if is_adapter(folder):
        return explain_adapter(folder)
    try:
        files = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        return unreadable(folder, error)
    if pickled := _ending_in(names.PICKLED_ENDINGS, files):
        return StudioError(
            "weights.pickled",
            "{folder} holds its weights only as {file}, a pickle file, which can run any program when it is opened, "
            "so GPT Studio never does: get the model in the safetensors format.",
            folder=folder,
            file=shortened(pickled[0]),
        )
    if foreign := _ending_in(_FOREIGN_ENDINGS, files):
        return StudioError(
            "weights.foreign",
            "{folder} holds its weights only as {file}, for another program: get the model in the safetensors format.",
            folder=folder,
            file=shortened(foreign[0]),
        )
    if unnamed := _ending_in((".safetensors",), files):
        return StudioError(
            "weights.other_name",
            "{folder} holds neither a model.safetensors nor its index, only {file}: get the whole folder, or rename "
            "that file if it holds the whole model.",
            folder=folder,
            file=shortened(unnamed[0]),
        )
    return StudioError(
        "weights.missing",
        "{folder} has a config.json but no weights: put its model.safetensors there.",
        folder=folder,
    )


def _ending_in(endings: tuple[str, ...], files: list[str]) -> list[str]:
    return [name for name in files if name.lower().endswith(endings)]


def _in_shards(folder: Path) -> dict[str, StoredTensor]:
    found: dict[str, StoredTensor] = {}
    for shard in _shards(folder):
        tensors = read_header(shard)
        if not tensors:
            raise StudioError(
                "index.no_tensors",
                "{path}, one of the files that hold the model, holds no tensor: get the files that belong together.",
                path=shard,
            )
        twice = found.keys() & tensors.keys()
        if twice:
            raise StudioError(
                "index.tensor_twice",
                "{path} holds the tensor {tensor}, which another file of the model holds too: get the files that "
                "belong together.",
                path=shard,
                tensor=shortened(min(twice)),
            )
        found |= tensors
        if len(found) > TENSORS:
            raise StudioError(
                "index.too_many_tensors",
                "The files of {folder} hold more than {limit:,} tensors, the limit for a model: get a good copy of it.",
                folder=folder,
                limit=TENSORS,
            )
    return found


def _shards(folder: Path) -> list[Path]:
    """The files named by the index. Raises StudioError for missing files and names that lead out of the folder."""
    index = folder / names.WEIGHTS_INDEX
    places = read_object(index).get("weight_map")
    if not isinstance(places, dict) or not all(isinstance(place, str) for place in places.values()):
        raise StudioError(
            "index.damaged", "{path} is damaged: it does not say which file holds what. Get a good copy.", path=index
        )
    shards = sorted(set(places.values()))
    if len(shards) > SHARDS:
        raise StudioError(
            "index.too_many_files",
            "{path} names more than {limit:,} files, the limit for a model: get a good copy of it.",
            path=index,
            limit=SHARDS,
        )
    for place in shards:
        if not _stays_inside(place):
            raise StudioError(
                "index.outside",
                "{path} names a file outside its folder ({place!r}), which is not safe to open: get the model from a "
                "source that you trust.",
                path=index,
                place=shortened(place),
            )
        if not is_there(folder / place):
            raise StudioError(
                "index.missing",
                "{path} names the file {place!r}, which is not there: the copy or download did not finish. Get the "
                "whole folder.",
                path=index,
                place=shortened(place),
            )
    return [folder / place for place in shards]


def _stays_inside(place: str) -> bool:
    """Whether ``place`` is a plain file name on every system."""
    return (
        place.isprintable()
        and not ({"\0", ":"} & set(place) or place in {"", ".", ".."})
        and all(kind(place).parts == (place,) and not kind(place).anchor for kind in (PurePosixPath, PureWindowsPath))
    )
