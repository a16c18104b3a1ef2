"""Reads an export, whichever program wrote it. Exports are untrusted: every size is bounded."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gpt_studio.conversations.imports import chatgpt, lm_studio, open_webui
from gpt_studio.conversations.imports.gathering import list_in
from gpt_studio.conversations.stored import conversation_from
from gpt_studio.conversations.tree import Conversation, new_id
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.format_version import FORMAT
from gpt_studio.core.limits import CONVERSATION_BYTES, MEGABYTE
from gpt_studio.core.regular_file import read_regular
from gpt_studio.core.strict_json import parse

PROGRAMS = (chatgpt, open_webui, lm_studio)
MOST_CONVERSATIONS = 100_000
_NAMES_IN_ZIP = "conversations"


@dataclass(frozen=True)
class Export:
    """``program`` wrote it. ``empty`` counts conversations without words, ``odd`` those that are damaged."""

    program: str
    found: tuple[Conversation, ...]
    empty: int = 0
    odd: int = 0


def read_export(path: Path, check: Callable[[], None]) -> Export:
    """The conversations in ``path``: a JSON file, or the zip in which ChatGPT packs it. ``check`` may raise to stop.

    Raises StudioError for a file of another kind, a damaged one and one that is too large.
    """
    values = [each for data in _contents(path) for each in _conversations(parse(data, path))]
    if len(values) > MOST_CONVERSATIONS:
        raise _refused(path, say("import.many", "it holds more than {limit:,} conversations", limit=MOST_CONVERSATIONS))
    if values and isinstance(values[0], dict) and FORMAT in values[0] and "turns" in values[0]:
        return Export("GPT Studio", tuple(_own(value, path) for value in values))
    program = next((each for each in PROGRAMS if any(map(each.recognises, values))), None)
    if program is None:
        raise _refused(
            path,
            say(
                "import.unknown",
                "it holds no conversations as ChatGPT, Open WebUI, LM Studio or GPT Studio write them",
            ),
        )
    found, empty, odd = [], 0, 0
    for value in values:
        check()
        if not program.recognises(value):
            odd += 1
            continue
        try:
            conversation = program.read(value)
        except (ValueError, OverflowError, OSError):  # no tree; a time that no calendar holds
            odd += 1
            continue
        if conversation is None:
            empty += 1
        else:
            found.append(conversation)
    return Export(program.NAME, tuple(found), empty, odd)


def _own(value: Any, path: Path) -> Conversation:
    """A conversation that was exported from here, as a new one."""
    try:
        return replace(conversation_from(value, "imported", path), id=new_id())
    except ValueError as error:
        raise _refused(path, say("import.odd", "{reason}", reason=shortened(str(error)))) from error


def _conversations(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return list_in(value, "conversations") or [value]


def _contents(path: Path) -> Iterator[bytes]:
    data = read_regular(path, CONVERSATION_BYTES)
    if not data.startswith(b"PK\x03\x04"):
        yield data
        return
    room = CONVERSATION_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = [each for each in packed.infolist() if _is_wanted(each.filename)]
            if not members:
                raise _refused(path, say("import.no_member", "there is no conversations.json in it"))
            for member in members:
                with packed.open(member) as file:
                    content = file.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise _refused(
                        path,
                        say("import.large", "it holds more than {limit} MB", limit=CONVERSATION_BYTES // MEGABYTE),
                    )
                yield content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _refused(path, say("import.bad_zip", "the archive is damaged or locked")) from error


def _is_wanted(name: str) -> bool:
    own = name.rsplit("/", 1)[-1].lower()
    return own.startswith(_NAMES_IN_ZIP) and own.endswith(".json")


def _refused(path: Path, reason: Message) -> StudioError:
    return StudioError(
        "import.refused",
        "{path} cannot be imported: {reason}. Choose the file that the other program exported.",
        path=path,
        reason=reason,
    )
