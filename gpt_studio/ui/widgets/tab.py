"""The base class of the tabs: the step bar, a header line, a content layout, and the methods that the main window
calls."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.steps import PATH
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.step_bar import StepBar


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
        self.steps = owners.steps
        on_the_way = self.stage in PATH
        self.header = HeaderLine("" if on_the_way else self.title(), name=f"{self.stage.value}_header")
        outer = QVBoxLayout(self)
        outer.setSpacing(Space.L)
        self._outer = outer
        self.set_compact(False)
        head = QVBoxLayout()
        head.setSpacing(Space.S)
        if on_the_way:
            head.addWidget(StepBar(self.stage, owners.steps, owners.actions))
        head.addWidget(self.header)
        outer.addLayout(head)
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

    def focus_on_what_is_next(self) -> None:
        """Give the keyboard to the primary button, or to the tab until there is one. A tab with a field that must be
        filled in first overrides this."""
        (self.header.primary or self).setFocus()

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
    """Put the tab's main buttons into ``buttons``, the primary ones last: of these, one is shown at a time, always at
    the right end."""

    def __init__(self, title: str, sentence: str = "", *, name: str, parent: QWidget | None = None) -> None:
        """``title`` is empty where the step bar above says where one is."""
        super().__init__(parent)
        self.setObjectName(name)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setObjectName(f"{name}_sentence")
        words = QVBoxLayout()
        words.setSpacing(2)
        if title:
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

    @property
    def primary(self) -> Button | None:
        """The primary button that is shown, if any."""
        items = (self.buttons.itemAt(place) for place in range(self.buttons.count()))
        there = (item.widget() for item in items if item is not None)
        shown = (each for each in there if isinstance(each, Button) and not each.isHidden())
        return next((each for each in shown if each.property("look") == "primary"), None)

    def add_primary(self, button: Button) -> Button:
        """Add a button that :meth:`show_primary` can show."""
        button.set_look("primary")
        button.hide()
        self.buttons.addWidget(button)
        return button

    def show_primary(self, button: Button | None) -> None:
        """Show ``button`` in place of the one before it. It also takes over the keyboard from that one, and from a tab
        in which nothing else had it."""
        before = self.primary
        if button is before:
            return
        focused = self.window().focusWidget()
        takes_keyboard = focused is not None and focused in (before, self.parentWidget())
        if button is not None:
            button.show()
        if takes_keyboard:
            (button or self.parentWidget() or self).setFocus()
        if before is not None:
            before.hide()  # only now, because hiding the widget with the keyboard would give it to any other
