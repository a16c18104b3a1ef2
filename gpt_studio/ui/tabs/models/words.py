"""The texts of a model's card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gpt_studio.corpora.scan import SAMPLE_NAME, SAMPLE_TITLE
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.text import count, message_text, percent, relative_date, size, step_count, step_count_of

translate = QCoreApplication.translate
_ARCHITECTURES = {"gpt2": "GPT-2", "qwen3": "Qwen3", "llama": "Llama", "smollm3": "SmolLM3"}
_WORSE_THAN = (
    (4.0, "just begun"),
    (2.6, "rough"),
    (1.8, "fair"),
    (1.2, "good"),
    (0.0, "very good"),
)


def architecture(model_type: str) -> str:
    """The usual name of an architecture."""
    return _ARCHITECTURES.get(model_type, model_type)


def subtitle(entry: ModelEntry) -> str:
    """Architecture, kind of use, and when the folder was last changed."""
    if entry.problem is not None:
        return relative_date(entry.changed)
    use = (
        translate("model_words", "answers in chat")
        if entry.has_template
        else translate("model_words", "continues text")
    )
    return " · ".join((architecture(entry.model_type), use, relative_date(entry.changed)))


def quality(bits_per_byte: float) -> str:
    """A word for bits per byte on held-out text: 8 is chance, large models reach less than 1."""
    word = next(word for limit, word in _WORSE_THAN if bits_per_byte >= limit)
    return {
        "just begun": translate("model_words", "just begun"),
        "rough": translate("model_words", "rough"),
        "fair": translate("model_words", "fair"),
        "good": translate("model_words", "good"),
        "very good": translate("model_words", "very good"),
    }[word]


def quality_help() -> str:
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
        return translate("model_words", "training now, {progress}").format(
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
