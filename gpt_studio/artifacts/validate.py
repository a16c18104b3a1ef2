"""Checks whether a folder holds a usable model, without reading the weights into memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_template import ChatTemplate, read_chat_template
from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.artifacts.find_model import ModelPlace, find_model
from gpt_studio.artifacts.generation_config import Generation, is_no_token, token_ids
from gpt_studio.artifacts.json_file import read_object, read_optional_object
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quantised import refuse_quantised
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import template_problem
from gpt_studio.artifacts.turn_end import TurnEnd, turn_end
from gpt_studio.artifacts.weights import Weights, check_weights
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.tokenization.missing_bytes import losses
from gpt_studio.tokenization.tokenizer import Tokenizer

_NEEDED_ROLES = ("bos_token", "eos_token", "unk_token")
_TOKEN_ENTRIES = ("bos_token_id", "eos_token_id", "pad_token_id")
_SHOWN = 5


@dataclass(frozen=True)
class Language:
    """``stop_ids`` end a text; ``start_id`` begins one without a prompt, or is None; ``turn_end`` also ends a reply."""

    tokenizer: Tokenizer
    generation: Generation
    chat_template: ChatTemplate | None
    stop_ids: tuple[int, ...]
    start_id: int | None
    notes: tuple[Message, ...] = ()
    turn_end: TurnEnd = field(default_factory=TurnEnd)


@dataclass(frozen=True)
class Findings:
    """The parts of a folder that passed all checks."""

    place: ModelPlace
    weights: Weights
    language: Language


def check_folder(folder: Path, adapter: Path | None = None) -> Findings:
    """Run all checks. A chat template beside an ``adapter`` counts. Raises StudioError for the first fault."""
    place = find_model(folder)
    weights = weights_in(place, read_config(place.folder))
    with Quarantine() as quarantine:
        return Findings(place, weights, check_language(place.folder, weights.config, quarantine, adapter))


def weights_in(place: ModelPlace, config: ModelConfig) -> Weights:
    """The weights of a folder or of its checkpoint, checked by :func:`check_weights`."""
    if place.checkpoint is not None:
        return check_weights(place.checkpoint, config, inside=True)
    return check_weights(place.folder, config)


def read_config(folder: Path) -> ModelConfig:
    """The architecture of ``folder``. Raises StudioError if its config is missing, damaged or not supported."""
    hf = read_config_entries(folder)
    refuse_quantised(folder, hf)
    return family(hf["model_type"]).config.from_hf(hf)


def check_language(folder: Path, config: ModelConfig, quarantine: Quarantine, adapter: Path | None = None) -> Language:
    """The tokenizer, generation settings and chat template; tokenizer and template are tried in ``quarantine`` first.

    A chat template in the folder of an ``adapter`` takes the place of the model's.
    A template with a syntax error is left out with a note. Raises StudioError for damaged, too large or harmful files.
    """
    template = (None if adapter is None else read_chat_template(adapter)) or read_chat_template(folder)
    tokenizer = open_tokenizer(folder, quarantine, config.vocab_size)
    if tokenizer.vocab_size > config.vocab_size:
        raise StudioError(
            "language.vocabulary",
            "The tokenizer in {folder} has {tokens:,} tokens but the model knows only {known:,}: they do not belong "
            "together.",
            folder=folder,
            tokens=tokenizer.vocab_size,
            known=config.vocab_size,
        )
    _refuse_needed(folder, tokenizer, template, config.vocab_size)
    hf = read_object(folder / names.CONFIG)
    settings = read_optional_object(folder / names.GENERATION)
    generation = Generation.from_hf(settings)
    notes = (*_beyond(tokenizer, config.vocab_size), *_no_tokens(settings), *losses(tokenizer))
    if template is not None and (problem := template_problem(folder, template, tokenizer.roles, quarantine)):
        template, notes = None, (*notes, problem)
    stop_ids = generation.eos_token_ids or token_ids(hf, "eos_token_id", names.CONFIG) or _ids(tokenizer.end_of_text)
    if template is not None:
        # A reply ends with the tokenizer's own end token, even if generation_config.json does not list it.
        end_of_turn = tokenizer.special_ids.get(tokenizer.roles.get("eos_token", ""))
        stop_ids = tuple(dict.fromkeys((*stop_ids, *_ids(end_of_turn))))
    start = generation.bos_token_id
    if start is not None and start >= config.vocab_size:
        beyond = say(
            "generation.start_beyond",
            "generation_config.json begins texts with the token {token}, but the model knows only {known:,} tokens: "
            "that entry is not used.",
            token=shortened(start),
            known=config.vocab_size,
        )
        start, notes = None, (*notes, beyond)
    if start is None:
        start = tokenizer.special_ids.get(tokenizer.roles.get("bos_token", ""), tokenizer.end_of_text)
    if generation.not_followed:
        notes = (*notes, _not_followed(generation.not_followed))
    ends = TurnEnd() if template is None else turn_end(template, tokenizer, quarantine)
    return Language(tokenizer, generation, template, stop_ids, start, notes, ends)


def _not_followed(entries: tuple[str, ...]) -> Message:
    return say(
        "generation.not_followed",
        "generation_config.json also sets {entries}, which GPT Studio does not follow.",
        entries=", ".join(str(shortened(entry)) for entry in entries),
    )


def _refuse_needed(folder: Path, tokenizer: Tokenizer, template: ChatTemplate | None, known: int) -> None:
    """Raise StudioError if texts or conversations need a token for which the model has no row."""
    needed = {token for role, token in tokenizer.roles.items() if role in _NEEDED_ROLES}
    sources = "" if template is None else template.source + template.with_tools
    for token in tokenizer.left_out:
        if token in needed or token in sources:
            raise StudioError(
                "language.token_without_row",
                "The tokenizer in {folder} needs the token {token}, but the model knows only {known:,} and not this "
                "one: they do not belong together.",
                folder=folder,
                token=shortened(token),
                known=known,
            )


def _beyond(tokenizer: Tokenizer, known: int) -> tuple[Message, ...]:
    if not tokenizer.left_out:
        return ()
    shown = ", ".join(map(shortened, tokenizer.left_out[:_SHOWN]))
    return (
        say(
            "language.tokens_left_out",
            "The tokenizer has more tokens than the {known:,} that the model knows. No text needs the others, and they "
            "are left out: {tokens}",
            known=known,
            tokens=shown + (" …" if len(tokenizer.left_out) > _SHOWN else ""),
        ),
    )


def _no_tokens(settings: Mapping[str, Any]) -> tuple[Message, ...]:
    """A note about ids below 0 in generation_config.json."""
    entries = [name for name in _TOKEN_ENTRIES if _says_no_token(settings.get(name))]
    if not entries:
        return ()
    return (
        say(
            "generation.no_token",
            "In generation_config.json the ids below 0 are taken to mean that there is no such token: {entries}.",
            entries=", ".join(entries),
        ),
    )


def _says_no_token(value: Any) -> bool:
    return any(map(is_no_token, value if isinstance(value, list) else [value]))


def _ids(token: int | None) -> tuple[int, ...]:
    return () if token is None else (token,)
