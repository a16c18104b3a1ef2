"""Writes the weights of a run into the model's folder, which can be loaded from the first checkpoint on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from torch import Tensor

from gpt_studio.artifacts import names
from gpt_studio.artifacts.base_files import inherited_config, inherited_files
from gpt_studio.artifacts.generation_config import Generation, longest_text
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.save import save_artifact, save_card, save_in_form
from gpt_studio.artifacts.stored_form import StoredForm, form_of
from gpt_studio.artifacts.weights import save_weights
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel, ModelConfig, NewConfig
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import tokenizer_files, written_roles
from gpt_studio.tokenization.settings import IM_END
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.store.checkpoint import check_finite

TEMPERATURE = 0.8
TOP_P = 0.95


@dataclass(frozen=True)
class Publisher:
    """Writes ``folder`` for one run. ``chat_template`` is None for a model that has none.

    ``base``: the folder that the run goes on from, whose files stay except for what the training changes.
    ``added``: tokens that the tokenizer got for this run.
    """

    folder: Path
    config: ModelConfig
    tokenizer: Tokenizer
    chat_template: str | None
    card: CardFacts
    base: Path | None = None
    added: tuple[str, ...] = ()

    @cached_property
    def _config_and_form(self) -> tuple[dict[str, Any], StoredForm]:
        """The entries of config.json and the form of the weights, as the base has them."""
        assert self.base is not None
        return inherited_config(self.base, self.config), form_of(self.base, build_on_meta(self.config))

    def language_files(self) -> dict[str, bytes]:
        """The files that do not change during the run, by name: the tokenizer and how conversations are written; of
        a ``base`` all that stay. What else is kept of a base is read with them, once: it may be moved meanwhile."""
        return self._language_files

    @cached_property
    def _language_files(self) -> dict[str, bytes]:
        if self.base is not None:
            _ = self._config_and_form
            return inherited_files(
                self.base, self.tokenizer, self.config.context_length, self.chat_template, self.added
            )
        return tokenizer_files(self.tokenizer, self.config.context_length, self.chat_template)

    def publish(self, weights: dict[str, Tensor], card: CardFacts) -> None:
        """Make ``weights`` the model's. The first time every file is written, later only weights and card.

        Raises NotFiniteError instead of writing anything that is not finite, and DiskError if the disk refuses.
        """
        check_finite(weights)
        model = self._holding(weights)
        if all((self.folder / name).is_file() for name in (names.CONFIG, names.GENERATION)):
            save_weights(self.folder, model, form_of(self.folder, model) if self.base is not None else None)
            save_card(self.folder, self.config, card)
        elif self.base is not None:
            entries, form = self._config_and_form
            save_in_form(self.folder, model, self.config, self.language_files(), entries, card, form)
        else:
            save_artifact(
                self.folder,
                model,
                cast(NewConfig, self.config),
                self.tokenizer,
                chat_template=self.chat_template,
                generation=self._generation(),
                card=card,
            )

    def _holding(self, weights: dict[str, Tensor]) -> LanguageModel:
        model = build_on_meta(self.config)
        model.load_state_dict(weights, assign=True)
        return model

    def _generation(self) -> Generation:
        end = self.tokenizer.end_of_text
        turn = self.tokenizer.special_ids.get(IM_END) if self.chat_template else None
        roles, ids = written_roles(self.tokenizer), self.tokenizer.special_ids
        return Generation(
            eos_token_ids=tuple(token for token in (end, turn) if token is not None),
            bos_token_id=ids.get(roles.get("bos_token", "")),
            pad_token_id=ids.get(roles.get("pad_token", "")),
            do_sample=True,
            temperature=TEMPERATURE,
            top_p=TOP_P,
            top_k=0,
            max_new_tokens=longest_text(self.config.context_length),
        )


def template_for(conversations: int, base_template: str | None) -> str | None:
    """The base model's template if it has one, else ChatML if the text held conversations."""
    return base_template or (CHATML if conversations else None)
