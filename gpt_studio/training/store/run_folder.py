"""Keeps the folder that a run writes to complete, also if it is removed or changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.durable import write_bytes
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.training.store.publish import Publisher
from gpt_studio.training.store.publish_adapter import AdapterPublisher
from gpt_studio.training.store.recipe import Recipe, recipe_path, write_recipe


@dataclass
class RunFolder:
    """``recipe`` is the current one. A change of it is written with the next save."""

    lock: FolderLock
    publisher: Publisher | AdapterPublisher
    recipe: Recipe
    _written: Recipe = field(init=False)
    _missed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._written = self.recipe
        self._language_files = self.publisher.language_files()

    def make_ready(self) -> None:
        """Make sure, before each save, that the folder is there, is ours, and holds the files that do not change.

        Raises DiskError when the folder was removed or moved, once: the next call makes it anew, complete.
        """
        folder = self.publisher.folder
        if not self.lock.is_held():
            if not self._missed:
                self._missed = True
                raise DiskError(
                    "disk.folder_gone",
                    "The folder {folder} was removed or moved while the training was writing to it: put it back, or "
                    "try again to have it made anew.",
                    folder=folder,
                )
            self._take_again()
        self._missed = False
        for name, content in self._language_files.items():
            if not (folder / name).is_file():
                write_bytes(folder / name, content)
        # Last: a folder with a recipe can be resumed.
        if self.recipe != self._written or not recipe_path(folder).is_file():
            write_recipe(recipe_path(folder), self.recipe)
            self._written = self.recipe

    def _take_again(self) -> None:
        try:
            self.lock.renew()
        except DiskError:
            raise
        except StudioError as error:  # someone else took the folder meanwhile: that can pass, too
            raise DiskError(error.message.key, error.message.template, **error.message.values) from error
