"""A reply as plain text, each token tinted by how sure the model was, and beneath it how likely all of it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.insight.choice import Choice, likelihood
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.thoughts.sureness import of_the_whole
from gpt_studio.ui.thoughts.token_layer import TokenLayer
from gpt_studio.ui.widgets.labels import label


class TintedReply(QWidget):
    """Shown in the place of a message's text."""

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: object = None
        """What the choices that are shown depend on; None while they are not all there."""
        self.body = ReadingText(text)
        self.body.setObjectName(f"{name}_tinted")
        self.body.setAccessibleName(self.tr("What the model said, token by token. The arrow keys go through it."))
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.layer = TokenLayer(self.body)
        self._whole = label("", "caption", wrap=True)
        self._whole.setObjectName(f"{name}_likelihood")
        self._whole.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.body)
        layout.addWidget(self._whole)

    def show_choices(self, choices: Sequence[Choice], key: object, remark: str = "") -> None:
        """Show all choices of the text; ``key`` is what they depend on."""
        self.shown = key
        self.layer.show_choices(choices)
        self._say(remark)

    def go_on(self, text: str, choices: Sequence[Choice]) -> None:
        """Begin with ``text``, which is about to grow."""
        self.shown = None
        self.layer.show_choices(())
        self.body.clear()
        self.body.append_text(text)
        self.layer.show_choices(choices)
        self.body.show_caret(True)
        self._whole.hide()

    def finish(self) -> None:
        self.body.show_caret(False)
        self.body.trim_end()
        self._say("")

    def _say(self, remark: str) -> None:
        said = " ".join(filter(None, (of_the_whole(likelihood(self.layer.choices)), remark)))
        self._whole.setText(said)
        self._whole.setVisible(bool(said))
