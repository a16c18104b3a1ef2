"""One model as a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gpt_studio.core.errors import Message
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, decimal, message_text, short_count, tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.tabs.models.name_editor import NameEditor
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.explained import ExplainedLabel, explained
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, label
from gpt_studio.ui.widgets.stat_tile import NOTHING_YET

_STEPS = 1000


class ModelCard(QFrame):
    """Shows a :class:`ModelEntry`; each button and menu entry emits a signal."""

    chat_wanted = Signal(object)
    training_wanted = Signal(object)
    rename_wanted = Signal(object, str)
    open_wanted = Signal(object)
    copy_wanted = Signal(object)
    trash_wanted = Signal(object)
    export_wanted = Signal(object)
    checkpoints_wanted = Signal(object)
    history_wanted = Signal(object)
    links_wanted = Signal(object)

    def __init__(self, entry: ModelEntry, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._shown: tuple[ModelEntry, str] | None = None
        self._name = NameEditor()
        self._menu = CardMenu(actions)
        self._subtitle = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._figures = _Figures()
        self._bar = QProgressBar()
        self._bar.setObjectName("model_progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._facts = _Facts()
        self._problem = _Problem()
        self._chat = Button("", name="model_chat")
        self._links = Button(self.tr("Follow its links…"), name="model_links", icon="ph.link")
        self._train = Button(self.tr("Train further"), name="model_train", icon="ph.play")
        self._history = IconButton("ph.chart-line", actions.command("model.history").title, name="model_history")
        self._export = IconButton("ph.export", self.tr("Export"), name="model_export")
        self._lay_out()
        self._connect()
        self.show_entry(entry)

    @property
    def folder(self) -> Path:
        return self.entry.folder

    def show_entry(self, entry: ModelEntry) -> None:
        """Show ``entry``. A name that is being edited stays in its editor."""
        now = (entry, words.subtitle(entry))
        if now == self._shown:
            return
        self._shown = now
        self.entry = entry
        usable = entry.problem is None
        self.setObjectName(f"model_card_{entry.name}")
        self.setAccessibleName(entry.name)
        self._name.show_name(entry.name)
        self._subtitle.setText(words.subtitle(entry))
        self._figures.setVisible(usable)
        self._facts.setVisible(usable)
        self._bar.setVisible(usable and (entry.can_resume or entry.in_training))
        if entry.total_steps:
            self._bar.setValue(round(_STEPS * (entry.steps or 0) / entry.total_steps))
            self._bar.setAccessibleName(words.progress(entry))
        self._problem.show_problem(entry.problem)
        self._menu.set_writable(not entry.in_training)
        self._menu.set_trained(usable and bool(entry.steps))
        self._chat.setVisible(usable)
        self._chat.set_words(*words.use_of(entry))
        self._links.setVisible(entry.link is not None)
        self._history.setVisible(usable or entry.can_resume)
        self._export.setVisible(usable)
        self._export.setEnabled(not entry.in_training)
        self._train.setVisible(usable or entry.can_resume)
        self._train.setEnabled(not entry.in_training)
        self._train.set_words(*self._training_words(entry))
        if usable:
            self._figures.show_entry(entry)
            self._facts.show_entry(entry)

    def set_selected(self, selected: bool) -> None:
        set_look(self, "card_selected" if selected else "card")

    def focus_history(self) -> None:
        """Give the keyboard to the button that opens the history."""
        self._history.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_name(self) -> None:
        self._name.edit()

    def refuse_name(self) -> None:
        """Let the person change the name that was entered, because it cannot be had."""
        self._name.refuse()

    def _training_words(self, entry: ModelEntry) -> tuple[str, str]:
        if entry.in_training:
            return self.tr("In training"), "ph.hourglass-medium"
        if entry.can_resume:
            return self.tr("Resume training"), "ph.play"
        return self.tr("Train further"), "ph.arrow-fat-lines-up"

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._name, 1)
        head.addWidget(self._history)
        head.addWidget(self._export)
        head.addWidget(self._menu)
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addLayout(head)
        title.addWidget(self._subtitle)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self._chat)
        buttons.addWidget(self._links)
        buttons.addWidget(self._train)
        buttons.addStretch()
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, Space.XS, 0)
        body.setSpacing(Space.M)
        body.addWidget(self._problem)
        body.addWidget(self._figures)
        body.addWidget(self._bar)
        body.addWidget(self._facts)
        body.addStretch(1)
        body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.M, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(title)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self._chat.clicked.connect(lambda: self.chat_wanted.emit(self.folder))
        self._train.clicked.connect(lambda: self.training_wanted.emit(self.folder))
        self._links.clicked.connect(lambda: self.links_wanted.emit(self.entry))
        self._history.clicked.connect(lambda: self.history_wanted.emit(self.entry))
        self._menu.history_wanted.connect(lambda: self.history_wanted.emit(self.entry))
        self._export.clicked.connect(lambda: self.export_wanted.emit(self.entry))
        self._name.renamed.connect(lambda name: self.rename_wanted.emit(self.folder, name))
        self._menu.checkpoints_wanted.connect(lambda: self.checkpoints_wanted.emit(self.entry))
        self._menu.rename_wanted.connect(self.edit_name)
        self._menu.open_wanted.connect(lambda: self.open_wanted.emit(self.folder))
        self._menu.copy_wanted.connect(lambda: self.copy_wanted.emit(self.folder))
        self._menu.trash_wanted.connect(lambda: self.trash_wanted.emit(self.folder))


class _Figures(QWidget):
    """The two main figures: size and bits per byte."""

    def __init__(self) -> None:
        super().__init__()
        self._parameters = label("", "figure")
        self._parameters.setObjectName("model_parameters")
        self._bits = label("", "figure")
        self._bits.setObjectName("model_bits")
        self._parameters_word = ExplainedLabel(self.tr("parameters"), "caption", concept="parameter")
        self._bits_word = ExplainedLabel(
            self.tr("bits per byte"), "caption", concept="bits_per_byte", name="model_bits_word"
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(self._parameters, 0, 0)
        grid.addWidget(self._parameters_word, 1, 0)
        grid.addWidget(self._bits, 0, 1)
        grid.addWidget(self._bits_word, 1, 1)

    def show_entry(self, entry: ModelEntry) -> None:
        bits = entry.bits_per_byte
        self._parameters.setText(short_count(entry.parameters))
        self._bits.setText(NOTHING_YET if bits is None else decimal(bits, 2))
        self._parameters_word.show_number("model", entry.parameters, count(entry.parameters))
        if bits is None:
            self._bits_word.forget_number()
        else:
            self._bits_word.show_number("model", bits, decimal(bits, 2))
        self.setToolTip(tip(words.bits_help()))


class _Facts(QWidget):
    """The other facts, as rows of a name and a value."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ElidedLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)
        self._add("data", self.tr("Trained on"))
        self._add("steps", self.tr("Trained for"), concept="step")
        self._add("reach", self.tr("Context"), concept="context_length")
        self._add("size", self.tr("On disk"))

    def show_entry(self, entry: ModelEntry) -> None:
        self._rows["data"].setText(words.data(entry))
        self._rows["steps"].setText(words.progress(entry))
        self._rows["reach"].setText(words.reach(entry))
        self._rows["size"].setText(words.on_disk(entry))
        reach = self._words["reach"]
        if isinstance(reach, ExplainedLabel):
            reach.show_number("model", entry.context_length, count(entry.context_length))

    def _add(self, key: str, name: str, *, concept: str = "") -> None:
        row = len(self._rows)
        value = ElidedLabel("", mode=Qt.TextElideMode.ElideRight)
        value.setObjectName(f"model_{key}")
        word = explained(name, "muted", concept=concept)
        self._words[key] = word
        self._grid.addWidget(word, row, 0)
        self._grid.addWidget(value, row, 1)
        self._rows[key] = value


class _Problem(QFrame):
    """Shows why the folder cannot be used."""

    def __init__(self) -> None:
        super().__init__()
        set_look(self, "warning")
        self._text = label("", wrap=True)
        self._text.setObjectName("model_problem")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel("ph.warning", "warning", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show_problem(self, problem: Message | None) -> None:
        self._text.setText("" if problem is None else message_text(problem))
        self.setVisible(problem is not None)


class CardMenu(IconButton):
    """A menu button for the less frequent commands of a card."""

    history_wanted = Signal()
    checkpoints_wanted = Signal()
    rename_wanted = Signal()
    open_wanted = Signal()
    copy_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("ph.dots-three-vertical-bold", self.tr("More"), name="model_more", parent=parent)
        self._commands = actions
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._add(menu, "model.history", self.history_wanted)
        self._add(menu, "model.checkpoints", self.checkpoints_wanted)
        self._add(menu, "model.rename", self.rename_wanted)
        self._add(menu, "model.open_folder", self.open_wanted)
        self._add(menu, "model.copy_path", self.copy_wanted)
        menu.addSeparator()
        self._add(menu, "model.trash", self.trash_wanted)
        self.setMenu(menu)
        self._tint_actions()

    def set_writable(self, writable: bool) -> None:
        """Allow or forbid renaming and deleting; both are forbidden while a training writes to the folder."""
        for action in self._actions():
            if action.objectName() in ("model_rename", "model_trash"):
                action.setEnabled(writable)

    def set_trained(self, trained: bool) -> None:
        """Show the checkpoints command, for a model that was trained here."""
        for action in self._actions():
            if action.objectName() == "model_checkpoints":
                action.setVisible(trained)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint_actions()

    def _add(self, menu: QMenu, command_id: str, signal: SignalInstance) -> None:
        menu.addAction(self._commands.for_one(command_id, signal.emit, menu, name=command_id.replace(".", "_")))

    def _actions(self) -> list[QAction]:
        menu = self.menu()
        return [] if menu is None else menu.actions()

    def _tint_actions(self) -> None:
        for action in self._actions():
            if not action.isSeparator():
                command = self._commands.command(action.objectName().replace("_", ".", 1))
                action.setIcon(icon(command.icon, "text_muted"))
