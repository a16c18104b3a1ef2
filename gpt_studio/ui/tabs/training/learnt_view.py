"""Shows the first conversations of the text as the model reads them, and which of their tokens it learns to write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.jobs.corpora import lay_out_conversations
from gpt_studio.jobs.corpora.lay_out_conversations import LaidOutConversations, LayOutConversations
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label

_HEIGHT = 190
_QUIET_MS = 500
_LONGEST = 600  # tokens of a conversation that are painted
_LINE_END = "⏎"


class LearntView(FoldingPanel):
    """Folded at first: nothing is read before a person wants to see it."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", name="training_learnt", parent=parent)
        self.set_title(self.tr("What it learns of conversations"))
        self._wanted: LayOutConversations | None = None
        self._shown: LayOutConversations | None = None
        self._found: LaidOutConversations | None = None
        self._words = label("", "caption", wrap=True)
        self._words.setObjectName("training_learnt_words")
        self._text = QTextEdit()
        self._text.setObjectName("training_learnt_text")
        self._text.setAccessibleName(self.tr("Conversations as tokens; what is learnt is underlined"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(scaled(_HEIGHT))
        set_look(self._text, "preview")
        self._text.hide()
        self.body.setSpacing(Space.S)
        self.body.addWidget(self._words)
        self.body.addWidget(self._text)
        self._latest = LatestWins(
            runner, lay_out_conversations.run, on_result=self._show, on_error=self._complain, parent=self
        )
        self._quiet = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._look)

    def consider(self, text: TrainingText | None, base: Path | None, *, everything: bool, follow_links: bool) -> None:
        """Show ``text`` as a training on ``base`` reads it; without a base the panel is hidden. ``everything``: the
        whole conversations are learnt."""
        self._wanted = None
        if text is not None and base is not None:
            self._wanted = LayOutConversations(text, base, follow_links=follow_links, everything=everything)
        self.setVisible(self._wanted is not None)
        if self.unfolded:
            self._quiet.start()

    def shut_down(self) -> None:
        self._quiet.stop()
        self._latest.cancel()

    def _fold(self, unfolded: bool) -> None:
        super()._fold(unfolded)
        if unfolded:
            self._look()

    def _look(self) -> None:
        if self._wanted is None or self._wanted == self._shown:
            return
        self._shown = self._wanted
        self._words.setText(self.tr("Laying out the first conversations…"))
        self._latest.submit(self._wanted)

    def _show(self, found: LaidOutConversations) -> None:
        self._found = found
        laid_out = [each for each in found.conversations if not each.refused]
        learnt, whole = (
            sum(map(len_of, laid_out)) for len_of in (lambda each: sum(each.mask), lambda each: len(each.ids))
        )
        words = self.tr(
            "The first conversations as the model reads them. It learns to write what is painted and underlined: "
            "{learnt} of {whole} tokens."
        ).format(learnt=count(learnt), whole=count(whole))
        refused = [each.refused for each in found.conversations if each.refused]
        if refused:
            reason = refused[0] if isinstance(refused[0], str) else message_text(refused[0])
            words += " " + self.tr("The model’s chat template refuses some: {reason}.").format(reason=reason)
        if found.added_tokens:
            words += " " + self.tr(
                "The model has no chat template, so it gets tokens that begin and end a turn: {tokens}."
            ).format(tokens=", ".join(found.added_tokens))
        self._words.setText(words)
        self._paint()

    def _complain(self, problem: Message) -> None:
        self._found = None
        self._text.hide()
        self._words.setText(message_text(problem))

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.__dict__.get("_found") is not None:
            self._paint()

    def _paint(self) -> None:
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        looks = {(learnt, odd): _look_of(learnt, odd) for learnt in (0, 1) for odd in (0, 1)}
        for number, each in enumerate(() if self._found is None else self._found.conversations):
            if each.refused:
                continue
            if number:
                cursor.insertText("\n\n", QTextCharFormat())
            for place, (learnt, piece) in enumerate(zip(each.mask[:_LONGEST], each.pieces[:_LONGEST], strict=True)):
                cursor.insertText(piece.replace("\n", f"{_LINE_END}\n"), looks[learnt, place % 2])
            if len(each.pieces) > _LONGEST:
                cursor.insertText(" …", QTextCharFormat())
        self._text.setVisible(self._found is not None)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def _look_of(learnt: int, odd: int) -> QTextCharFormat:
    """Neighbouring tokens are told apart by two shades."""
    now, look = tokens(), QTextCharFormat()
    look.setForeground(QColor(now.text if learnt else now.text_muted))
    look.setBackground(QColor(now.token_backgrounds[2 if odd else 0] if learnt else now.hover if odd else now.sunken))
    look.setFontUnderline(bool(learnt))
    return look
