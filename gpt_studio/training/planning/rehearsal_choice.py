"""Chooses how much of what a model knew is read again while a training goes on from it, and finds that text.

It is the text that a person names, or the one that the model was made from. The recipe in the model's folder tells
that, but a stranger may have written it, and it names files of this machine. So a text counts as known only if it is,
with this tokenizer, the very text whose fingerprint the recipe holds: nobody can write that without having the text.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.core.errors import FieldError, Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.dataset.mixture import identity_of_text
from gpt_studio.tokenization.conversation import Layout
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import REPLIES, TrainingSettings
from gpt_studio.training.store.recipe import read_recipe, recipe_path

USUAL_SHARE = 0.75


def known_text(
    base: Path, settings: TrainingSettings, tokenizer: Tokenizer, layout: Layout | None, context: JobContext
) -> TrainingText | None:
    """The text that the model in ``base``, with this ``tokenizer``, should not forget; None where it is not known.

    Of a model that was tuned with text to remember, that text. Raises JobCancelled.
    """
    if settings.remember_on:
        return Corpus(Path(settings.remember_on).name, (settings.remember_on,))
    try:
        recipe = read_recipe(recipe_path(model_of_checkpoint(base) or base))
        if recipe.known is None:
            text, wanted, replies_only = recipe.corpus, recipe.resolved.data, recipe.settings.learn == REPLIES
        else:
            text, wanted, replies_only = recipe.known, recipe.resolved.known_data, False
        found = identity_of_text(text, tokenizer, context, layout, replies_only=replies_only)
    except StudioError:
        return None
    return text if found == wanted else None


def with_share(
    settings: TrainingSettings, text: TrainingText, known: TrainingText | None, *, talks: bool
) -> TrainingSettings:
    """``settings`` with the share of each batch that is read again decided, for a training that goes on from a model.

    ``text`` is what it learns; ``talks``: conversations. Where some of it is known text, as much is read again as the
    person mixes. Raises FieldError if text is to be read again and none is known.
    """
    if settings.rehearsal and known is None:
        raise FieldError(
            "training.nothing_to_rehearse",
            "It is not known what this model was made from, so nothing of that can be read again: name a text to "
            "remember, or set the rehearsal to 0.",
            field="rehearsal",
        )
    if settings.rehearsal is not None:
        return settings
    apart = known is not None and set(known.sources).isdisjoint(text.sources)
    return replace(settings, rehearsal=USUAL_SHARE if talks and apart else 0.0)


def with_rehearsal(inputs: RunInputs) -> RunInputs:
    """``inputs``, of which the context is chosen, without rehearsal where the known text is shorter than that."""
    if inputs.known is None or inputs.known.train.tokens > inputs.context_length:
        return inputs
    return replace(inputs, known=None, settings=replace(inputs.settings, rehearsal=0.0))


def rehearsal_explained(settings: TrainingSettings, known: TrainingText | None) -> Message | None:
    """Which text is read again, and how much of it; None where none is."""
    if known is None or not settings.rehearsal:
        return None
    return say(
        "training.rehearsal",
        "{percent:.0f}% of what it reads is text that it knew before ({text}), so that it does not forget it.",
        percent=100 * settings.rehearsal,
        text=shown(known),
    )


def shown(text: TrainingText) -> Message | str:
    """The name of a text for a person."""
    return say("training.built_in_stories", "the built-in stories") if text.sources == (SAMPLE,) else text.name
