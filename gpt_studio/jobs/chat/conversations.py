"""What a person can ask of the stored conversations: list, search, read, save, change, copy, export, import."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.conversations import index, store
from gpt_studio.conversations.entries import KeptConversations
from gpt_studio.conversations.export import ExportFormat, exported
from gpt_studio.conversations.imports.reading import read_export
from gpt_studio.conversations.prompts import SavedPrompt, SavedPrompts, read_prompts, write_prompts
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home


@dataclass(frozen=True)
class ListConversations:
    """``words``: only those that hold all of them; "" for all conversations. ``most``: how many; None for all."""

    home: Home
    words: str = ""
    most: int | None = None


def list_conversations(request: ListConversations, context: JobContext) -> KeptConversations:
    """The pinned ones first, then the latest."""
    return index.searched(request.home, request.words, context.raise_if_cancelled, request.most)


@dataclass(frozen=True)
class ReadConversation:
    home: Home
    id: str


def read_one(request: ReadConversation, context: JobContext) -> Conversation:
    """Raises StudioError for one that is gone or damaged, and NewerFormatError."""
    return store.read(request.home, request.id)


@dataclass(frozen=True)
class SaveConversation:
    home: Home
    conversation: Conversation


def save_conversation(request: SaveConversation, context: JobContext) -> Path:
    """Write the conversation, replacing its earlier file.

    Raises NewerFormatError where a newer program wrote the file, and StudioError if the disk refuses.
    """
    return store.save(request.home, request.conversation)


@dataclass(frozen=True)
class ChangeConversation:
    """What is None stays as it is."""

    home: Home
    id: str
    title: str | None = None
    pinned: bool | None = None


def change_conversation(request: ChangeConversation, context: JobContext) -> Conversation:
    """Change what is said about a conversation. Raises StudioError as reading and saving do."""

    def changed(conversation: Conversation) -> Conversation:
        title = conversation.title if request.title is None else request.title.strip()
        pinned = conversation.pinned if request.pinned is None else request.pinned
        return replace(conversation, title=title, pinned=pinned)

    return store.change(request.home, request.id, changed)


@dataclass(frozen=True)
class DuplicateConversation:
    """``title``: that of the copy."""

    home: Home
    id: str
    title: str


def duplicate_conversation(request: DuplicateConversation, context: JobContext) -> Conversation:
    """Returns the copy. Raises StudioError as reading and saving do."""
    return store.duplicate(request.home, request.id, request.title)


@dataclass(frozen=True)
class ExportConversation:
    """The ending of ``path`` says what becomes of it: ``.md`` Markdown, ``.json`` the conversation with all branches,
    ``.jsonl`` examples to train on, anything else plain text. ``you`` is what to call the user. ``all_branches``:
    examples of every branch instead of what is shown."""

    conversation: Conversation
    path: Path
    you: str
    all_branches: bool = False


def export_conversation(request: ExportConversation, context: JobContext) -> Path:
    """Raises StudioError if there is nothing to learn from for ``.jsonl``, or if the disk refuses."""
    endings = {each.value: each for each in ExportFormat}
    form = endings.get(request.path.suffix.lower().removeprefix("."), ExportFormat.TEXT)
    text = exported(request.conversation, form, request.you, all_branches=request.all_branches)
    if form is ExportFormat.TRAINING and not text:
        raise StudioError(
            "conversation.no_example",
            "There is no reply in the conversation yet, so there is nothing to learn from: export it as Markdown or "
            "text.",
        )
    durable.write_text(request.path, text)
    return request.path


@dataclass(frozen=True)
class ImportConversations:
    home: Home
    path: Path


@dataclass(frozen=True)
class ImportedConversations:
    """``added`` are the ids, in the order of the export. The others were left out: ``known`` are there already,
    ``empty`` hold no words, ``odd`` are damaged."""

    program: str
    added: tuple[str, ...]
    known: int = 0
    empty: int = 0
    odd: int = 0


def import_conversations(request: ImportConversations, context: JobContext) -> ImportedConversations:
    """Take over what another program exported. What was imported before stays as it is now.

    Raises StudioError for a file that is none of the known exports, and if the disk refuses. When cancelled, what was
    taken over until then stays.
    """
    export = read_export(request.path, context.raise_if_cancelled)
    added, known = [], 0
    for conversation in export.found:
        context.raise_if_cancelled()
        if os.path.lexists(store.path_of(request.home, conversation.id)):
            known += 1
        else:
            store.save(request.home, conversation)
            added.append(conversation.id)
    return ImportedConversations(export.program, tuple(added), known, export.empty, export.odd)


@dataclass(frozen=True)
class KeepPrompts:
    """Read the kept system prompts; before that, keep ``kept`` and forget the one named ``forgotten``."""

    home: Home
    kept: SavedPrompt | None = None
    forgotten: str = ""


def keep_prompts(request: KeepPrompts, context: JobContext) -> SavedPrompts:
    """Raises StudioError for a damaged file or one of a newer program, which stay as they are, and if the disk
    refuses."""
    before = read_prompts(request.home)
    after = before.with_one(request.kept) if request.kept is not None else before
    if request.forgotten:
        after = after.without(request.forgotten)
    if after != before:
        write_prompts(request.home, after)
    return after
