"""The examples that a person keeps of conversations, to train a model on: one JSON object a line, in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gpt_studio.conversations.export import training_lines
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.core.paths import Home

NAME = "examples.jsonl"


def examples_file(home: Home) -> Path:
    return home.exports / NAME


def keep_example(home: Home, conversation: Conversation) -> int:
    """Add what is shown of ``conversation`` to the examples; returns how many there are then.

    It takes the place of one that it goes on with, and of one that has another reply to the same. Lines that are no
    examples of chats stay as they are. Raises StudioError if nothing in the conversation is a reply, or if the disk
    refuses.
    """
    made = next(training_lines(conversation, all_branches=False), "")
    if not made:
        raise StudioError(
            "conversation.no_example",
            "There is no reply in the conversation yet, so there is nothing to learn from: export it as Markdown or "
            "text.",
        )
    file = examples_file(home)
    try:
        before = file.read_text("utf-8").splitlines() if file.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise StudioError(
            "conversation.examples_unreadable",
            "The kept examples in {path} cannot be read ({reason}): mend the file or move it away, and keep the "
            "example again.",
            path=file,
            reason=str(error),
        ) from error
    messages = json.loads(made).get("messages")
    lines = [line for line in before if line.strip() and line != made and not _gives_way(_messages(line), messages)]
    durable.make_folder(file.parent)
    durable.write_text(file, "".join(f"{line}\n" for line in [*lines, made]))
    return len(lines) + 1


def _messages(line: str) -> list[Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    messages = found.get("messages") if isinstance(found, dict) else None
    return messages if isinstance(messages, list) and messages else None


def _gives_way(earlier: list[Any] | None, now: list[Any] | None) -> bool:
    """Whether ``now`` says all that ``earlier`` does, or ends with another reply to the same."""
    if earlier is None or now is None:
        return False
    return now[: len(earlier)] == earlier or now[:-1] == earlier[:-1]
