"""What a person has in a model, in plain words: how large it is, what it learnt from, and what it can do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.text import percent, short_count, step_count
from gpt_studio.ui.tabs.models import words

translate = QCoreApplication.translate


def in_plain_words(model: OpenedModel, entry: ModelEntry | None) -> str:
    """A few sentences. ``entry`` is what the list of models knows of it; None for a folder that is not listed."""
    return " ".join((_what_it_learnt(model, entry), _what_it_can_do(model), _whose_it_is(model, entry)))


def _what_it_learnt(model: OpenedModel, entry: ModelEntry | None) -> str:
    size = short_count(model.parameters)
    if entry is None or not entry.data or not entry.steps:
        return translate("chat_model_words", "A model of {count} parameters, the numbers that it has learnt.").format(
            count=size
        )
    learnt = translate(
        "chat_model_words", "A model of {count} parameters, numbers that it learnt from “{text}” in {steps}."
    ).format(count=size, text=words.data(entry), steps=step_count(entry.steps))
    if not entry.total_steps or entry.steps >= entry.total_steps:
        return learnt
    share = percent(entry.steps / entry.total_steps)
    unfinished = translate("chat_model_words", "That is {share} of its training, so it can still get better.")
    return f"{learnt} {unfinished.format(share=share)}"


def _what_it_can_do(model: OpenedModel) -> str:
    if model.has_template:
        return translate("chat_model_words", "You can talk with it: it answers what you write.")
    return translate("chat_model_words", "It continues texts: write a beginning, and it goes on from there.")


def _whose_it_is(model: OpenedModel, entry: ModelEntry | None) -> str:
    plan = words.architecture(model.model_type)
    if entry is not None and entry.base:
        return translate("chat_model_words", "It began as a copy of “{base}” and learnt on from there.").format(
            base=entry.base
        )
    if entry is not None and entry.data:
        return translate(
            "chat_model_words",
            "It was made from nothing: {plan} is only the plan by which its network is built, and nobody else's model.",
        ).format(plan=plan)
    return translate("chat_model_words", "Its network is built by the plan called {plan}.").format(plan=plan)
