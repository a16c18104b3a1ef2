"""Move a model, a tokenizer, a corpus or a conversation to the system's bin."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gpt_studio.core import durable
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.hardware.system_bin import into_system_bin


@dataclass(frozen=True)
class MoveToBin:
    """``for_good``: delete it if there is no bin. ``into_bin`` moves it, and raises OSError if it cannot."""

    path: Path
    for_good: bool = False
    into_bin: Callable[[Path], None] = field(default=into_system_bin, repr=False)


@dataclass(frozen=True)
class Removed:
    """``for_good``: it was deleted instead of moved to the bin."""

    path: Path
    for_good: bool = False


class NoBinError(StudioError):
    """The bin did not take it, for this ``reason``. It is still where it was."""

    def __init__(self, key: str, template: str, *, reason: str, **values: Any) -> None:
        super().__init__(key, template, reason=reason, **values)
        self.reason = reason


def run(request: MoveToBin, context: JobContext) -> Removed:
    """Raises StudioError if ``path`` is gone or in use, NoBinError if the bin does not take it."""
    path = request.path
    if not path.exists() and not path.is_symlink():
        raise StudioError("trash.gone", "{folder} is no longer there: it was moved or deleted before.", folder=path)
    if path.is_dir() and not path.is_symlink():
        with FolderLock(path):
            pass
    context.raise_if_cancelled()
    try:
        request.into_bin(path)
    except OSError as error:
        if not request.for_good:
            raise NoBinError(
                "trash.none",
                "{folder} could not be moved to the bin ({reason}): open it in the file manager and delete it there.",
                folder=path,
                reason=error.strerror or str(error),
            ) from error
        _delete(path)
        return Removed(path, for_good=True)
    return Removed(path)


def _delete(path: Path) -> None:
    with disk_errors(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
        durable.sync_folder(path.parent)
