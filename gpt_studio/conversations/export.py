"""A conversation for people (Markdown, plain text), for programs (JSON), and as examples to train on."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterator, Sequence

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.stored import as_json_text
from gpt_studio.conversations.tree import TEXT, Conversation


class ExportFormat(enum.Enum):
    """The value is the ending of the file's name."""

    MARKDOWN = "md"
    TEXT = "txt"
    JSON = "json"
    TRAINING = "jsonl"


def exported(conversation: Conversation, form: ExportFormat, you: str, *, all_branches: bool = False) -> str:
    """The content of the file. ``you`` is what to call the user; ``all_branches`` concerns training examples."""
    if form is ExportFormat.JSON:
        return as_json_text(conversation)
    if form is ExportFormat.TRAINING:
        return "".join(f"{line}\n" for line in training_lines(conversation, all_branches=all_branches))
    return as_text(conversation, you, markdown=form is ExportFormat.MARKDOWN)


def as_text(conversation: Conversation, you: str, *, markdown: bool) -> str:
    """What is shown, for people: each passage under its author; a text without authors."""
    if conversation.kind == TEXT:
        body = conversation.text
    else:
        parts = []
        for passage in conversation.passages:
            who = you if passage.role == "user" else passage.model
            parts.append(f"**{who}**\n\n{passage.text.strip()}" if markdown else f"{who}:\n{passage.text.strip()}")
        body = "\n\n".join(parts)
    head = f"# {conversation.heading}\n\n" if markdown else ""
    return f"{head}{body.rstrip()}\n"


def training_lines(conversation: Conversation, *, all_branches: bool) -> Iterator[str]:
    """JSON objects as the reader of corpora takes them: ``messages`` of a chat, the ``text`` of a text.

    One for what is shown, or one for each branch to its end. A chat ends with its last reply; one without a reply
    gives no line, because nothing would be learnt from it.
    """
    paths: Sequence[tuple[Passage, ...]] = [conversation.passages]
    if all_branches:
        paths = [tuple(node.passage for node in path) for path in conversation.leaves()]
    seen = set()
    for passages in paths:
        line = _example(conversation, passages)
        if line and line not in seen:
            seen.add(line)
            yield line


def _example(conversation: Conversation, passages: Sequence[Passage]) -> str:
    if conversation.kind == TEXT:
        text = "".join(passage.text for passage in passages)
        return json.dumps({"text": text}, ensure_ascii=False) if text else ""
    kept = list(passages)
    while kept and (kept[-1].role != "assistant" or not kept[-1].text):
        kept.pop()
    if not kept:
        return ""
    messages = [{"role": "system", "content": conversation.system}] if conversation.system else []
    messages += [{"role": passage.role, "content": passage.text} for passage in kept]
    return json.dumps({"messages": messages}, ensure_ascii=False)
