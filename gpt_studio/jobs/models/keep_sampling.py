"""Keep settings of generation as a model's own: writes its ``generation_config.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.artifacts.names import GENERATION
from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.regular_file import is_there
from gpt_studio.core.strict_json import read_object
from gpt_studio.inference.sampling_settings import Sampling


@dataclass(frozen=True)
class KeepSampling:
    """``folder`` is that of the model."""

    folder: Path
    sampling: Sampling


def run(request: KeepSampling, context: JobContext) -> Path:
    """Write the settings; whatever else the file holds stays. What transformers does not know (penalties of presence
    and frequency, stop texts, the seed, what happens when the context is full) stays with the conversation.

    Raises StudioError for a damaged file, for a checkpoint, whose files are never changed, and if the disk refuses.
    """
    path = request.folder / GENERATION
    if model_of_checkpoint(request.folder) is not None:
        raise StudioError(
            "sampling.checkpoint",
            "{folder} is a checkpoint, and its files are never changed: keep the settings in the model itself.",
            folder=request.folder,
        )
    content = read_object(path) if is_there(path) else {}
    content |= _entries(request.sampling)
    content = {name: value for name, value in content.items() if value is not None}
    durable.write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    return path


def _entries(sampling: Sampling) -> dict[str, Any]:
    """As transformers names them. Always the likeliest token is written as sampling from one token, because a file
    without sampling would say nothing about the other settings."""
    exact = sampling.temperature == 0
    return {
        "do_sample": True,
        "temperature": 1.0 if exact else sampling.temperature,
        "top_k": 1 if exact else sampling.top_k,
        "top_p": 1.0 if exact else sampling.top_p,
        "min_p": None if exact or not sampling.min_p else sampling.min_p,
        "typical_p": None if exact or sampling.typical_p == 1 else sampling.typical_p,
        "repetition_penalty": None if sampling.repetition_penalty == 1 else sampling.repetition_penalty,
        "no_repeat_ngram_size": sampling.no_repeat_ngram_size or None,
        "min_new_tokens": sampling.min_new_tokens or None,
        "max_new_tokens": sampling.max_new_tokens,
    }
