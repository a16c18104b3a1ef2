"""Which folders have links that a person allowed to lead to files anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint


class Links(QObject):
    """The trusted folders of one window, for as long as it is open. ``changed`` when there is one more."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trusted: frozenset[Path] = frozenset()

    @property
    def trusted(self) -> frozenset[Path]:
        return self._trusted

    def trusts(self, folder: Path | None) -> bool:
        """Whether links in ``folder`` may be followed; never without a folder."""
        return folder is not None and _owner(folder) in self._trusted

    def trust(self, folder: Path) -> None:
        self._trusted |= {_owner(folder)}
        self.changed.emit()


def _owner(folder: Path) -> Path:
    """The model, for one of its checkpoints: most of the files of a checkpoint are in the folder of its model."""
    return model_of_checkpoint(folder) or folder
