"""Whether a folder holds a model that can be used: every check that needs no weights in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_template import ChatTemplate, read_chat_template
from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.artifacts.generation import Generation, token_ids
from gpt_studio.artifacts.json_file import read_object, read_optional_object
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import template_problem
from gpt_studio.artifacts.turn_end import TurnEnd, turn_end
from gpt_studio.artifacts.weights import Weights, check_weights
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class Language:
    """``stop_ids`` end a text; ``start_id`` begins one from nothing, where there is such a token.

    A reply in a conversation also ends where ``turn_end`` says.
    """

    tokenizer: Tokenizer
    generation: Generation
    chat_template: ChatTemplate | None
    stop_ids: tuple[int, ...]
    start_id: int | None
    notes: tuple[Message, ...] = ()
    turn_end: TurnEnd = field(default_factory=TurnEnd)


@dataclass(frozen=True)
class Findings:
    """The parts of a sound folder."""

    weights: Weights
    language: Language


def check_folder(folder: Path) -> Findings:
    """All checks. Raises StudioError with one sentence about the first thing that is wrong."""
    weights = check_weights(folder, read_config(folder))
    with Quarantine() as quarantine:
        return Findings(weights, check_language(folder, weights.config, quarantine))


def read_config(folder: Path) -> ModelConfig:
    """The architecture of ``folder``. Raises StudioError if it is missing, damaged or not supported."""
    hf = read_config_entries(folder)
    if hf.get("quantization_config"):
        raise StudioError(
            "config.quantized",
            "The weights in {folder} are quantised, which GPT Studio does not read: get the model's original weights.",
            folder=folder,
        )
    return family(hf["model_type"]).config.from_hf(hf)


def check_language(folder: Path, config: ModelConfig, quarantine: Quarantine) -> Language:
    """The tokenizer, how the model writes, and its chat template, all tried in ``quarantine`` first.

    A template that cannot be read is left out, with a note. Raises StudioError for what is damaged, too big or harmful.
    """
    template = read_chat_template(folder)
    tokenizer = open_tokenizer(folder, quarantine, config.vocab_size)
    if tokenizer.vocab_size > config.vocab_size:
        raise StudioError(
            "language.vocabulary",
            "The tokenizer in {folder} has {tokens} tokens but the model knows only {known}: they do not belong "
            "together.",
            folder=folder,
            tokens=tokenizer.vocab_size,
            known=config.vocab_size,
        )
    hf = read_object(folder / names.CONFIG)
    generation = Generation.from_hf(read_optional_object(folder / names.GENERATION))
    notes: tuple[Message, ...] = ()
    if template is not None and (problem := template_problem(folder, template, tokenizer.roles, quarantine)):
        template, notes = None, (problem,)
    stop_ids = generation.eos_token_ids or token_ids(hf, "eos_token_id", names.CONFIG) or _ids(tokenizer.end_of_text)
    if template is not None:
        # A reply ends with the tokenizer's own end token, whatever generation_config.json forgot to say.
        end_of_turn = tokenizer.special_ids.get(tokenizer.roles.get("eos_token", ""))
        stop_ids = tuple(dict.fromkeys((*stop_ids, *_ids(end_of_turn))))
    start = generation.bos_token_id
    if start is not None and start >= config.vocab_size:
        beyond = say(
            "generation.start_beyond",
            "generation_config.json begins texts with the token {token}, but the model knows only {known} tokens: that "
            "entry is not used.",
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


def _ids(token: int | None) -> tuple[int, ...]:
    return () if token is None else (token,)
