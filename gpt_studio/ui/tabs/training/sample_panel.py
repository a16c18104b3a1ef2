"""The samples that the model has written during the run."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gpt_studio.ui.widgets.sample_film import SampleFilm


class SamplePanel(SampleFilm):
    """The film of the run that the training tab shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("training_sample", parent)
