"""The choice of the text that a first model learns from: the built-in sample, or the person's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gpt_studio.corpora.registry import supported_suffixes
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.start.source_list import SourceList
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.save_place import documents

if TYPE_CHECKING:
    from gpt_studio.jobs.app.first_model import TextReport

_BESIDE_EACH_OTHER = 560


class Option(QFrame):
    """A radio button with a sentence beneath it; a click anywhere in the frame chooses it."""

    def __init__(self, title: str, sentence: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_option")
        self.radio = QRadioButton(title)
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(sentence)
        self._sentence = label(sentence, "caption", wrap=True)
        self._sentence.setObjectName(f"{name}_sentence")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        self.body.setSpacing(Space.S)
        self.body.addWidget(self.radio)
        self.body.addWidget(self._sentence)
        self.radio.toggled.connect(self._show)
        self._show(self.radio.isChecked())

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.radio.setAccessibleDescription(sentence)

    def _show(self, chosen: bool) -> None:
        set_look(self, "card_selected" if chosen else "card")

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.setChecked(True)


class TextChoice(QWidget):
    """``sample_chosen`` carries whether it is the sample, ``files_chosen`` paths to add to the person's own texts,
    ``removed`` one to take off them."""

    sample_chosen = Signal(bool)
    files_chosen = Signal(list)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked_in = documents()
        self._sample = Option(
            self.tr("The built-in stories"),
            self.tr(
                "Short stories and dialogues in English and Spanish, written so that a small model can learn them."
            ),
            name="start_sample",
        )
        self._own = Option(self.tr("A text of my own"), "", name="start_own")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.M)
        group = QButtonGroup(self)
        for option in (self._sample, self._own):
            group.addButton(option.radio)
            self._row.addWidget(option, 1)
        files = Button(self.tr("Files…"), name="start_files", icon="ph.file-plus")
        folder = Button(self.tr("Folder…"), name="start_folder", icon="ph.folder-plus")
        files.setAccessibleName(self.tr("Choose files"))
        folder.setAccessibleName(self.tr("Choose a folder"))
        files.clicked.connect(self._choose_files)
        folder.clicked.connect(self._choose_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch()
        for option in (self._sample, self._own):
            option.body.addStretch()
        self._sources = SourceList()
        self._sources.removed.connect(self.removed)
        self._own.body.addWidget(self._sources)
        self._own.body.addLayout(buttons)
        self._sample.radio.setChecked(True)
        self._sample.radio.toggled.connect(self.sample_chosen)
        self._nothing_yet()

    def show_choice(self, from_sample: bool) -> None:
        (self._sample if from_sample else self._own).radio.setChecked(True)

    def show_report(self, name: str, report: TextReport | None) -> None:
        """Say what is known of the person's own text ``name``, which is "" as long as there is none."""
        if not name:
            self._nothing_yet()
        elif report is None:
            self._own.say(self.tr("Reading “{name}”…").format(name=name))
        elif report.problem is not None:
            self._own.say(message_text(report.problem))
        else:
            what = f"“{name}”" if report.files == 1 else self.tr("%n file(s)", "", report.files)
            said = self.tr("{what}: {characters} characters.").format(what=what, characters=count(report.characters))
            left_out = [] if report.note is None else [message_text(report.note)]
            self._own.say(" ".join([said, *left_out]))

    def show_sources(self, sources: tuple[str, ...]) -> None:
        """List the files and folders of the person's own text."""
        self._sources.show_sources(sources)

    def _nothing_yet(self) -> None:
        self._own.say(
            self.tr(
                "Drop files or folders here, or choose them. Letters, a diary, a book, a chat: as text, PDF, Word or "
                "e-book."
            )
        )

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in supported_suffixes())
        offered = ";;".join((self.tr("Texts ({kinds})").format(kinds=kinds), self.tr("All files (*)")))
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files"), str(self._looked_in), offered)
        self._take(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), str(self._looked_in))
        self._take([chosen] if chosen else [])

    def _take(self, chosen: list[str]) -> None:
        if chosen:
            self._looked_in = Path(chosen[0]).parent
            self.files_chosen.emit(chosen)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options beneath each other where there is no room beside."""
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_EACH_OTHER
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
