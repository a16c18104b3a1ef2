"""Puts an adapter onto the open model, takes it off again, and sets how strongly it acts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QWidget

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import decimal
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label

_STEPS, _STRONGEST = 20, 2.0  # of the slider; as strong as it was trained is its middle
_QUIET_MS = 300


class AdapterBar(Card):
    """Hidden while the open model has no adapter. ``chosen`` carries the folder to open (the model's, or that of an
    adapter), and how many times as strongly as it was trained the adapter acts."""

    chosen = Signal(object, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Adapter"), parent=parent)
        self.setObjectName("chat_adapters")
        self._list = QComboBox()
        self._list.setObjectName("chat_adapter")
        self._list.setAccessibleName(self.tr("Adapter on the model"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.activated.connect(lambda _index: self._choose())
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("chat_adapter_strength")
        self._slider.setAccessibleName(self.tr("How strongly the adapter acts"))
        self._slider.setRange(0, _STEPS)
        self._slider.setValue(_STEPS // 2)
        self._slider.setPageStep(_STEPS // 4)
        self._slider.valueChanged.connect(self._slid)
        self._figure = label("", "caption")
        self._figure.setObjectName("chat_adapter_figure")
        self._quiet = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(label(self.tr("Strength"), "caption"))
        row.addWidget(self._slider, 1)
        row.addWidget(self._figure)
        self.body.setSpacing(Space.S)
        self.body.addWidget(self._list)
        self.body.addLayout(row)
        self._say()
        self.hide()

    @property
    def strength(self) -> float:
        return self._slider.value() / _STEPS * _STRONGEST

    def show_choices(self, entries: Sequence[ModelEntry], folder: Path | None) -> None:
        """Offer the adapters of the model in ``folder``, or of the one that the adapter in ``folder`` is on."""
        opened = next((each for each in entries if each.folder == folder), None)
        base = opened.adapter_of if opened is not None and opened.adapter_of is not None else folder
        adapters = [each for each in entries if base is not None and each.adapter_of == base and each.problem is None]
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItem(self.tr("None: the model itself"), str(base))
            for each in adapters:
                self._list.addItem(each.name, str(each.folder))
            self._list.setCurrentIndex(max(0, self._list.findData(str(folder))))
        self._slider.setEnabled(self._list.currentIndex() > 0)
        self.setVisible(bool(adapters))

    def begin_anew(self) -> None:
        """Another model is open: its adapters act as they were trained."""
        with QSignalBlocker(self._slider):
            self._slider.setValue(_STEPS // 2)
        self._say()

    def _slid(self) -> None:
        self._say()
        self._quiet.start()

    def _say(self) -> None:
        self._figure.setText(f"× {decimal(self.strength, 1)}")

    def _choose(self) -> None:
        self._quiet.stop()
        self.chosen.emit(Path(self._list.currentData()), self.strength)
