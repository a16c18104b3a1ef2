"""What was begun and can be gone on with: a training, a conversation, a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, relative_date
from gpt_studio.ui.state.handover import ChatWith, GoOnTalking, ResumeTraining
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel

if TYPE_CHECKING:
    from gpt_studio.conversations.entries import KeptConversations
    from gpt_studio.jobs.models.list_models import ModelEntry


class GoOnCard(Card):
    """Hidden while there is nothing to go on with. ``wanted`` carries a request to another tab."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Go on with…"), parent=parent)
        self.setObjectName("start_go_on")
        self._training = _Row("ph.play-circle", self.tr("Resume"), name="start_resume")
        self._conversation = _Row("ph.chat-circle", self.tr("Go on"), name="start_conversation")
        self._model = _Row("ph.cube", "", name="start_chat")
        self._rows = (self._training, self._conversation, self._model)
        for row in self._rows:
            row.hide()
            row.wanted.connect(self.wanted)
            self.body.addWidget(row)
        self.hide()

    def show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        """Offer the newest run that stopped early, and the newest model."""
        stopped = next((entry for entry in entries if entry.can_resume and not entry.in_training), None)
        if stopped is not None:
            about = self.tr("step {step} of {steps}").format(
                step=count(stopped.steps or 0), steps=count(stopped.total_steps or 0)
            )
            self._training.offer(stopped.name, about, ResumeTraining(stopped.folder))
        self._training.setVisible(stopped is not None)
        usable = next((entry for entry in entries if entry.problem is None and not entry.in_training), None)
        if usable is not None:
            self._model.name_action(self.tr("Chat") if usable.has_template else self.tr("Write"))
            self._model.offer(usable.name, relative_date(usable.changed), ChatWith(usable.folder))
        self._model.setVisible(usable is not None)
        self._show()

    def show_conversations(self, kept: KeptConversations) -> None:
        """Offer the last conversation."""
        last = max((each for each in kept.found if each.heading), key=lambda each: each.changed, default=None)
        if last is not None:
            facts = [Path(last.model).name] if last.model else []
            self._conversation.offer(
                f"“{last.heading}”", " · ".join([*facts, relative_date(last.changed)]), GoOnTalking(last.id)
            )
        self._conversation.setVisible(last is not None)
        self._show()

    def _show(self) -> None:
        self.setVisible(any(not row.isHidden() for row in self._rows))


class _Row(QWidget):
    wanted = Signal(object)

    def __init__(self, icon: str, action: str, *, name: str) -> None:
        super().__init__()
        self._wish: object = None
        self._action = action
        self._title = ElidedLabel("", "field", mode=Qt.TextElideMode.ElideRight)
        self._about = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._button = Button(action, name=name)
        self._button.clicked.connect(lambda: self.wanted.emit(self._wish))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(IconLabel(icon, "text_muted", 20))
        row.addLayout(words, 1)
        row.addWidget(self._button)

    def name_action(self, action: str) -> None:
        self._action = action
        self._button.setText(action)

    def offer(self, title: str, about: str, wish: object) -> None:
        self._wish = wish
        self._title.setText(title)
        self._about.setText(about)
        self._button.setAccessibleName(f"{self._action}: {title}")
