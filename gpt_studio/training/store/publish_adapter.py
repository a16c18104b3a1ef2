"""Writes the weights of a LoRA run into an adapter's folder, which PEFT can load from the first checkpoint on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from gpt_studio.artifacts import names
from gpt_studio.artifacts.adapters import adapter_entries, save_adapter_weights
from gpt_studio.artifacts.chat_template import read_chat_template
from gpt_studio.artifacts.model_card import CardFacts, render_adapter_card
from gpt_studio.core import durable
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.lora import LoraShape
from gpt_studio.tokenization.files import json_bytes
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.store.checkpoint import check_finite


@dataclass(frozen=True)
class AdapterPublisher:
    """Writes ``folder`` for one run on the model in ``base``, as Publisher (publish.py) does for whole models.

    ``chat_template``: the one that the run is trained with, which is kept where the base has another or none.
    """

    folder: Path
    config: ModelConfig
    tokenizer: Tokenizer
    chat_template: str | None
    card: CardFacts
    base: Path
    adapter: LoraShape

    def language_files(self) -> dict[str, bytes]:
        """The files that do not change during the run, by name."""
        known = read_chat_template(self.base)
        if self.chat_template is not None and (known is None or known.source != self.chat_template):
            return {names.CHAT_TEMPLATE: self.chat_template.encode()}
        return {}

    @property
    def _named_base(self) -> str:
        """The base's folder as the adapter's files name it: they are JSON, which no name can enter that is not
        Unicode. Where it is none, the adapter can be opened all the same, by choosing its base."""
        return str(self.base).encode("utf-8", "replace").decode()

    def publish(self, weights: dict[str, Tensor], card: CardFacts) -> None:
        """Make ``weights`` the adapter's. Its configuration is written last, so that a folder with one is whole.

        Raises NotFiniteError instead of writing anything that is not finite, and DiskError if the disk refuses.
        """
        check_finite(weights)
        model = build_on_meta(self.config)
        save_adapter_weights(self.folder, weights, model.weight_names)
        durable.write_text(self.folder / names.CARD, render_adapter_card(card, self.config, self._named_base))
        for name, content in self.language_files().items():
            if not (self.folder / name).is_file():
                durable.write_bytes(self.folder / name, content)
        if not (self.folder / names.ADAPTER).is_file():
            entries = adapter_entries(self.adapter, model, self._named_base)
            durable.write_bytes(self.folder / names.ADAPTER, json_bytes(entries))
