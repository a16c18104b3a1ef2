"""A conversation as a JSON file: written durably, read with care, older formats carried over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import Conversation, Node
from gpt_studio.core import durable
from gpt_studio.core.decode import DecodeError, damaged, decode
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.limits import CONVERSATION_BYTES
from gpt_studio.core.strict_json import read_object

LATEST = 4
"""1 did not say which folder wrote a passage, nor whom the person wrote to. 1 and 2 held one row of passages. 3 did not
say with which settings a reply was written, and knew numbers only as settings."""
_ROW_UNTIL = 2
_LINKS = ("id", "parent", "chosen")
_DEFAULTS: dict[str, Any] = {known.name: {} if known.name == "settings" else known.default for known in fields(Passage)}


def read_conversation(path: Path) -> Conversation:
    """Read one conversation. Raises NewerFormatError, or StudioError for a damaged file.

    An unknown entry is refused, because the next save would lose it.
    """
    try:
        return conversation_from(read_object(path, CONVERSATION_BYTES), path.stem, path)
    except NewerFormatError:
        raise
    except (StudioError, ValueError) as error:
        reason = error.reason if isinstance(error, DecodeError) else getattr(error, "message", shortened(str(error)))
        raise StudioError(
            "conversation.damaged",
            "The conversation in {path} cannot be read ({reason}). It was left as it is: mend it in a text editor, or "
            "delete it.",
            path=path,
            reason=reason,
        ) from error


def conversation_from(content: Mapping[str, Any], name: str, path: Path) -> Conversation:
    """The conversation that ``content`` of the file ``path`` describes, with the id ``name``.

    Raises NewerFormatError, DecodeError, or ValueError for a format that is no number.
    """
    check_format(content, LATEST, path)
    stored = content.get(FORMAT, 1)
    known = {key: value for key, value in content.items() if key != FORMAT} | {"id": name}
    if stored <= _ROW_UNTIL:
        passages = known.pop("passages", [])
        old = decode(Conversation, known | {"nodes": _in_a_row(passages), "chosen": 1 if passages else 0}, path)
        return old if stored == 2 else _from_format_1(old)
    turns = known.pop("turns", [])
    found = decode(Conversation, known | {"nodes": _parted(turns)}, path)
    problem = found.problem()
    if problem is not None:
        raise damaged(path, problem)
    return found


def write_conversation(path: Path, conversation: Conversation) -> None:
    """Write the conversation, replacing its earlier file.

    Raises StudioError if it has grown longer than a file that can be read, or if the disk refuses.
    """
    text = as_json_text(conversation)
    if len(text.encode()) > CONVERSATION_BYTES:
        raise StudioError(
            "conversation.too_long",
            "The conversation in {path} has grown longer than {limit} MB and was not saved as it is now: go on in a "
            "new one.",
            path=path,
            limit=CONVERSATION_BYTES // 1_000_000,
        )
    durable.write_text(path, text)


def as_json_text(conversation: Conversation) -> str:
    """The content of the file. What is as it is by default is left out of the turns.

    What is not Unicode, as in the name of a folder on Linux, becomes a question mark: it could not be read back.
    """
    about = {key: value for key, value in _shallow(conversation).items() if key != "nodes"}
    turns = []
    for node in conversation.nodes:
        passage = {key: value for key, value in _shallow(node.passage).items() if value != _DEFAULTS[key]}
        turns.append({key: getattr(node, key) for key in _LINKS} | passage)
    text = json.dumps({FORMAT: LATEST} | about | {"turns": turns}, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace").decode()


def _shallow(thing: Conversation | Passage) -> dict[str, Any]:
    return {each.name: getattr(thing, each.name) for each in fields(thing)}


def _parted(turns: Any) -> Any:
    """The stored turns as nodes: their links apart from their passages. Whatever is none is left for the decoder."""
    if not isinstance(turns, list):
        return turns
    return [
        {key: turn[key] for key in _LINKS if key in turn}
        | {"passage": {key: value for key, value in turn.items() if key not in _LINKS}}
        if isinstance(turn, dict)
        else turn
        for turn in turns
    ]


def _in_a_row(passages: Any) -> Any:
    if not isinstance(passages, list):
        return passages
    last = len(passages)
    return [
        {"id": place, "parent": place - 1, "chosen": place + 1 if place < last else 0, "passage": passage}
        for place, passage in enumerate(passages, 1)
    ]


def _from_format_1(found: Conversation) -> Conversation:
    """Add whom the person wrote to: the model that answered. The folder is known of the model that was used last."""
    last = shown_name(Path(found.model)) if found.model else ""
    nodes: list[Node] = []
    answering = ""
    for node in reversed(found.nodes):
        passage = node.passage
        model = answering if passage.role == "user" else passage.model
        folder = found.model if model and model == last else ""
        nodes.append(replace(node, passage=replace(passage, model=model, folder=folder)))
        answering = passage.model or answering
    return replace(found, nodes=tuple(reversed(nodes)))
