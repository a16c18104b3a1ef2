"""A combo box for a list that is read from disk, with a label and a line about the chosen option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.explained import ExplainedLabel, explained
from gpt_studio.ui.widgets.labels import label


class CalmBox(QComboBox):
    """Ignores the mouse wheel without the focus, and never makes the page wider."""

    def __init__(self, *, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Chooser(QWidget):
    """Each option has a key. ``changed`` is emitted when a person or :meth:`choose` chooses another one."""

    changed = Signal()

    def __init__(self, words: str, *, name: str, concept: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: dict[str, str] = {}
        self._offered: tuple[Sequence[tuple[str, str, str]], str] | None = None
        self._decided = False
        self.box = CalmBox(name=name, accessible_name=words)
        self.box.currentIndexChanged.connect(self._chosen)
        self._title = title = explained(words, "field", concept=concept, buddy=self.box)
        self._detail = label("", "caption", wrap=True)
        self._detail.setObjectName(f"{name}_detail")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(title)
        layout.addWidget(self.box)
        layout.addWidget(self._detail)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Explain the word of the label at F1."""
        if event.key() == Qt.Key.Key_F1 and isinstance(self._title, ExplainedLabel):
            self._title.explain()
        else:
            super().keyPressEvent(event)

    @property
    def key(self) -> str:
        return str(self.box.currentData() or "")

    def has(self, key: str) -> bool:
        return self.box.findData(key) >= 0

    def choose(self, key: str) -> None:
        """Choose the option with this key, if there is one."""
        if self.has(key):
            self.box.setCurrentIndex(self.box.findData(key))

    def decide(self) -> None:
        """Treat the current option as the person's choice, which :meth:`set_options` keeps."""
        self._decided = True

    def set_options(self, options: Sequence[tuple[str, str, str]], preferred: str) -> None:
        """``options``: (key, text, detail). A person's choice stays if it is among them; else ``preferred`` is
        chosen."""
        if (options, preferred) == self._offered:
            return
        self._offered = (options, preferred)
        before = self.key
        self._fill(options, before if self._decided else "", preferred)
        if self.key != before:
            self.changed.emit()

    def show_instead(self, key: str, words: str, detail: str) -> None:
        """Show only this option, listed or not, until :meth:`restore`."""
        self._fill([(key, words, detail)], key, key)

    def state(self) -> Any:
        """The options and the choice, for :meth:`restore`."""
        return self._offered, self.key, self._decided

    def restore(self, state: Any) -> None:
        """Restore what :meth:`state` returned. ``changed`` is not emitted."""
        self._offered, key, self._decided = state
        if self._offered is not None:
            self._fill(self._offered[0], key, self._offered[1])

    def _fill(self, options: Sequence[tuple[str, str, str]], wanted: str, preferred: str) -> None:
        self._details = {key: detail for key, _, detail in options}
        with QSignalBlocker(self.box):
            self.box.clear()
            for key, words, _ in options:
                self.box.addItem(words, key)
            self.box.setCurrentIndex(max(0, self.box.findData(wanted if self.has(wanted) else preferred)))
        self._explain()

    def _chosen(self) -> None:
        self._decided = True
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        detail = self._details.get(self.key, "")
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
