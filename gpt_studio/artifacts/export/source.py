"""The folder to export: checked as strictly as when it is opened, and read one tensor at a time."""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from gpt_studio.artifacts import names
from gpt_studio.artifacts.find_model import ModelPlace
from gpt_studio.artifacts.safetensors_data import read_into
from gpt_studio.artifacts.safetensors_header import StoredTensor
from gpt_studio.artifacts.validate import Language, check_folder
from gpt_studio.artifacts.weights import Weights
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import is_locked
from gpt_studio.core.regular_file import unreadable
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import ModelConfig, WeightNames

_KINDS = (".json", ".txt", ".jinja", ".md", ".model", "")


@dataclass(frozen=True)
class Source:
    """A checked folder. ``naming`` converts the parameter names of the module to those of Hugging Face."""

    place: ModelPlace
    weights: Weights
    language: Language
    naming: WeightNames

    @property
    def folder(self) -> Path:
        return self.place.folder

    @property
    def config(self) -> ModelConfig:
        return self.weights.config

    def tensor(self, name: str) -> Tensor:
        """One parameter by its name in the module, as the model uses it: [out, in], float32."""
        stored = self.weights.tensors[name]
        turned = self.naming.is_transposed(name)
        read = torch.empty(tuple(reversed(stored.shape)) if turned else stored.shape, dtype=torch.float32)
        read_into(read, stored, transposed=turned)
        return read

    @property
    def stored(self) -> dict[str, StoredTensor]:
        """The tensors as the files hold them, by their Hugging Face names."""
        return {self.naming.to_hf(name): stored for name, stored in self.weights.tensors.items()}

    @property
    def name(self) -> str:
        """The model's name in the files that are written."""
        return self.place.name if self.place.checkpoint else self.folder.resolve().name

    @property
    def rewritten(self) -> bool:
        """Whether the weights must be written anew, because their names or layout are not those of Hugging Face."""
        return self.weights.renamed or self.place.checkpoint is not None

    def small_files(self) -> list[Path]:
        """The other files of the model, sorted by name: settings, tokenizer, templates, card.

        Weights of any kind, programs, hidden files and other folders (checkpoints) are left out.
        """
        templates = self.folder / names.MORE_TEMPLATES
        try:
            entries = sorted(self.folder.iterdir(), key=lambda path: path.name)
            more = sorted(templates.glob("*.jinja")) if templates.is_dir() and not templates.is_symlink() else []
            return [path for path in (*entries, *more) if _belongs(path)]
        except OSError as error:
            raise unreadable(self.folder, error) from error


def read_source(folder: Path, adapter: Path | None = None) -> Source:
    """Check ``folder``. Raises StudioError if the model cannot be opened, or if a training is writing to it.

    A chat template in the folder of an ``adapter`` takes the place of the model's.
    """
    found = check_folder(folder, adapter)
    if is_locked(found.place.folder):
        raise StudioError(
            "export.in_training",
            "A training is writing to {folder}: wait until it ends, or stop it first.",
            folder=found.place.folder,
        )
    model = build_on_meta(found.weights.config)
    # In the order of the model instead of the files, so that the same model gives the same bytes.
    ordered = {name: found.weights.tensors[name] for name, _ in model.named_parameters()}
    return Source(found.place, replace(found.weights, tensors=ordered), found.language, model.weight_names)


def _belongs(path: Path) -> bool:
    if path.name.startswith(".") or path.name.endswith(".index.json") or path.suffix.lower() not in _KINDS:
        return False
    return not stat.S_ISDIR(path.stat().st_mode)
