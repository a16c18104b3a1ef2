"""The page shown before a model is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.empty_state import EmptyState


class StartPage(QStackedWidget):
    """``open_wanted`` carries the folder of a model."""

    open_wanted = Signal(object)
    training_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest: Path | None = None
        none_yet = EmptyState(
            "ph.chat-circle",
            self.tr("No model to talk with yet"),
            self.tr(
                "Train your own, which takes a few minutes on the built-in sample, or open any folder with a model in "
                "the Hugging Face format: GPT-2, Llama, Qwen, Gemma, Mistral, Phi and others."
            ),
            name="chat_no_models",
        )
        none_yet.add_button(
            self.tr("Go to Training"), name="chat_go_to_training", icon="ph.chart-line-up"
        ).clicked.connect(self.training_wanted)
        none_yet.add(command_button(actions, "chat.open_folder", name="chat_start_open_folder"))
        choose = EmptyState(
            "ph.cube",
            self.tr("Choose a model"),
            self.tr(
                "Click one on the left. You see how it is put together from its folder: architecture, knowledge and "
                "language. Then you can talk with it, or let it go on with a text."
            ),
            name="chat_choose_model",
        )
        self._open: Button = choose.add_button(self.tr("Open"), name="chat_open_newest", icon="ph.cube")
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._newest))
        self.addWidget(QWidget())
        self.addWidget(none_yet)
        self.addWidget(choose)

    def show_entries(self, entries: tuple[ModelEntry, ...]) -> None:
        """Offer the newest model that can be opened."""
        usable = [entry for entry in entries if entry.problem is None]
        if usable:
            self._newest = usable[0].folder
            self._open.set_words(self.tr("Open {name}").format(name=_shortened(usable[0].name)), "ph.cube")
        self._open.setVisible(bool(usable))
        self.setCurrentIndex(2 if entries else 1)


def _shortened(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
