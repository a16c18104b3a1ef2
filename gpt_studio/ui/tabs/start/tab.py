"""The start tab: what a person sees first, and the shortest way to a model of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.handover import ChatWith, Stage, WatchTraining
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.start.form import Form
from gpt_studio.ui.tabs.start.go_on_card import GoOnCard
from gpt_studio.ui.tabs.start.guide import Guide, Phase
from gpt_studio.ui.tabs.start.under_way import UnderWay
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.tab import Tab

if TYPE_CHECKING:
    from gpt_studio.jobs.models.list_models import ModelEntry

_MODEL_FILE = "config.json"
_BESIDE_EACH_OTHER = 900
_WIDEST = 1120
_AFTER_DRAWING_MS = 300


class StartTab(Tab):
    """Shows the form of a first model, or what is under way; beside it, other ways in."""

    stage = Stage.START

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._guide = Guide(self.home, self.runner, self)
        self.commands.bind("start.make", self._make, self)
        self.commands.bind("start.open_folder", self._ask_for_folder, self)
        self._notice = Notice("error", name="start_notice")
        self._form = Form(self._guide, self.commands)
        self._make_it = self.header.add_primary(command_button(self.commands, "start.make", name="start_make"))
        self._under_way = UnderWay()
        self._go_on = GoOnCard()
        self._lay_out()
        self._guide.changed.connect(self._show_state)
        self._guide.changed.connect(self._lead_on)
        self._guide.progressed.connect(self._under_way.busy.show_progress)
        self._guide.ready.connect(lambda _ready: self._form.forget_name())
        self._guide.ready.connect(self.asked)
        self._guide.failed.connect(self._notice.show_message)
        self._under_way.cancelled.connect(self._guide.cancel)
        self._under_way.watch_wanted.connect(lambda: self.asked.emit(WatchTraining()))
        self._go_on.wanted.connect(self.asked)
        self.commands["training.stop"].changed.connect(self._show_state)
        self._was_choosing = True
        self._leading_on = False
        """Whether the keyboard waits for the person's text to be read."""
        self._show_state()
        # Only when the window has been drawn, because the lists are read with the processor that draws it.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._follow)
        self._later.start(_AFTER_DRAWING_MS)

    def focus_on_what_is_next(self) -> None:
        self._focus_next()

    def accepts(self, paths: list[Path]) -> bool:
        return self.isVisible() and self._choosing and all(path.exists() for path in paths)

    def drop_hint(self) -> str:
        return self.tr("Drop texts to learn from, or the folder of a model to chat with")

    def drop(self, paths: list[Path]) -> None:
        if len(paths) == 1 and (paths[0] / _MODEL_FILE).exists():
            self.asked.emit(ChatWith(paths[0]))
        else:
            self._guide.choose_own([str(path) for path in paths])

    def shut_down(self) -> None:
        self._later.stop()
        self._guide.shut_down()

    @property
    def _training(self) -> bool:
        """Whether a model is being trained."""
        return self.commands["training.stop"].isEnabled()

    @property
    def _choosing(self) -> bool:
        return self._guide.phase is Phase.CHOOSING and not self._training

    def _follow(self) -> None:
        complain = self._notice.show_message
        self.library.models.follow(self._show_models, complain)
        self.library.conversations.follow(self._go_on.show_conversations, complain)

    def _show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._form.show_taken([entry.name for entry in entries])
        self._go_on.show_models(entries)

    def _make(self) -> None:
        self._notice.hide()
        self._guide.begin(self._form.wanted)

    def _show_state(self) -> None:
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self.window())
        choosing = self._choosing
        if choosing != self._was_choosing and had_keyboard:
            self.setFocus()  # otherwise hiding the focused button would move the keyboard anywhere
        if self._guide.phase is Phase.PREPARING and self._was_choosing:
            self._under_way.show_preparing(self._guide.wanted.name)
        elif self._training:
            self._under_way.show_training()
        self._form.setVisible(choosing)
        self.header.show_primary(self._make_it if choosing else None)
        self._under_way.setVisible(not choosing)
        self._go_on.setEnabled(choosing)
        changed, self._was_choosing = choosing != self._was_choosing, choosing
        if changed and had_keyboard:
            self._focus_next()
        self.header.set_sentence(self.tr("Make a language model of your own on this computer."))

    def _lead_on(self) -> None:
        """When the person has chosen a text and it turns out fine, focus the button that learns from it."""
        focused = self.window().focusWidget()
        if self._guide.reading:
            if focused is None or self._form.text.isAncestorOf(focused):
                self._leading_on = True
                self.setFocus()
        elif self._leading_on:
            self._leading_on = False
            if focused is self:
                self._make_it.setFocus()

    def _focus_next(self) -> None:
        """Focus the next thing to do."""
        if self._choosing:
            self._make_it.setFocus()
        elif self._training:
            self._under_way.watch.setFocus()
        else:
            self.setFocus()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a model's folder"), str(self.home.models))
        dialog.setObjectName("start_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.asked.emit(ChatWith(Path(path))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lay_out(self) -> None:
        make = Card()
        make.setObjectName("start_card")
        make.body.addWidget(self._form)
        make.body.addWidget(self._under_way)
        opening = Card(
            self.tr("Open a folder and chat"),
            self.tr(
                "Have you a model already, from here or from Hugging Face (GPT-2, Llama, Qwen, Gemma, …)? Open its "
                "folder and talk with it."
            ),
        )
        opening.body.addWidget(
            command_button(self.commands, "start.open_folder", name="start_open_folder"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        others = QWidget()
        aside = QVBoxLayout(others)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.setSpacing(Space.L)
        aside.addWidget(self._go_on)
        aside.addWidget(opening)
        aside.addStretch()
        self._page = page = Scrolled(name="start_page")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(Space.L)
        self._columns.addWidget(make, 2, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(others, 1, Qt.AlignmentFlag.AlignTop)
        page.body.addLayout(self._columns)
        page.body.addStretch()
        self.content.addWidget(self._notice)
        self.content.addWidget(page, 1)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the other ways in beneath the form where there is no room beside it, and keep the lines readable."""
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_EACH_OTHER
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        # A maximum width of the card would not do: its height would be that of a wider one, and its texts be cut.
        self._page.body.setContentsMargins(0, 0, max(Space.S, event.size().width() - _WIDEST), 0)
