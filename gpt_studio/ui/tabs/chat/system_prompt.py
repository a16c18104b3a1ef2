"""The system prompt of a conversation: a line above it that unfolds to a box, with prompts kept for other ones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QWidget

from gpt_studio.conversations.prompts import SavedPrompt, SavedPrompts
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.folding_panel import FoldingPanel

_HEIGHT = 76
_IN_TITLE = 48
_NAME_LENGTH = 40


class SystemPrompt(FoldingPanel):
    """``changed`` carries the text that the person typed. ``keep_wanted`` carries a :class:`SavedPrompt`,
    ``forget_wanted`` the name of one."""

    changed = Signal(str)
    keep_wanted = Signal(object)
    forget_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", name="chat_system", parent=parent)
        self._saved = SavedPrompts()
        self._box = QPlainTextEdit()
        self._box.setObjectName("chat_system_text")
        self._box.setAccessibleName(self.tr("System prompt"))
        self._box.setPlaceholderText(self.tr("What the model should know before the conversation, and how to answer"))
        self._box.setTabChangesFocus(True)
        self._box.setFixedHeight(scaled(_HEIGHT))
        self._box.textChanged.connect(self._typed)
        self._kept = Button(self.tr("Kept prompts"), name="chat_system_kept", icon="ph.books", look="quiet")
        self._menu = QMenu(self)
        self._kept.setMenu(self._menu)
        self._keep = Button(self.tr("Keep this one"), name="chat_system_keep", icon="ph.floppy-disk", look="quiet")
        self._keep.setToolTip(tip(self.tr("Keep the prompt for other conversations, under its first words")))
        self._keep.clicked.connect(self._ask_to_keep)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._kept)
        row.addWidget(self._keep)
        row.addStretch(1)
        self.body.addWidget(self._box)
        self.body.addLayout(row)
        self.show_saved(self._saved)
        self._show_state()

    @property
    def text(self) -> str:
        return self._box.toPlainText()

    def show_text(self, text: str) -> None:
        """Show the prompt of another conversation; ``changed`` is not emitted."""
        if text != self.text:
            blocked = self._box.blockSignals(True)
            self._box.setPlainText(text)
            self._box.blockSignals(blocked)
        self._show_state()

    def show_saved(self, saved: SavedPrompts) -> None:
        """The prompts that can be chosen."""
        self._saved = saved
        self._menu.clear()
        for prompt in saved.prompts:
            action = self._menu.addAction(prompt.name)
            action.triggered.connect(lambda _checked=False, text=prompt.text: self._box.setPlainText(text))
        if saved.prompts:
            self._menu.addSeparator()
            forget = self._menu.addMenu(self.tr("Forget"))
            for prompt in saved.prompts:
                action = forget.addAction(prompt.name)
                action.triggered.connect(lambda _checked=False, name=prompt.name: self.forget_wanted.emit(name))
        self._show_state()

    def _typed(self) -> None:
        self._show_state()
        self.changed.emit(self.text)

    def _ask_to_keep(self) -> None:
        self.keep_wanted.emit(SavedPrompt(_shortened(self.text, _NAME_LENGTH), self.text))

    def _show_state(self) -> None:
        words = _shortened(self.text, _IN_TITLE)
        self.set_title(
            self.tr("System prompt: {words}").format(words=words) if words else self.tr("System prompt: none")
        )
        self._kept.setEnabled(bool(self._saved.prompts))
        self._keep.setEnabled(bool(words) and all(prompt.text != self.text for prompt in self._saved.prompts))


def _shortened(text: str, length: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"
