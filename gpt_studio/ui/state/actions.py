"""All commands of the window, and their actions. Buttons, menus and shortcuts are made from these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.state.handover import Stage

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Command:
    """``title`` is translated. ``shortcut`` is written as Qt writes it; ``stage`` is the tab in which it works, None
    for all. ``on_one``: the command acts on one item of several (a model's card, a plot), and each item has its own
    action (:meth:`Actions.for_one`)."""

    id: str
    title: str
    icon: str
    shortcut: str = ""
    stage: Stage | None = None
    on_one: bool = False


def commands() -> tuple[Command, ...]:
    """All commands, tab by tab."""
    start, corpus, tokenizer, training, models, chat = Stage
    return (
        Command("go.start", translate("actions", "Home"), "ph.house", "Ctrl+0"),
        Command("go.corpus", translate("actions", "Corpus"), "ph.books", "Ctrl+1"),
        Command("go.tokenizer", translate("actions", "Tokenizer"), "ph.puzzle-piece", "Ctrl+2"),
        Command("go.training", translate("actions", "Training"), "ph.chart-line-up", "Ctrl+3"),
        Command("go.models", translate("actions", "Models"), "ph.cube", "Ctrl+4"),
        Command("go.chat", translate("actions", "Chat"), "ph.chat-circle", "Ctrl+5"),
        Command("window.settings", translate("actions", "Settings"), "ph.gear-six", "Ctrl+,"),
        Command("window.about", translate("actions", "About GPT Studio"), "ph.info"),
        Command("window.quit", translate("actions", "Quit"), "ph.sign-out", "Ctrl+Q"),
        Command("start.make", translate("actions", "Make my model"), "ph.sparkle", "Ctrl+Return", start),
        Command("start.open_folder", translate("actions", "Open a folder…"), "ph.folder-open", "Ctrl+O", start),
        Command("corpus.add_files", translate("actions", "Add files…"), "ph.file-plus", "Ctrl+O", corpus),
        Command("corpus.add_folder", translate("actions", "Add a folder…"), "ph.folder-plus", "", corpus),
        Command("corpus.sample", translate("actions", "Use the built-in sample"), "ph.sparkle", "", corpus),
        Command("corpus.save", translate("actions", "Save corpus"), "ph.floppy-disk", "Ctrl+S", corpus),
        Command("corpus.undo", translate("actions", "Undo"), "ph.arrow-u-up-left", "Ctrl+Z", corpus),
        Command("corpus.redo", translate("actions", "Do again"), "ph.arrow-u-up-right", "Ctrl+Shift+Z", corpus),
        Command("corpus.sort_added", translate("actions", "Sort: as added"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_file", translate("actions", "Sort by name"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_kind", translate("actions", "Sort by kind"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_size", translate("actions", "Sort by size"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_documents", translate("actions", "Sort by documents"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_characters", translate("actions", "Sort by characters"), "ph.arrows-down-up", "", corpus),
        Command("corpus.sort_language", translate("actions", "Sort by language"), "ph.arrows-down-up", "", corpus),
        Command("corpus.all", translate("actions", "All corpora"), "ph.arrow-left", "", corpus),
        Command("corpus.next", translate("actions", "Train a tokenizer"), "ph.arrow-right", "", corpus),
        Command("tokenizer.train", translate("actions", "Train tokenizer"), "ph.play", "Ctrl+Return", tokenizer),
        Command(
            "tokenizer.open_folder",
            translate("actions", "Open a tokenizer folder…"),
            "ph.folder-open",
            "Ctrl+O",
            tokenizer,
        ),
        Command("tokenizer.trash", translate("actions", "Move to the bin"), "ph.trash", "", tokenizer),
        Command("tokenizer.next", translate("actions", "Train a model with it"), "ph.arrow-right", "", tokenizer),
        Command("training.start", translate("actions", "Start"), "ph.play", "Ctrl+Return", training),
        Command("training.pause", translate("actions", "Pause"), "ph.pause", "", training),
        Command("training.resume", translate("actions", "Resume"), "ph.play-circle", "", training),
        Command("training.stop", translate("actions", "Stop and save"), "ph.stop", "", training),
        Command("training.another", translate("actions", "Train another"), "ph.plus", "Ctrl+N", training),
        Command("plot.png", translate("actions", "As a picture (PNG)…"), "ph.image", on_one=True),
        Command("plot.svg", translate("actions", "As a drawing (SVG)…"), "ph.bezier-curve", on_one=True),
        Command("plot.csv", translate("actions", "As numbers (CSV)…"), "ph.table", on_one=True),
        Command("models.train", translate("actions", "Train a model"), "ph.plus", "Ctrl+N", models),
        Command("models.all", translate("actions", "All models"), "ph.arrow-left", "Alt+Left", models),
        Command("model.history", translate("actions", "How it learnt"), "ph.chart-line", on_one=True),
        Command("model.checkpoints", translate("actions", "Checkpoints…"), "ph.clock-counter-clockwise", on_one=True),
        Command("model.rename", translate("actions", "Rename"), "ph.pencil-simple", on_one=True),
        Command("model.open_folder", translate("actions", "Open in the file manager"), "ph.folder-open", on_one=True),
        Command("model.copy_path", translate("actions", "Copy the folder's path"), "ph.copy", on_one=True),
        Command("model.trash", translate("actions", "Move to the bin"), "ph.trash", on_one=True),
        Command("chat.open_folder", translate("actions", "Open any folder…"), "ph.folder-open", "Ctrl+O", chat),
        Command("chat.new", translate("actions", "New conversation"), "ph.plus", "Ctrl+N", chat),
        Command("chat.rename", translate("actions", "Rename this conversation"), "ph.pencil-simple", "", chat),
        Command("chat.pin", translate("actions", "Pin at the top, or unpin"), "ph.push-pin", "", chat),
        Command("chat.duplicate", translate("actions", "Duplicate this conversation"), "ph.copy-simple", "", chat),
        Command("chat.import", translate("actions", "Import conversations…"), "ph.upload-simple", "", chat),
        Command("chat.delete", translate("actions", "Delete this conversation"), "ph.trash", "", chat),
        Command("chat.save_markdown", translate("actions", "As Markdown…"), "ph.download-simple", "", chat),
        Command("chat.save_text", translate("actions", "As text…"), "ph.download-simple", "", chat),
        Command("chat.save_json", translate("actions", "As JSON, all of it…"), "ph.download-simple", "", chat),
        Command("chat.save_examples", translate("actions", "As training examples…"), "ph.download-simple", "", chat),
        Command("chat.copy_all", translate("actions", "Copy all of it"), "ph.copy", "", chat),
        Command("chat.again", translate("actions", "Write another reply"), "ph.arrow-clockwise", "Ctrl+R", chat),
        Command("chat.go_on", translate("actions", "Go on with the reply"), "ph.arrow-line-right", "Ctrl+G", chat),
        Command("chat.stop", translate("actions", "Stop writing"), "ph.stop", "Ctrl+.", chat),
        Command(
            "chat.begin_reply",
            translate("actions", "Start the reply with…"),
            "ph.arrow-elbow-down-right",
            "Ctrl+B",
            chat,
        ),
        Command("chat.edit_reply", translate("actions", "Edit the last reply"), "ph.pencil-line", "Ctrl+E", chat),
        Command(
            "chat.delete_turn", translate("actions", "Delete the last turn"), "ph.trash", "Ctrl+Shift+Backspace", chat
        ),
        Command("chat.serve", translate("actions", "Serve to other programs"), "ph.broadcast", "", chat),
        Command("chat.sampling", translate("actions", "Show or hide sampling"), "ph.sliders-horizontal", "", chat),
        Command("chat.thoughts", translate("actions", "What was it thinking?"), "ph.brain", "Ctrl+T", chat),
        Command("chat.by_heart", translate("actions", "Did it learn this by heart?"), "ph.book-open", "", chat),
        Command("chat.time_machine", translate("actions", "Time machine…"), "ph.clock-counter-clockwise", "", chat),
        Command("chat.compare", translate("actions", "Compare…"), "ph.columns", "Ctrl+K", chat),
        Command("chat.look_at_text", translate("actions", "Look at a text…"), "ph.magnifying-glass", "", chat),
        Command("chat.found", translate("actions", "What was found in the model's folder"), "ph.info", "", chat),
    )


class Actions(QObject):
    """Holds one action per command: ``actions["chat.new"]``. An action is disabled until :meth:`bind` gives it a
    function; whoever binds it then keeps ``setEnabled`` and ``setVisible`` up to date."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = {command.id: command for command in commands()}
        self._actions = {each.id: _action_for(each, self) for each in self._commands.values() if not each.on_one}

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def command(self, command_id: str) -> Command:
        return self._commands[command_id]

    def bind(self, command_id: str, do: Callable[[], object], where: QWidget, *, exactly: bool = False) -> QAction:
        """Call ``do`` when the command is triggered. Its shortcut works while ``where`` is visible, or with ``exactly``
        only while ``where`` itself has the keyboard focus."""
        action = self._actions[command_id]
        action.triggered.connect(lambda: do())
        if exactly:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        where.addAction(action)
        action.setEnabled(True)
        return action

    def for_one(self, command_id: str, do: Callable[[], object], parent: QObject, *, name: str) -> QAction:
        """A new action that does the command on the one item that ``parent`` shows."""
        action = _action_for(self._commands[command_id], parent)
        action.setObjectName(name)
        action.triggered.connect(lambda: do())
        action.setEnabled(True)
        return action


def _action_for(command: Command, parent: QObject) -> QAction:
    action = QAction(command.title, parent)
    action.setObjectName(command.id)
    action.setEnabled(False)
    if command.shortcut:
        action.setShortcut(QKeySequence(command.shortcut))
    return action
