"""Store chats with models, and texts that models continued: one JSON file each."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core import durable
from gpt_studio.core.decode import DecodeError, decode, within
from gpt_studio.core.errors import Message, StudioError, shortened
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.job import JobContext
from gpt_studio.core.limits import CONVERSATION_BYTES
from gpt_studio.core.paths import Home
from gpt_studio.core.strict_json import read_object

CHAT = "chat"
TEXT = "text"
_FORMAT = 2
"""1 did not say which folder wrote a passage, nor whom the person wrote to."""
_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Passage:
    """What one side wrote.

    ``model`` is the name of the model that wrote it, or that the person wrote to, and ``folder`` its folder; both are
    empty where that is not known. The rest concerns what a model wrote: how many tokens at what speed, why it ended
    (``end``, ``length``, ``stopped`` or ``failed``), how many of the oldest turns and of the first tokens of a text it
    did not see, whether it outgrew its context of ``outgrew`` tokens (0: it did not), and which special tokens it read
    as plain text.
    """

    role: str = within(choices=("user", "assistant"))
    text: str = within()
    model: str = ""
    tokens: int = 0
    tokens_per_second: float = 0.0
    ended: str = ""
    dropped_turns: int = 0
    outgrew: int = 0
    unread_tokens: int = 0
    plain_marks: tuple[str, ...] = ()
    folder: str = ""

    @property
    def can_go_on(self) -> bool:
        """Whether the model was interrupted, by the maximum length, by the person or by an error."""
        return self.role == "assistant" and self.ended in ("length", "stopped", "failed") and bool(self.text.strip())

    def with_more(self, more: Passage) -> Passage:
        """This passage and ``more``, which the same model wrote after it, as one."""
        return replace(
            more,
            text=self.text + more.text,
            tokens=self.tokens + more.tokens,
            tokens_per_second=more.tokens_per_second or self.tokens_per_second,
            dropped_turns=max(self.dropped_turns, more.dropped_turns),
            outgrew=max(self.outgrew, more.outgrew),
            unread_tokens=max(self.unread_tokens, more.unread_tokens),
            plain_marks=tuple(sorted({*self.plain_marks, *more.plain_marks})),
        )

    def is_of(self, model: str, folder: str) -> bool:
        """Whether this model wrote it, or the person wrote it to this model."""
        return self.model == model and (not self.folder or not folder or self.folder == folder)


@dataclass(frozen=True)
class Conversation:
    """A ``chat``, or a ``text``, whose passages join without a separator.

    ``model`` is the folder of the model that wrote last. ``changed`` is a Unix time.
    """

    id: str = within()
    kind: str = within(choices=(CHAT, TEXT))
    changed: float = within()
    model: str = ""
    title: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def heading(self) -> str:
        """The title, else the first line; empty while nothing is written."""
        if self.title:
            return self.title
        written = self.passages[0].text if self.kind == CHAT and self.passages else self.text
        first = next((line.strip() for line in written.splitlines() if line.strip()), "")
        return first if len(first) <= _TITLE_LENGTH else f"{first[: _TITLE_LENGTH - 1].rstrip()}…"

    @property
    def text(self) -> str:
        """All passages as one text."""
        return "".join(passage.text for passage in self.passages)


def held_with_another(passages: Sequence[Passage], model: str, folder: str) -> bool:
    """Whether the conversation so far, ``passages``, was held with another model than this one."""
    last = next((each for each in reversed(passages) if each.model), None)
    return last is not None and bool(model) and not last.is_of(model, folder)


def new_conversation(kind: str, model: str = "") -> Conversation:
    """An empty conversation with a new id."""
    return Conversation(f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:8]}", kind, time.time(), model)


@dataclass(frozen=True)
class ListConversations:
    home: Home


@dataclass(frozen=True)
class KeptConversations:
    """``found``: the latest first. ``problems`` name the files that are damaged or of a newer version; they stay as
    they are."""

    found: tuple[Conversation, ...]
    problems: tuple[Message, ...]


def list_conversations(request: ListConversations, context: JobContext) -> KeptConversations:
    """Read all conversations."""
    found, problems = [], []
    for path in sorted(request.home.conversations.glob("*.json")):
        context.raise_if_cancelled()
        try:
            found.append(read_conversation(path))
        except StudioError as error:
            problems.append(error.message)
    found.sort(key=lambda conversation: conversation.changed, reverse=True)
    return KeptConversations(tuple(found), tuple(problems))


@dataclass(frozen=True)
class SaveConversation:
    home: Home
    conversation: Conversation


def save_conversation(request: SaveConversation, context: JobContext) -> Path:
    """Write the conversation, replacing its earlier file.

    Raises NewerFormatError where a newer program wrote the file, and StudioError if the disk refuses.
    """
    path = _path(request.home, request.conversation.id)
    _refuse_to_replace_newer(path)
    content = {FORMAT: _FORMAT} | asdict(request.conversation)
    durable.write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path


@dataclass(frozen=True)
class ExportConversation:
    """``path`` ending in ``.md`` asks for Markdown, anything else for plain text. ``you`` is what to call the user."""

    conversation: Conversation
    path: Path
    you: str


def export_conversation(request: ExportConversation, context: JobContext) -> Path:
    """Raises StudioError if the disk refuses."""
    durable.write_text(request.path, as_text(request.conversation, request.you, request.path.suffix.lower() == ".md"))
    return request.path


def as_text(conversation: Conversation, you: str, markdown: bool) -> str:
    """The conversation for people, each passage under its author; a text without authors."""
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


def read_conversation(path: Path) -> Conversation:
    """Read one conversation. Raises NewerFormatError, or StudioError for a damaged file.

    An unknown entry is refused, because the next save would lose it.
    """
    try:
        content = read_object(path, CONVERSATION_BYTES)
        check_format(content, _FORMAT, path)
        known = {name: value for name, value in content.items() if name != FORMAT}
        found = decode(Conversation, known | {"id": path.stem}, path)
        return found if content.get(FORMAT, 1) == _FORMAT else _from_format_1(found)
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


def _from_format_1(found: Conversation) -> Conversation:
    """Add whom the person wrote to: the model that answered. The folder is known of the model that was used last."""
    last = shown_name(Path(found.model)) if found.model else ""
    passages: list[Passage] = []
    answering = ""
    for passage in reversed(found.passages):
        model = answering if passage.role == "user" else passage.model
        passages.append(replace(passage, model=model, folder=found.model if model and model == last else ""))
        answering = passage.model or answering
    return replace(found, passages=tuple(reversed(passages)))


def _refuse_to_replace_newer(path: Path) -> None:
    try:
        read_conversation(path)
    except NewerFormatError:
        raise
    except StudioError:
        return  # there is no file yet, or a damaged one, which may be replaced
