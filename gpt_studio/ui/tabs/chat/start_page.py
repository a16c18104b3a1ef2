"""The page shown before a model is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.empty_state import EmptyState


class FirstStep(QWidget):
    """The primary button while no model is open: chat with the model used or made last, or make one.

    ``open_wanted`` carries the folder of a model.
    """

    open_wanted = Signal(object)
    training_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest: Path | None = None
        self._open = Button("", name="chat_open_newest", icon="ph.chat-circle", look="primary")
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._newest))
        self._make = Button(
            self.tr("Make your first model"), name="chat_go_to_training", icon="ph.chart-line-up", look="primary"
        )
        self._make.clicked.connect(self.training_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._open)
        row.addWidget(self._make)
        self.show_entries(())

    def show_entries(self, entries: tuple[ModelEntry, ...]) -> None:
        """Offer the first of ``entries`` that can be opened."""
        first = next((entry for entry in entries if entry.problem is None), None)
        self._newest = first.folder if first else None
        if first is not None:
            self._open.set_words(self.tr("Chat with {name}").format(name=_shortened(first.name)), "ph.chat-circle")
        self._open.setVisible(first is not None)
        self._make.setVisible(first is None)


class StartPage(QStackedWidget):
    """Says what can be done while no model is open."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        none_yet = EmptyState(
            "ph.chat-circle",
            self.tr("No model to talk with yet"),
            self.tr(
                "Train your own, which takes a few minutes on the built-in sample, or open any folder with a model in "
                "the Hugging Face format: GPT-2, Llama, Qwen, Gemma, Mistral, Phi and others."
            ),
            name="chat_no_models",
        )
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
        self.addWidget(QWidget())
        self.addWidget(none_yet)
        self.addWidget(choose)

    def show_entries(self, entries: tuple[ModelEntry, ...]) -> None:
        """Choose the page by whether there is a model that can be opened."""
        self.setCurrentIndex(2 if any(entry.problem is None for entry in entries) else 1)


def _shortened(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
