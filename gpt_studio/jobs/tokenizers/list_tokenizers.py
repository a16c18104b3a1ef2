"""List the tokenizers in the user's folder."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.regular_file import links_followed


@dataclass(frozen=True)
class ListTokenizers:
    """``trusted``: folders whose links may lead to files anywhere."""

    home: Home
    trusted: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class TokenizerEntry:
    """``problem`` says why the folder cannot be used; then ``vocab_size`` is 0. ``changed`` is a Unix time."""

    folder: Path
    name: str
    vocab_size: int
    changed: float
    problem: Message | None


def run(request: ListTokenizers, context: JobContext) -> tuple[TokenizerEntry, ...]:
    """The tokenizers, the newest first."""
    if not request.home.tokenizers.is_dir():
        return ()
    folders = [path for path in request.home.tokenizers.iterdir() if path.is_dir() and not path.name.startswith(".")]
    entries = []
    with Quarantine() as quarantine:
        for folder in folders:
            with contextlib.suppress(FileNotFoundError):  # deleted since it was listed
                entries.append(_entry(folder, quarantine, folder in request.trusted))
    return tuple(sorted(entries, key=lambda entry: -entry.changed))


def _entry(folder: Path, quarantine: Quarantine, follow_links: bool) -> TokenizerEntry:
    changed = folder.stat().st_mtime
    try:
        with links_followed(folder, follow_links):
            tokenizer = open_tokenizer(folder, quarantine)
        return TokenizerEntry(folder, folder.name, tokenizer.vocab_size, changed, None)
    except StudioError as error:
        return TokenizerEntry(folder, folder.name, 0, changed, error.message)
