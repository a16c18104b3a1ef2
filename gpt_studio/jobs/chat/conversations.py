"""Keep the conversations a person holds with models, and the texts models continue: one JSON file each."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from gpt_studio.core import durable
from gpt_studio.core.decode import DecodeError, NewerFormatError, check_format, decode
from gpt_studio.core.errors import Message, say
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home

CHAT = "chat"
TEXT = "text"
_FORMAT = 1
_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Passage:
    """What one side wrote: ``role`` is ``user`` or ``assistant``.

    The rest concerns what a model wrote: which one, how many tokens at what speed, why it ended (``end``, ``length``
    or ``stopped``), how many of the oldest turns it did not see, and whether it outgrew its context of
    ``outgrew`` tokens (0: it did not).
    """

    role: str
    text: str
    model: str = ""
    tokens: int = 0
    tokens_per_second: float = 0.0
    ended: str = ""
    dropped_turns: int = 0
    outgrew: int = 0


@dataclass(frozen=True)
class Conversation:
    """A ``chat``, or a ``text`` whose passages follow each other without a gap.

    ``model`` is the folder of the model it was last held with. ``changed`` is a Unix time.
    """

    id: str
    kind: str
    changed: float
    model: str = ""
    title: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def heading(self) -> str:
        """Its title, else its first line; empty as long as nothing is written."""
        if self.title:
            return self.title
        written = self.passages[0].text if self.kind == CHAT and self.passages else self.text
        first = next((line.strip() for line in written.splitlines() if line.strip()), "")
        return first if len(first) <= _TITLE_LENGTH else f"{first[: _TITLE_LENGTH - 1].rstrip()}…"

    @property
    def text(self) -> str:
        """All passages as one text."""
        return "".join(passage.text for passage in self.passages)


def new_conversation(kind: str, model: str = "") -> Conversation:
    """An empty one with an id of its own."""
    return Conversation(f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:8]}", kind, time.time(), model)


@dataclass(frozen=True)
class ListConversations:
    home: Home


@dataclass(frozen=True)
class KeptConversations:
    """The latest first. ``problems`` name the files that could not be read; they are left as they are."""

    found: tuple[Conversation, ...]
    problems: tuple[Message, ...]


def list_conversations(request: ListConversations, context: JobContext) -> KeptConversations:
    """Read all of them."""
    found, problems = [], []
    for path in sorted(request.home.conversations.glob("*.json")):
        context.raise_if_cancelled()
        try:
            found.append(_read(path))
        except NewerFormatError as error:
            problems.append(error.message)
        except (OSError, ValueError, DecodeError):
            problems.append(
                say(
                    "conversation.damaged",
                    "The conversation in {path} cannot be read: the file is damaged. It was left as it is.",
                    path=path,
                )
            )
    found.sort(key=lambda conversation: conversation.changed, reverse=True)
    return KeptConversations(tuple(found), tuple(problems))


@dataclass(frozen=True)
class SaveConversation:
    home: Home
    conversation: Conversation


def save_conversation(request: SaveConversation, context: JobContext) -> Path:
    """Write it, replacing an older version. Raises StudioError if the disk refuses."""
    path = _path(request.home, request.conversation.id)
    content = {"format": _FORMAT} | asdict(request.conversation)
    durable.write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path


@dataclass(frozen=True)
class DeleteConversation:
    home: Home
    id: str


def delete_conversation(request: DeleteConversation, context: JobContext) -> None:
    """Remove its file, if there is one. Raises StudioError if the disk refuses."""
    path = _path(request.home, request.id)
    with durable.disk_errors(path):
        path.unlink(missing_ok=True)


@dataclass(frozen=True)
class ExportConversation:
    """``path`` ending in ``.md`` asks for Markdown, anything else for plain text. ``you`` is what to call the user."""

    conversation: Conversation
    path: Path
    you: str


def export_conversation(request: ExportConversation, context: JobContext) -> Path:
    """Write it for reading elsewhere. Raises StudioError if the disk refuses."""
    durable.write_text(request.path, as_text(request.conversation, request.you, request.path.suffix.lower() == ".md"))
    return request.path


def as_text(conversation: Conversation, you: str, markdown: bool) -> str:
    """The conversation for people to read, each passage under who wrote it; a text is given just as it is."""
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


def _path(home: Home, name: str) -> Path:
    return home.conversations / f"{name}.json"


def _read(path: Path) -> Conversation:
    """Raises NewerFormatError for a file of a newer version, DecodeError for a damaged one; entries that are not known
    are left out."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(content, dict):
        check_format(content, path, _FORMAT)
        content |= {"id": path.stem}
    return decode(Conversation, content, path, ignore_unknown=True)
