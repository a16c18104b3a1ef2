"""The files and folders that a first model learns from, each with a button that takes it off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import short_path, tip
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, label

_MOST_SHOWN = 5


class SourceList(QWidget):
    """Hidden while there are none. ``removed`` carries the path whose button was pressed."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_sources")
        self._sources: tuple[str, ...] = ()
        self._rows = [_Row(number) for number in range(_MOST_SHOWN)]
        self._others = label("", "caption", wrap=True)
        self._others.setObjectName("start_sources_others")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, row in enumerate(self._rows):
            row.remove.clicked.connect(lambda _checked=False, number=number: self._remove(number))
            layout.addWidget(row)
        layout.addWidget(self._others)
        self.show_sources(())

    def show_sources(self, sources: tuple[str, ...]) -> None:
        self._sources = sources
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(sources))
            if number < len(sources):
                row.show_source(Path(sources[number]))
        others = len(sources) - _MOST_SHOWN
        self._others.setText(self.tr("and %n more", "", max(0, others)))
        self._others.setVisible(others > 0)
        self.setVisible(bool(sources))

    def _remove(self, number: int) -> None:
        self.removed.emit(self._sources[number])


class _Row(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._name = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideMiddle)
        self._name.setObjectName(f"start_source_{number}")
        self.remove = IconButton("ph.x", "", name=f"start_source_{number}_remove")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        self._kind = IconLabel("ph.file-text", "text_muted", 16)
        self._kind.setObjectName(f"start_source_{number}_kind")
        row.addWidget(self._kind)
        row.addWidget(self._name, 1)
        row.addWidget(self.remove)

    def show_source(self, path: Path) -> None:
        self._kind.set_icon("ph.folder" if path.is_dir() else "ph.file-text", "text_muted")
        self._name.setText(path.name)
        self._name.setToolTip(tip(short_path(path)))
        self.remove.set_words(self.tr("Take “{name}” off the list").format(name=path.name), "ph.x")
