"""The list of saved corpora, with buttons to open, copy and delete each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.jobs.corpora.list_corpora import MOST_COUNTED, CorpusEntry
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, message_text, relative_date
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.card import Card, line
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_NAME_WIDTH = 120
"""The least room for a name; where there is less beside the buttons, they stand beneath it."""


class SavedCorpora(Card):
    """Emits the :class:`CorpusEntry` to open, to copy or to delete."""

    open_wanted = Signal(object)
    copy_wanted = Signal(object)
    deletion_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Your corpora"), parent=parent)
        self.setObjectName("saved_corpora")
        self._scrolled = Scrolled(name="saved_corpora_list")
        self._scrolled.body.setSpacing(Space.S)
        self._scrolled.body.addStretch()  # an alignment would not let rows grow that wrap
        self.body.addWidget(self._scrolled)
        self._rows: list[QWidget] = []
        self._shown: list[tuple[CorpusEntry, str]] = []

    def show_entries(self, entries: tuple[CorpusEntry, ...]) -> None:
        now = [(entry, self._about(entry)) for entry in entries]
        if now == self._shown:
            return
        self._shown = now
        for row in self._rows:
            self._scrolled.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for number, entry in enumerate(entries):
            if number:
                self._append(line())
            self._append(self._row(entry))

    def _append(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._scrolled.body.insertWidget(self._scrolled.body.count() - 1, widget)

    def _row(self, entry: CorpusEntry) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, Space.XS, 0, Space.XS)
        layout.setSpacing(Space.M)
        fine = entry.corpus is not None
        layout.addWidget(IconLabel("ph.books" if fine else "ph.warning", "text_muted" if fine else "warning", 20))
        told = QWidget()
        told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        told.setMinimumWidth(scaled(_NAME_WIDTH))
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(ElidedLabel(entry.name, "field"))
        words.addWidget(ElidedLabel(self._about(entry), "caption", mode=Qt.TextElideMode.ElideRight))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(Space.S)
        if fine:
            opener = Button(self.tr("Open"), name=f"open_corpus_{entry.name}")
            opener.setAccessibleName(self.tr("Open {name}").format(name=entry.name))
            opener.clicked.connect(lambda: self.open_wanted.emit(entry))
            buttons.addWidget(opener)
            copier = IconButton(
                "ph.copy", self.tr("Make a copy of {name}").format(name=entry.name), name=f"copy_corpus_{entry.name}"
            )
            copier.clicked.connect(lambda: self.copy_wanted.emit(entry))
            buttons.addWidget(copier)
        deleter = IconButton(
            "ph.trash", self.tr("Delete {name}").format(name=entry.name), name=f"delete_corpus_{entry.name}"
        )
        deleter.clicked.connect(lambda: self.deletion_wanted.emit(entry))
        buttons.addWidget(deleter)
        beside = QWidget()
        beside.setLayout(buttons)
        wrapping = WrappingRow(spacing=Space.M, between_lines=Space.XS)
        wrapping.add(told)
        wrapping.add(beside)
        layout.addWidget(wrapping, 1)
        return row

    def _about(self, entry: CorpusEntry) -> str:
        if entry.corpus is None:
            return message_text(entry.problem) if entry.problem is not None else ""
        files = self.tr("%n file(s)", "", entry.files)
        if entry.files >= MOST_COUNTED:
            files = self.tr("{count} files or more").format(count=count(entry.files))
        return self.tr("{files}, saved {date}").format(files=files, date=relative_date(entry.changed))
