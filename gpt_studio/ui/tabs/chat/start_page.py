"""The page shown before a model is open."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.empty_state import EmptyState


class StartPage(QStackedWidget):
    """Says what can be done; the button for it is in the tab's header line."""

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
