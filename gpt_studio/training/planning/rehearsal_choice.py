"""Chooses how much of what a model knew is read again while a training goes on from it, and finds that text.

It is the text that a person names, or the one that the model was made from. The recipe in the model's folder tells
that, but a stranger may have written it, and it names files of this machine. So a text counts as known only if it is,
with this tokenizer, the very text whose fingerprint the recipe holds: nobody can write that without having the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.core.errors import FieldError, Message, StudioError, say, shortened
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import TrainingText, bytes_of_text
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.dataset.batches import SHORTEST_CONTEXT
from gpt_studio.dataset.estimate import foreseen
from gpt_studio.dataset.mixture import identity_of_text
from gpt_studio.tokenization.conversation import Layout
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.planning.context_choice import longest_context
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import REPLIES, TrainingSettings
from gpt_studio.training.store.recipe import read_recipe, recipe_path

USUAL_SHARE = 0.75
BYTES_OF_A_TOKEN = 16
"""More than tokens of ordinary text have."""


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


def with_rehearsal(inputs: RunInputs, known: TrainingText | None, *, asked: bool) -> tuple[RunInputs, Message | None]:
    """``inputs``, of which the context is chosen, without rehearsal where the ``known`` text is shorter than that; and
    which text is read again, and how much of it, or why it is not. None where nothing is to be said.

    Raises FieldError for text that is too short if the person ``asked`` for some share of it.
    """
    settings = inputs.settings
    if known is None or not settings.rehearsal:
        return inputs, None
    text = shown(known)
    if inputs.known is None or inputs.known.train.tokens > inputs.context_length:
        return inputs, say(
            "training.rehearsal",
            "{percent:.0f}% of what it reads is text that it knew before ({text}), so that it does not forget it.",
            percent=100 * settings.rehearsal,
            text=text,
        )
    tokens, needed = inputs.known.train.tokens, inputs.context_length
    if asked:
        raise FieldError(
            "training.too_short_to_rehearse",
            "The text to remember ({text}) has {tokens:,} tokens to read again, and more than {needed:,}, the context "
            "of the training, are needed: choose a longer text or a shorter context, or set the rehearsal to 0.",
            text=text,
            tokens=tokens,
            needed=needed,
            field="rehearsal",
        )
    return replace(inputs, known=None, settings=replace(settings, rehearsal=0.0)), say(
        "training.not_rehearsed",
        "The text to remember ({text}) is not read again, because it has {tokens:,} tokens and more than {needed:,} "
        "are needed: it is only measured how much of it is forgotten.",
        text=text,
        tokens=tokens,
        needed=needed,
    )


@contextmanager
def counted_if_short(
    inputs: RunInputs, known: TrainingText | None, tokenizer: Tokenizer, layout: Layout | None, context: JobContext
) -> Iterator[RunInputs]:
    """Context manager: ``inputs`` of a forecast with the ``known`` text if it may be too short to be read again."""
    most = BYTES_OF_A_TOKEN * longest_context(inputs.config.context_length, inputs.settings.device)
    if known is None or bytes_of_text(known, context) > most:
        yield inputs
        return
    with foreseen(known, inputs.config.vocab_size, SHORTEST_CONTEXT, tokenizer, context, layout) as counted:
        yield replace(inputs, known=counted.dataset)


def shown(text: TrainingText) -> Message | str:
    """The name of a text for a person."""
    if text.sources == (SAMPLE,):
        return say("training.built_in_stories", "the built-in stories")
    return str(shortened(text.name))  # it may come from the recipe of a stranger
