"""Temperature, top-k and top-p for one place of a text: nothing is written before it is asked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label

_STEPS = 100  # of a slider for each 1
_MOST_TEMPERATURE = 2
_MOST_KEPT = 100


class OtherSettings(QWidget):
    """``changed`` while a slider is moved, ``write_wanted`` when the text is to go on with these settings."""

    changed = Signal()
    write_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sampling = Sampling()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, Space.S, 0)
        self._grid.setHorizontalSpacing(Space.S)
        self._grid.setVerticalSpacing(2)
        self._temperature, self._temperature_said = self._slider(
            self.tr("Temperature"), "temperature", _MOST_TEMPERATURE * _STEPS
        )
        self._top_k, self._top_k_said = self._slider(self.tr("Top-k"), "top_k", _MOST_KEPT)
        self._top_p, self._top_p_said = self._slider(self.tr("Top-p"), "top_p", _STEPS)
        self._write = Button(self.tr("Write on with these"), name="chat_token_write", icon="ph.pen-nib")
        self._write.clicked.connect(self.write_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Space.XS, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(self._grid)
        said = self.tr("Only the bars follow. Nothing is written anew until you ask.")
        layout.addWidget(label(said, "caption", wrap=True))
        layout.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def sampling(self) -> Sampling:
        """The settings that were shown, with what the sliders say."""
        return replace(
            self._sampling,
            temperature=self._temperature.value() / _STEPS,
            top_k=self._top_k.value(),
            top_p=self._top_p.value() / _STEPS,
        )

    def show_sampling(self, sampling: Sampling) -> None:
        self._sampling = sampling
        self._temperature.setValue(round(sampling.temperature * _STEPS))
        self._top_k.setValue(min(sampling.top_k, _MOST_KEPT))
        self._top_p.setValue(round(sampling.top_p * _STEPS))
        self._say()

    def offer_writing(self, offered: bool) -> None:
        self._write.setVisible(offered)

    def _slider(self, words: str, name: str, most: int) -> tuple[QSlider, QLabel]:
        slider, said = QSlider(Qt.Orientation.Horizontal), label("", "caption")
        slider.setObjectName(f"chat_token_{name}")
        slider.setAccessibleName(words)
        slider.setRange(0, most)
        slider.valueChanged.connect(self._moved)
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = self._grid.rowCount()
        self._grid.addWidget(label(words, "caption"), row, 0)
        self._grid.addWidget(slider, row, 1)
        self._grid.addWidget(said, row, 2)
        return slider, said

    def _moved(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        now = self.sampling
        self._temperature_said.setText(decimal(now.temperature, 2))
        self._top_k_said.setText(count(now.top_k) if now.top_k else self.tr("all"))
        self._top_p_said.setText(decimal(now.top_p, 2))
