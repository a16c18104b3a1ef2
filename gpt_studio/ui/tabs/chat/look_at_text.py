"""Any text, looked at as the model sees it: how likely all of it is, token by token, and where it is hardest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.insight.choice import hardest, likelihood
from gpt_studio.jobs.chat.token_choices import Choices, ReadText, read_text
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.line_height import spaced_lines
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import decimal, message_text, token_count
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.thoughts.card_keeper import Behind, CardKeeper
from gpt_studio.ui.thoughts.legend import Legend
from gpt_studio.ui.thoughts.sureness import share, written
from gpt_studio.ui.thoughts.token_layer import TokenLayer
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_SIZE = (860, 600)
_LIST_WIDTH = 220
_HARDEST = 12


class LookAtText(Dialog):
    """``now`` gives the model that is open and the settings of sampling."""

    def __init__(self, runner: Runner, now: Callable[[], tuple[OpenedModel | None, Sampling]], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now
        self._found: Choices | None = None
        self.setObjectName("chat_look_dialog")
        self.setWindowTitle(self.tr("Look at a text"))
        self.resize(*map(scaled, _SIZE))
        self._text = QTextEdit()
        self._text.setObjectName("chat_look_text")
        self._text.setAccessibleName(self.tr("The text to look at"))
        self._text.setPlaceholderText(self.tr("Paste or write any text: a page, a line, what another model wrote."))
        self._text.setAcceptRichText(False)
        self._text.setTabChangesFocus(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        set_look(self._text, "reading")
        self._text.textCursor().setBlockFormat(spaced_lines())
        self._text.textChanged.connect(self._show_state)
        self._layer = TokenLayer(self._text)
        self._cards = CardKeeper(runner, self, self._behind)
        self._cards.follow(self._layer)
        self._cards.failed.connect(self._fail)
        self._said = label("", "field", wrap=True)
        self._said.setObjectName("chat_look_said")
        self._explained = label("", "caption", wrap=True)
        self._hardest = QListWidget()
        self._hardest.setObjectName("chat_look_hardest")
        self._hardest.setAccessibleName(self.tr("The tokens that surprised it most"))
        self._hardest.setFixedWidth(scaled(_LIST_WIDTH))
        self._hardest.currentRowChanged.connect(self._show_hard_one)
        self._places: list[int] = []
        self._legend = Legend()
        self._look = Button(self.tr("Look at it"), name="chat_look", icon="ph.brain", look="primary")
        self._look.clicked.connect(self._ask)
        self._job = LatestWins(runner, read_text, on_result=self._show_found, on_error=self._fail, parent=self)
        self._lay_out()
        self._show_state()

    @called_by_qt
    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        super().closeEvent(event)

    @called_by_qt
    def done(self, result: int) -> None:
        self._let_go()
        super().done(result)

    def _let_go(self) -> None:
        self._job.cancel()
        self._cards.shut_down()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(label(self.tr("Hardest for it"), "field"))
        right.addWidget(self._hardest, 1)
        paper = QFrame()
        set_look(paper, "composer")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(Space.M, Space.M, Space.S, Space.S)
        inside.addWidget(self._text)
        middle = QHBoxLayout()
        middle.setSpacing(Space.L)
        middle.addWidget(paper, 1)
        middle.addLayout(right)
        foot = QHBoxLayout()
        foot.addWidget(self._legend, 1)
        foot.addWidget(self._look, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(
            label(self.tr("How likely the model finds a text, token by token. It writes nothing."), "muted", wrap=True)
        )
        layout.addLayout(middle, 1)
        layout.addWidget(self._said)
        layout.addWidget(self._explained)
        layout.addLayout(foot)

    def _behind(self, _: TokenLayer, _number: int) -> Behind | None:
        model, sampling = self._now()
        return None if model is None or self._found is None else Behind(model, self._found.before, sampling, False)

    def _ask(self) -> None:
        model, sampling = self._now()
        text = self._text.toPlainText()
        if model is not None and text.strip():
            self._said.setText(self.tr("{name} reads…").format(name=model.name))
            self._job.submit(ReadText(model, text, sampling))

    def _show_found(self, found: Choices) -> None:
        text = found.unread + "".join(choice.shown for choice in found.choices)
        if text != self._text.toPlainText():
            return  # it was changed meanwhile
        self._found = found
        self._layer.show_choices(found.choices, found.unread)
        whole = likelihood(found.choices)
        self._said.setText(
            self.tr("{tokens} · perplexity {perplexity} · {bits} bits per byte").format(
                tokens=token_count(whole.tokens),
                perplexity=decimal(whole.perplexity, 1),
                bits=decimal(whole.bits_per_byte, 2),
            )
        )
        self._explained.setText(
            self.tr(
                "At each token it hesitated as between {number} equally likely ones. Bits per byte can be compared "
                "between models, the lower the better: with 8 it knows nothing."
            ).format(number=decimal(whole.perplexity, 1))
        )
        self._places = hardest(found.choices, _HARDEST)
        self._hardest.clear()
        for place in self._places:
            choice = found.choices[place]
            word = written(choice.shown or choice.text)
            if not choice.shown and (
                completed := next((each.shown for each in found.choices[place:] if each.shown), "")
            ):
                word = self.tr("part of “{character}”").format(character=written(completed[:1]))
            self._hardest.addItem(f"{word}   {share(choice.probability)}")

    def _show_hard_one(self, row: int) -> None:
        if 0 <= row < len(self._places) and self._places[row] < len(self._layer.choices):
            self._layer.show(self._places[row])

    def _fail(self, problem: Message) -> None:
        self._said.setText(message_text(problem))

    def _show_state(self) -> None:
        self._look.setEnabled(bool(self._text.toPlainText().strip()) and self._now()[0] is not None)
        if not self._layer.choices:
            self._hardest.clear()
            self._said.setText(
                "" if self._now()[0] is not None else self.tr("Open a model first: it does the reading.")
            )
            self._explained.setText("")
