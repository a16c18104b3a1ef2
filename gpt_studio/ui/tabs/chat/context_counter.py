"""How much of the model's context the conversation and what is typed take, counted while nobody types."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gpt_studio.jobs.chat import context_use
from gpt_studio.jobs.chat.context_use import ContextUse, MeasureContext
from gpt_studio.ui.state.worker import LatestWins
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.writer import turns_of

_COUNTED_MS = 250
"""How long typing must pause before its tokens are counted."""


class ContextCounter(QObject):
    """Counts the tokens for the meter and the composer."""

    def __init__(self, parts: ChatParts) -> None:
        super().__init__(parts.tab)
        self._opener, self._writer, self._talk = parts.opener, parts.writer, parts.talk
        self._middle, self._sampling = parts.middle, parts.sampling
        self._pause = QTimer(self, interval=_COUNTED_MS, singleShot=True)
        self._pause.timeout.connect(self._measure_context)
        self._middle.composer.typed.connect(self.count_soon)
        self._measuring = LatestWins(
            parts.runner,
            context_use.run,
            on_result=self._show_context_use,
            on_error=lambda _problem: None,
            parent=self,
        )

    def count_soon(self) -> None:
        """Count when nothing has changed for a moment."""
        self._pause.start()

    def shut_down(self) -> None:
        self._pause.stop()
        self._measuring.cancel()

    def _measure_context(self) -> None:
        """Count the tokens of the conversation and of what is typed."""
        model, talk, composer = self._opener.model, self._talk.conversation, self._middle.composer
        if self._writer.writing or model is None or not self._talk.is_chat or not model.has_template:
            if not self._writer.writing:
                self._middle.meter.show_use(None)
                composer.show_tokens(0)
            return
        turns = turns_of(talk, talk.passages)
        room = self._sampling.sampling.max_new_tokens if self._sampling.is_valid else 0
        self._measuring.submit(MeasureContext(model, turns, composer.text, room))

    def _show_context_use(self, use: ContextUse) -> None:
        self._middle.meter.show_use(use)
        self._middle.composer.show_tokens(use.typed)
