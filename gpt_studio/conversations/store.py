"""The conversations in the user's folder: read, save, change, copy."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from gpt_studio.conversations.stored import LATEST, read_conversation, write_conversation
from gpt_studio.conversations.tree import Change, Conversation, new_id
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.paths import Home

_BEGINNING = 64
_FORMAT_FIRST = re.compile(rb'\{\s*"format":\s*(\d{1,9})\b')


def path_of(home: Home, name: str) -> Path:
    """The file of the conversation with the id ``name``."""
    return home.conversations / f"{name}.json"


def read(home: Home, name: str) -> Conversation:
    """Raises StudioError if there is none of this id, or if it is damaged, and NewerFormatError."""
    path = path_of(home, name)
    if not os.path.lexists(path):
        raise StudioError(
            "conversation.unknown",
            "There is no conversation {name} in {folder} any more.",
            name=shortened(name),
            folder=home.conversations,
        )
    return read_conversation(path)


def save(home: Home, conversation: Conversation) -> Path:
    """Write the conversation, replacing its earlier file.

    Raises NewerFormatError where a newer program wrote the file, and StudioError if the disk refuses.
    """
    path = path_of(home, conversation.id)
    _refuse_to_replace_newer(path)
    write_conversation(path, conversation)
    return path


def change(home: Home, name: str, how: Change) -> Conversation:
    """Read the conversation, change it and save it. Raises as :func:`read` and :func:`save`."""
    changed = how(read(home, name))
    save(home, changed)
    return changed


def duplicate(home: Home, name: str, title: str) -> Conversation:
    """A copy with an id of its own and the ``title``. Raises as :func:`read` and :func:`save`."""
    copy = replace(read(home, name), id=new_id(), title=title, pinned=False)
    save(home, copy)
    return copy


def _refuse_to_replace_newer(path: Path) -> None:
    if _begins_as_known(path):  # spares reading all of it at each turn
        return
    try:
        read_conversation(path)
    except NewerFormatError:
        raise
    except StudioError:
        return  # there is no file yet, or a damaged one, which may be replaced


def _begins_as_known(path: Path) -> bool:
    """Whether the file begins as this program writes it, with a format that it knows."""
    try:
        with path.open("rb") as file:
            begun = _FORMAT_FIRST.match(file.read(_BEGINNING))
    except OSError:
        return False
    return begun is not None and int(begun[1]) <= LATEST
