"""Messages that wait until the model has finished: shown above the composer, removable."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel


class Queued(QWidget):
    """``send_wanted``: the person wants the first one to be sent now."""

    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_queue")
        self._texts: list[str] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.XS)
        self._writing = False
        self._show()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def add(self, text: str) -> None:
        self._texts.append(text)
        self._show()

    def take_first(self) -> str:
        first = self._texts.pop(0)
        self._show()
        return first

    def take_all(self) -> tuple[str, ...]:
        all_of_them = self.texts
        self._texts.clear()
        self._show()
        return all_of_them

    def set_writing(self, writing: bool) -> None:
        """Offer to send the first one while the model does not write."""
        self._writing = writing
        self._show()

    def _remove(self, place: int) -> None:
        del self._texts[place]
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for place, text in enumerate(self._texts):
            self._rows.addWidget(self._row(place, text))
        self.setVisible(bool(self._texts))

    def _row(self, place: int, text: str) -> QWidget:
        made = QWidget()
        words = ElidedLabel(" ".join(text.split()), "caption")
        words.setObjectName(f"chat_queue_{place}")
        words.setAccessibleName(self.tr("Waits to be sent: {text}").format(text=text))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("ph.clock", "text_muted", 14))
        row.addWidget(words, 1)
        if place == 0 and not self._writing:
            send = Button(self.tr("Send now"), name="chat_queue_send", look="quiet")
            send.clicked.connect(self.send_wanted)
            row.addWidget(send)
        remove = IconButton("ph.x", self.tr("Do not send it"), name=f"chat_queue_remove_{place}")
        remove.clicked.connect(lambda: self._remove(place))
        row.addWidget(remove)
        return made
