"""The texts of a model's card, and of the page that tells how it learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.corpora.scan import SAMPLE_NAME, SAMPLE_TITLE
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.text import (
    count,
    decimal,
    duration,
    message_text,
    percent,
    relative_date,
    short_count,
    size,
    step_count,
    step_count_of,
)

if TYPE_CHECKING:
    from gpt_studio.jobs.training.read_history import History

translate = QCoreApplication.translate
_ARCHITECTURES = {
    "gemma2": "Gemma 2",
    "gemma3_text": "Gemma 3",
    "gpt2": "GPT-2",
    "gpt_neo": "GPT-Neo",
    "gpt_neox": "GPT-NeoX",
    "llama": "Llama",
    "mistral": "Mistral",
    "olmo2": "OLMo 2",
    "phi3": "Phi-3",
    "qwen2": "Qwen2",
    "qwen3": "Qwen3",
    "smollm3": "SmolLM3",
}


def architecture(model_type: str) -> str:
    """The usual name of an architecture."""
    return _ARCHITECTURES.get(model_type, model_type)


def subtitle(entry: ModelEntry) -> str:
    """Architecture and kind of use, or the model that an adapter is for, and when the folder was last changed."""
    if entry.problem is not None:
        return relative_date(entry.changed)
    if entry.adapter_of is not None:
        base = translate("model_words", "adapter on {model}").format(model=shown_name(entry.adapter_of))
        return f"{base} · {relative_date(entry.changed)}"
    use = (
        translate("model_words", "answers in chat")
        if entry.has_template
        else translate("model_words", "continues text")
    )
    return " · ".join((architecture(entry.model_type), use, relative_date(entry.changed)))


def bits_help() -> str:
    return translate(
        "model_words",
        "How many bits the model needs, on average, for each byte of text that it has never seen: the lower, the "
        "better. 8 would be pure guessing; good large models reach less than 1. The figure depends on the text, so "
        "compare only models trained on the same data.",
    )


def data(entry: ModelEntry) -> str:
    """The name of the corpus it was trained on."""
    if entry.data == SAMPLE_NAME:
        return message_text(SAMPLE_TITLE)
    return entry.data or translate("model_words", "not known")


def progress(entry: ModelEntry) -> str:
    """The steps done, of how many, and whether it is being trained now."""
    if entry.steps is None or entry.total_steps is None:
        return translate("model_words", "not known")
    if entry.in_training:
        return translate("model_words", "training now, {progress} saved").format(
            progress=step_count_of(entry.steps, entry.total_steps)
        )
    if entry.steps < entry.total_steps:
        return f"{step_count_of(entry.steps, entry.total_steps)} ({percent(entry.steps / entry.total_steps)})"
    return step_count(entry.steps)


def reach(entry: ModelEntry) -> str:
    """Context length and vocabulary."""
    return translate("model_words", "{context} tokens · vocabulary {vocabulary}").format(
        context=count(entry.context_length), vocabulary=count(entry.vocab_size)
    )


def on_disk(entry: ModelEntry) -> str:
    return size(entry.size_bytes)


def bits(entry: ModelEntry) -> str:
    """Bits per byte on held-out text; "" where that was not measured."""
    if entry.bits_per_byte is None:
        return ""
    return translate("model_words", "{bits} bits per byte").format(bits=decimal(entry.bits_per_byte, 3))


def facts(entry: ModelEntry, history: History | None = None) -> str:
    """Size, text, tokenizer, steps, time and final measurement of a run, as far as they are known."""
    parts = []
    if entry.parameters:
        parts.append(translate("model_words", "{count} parameters").format(count=short_count(entry.parameters)))
    if entry.data:
        parts.append(data(entry))
    started_with = history.started_with if history is not None else None
    if started_with is not None and started_with.tokenizer is not None:
        parts.append(translate("model_words", "tokenizer “{name}”").format(name=started_with.tokenizer.name))
    elif entry.vocab_size:
        parts.append(translate("model_words", "vocabulary {vocabulary}").format(vocabulary=count(entry.vocab_size)))
    if started_with is not None and started_with.base is not None:
        parts.append(translate("model_words", "goes on from “{name}”").format(name=started_with.base.name))
    if entry.steps is not None:
        parts.append(progress(entry))
    if history is not None and history.seconds:
        parts.append(duration(history.seconds))
    parts.append(bits(entry))
    if history is not None and 0 < history.published_step < history.last_step:
        parts.append(
            translate("model_words", "kept as it was at step {step}").format(step=count(history.published_step))
        )
    return " · ".join(part for part in parts if part)


def use_of(entry: ModelEntry) -> tuple[str, str]:
    """What the button that opens the model in the chat says, and its icon."""
    if entry.has_template:
        return translate("ModelCard", "Chat"), "ph.chat-circle"
    return translate("ModelCard", "Write"), "ph.pen-nib"
