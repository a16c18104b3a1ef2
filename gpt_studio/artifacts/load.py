"""Opens a model's folder in the three steps shown to a person: architecture, knowledge, language."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch

from gpt_studio.artifacts.adapters import adapter_facts, check_adapter, load_adapter
from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.config_file import byte_order_marks
from gpt_studio.artifacts.find_model import ModelPlace, found_model
from gpt_studio.artifacts.folder_facts import architecture_facts, knowledge_facts, language_facts, missing
from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.remote_code import remote_code
from gpt_studio.artifacts.turn_end import TurnEnd
from gpt_studio.artifacts.validate import check_language, read_config, weights_in
from gpt_studio.artifacts.weights import load_weights
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel, ModelConfig
from gpt_studio.models.lora import set_strength
from gpt_studio.tokenization.tokenizer import Tokenizer

OnStep = Callable[[str, bool, tuple[Message, ...], tuple[Message, ...]], None]
_PART = 1 << 20  # numbers that are looked at together


@dataclass(frozen=True)
class Artifact:
    """An open model, ready to generate, in evaluation mode.

    ``stop_ids`` end a text; ``start_id`` begins one without a prompt, or is None; ``turn_end`` also ends a reply.
    ``quarantine`` is the helper process that renders the chat template.
    """

    place: ModelPlace
    config: ModelConfig
    model: LanguageModel
    tokenizer: Tokenizer
    generation: Generation
    chat_template: ChatTemplate | None
    stop_ids: tuple[int, ...]
    start_id: int | None
    parameters: int
    notes: tuple[Message, ...]
    turn_end: TurnEnd
    quarantine: Quarantine = field(repr=False, compare=False)


def open_artifact(
    folder: Path,
    on_step: OnStep | None = None,
    *,
    step: int | None = None,
    follow_links: bool = False,
    dtype: torch.dtype = torch.float32,
    device: torch.device | str = "cpu",
    quarantine: Quarantine | None = None,
    adapter: Path | None = None,
    adapter_strength: float = 1.0,
) -> Artifact:
    """Check ``folder``, or its checkpoint of ``step``, then read it. Raises StudioError.

    ``on_step(step, done, facts, remarks)`` is called when each of ``architecture``, ``knowledge`` and ``language``
    begins, and again at its end with what was found and what is missing or unusual. Weights are read only after all
    checks have passed. With ``follow_links`` the folder's links may lead to files anywhere. ``quarantine``: a helper
    process to share with other folders. ``adapter``: the folder of an adapter to put onto the model, which then acts
    ``adapter_strength`` times as strongly as it was trained to; a chat template that lies there counts.
    """
    report = on_step or _ignore_step
    report("architecture", False, (), ())
    quarantine = quarantine or Quarantine()
    quarantine.start()
    with found_model(folder, step, follow_links=follow_links) as place:
        return _open(place, report, quarantine, dtype, device, adapter, adapter_strength)


def _open(
    place: ModelPlace,
    report: OnStep,
    quarantine: Quarantine,
    dtype: torch.dtype,
    device: torch.device | str,
    adapter: Path | None,
    strength: float,
) -> Artifact:
    folder = place.folder
    config = read_config(folder)
    oddities = (*place.notes, *byte_order_marks(folder))
    report("architecture", True, architecture_facts(config), oddities)
    report("knowledge", False, (), ())
    weights = weights_in(place, config)
    added = None if adapter is None else check_adapter(adapter, build_on_meta(weights.config))
    try:
        language = check_language(folder, weights.config, quarantine, adapter)
    except StudioError:
        report("language", False, (), ())  # a failure is attributed to the step begun last
        raise
    model = load_weights(weights, dtype, device)
    if added is not None:
        load_adapter(added, model)
        set_strength(model, strength)
    broken = broken_numbers(model)
    stored = knowledge_facts(weights, str(dtype).removeprefix("torch."))
    if added is not None:
        stored = (*stored, adapter_facts(added))
    report("knowledge", True, stored, (*weights.notes, *broken))
    report("language", False, (), ())
    known = tuple(language_facts(language, weights.config.vocab_size))
    code = remote_code(folder)
    report("language", True, known, (*language.notes, *missing(folder, language), *code))
    return Artifact(
        place=place,
        config=weights.config,
        model=model,
        tokenizer=language.tokenizer,
        generation=language.generation,
        chat_template=language.chat_template,
        stop_ids=language.stop_ids,
        start_id=language.start_id,
        parameters=weights.parameters,
        notes=(*oddities, *weights.notes, *language.notes, *broken, *code),
        turn_end=language.turn_end,
        quarantine=quarantine,
    )


def _ignore_step(step: str, done: bool, facts: tuple[Message, ...], remarks: tuple[Message, ...]) -> None:
    pass


def broken_numbers(model: LanguageModel) -> tuple[Message, ...]:
    """A warning if any parameter holds NaN or infinity. Costs one pass over the parameters."""
    broken = [name for name, parameter in model.named_parameters() if not _is_finite(parameter.detach())]
    if not broken:
        return ()
    return (
        say(
            "weights.not_finite",
            "{count} of the model's tensors hold NaN or infinity (first {tensor}), so what it writes may be nonsense: "
            "its training went wrong, or the file is damaged.",
            count=len(broken),
            tensor=model.weight_names.to_hf(broken[0]),
        ),
    )


def _is_finite(parameter: torch.Tensor) -> bool:
    # In parts, because PyTorch copies half-precision numbers to float32 for the sum. The sum is NaN or infinite if a
    # term is; only then each number is checked.
    numbers = parameter.flatten()
    parts = (numbers[start : start + _PART] for start in range(0, len(numbers), _PART))
    return all(math.isfinite(float(part.sum(dtype=torch.float32))) or bool(part.isfinite().all()) for part in parts)
