"""The main window: side bar on the left, the chosen tab on the right, and everything that concerns several tabs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.paths import Home
from gpt_studio.ui.look.text import message_text, percent
from gpt_studio.ui.shell.closing import ClosingDialog
from gpt_studio.ui.shell.drop_overlay import DropOverlay
from gpt_studio.ui.shell.messenger import Messenger
from gpt_studio.ui.shell.settings import PreferencesStore
from gpt_studio.ui.shell.side_bar import SideBar
from gpt_studio.ui.shell.tab_frame import TabFrame
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.handover import DESTINATION, ChatWith, Stage
from gpt_studio.ui.state.library import Library
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.steps import Steps
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.registry import Place
from gpt_studio.ui.widgets.dialog import enter_clicked
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.pages import Pages
from gpt_studio.ui.widgets.tab import Tab

if TYPE_CHECKING:
    from gpt_studio.ui.shell.engine_keeper import EngineKeeper

_AFTER_DRAWING_MS = 300
_TITLE = "GPT Studio"
_SMALLEST = (480, 360)
"""Where a tab needs more room than this, it scrolls."""
_ROOMY = (1200, 680)
"""In a smaller window the side bar and the margins are narrow."""


class MainWindow(QMainWindow):
    """Holds the tabs, passes their requests to each other, and stops jobs so that closing loses nothing.

    A tab is built when it is first needed, because building all of them takes longer than the rest of the start.
    """

    preferences_changed = Signal(object)

    def __init__(self, home: Home, runner: Runner, store: PreferencesStore, places: Sequence[Place]) -> None:
        super().__init__()
        self._runner = runner
        self._store = store
        links = Links(self)
        library = Library(home, runner, links, self)
        self._owners = Owners(home, runner, library, Actions(self), links, Steps(library, self))
        self._engine: EngineKeeper | None = None
        self._closing: ClosingDialog | None = None
        self._places = {place.stage: place for place in places}
        self._tabs: dict[Stage, Tab] = {}
        self._frames: dict[Stage, TabFrame] = {}
        self._compact = False
        self.to_be_rebuilt = False
        """Whether the window was closed to be built again, for settings that it takes up when it is built."""
        self.setObjectName("main_window")
        self.setWindowTitle(_TITLE)
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self._side_bar = SideBar(self._places, self._owners.actions)
        self._stack = Pages()
        self._notice = Notice("warning", name="main_notice")
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._notice)
        beside.addWidget(self._stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side_bar)
        row.addLayout(beside, 1)
        self.setCentralWidget(centre)
        self._overlay = DropOverlay(self._stack)
        self.messenger = Messenger(self)
        self._bind_actions()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.applicationStateChanged.connect(self._used_again)
        application.focusChanged.connect(self._reveal)
        self._bringing_back = QTimer(self)
        self._bringing_back.setSingleShot(True)
        self._bringing_back.timeout.connect(self._open_last_model)
        self._chat_was_shown = False
        self.open(self._first_stage())

    def tab(self, stage: Stage) -> Tab:
        """The tab of ``stage``, built now if it does not exist yet."""
        if stage not in self._tabs:
            self._build(stage)
        return self._tabs[stage]

    @property
    def current_tab(self) -> Tab:
        frame = self._stack.current
        assert isinstance(frame, TabFrame)
        return frame.tab

    def tell(self, message: Message) -> None:
        """Show ``message`` above the tabs until the person closes it."""
        self._notice.show_message(message, kind="warning")

    def open(self, stage: Stage) -> None:
        """Show the tab of ``stage``. The keyboard goes to what is to be done there, unless it is in the side bar."""
        tab = self.tab(stage)
        focused = self.focusWidget()
        stays = focused is not None and self._side_bar.isAncestorOf(focused)
        self._side_bar.show_chosen(stage)
        self._stack.show_page(self._frames[stage])
        tab.activated()
        if not stays:
            tab.focus_on_what_is_next()
        self._owners.library.renew()
        self._bring_back(tab)

    def _first_stage(self) -> Stage:
        """The tab that was shown last, or the first one if nothing has been made yet."""
        last = self._store.last_tab(self._owners.home.root)
        known = next((stage for stage in self._places if stage.value == last), None)
        return known if known is not None and has_anything(self._owners.home) else next(iter(self._places))

    def _bring_back(self, tab: Tab) -> None:
        """When the chat is first shown, open the model that was open there last. This begins when the window has been
        drawn, because it imports torch."""
        if tab.stage is Stage.CHAT and not self._chat_was_shown:
            self._chat_was_shown = True
            self._bringing_back.start(_AFTER_DRAWING_MS)

    def _open_last_model(self) -> None:
        chat, folder = self.tab(Stage.CHAT), self._store.last_model(self._owners.home.root)
        if chat.at_next_start() is None and folder is not None and folder.is_dir():
            chat.receive(ChatWith(folder))

    def take_over(self, before: MainWindow) -> None:
        """Show what the window ``before`` showed, and take over what was not saved there."""
        for stage, tab in before._tabs.items():
            self.tab(stage).take_over(tab.left_open())
        self.open(before.current_tab.stage)

    def _bind_actions(self) -> None:
        actions = self._owners.actions
        for stage in self._places:
            actions.bind(f"go.{stage.value}", partial(self.open, stage), self)
        actions.bind("window.settings", self._edit_settings, self)
        actions.bind("window.about", lambda: self._show_about(self), self)
        actions.bind("window.quit", self.close, self)

    def _build(self, stage: Stage) -> None:
        tab = self._places[stage].load()(self._owners)
        self._tabs[stage] = tab
        self._frames[stage] = TabFrame(tab)
        self._stack.add(self._frames[stage])
        tab.set_compact(self._compact)
        tab.asked.connect(self._pass_on)
        tab.busy_changed.connect(lambda: self._show_busy(tab))
        tab.person_needed.connect(lambda: self._let_decide(tab))
        tab.progress_changed.connect(self._show_progress)
        tab.worth_telling.connect(self.messenger.tell)

    def _pass_on(self, wish: object) -> None:
        stage = DESTINATION[type(wish)]
        if stage in self._places:
            self._chat_was_shown |= stage is Stage.CHAT
            self.open(stage)
            self.tab(stage).receive(wish)

    def _used_again(self, state: Qt.ApplicationState) -> None:
        """Look for changes that another program made, also where folders cannot be watched."""
        if state is Qt.ApplicationState.ApplicationActive:
            self._owners.library.renew()

    def _reveal(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Scroll the tab to the widget that has the keyboard."""
        frame = self._stack.current
        if isinstance(frame, TabFrame) and focused is not None and frame.tab.isAncestorOf(focused):
            frame.reveal(focused)

    def _show_busy(self, tab: Tab) -> None:
        busy = tab.busy()
        self._side_bar.show_busy(tab.stage, message_text(busy) if busy is not None else "")

    def _show_progress(self) -> None:
        """Tell in the title, which the task bar shows too, how far long work has come."""
        under_way = next((now for tab in self._tabs.values() if (now := tab.progress()) is not None), None)
        if under_way is None:
            self.setWindowTitle(_TITLE)
            return
        name, fraction = under_way
        done = "" if fraction is None else f"{percent(fraction)} · "
        self.setWindowTitle(f"{done}{name} – {_TITLE}")

    def _edit_settings(self) -> None:
        from gpt_studio.ui.shell.engine_keeper import EngineKeeper
        from gpt_studio.ui.shell.settings_dialog import SettingsDialog

        if self._engine is None:
            self._engine = EngineKeeper(self._runner, self)
        dialog = SettingsDialog(self._store.load(), self._owners.home, self._engine, self)
        dialog.about_wanted.connect(lambda: self._show_about(dialog))
        dialog.changed.connect(self._store.save)
        dialog.changed.connect(self.preferences_changed)
        dialog.restart_wanted.connect(self._rebuild)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rebuild(self) -> None:
        """Close the window so that it is built again. Jobs are asked about as at every closing."""
        self.to_be_rebuilt = True
        self.close()

    def _show_about(self, parent: QWidget) -> None:
        from gpt_studio.ui.shell.about_dialog import AboutDialog

        dialog = AboutDialog(self._runner, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if enter_clicked(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._compact = self.width() < _ROOMY[0] or self.height() < _ROOMY[1]
        self._side_bar.set_compact(self._compact)
        for tab in self._tabs.values():
            tab.set_compact(self._compact)

    @called_by_qt
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        taker = self._tab_accepting(_dropped(event))
        if taker is not None:
            event.acceptProposedAction()
            self._overlay.appear(taker.drop_hint())

    @called_by_qt
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._overlay.hide()

    @called_by_qt
    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        paths = _dropped(event)
        taker = self._tab_accepting(paths)
        if taker is not None:
            event.acceptProposedAction()
            self.open(taker.stage)
            taker.drop(paths)

    def _tab_accepting(self, paths: list[Path]) -> Tab | None:
        """The current tab if it accepts ``paths``, else the first tab that does."""
        if not paths or self.current_tab.accepts(paths):
            return self.current_tab if paths else None
        return next((self.tab(stage) for stage in self._places if self.tab(stage).accepts(paths)), None)

    @called_by_qt
    def closeEvent(self, event: QCloseEvent) -> None:
        working = self._working()
        if working:
            event.ignore()
            self._ask_to_close(working)
            return
        self._store.save_geometry(self.saveGeometry())
        chat = self._tabs.get(Stage.CHAT)
        home = self._owners.home.root
        model = chat.at_next_start() if chat is not None else None
        self._store.save_last(home, self.current_tab.stage.value, model or self._store.last_model(home))
        self._bringing_back.stop()
        self._owners.library.shut_down()
        for tab in self._tabs.values():
            tab.shut_down()
        self._runner.wait_for_all()
        event.accept()

    def _working(self) -> list[Message]:
        return [busy for tab in self._tabs.values() if (busy := tab.busy()) is not None]

    def _ask_to_close(self, working: list[Message]) -> None:
        """Ask once. After "stop and close" the window closes when the jobs have saved and ended."""
        if self._closing is not None:
            return
        self._closing = ClosingDialog(working, self)
        self._closing.agreed.connect(self._stop_and_close)
        self._closing.finished.connect(self._forget_closing)
        self._closing.open()

    def _stop_and_close(self) -> None:
        for tab in self._tabs.values():
            if tab.busy() is not None:
                tab.stop()
            tab.busy_changed.connect(self._close_when_done)
        self._runner.idle.connect(self._close_when_done)
        self._close_when_done()

    def _close_when_done(self) -> None:
        if self._closing is not None and not self._working():
            rebuilt = self.to_be_rebuilt
            self._closing.done(0)
            self.to_be_rebuilt = rebuilt
            self.close()

    def _let_decide(self, tab: Tab) -> None:
        """Call closing off and show ``tab``, whose question could not be answered behind the dialog."""
        if self._closing is not None:
            self._closing.done(0)
            self.open(tab.stage)

    def _forget_closing(self) -> None:
        if self._closing is not None:
            self._closing.deleteLater()
            self._closing = None
            self.to_be_rebuilt = False


def has_anything(home: Home) -> bool:
    """Whether a person has made anything in ``home``."""
    for folder in (home.corpora, home.tokenizers, home.models, home.adapters, home.conversations):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            if next(entries, None) is not None:
                return True
    return False


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
