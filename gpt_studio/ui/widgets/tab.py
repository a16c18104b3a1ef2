"""What every tab is: a header line, room for its content, and the ways in which the main window talks to it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.widgets.labels import label


class Tab(QWidget):
    """Base of the tabs. A tab fills ``self.content`` and overrides the hooks that it needs."""

    stage: ClassVar[Stage]

    asked = Signal(object)
    """An object of :mod:`gpt_studio.ui.state.handover`, for another tab."""
    busy_changed = Signal()
    """:meth:`busy` says something else now."""
    person_needed = Signal()
    """What runs here cannot go on, nor end, without a decision that this tab asks for."""

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
        """There is little room: narrower margins."""
        across, down = (Space.L, Space.M) if compact else (Space.XXL, Space.XL)
        self._outer.setContentsMargins(across, down, across, down)

    def title(self) -> str:
        """The name of the tab in the side bar and in its header."""
        return self.commands.command(f"go.{self.stage.value}").title

    def activated(self) -> None:
        """The tab has just come to the front."""

    def receive(self, wish: object) -> None:
        """Another tab asked for something (:mod:`gpt_studio.ui.state.handover`); this tab is at the front."""

    def accepts(self, paths: list[Path]) -> bool:  # noqa: ARG002
        """Whether files and folders dropped on the window are for this tab."""
        return False

    def drop_hint(self) -> str:
        """What dropping them would do, in a few words."""
        return self.tr("Drop to open in “{tab}”").format(tab=self.title())

    def drop(self, paths: list[Path]) -> None:
        """Take dropped files and folders that :meth:`accepts` agreed to."""

    def busy(self) -> Message | None:
        """What would be interrupted by closing the window now, as a sentence; None if nothing would."""
        return None

    def stop(self) -> None:
        """The window closes: end what :meth:`busy` spoke of and keep what it has so far."""

    def shut_down(self) -> None:
        """The window has closed: let go of everything."""


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
