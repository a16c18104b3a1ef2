"""What a page shows while it is empty: an icon, what the page is for, and buttons to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import IconLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_TEXT_WIDTH = 420
_BADGE = 64
_BEFORE_THE_MARGINS = 1000  # stretch factor: the text widens to its maximum before the margins do


class EmptyState(QWidget):
    """Add buttons with ``add``. None of them is the primary one, whose place is the tab's header line.

    ``spares_buttons``: they are left out, too, where there is no height for them.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        *,
        name: str,
        spares_buttons: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spares_buttons = spares_buttons
        self.setObjectName(name)
        self._title = label(title, "heading", wrap=True)
        self._sentence = label(sentence, "muted", wrap=True)
        self._buttons = WrappingRow(spacing=Space.S, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.S)
        layout.addStretch(2)
        self._badge = _badge(icon)
        layout.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(Space.S)
        layout.addLayout(_centred(self._title))
        layout.addLayout(_centred(self._sentence))
        layout.addSpacing(Space.M)
        layout.addWidget(self._buttons)
        layout.addStretch(3)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Look again what there is room for when a button comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._leave_out()
        return super().event(event)

    def _leave_out(self) -> None:
        """Leave out what there is no height for: first the icon, then the sentence, then the title."""
        width = min(self.width(), _TEXT_WIDTH) - 2 * Space.M
        buttons = self._buttons.heightForWidth(self.width() - 2 * Space.M)
        if self._spares_buttons and buttons > self.height() - 2 * Space.M:
            buttons = 0
        self._buttons.setVisible(buttons > 0)
        room = self.height() - buttons - 2 * Space.M - (Space.S + Space.M)  # margins, and the two gaps of the layout
        for widget, needed in (
            (self._title, self._title.heightForWidth(width) + Space.S),
            (self._sentence, self._sentence.heightForWidth(width) + Space.S),
            (self._badge, _BADGE + Space.S),
        ):
            room -= needed
            widget.setVisible(room >= 0)

    def add(self, button: Button) -> None:
        self._buttons.add(button)

    def set_text(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)


def _centred(text: QLabel) -> QHBoxLayout:
    """A row with ``text`` centred, as wide as there is room up to a readable width."""
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setMaximumWidth(_TEXT_WIDTH)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(text, _BEFORE_THE_MARGINS)
    row.addStretch(1)
    return row


def _badge(icon: str) -> QFrame:
    badge = QFrame()
    set_look(badge, "badge")
    badge.setFixedSize(_BADGE, _BADGE)
    inner = QVBoxLayout(badge)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(IconLabel(icon, "accent", 28), 0, Qt.AlignmentFlag.AlignCenter)
    return badge
