"""Rename a model's folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.durable import sync_folder
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.core.naming import check_name, clashing_path
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.follow_model import follow_model
from gpt_studio.jobs.models.follow_base import follow_base


@dataclass(frozen=True)
class RenameModel:
    home: Home
    folder: Path
    name: str


def run(request: RenameModel, context: JobContext) -> Path:
    """Return the renamed folder. Conversations that were held with the model follow it, and adapters on it.

    Raises StudioError if the name is taken or impossible, if the folder is gone, or if a training is writing there.
    """
    target = request.folder.with_name(check_name(request.name.strip()))
    if target == request.folder:
        return target
    if not request.folder.is_dir():
        raise StudioError(
            "model.gone", "{folder} is no longer there: it was moved or deleted before.", folder=request.folder
        )
    taken = clashing_path(target)
    if taken is not None and taken.name != request.folder.name:  # "Tales" itself may become "tales"
        raise StudioError("model.name_taken", 'There is already a "{name}": choose another name.', name=taken.name)
    with disk_errors(target):
        with FolderLock(request.folder):
            pass
        os.rename(request.folder, target)
        sync_folder(target.parent)
        follow_model(request.home, request.folder, target)
        follow_base(request.home, request.folder, target)
    return target
