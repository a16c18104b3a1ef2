"""The base class of the tabs: a header line, a content layout, and the methods that the main window calls."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.widgets.labels import label


class Tab(QWidget):
    """A tab fills ``self.content`` and overrides the methods that it needs."""

    stage: ClassVar[Stage]

    asked = Signal(object)
    """A request to another tab (:mod:`gpt_studio.ui.state.handover`)."""
    busy_changed = Signal()
    """The result of :meth:`busy` has changed."""
    progress_changed = Signal()
    """The result of :meth:`progress` has changed."""
    worth_telling = Signal(str)
    """A sentence on what has ended, for a person who is elsewhere."""
    person_needed = Signal()
    """The job of this tab waits for a decision, and can neither go on nor end without it."""

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.home = owners.home
        self.runner = owners.runner
        self.library = owners.library
        self.commands = owners.actions
        self.links = owners.links
        self.setObjectName(f"{self.stage.value}_tab")
        self.header = HeaderLine(self.title(), name=f"{self.stage.value}_header")
        outer = QVBoxLayout(self)
        outer.setSpacing(Space.L)
        self._outer = outer
        self.set_compact(False)
        outer.addWidget(self.header)
        self.content = QVBoxLayout()
        self.content.setSpacing(Space.L)
        outer.addLayout(self.content, 1)

    def set_compact(self, compact: bool) -> None:
        """Use narrow margins, because the window is small."""
        across, down = (Space.L, Space.M) if compact else (Space.XXL, Space.XL)
        self._outer.setContentsMargins(across, down, across, down)

    def title(self) -> str:
        """The name of the tab in the side bar and in its header."""
        return self.commands.command(f"go.{self.stage.value}").title

    def activated(self) -> None:
        """Called when the tab is shown."""

    def receive(self, wish: object) -> None:
        """Carry out a request of another tab (:mod:`gpt_studio.ui.state.handover`); this tab is shown by then."""

    def accepts(self, paths: list[Path]) -> bool:  # noqa: ARG002
        """Whether this tab takes these dropped files and folders."""
        return False

    def drop_hint(self) -> str:
        """A few words on what dropping them would do."""
        return self.tr("Drop to open in “{tab}”").format(tab=self.title())

    def drop(self, paths: list[Path]) -> None:
        """Take dropped files and folders that :meth:`accepts` accepted."""

    def at_next_start(self) -> Path | None:
        """The folder to open in this tab when the window is opened the next time; None if there is none."""
        return None

    def busy(self) -> Message | None:
        """A sentence on what closing the window would interrupt; None if nothing."""
        return None

    def progress(self) -> tuple[str, float | None] | None:
        """What long work is under way, and how much of it is done in 0..1 if that is known; None without such work."""
        return None

    def stop(self) -> None:
        """End the work that :meth:`busy` names and keep what it has so far. Called before the window closes."""

    def left_open(self) -> object:
        """What is not saved, for :meth:`take_over` of the tab in the window that replaces this one."""

    def take_over(self, left: object) -> None:
        """Take over what :meth:`left_open` of this tab in another window returned."""

    def shut_down(self) -> None:
        """Called when the window has closed: cancel jobs and release what the tab holds."""


class HeaderLine(QWidget):
    """Put the tab's main buttons into ``buttons``."""

    def __init__(self, title: str, sentence: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setObjectName(f"{name}_sentence")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "title"))
        words.addWidget(self._sentence)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.S)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
