"""Checks the name of a new model, which becomes a folder."""

from __future__ import annotations

from collections.abc import Iterable

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.naming import check_name, clashing


def problem_of_model_name(name: str, taken: Iterable[str]) -> Message | None:
    """What is wrong with ``name``; ``taken`` are the names of the models that exist."""
    if clashing(name, taken) is not None:
        return say("model.name_taken", 'There is already a "{name}": choose another name.', name=name)
    try:
        check_name(name)
    except StudioError as error:
        return error.message
    return None
