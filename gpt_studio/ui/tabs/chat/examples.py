"""Keeps corrected replies as examples, and says where they are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.conversations.tree import Conversation
from gpt_studio.jobs.chat import keep_example
from gpt_studio.jobs.chat.keep_example import KeepExample, KeptExample
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.tabs.chat.correction import Correction


class Examples(QObject):
    """``corrected`` carries the conversation with the reply as the person wrote it, ``said`` a sentence on what was
    kept, ``failed`` the Message on why nothing was."""

    corrected = Signal(object)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, owners: Owners, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._home, self._runner, self._library = owners.home, owners.runner, owners.library

    def ask(self, conversation: Conversation, index: int) -> None:
        """Ask how the reply at ``index`` of what is shown should be."""
        passages = conversation.passages
        asked = passages[index - 1].text if index else ""
        dialog = Correction(asked.strip(), passages[index].text.strip(), self._window)
        dialog.kept.connect(lambda text: self._keep(conversation, index, text))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, conversation: Conversation, index: int, text: str) -> None:
        passage = conversation.passages[index]
        if text.strip() != passage.text.strip():
            corrected = replace(passage, text=text.strip(), ended="", tokens=0, tokens_per_second=0.0)
            conversation = conversation.branch(index, corrected)
            self.corrected.emit(conversation)
        request = KeepExample(self._home, conversation.cut_from(index + 1), self.tr("Examples from the chat"))
        self._runner.start(keep_example.run, request, on_result=self._tell, on_error=self.failed.emit)

    def _tell(self, kept: KeptExample) -> None:
        self._library.corpora.renew()
        words = self.tr("Kept: the corpus “{corpus}” holds %n example(s). Choose it in Training.", "", kept.count)
        self.said.emit(words.format(corpus=kept.corpus))
