"""Keeps the text that was taken out of files, by the content of the file, so that it is taken out only once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import unpacked
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Document, Said, Turn
from gpt_studio.corpora.reading import Reading, TextFormat

_BLOCK = 1 << 20
_FORMAT = 3
_WORTH_REMEMBERING = 1 << 20  # bytes
_SETTLED_SECONDS = 3.0
_HALF = re.compile("[\ud800-\udfff]")
END = "end"
"""The key of the last line of a kept text, which holds what the format found out about the file."""


@dataclass(frozen=True)
class TextCache:
    """``folder`` may be deleted at any time. ``passwords`` opens files, by their absolute paths; it is not stored."""

    folder: Path
    passwords: Mapping[str, str] = field(default_factory=dict)

    def place(self, reading: Reading, known: TextFormat, context: JobContext) -> Path:
        """Where the text of the file is kept. It follows from the content of the file and from how that is read."""
        read_as = [_FORMAT, known.name, known.version, reading.text_field, reading.codec, reading.fallback]
        digest = hashlib.sha256(json.dumps(read_as).encode())
        digest.update(content_hash(reading.path, context, self))
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name[:40]}.jsonl"


def content_hash(
    path: Path, context: JobContext, texts: TextCache | None = None, read: Callable[[int], None] = lambda _: None
) -> bytes:
    """SHA-256 of the content. Raises OSError and JobCancelled.

    ``texts`` remembers it for a file whose place, size and times are the same, unless it was changed a moment ago.
    ``read`` is told of each so many bytes that were read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        note = _note_about(path, found, texts) if texts is not None and found.st_size >= _WORTH_REMEMBERING else None
        if note is not None:
            with contextlib.suppress(OSError):
                if len(remembered := note.read_bytes()) == digest.digest_size:
                    return remembered
        while block := file.read(_BLOCK):
            context.raise_if_cancelled()
            digest.update(block)
            read(len(block))
    if note is not None:
        with contextlib.suppress(OSError):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_bytes(digest.digest())
    return digest.digest()


def _note_about(path: Path, found: os.stat_result, texts: TextCache) -> Path | None:
    """The file that remembers the hash; None for a file that may change again within the resolution of its times."""
    if time.time() - max(found.st_mtime, found.st_ctime) < _SETTLED_SECONDS:
        return None
    what = [os.path.realpath(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]
    name = hashlib.sha256(json.dumps(what).encode()).hexdigest()
    return texts.folder / "hashes" / name[:2] / name[:40]


def line_of(document: Document) -> bytes:
    """A document as one line of a kept text. Half characters, which UTF-8 cannot hold, are replaced."""
    if document.turns:
        content: dict[str, Any] = {"turns": [[turn.role, _whole(turn.text)] for turn in document.turns]}
    elif document.said:
        content = {"said": [[_whole(each.speaker), _whole(each.text)] for each in document.said]}
    else:
        content = {"text": _whole(document.text)}
    return json.dumps(content).encode() + b"\n"


def _whole(text: str) -> str:
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def is_kept(place: Path, password: str) -> bool:
    """Whether the text at ``place`` has its last line, and the file would give no more now than it did then: where a
    password or a library was missing, it may be there now."""
    found = _end_of(place)
    if found is None or (found["needs_password"] and password):
        return False
    return not any(find_spec(package) is not None for package in found["missing"])


def _end_of(place: Path) -> dict[str, Any] | None:
    """What the last line says; None without a whole one."""
    begins = b'{"end": '
    try:
        with place.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _BLOCK))
            _, _, last = (b"\n" + file.read()).rpartition(b"\n" + begins)
        found: dict[str, Any] = json.loads(begins + last)[END] if last else {}
        return found or None
    except (OSError, ValueError, KeyError):
        return None


def kept_documents(place: Path, reading: Reading) -> Iterator[Document]:
    """The documents kept at ``place``; ``reading`` is told what the format found out about the file."""
    with place.open("rb") as file:
        for line in file:
            content = json.loads(line)
            if END in content:
                tell(reading, content[END])
            elif "turns" in content:
                yield Document(turns=tuple(Turn(role, text) for role, text in content["turns"]))
            elif "said" in content:
                yield Document.of_chat(tuple(Said(speaker, text) for speaker, text in content["said"]))
            else:
                yield Document(content["text"])


def tell(reading: Reading, found: Mapping[str, Any]) -> None:
    """Put into ``reading`` what the helper process found out about the file."""
    reading.encoding = found["encoding"]
    reading.problem = unpacked(found["problem"]) if found["problem"] else None
    reading.doubt = unpacked(found["doubt"]) if found["doubt"] else None
    reading.ends.update(found["ends"])
    reading.fields = {name: list(values) for name, values in found["fields"].items()}
    reading.needs_password = found["needs_password"]
    reading.missing.update(found["missing"])
