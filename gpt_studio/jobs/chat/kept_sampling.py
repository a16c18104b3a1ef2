"""The settings of generation that stay with a conversation."""

from __future__ import annotations

from dataclasses import asdict, replace

from gpt_studio.conversations.passage import SettingValue
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.fields import problem_of, settings_of
from gpt_studio.inference.sampling_settings import Sampling


def sampling_for(conversation: Conversation, defaults: Sampling) -> Sampling:
    """``defaults``, which the model's folder states, with what was chosen in the conversation. A value that no setting
    takes is left out."""
    kept = {
        known.name: conversation.sampling[known.name]
        for known in settings_of(Sampling)
        if known.name in conversation.sampling and problem_of(known, conversation.sampling[known.name]) is None
    }
    return replace(defaults, **kept)  # type: ignore[arg-type]


def with_sampling(conversation: Conversation, sampling: Sampling, defaults: Sampling) -> Conversation:
    """``conversation`` with what differs from the ``defaults`` of the model's folder."""
    return replace(conversation, sampling=differing(sampling, defaults))


def differing(sampling: Sampling, defaults: Sampling) -> dict[str, SettingValue]:
    """The settings, by name, that are not as in ``defaults``."""
    stated = asdict(defaults)
    return {name: value for name, value in asdict(sampling).items() if value != stated[name]}
