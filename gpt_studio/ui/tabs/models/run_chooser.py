"""A list of runs with a box to tick for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.labels import ElidedLabel
from gpt_studio.ui.widgets.scrolled import Scrolled

_BESIDE_THE_BOX = 25


@dataclass(frozen=True)
class Choice:
    """``caption`` stands beneath the name of the run in ``folder``."""

    folder: Path
    name: str
    caption: str


class RunChooser(Scrolled):
    """``changed``: a person ticked or cleared a box. At most ``most`` can be ticked at a time."""

    changed = Signal()

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(name="compare_runs", parent=parent)
        self._most = most
        self._choices: list[Choice] = []
        self._boxes: dict[Path, QCheckBox] = {}
        self._rows: list[QWidget] = []
        self.body.setSpacing(Space.S)
        self.body.addStretch(1)

    @property
    def chosen(self) -> tuple[Path, ...]:
        """The ticked runs in the order of the list."""
        return tuple(folder for folder, box in self._boxes.items() if box.isChecked())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """List ``choices``. What was ticked stays so."""
        if list(choices) == self._choices:
            return
        ticked = self.chosen
        self.clear()
        self._choices = list(choices)
        for place, choice in enumerate(choices):
            box = _NamedBox(choice.name, f"compare_run_{choice.name}")
            box.setAccessibleDescription(choice.caption)
            box.setChecked(choice.folder in ticked)
            box.toggled.connect(self._ticked)
            self._boxes[choice.folder] = box
            self._rows.append(_row(box, choice.caption))
            self.body.insertWidget(place, self._rows[-1])
        self._allow()

    def clear(self) -> None:
        """List nothing."""
        self._choices = []
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self._boxes = [], {}

    def _ticked(self) -> None:
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        """Disable what is not ticked while as many are ticked as can be."""
        full = len(self.chosen) >= self._most
        for box in self._boxes.values():
            box.setEnabled(box.isChecked() or not full)


def _row(box: QCheckBox, caption: str) -> QWidget:
    row = QWidget()
    below = ElidedLabel(caption, "caption", mode=Qt.TextElideMode.ElideRight)
    below.setContentsMargins(_BESIDE_THE_BOX, 0, 0, 0)
    layout = QVBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(box)
    layout.addWidget(below)
    return row


class _NamedBox(QCheckBox):
    """Its name is elided where there is no room for it."""

    def __init__(self, name: str, object_name: str) -> None:
        super().__init__(name)
        self._name = name
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _BESIDE_THE_BOX, super().minimumSizeHint().height())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        room = self.width() - _BESIDE_THE_BOX
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(tip(self._name if shown != self._name else ""))
