"""Merge an adapter into its model: the result is a whole model in the form of the base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Progress
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.core.naming import refuse_clash


@dataclass(frozen=True)
class MergeAdapter:
    """``out`` must not hold a model yet. ``strength``: how strongly the adapter acts in the merged model.
    ``follow_links``: links in the folder of ``base`` may lead to files anywhere."""

    base: Path
    adapter: Path
    out: Path
    strength: float = 1.0
    follow_links: bool = False


@dataclass(frozen=True)
class MergedModel:
    """``size`` is that of the weights in bytes."""

    folder: Path
    parameters: int
    size: int


def run(request: MergeAdapter, context: JobContext) -> MergedModel:
    """Computed in float32, written in the base's format. Raises StudioError for an adapter that does not fit."""
    from gpt_studio.artifacts.base_files import inherited_files
    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_tuned
    from gpt_studio.core.regular_file import links_followed
    from gpt_studio.models.lora import merge_lora

    if (request.out / names.CONFIG).exists():
        raise StudioError(
            "merge.folder_taken", "{folder} already holds a model: choose another name.", folder=request.out
        )
    refuse_clash(request.out)
    context.emit(Progress(say("merge.opening", "Reading the model and its adapter")))
    opened = open_artifact(
        request.base, follow_links=request.follow_links, adapter=request.adapter, adapter_strength=request.strength
    )
    context.raise_if_cancelled()
    context.emit(Progress(say("merge.writing", "Merging and writing")))
    merge_lora(opened.model)
    template = opened.chat_template.source if opened.chat_template else None
    base = opened.place.folder
    with links_followed(base, request.follow_links), FolderLock(request.out):
        files = inherited_files(base, opened.tokenizer, opened.config.context_length, template)
        card = CardFacts(name=request.out.name, base=f"{request.base.name} with the adapter {request.adapter.name}")
        save_tuned(request.out, opened.model, opened.config, files, base, card)
    size = sum(path.stat().st_size for path in request.out.glob("*.safetensors"))
    return MergedModel(request.out, opened.parameters, size)
