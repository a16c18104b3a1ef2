"""The models tab: every model in the user's folder as a card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core.errors import Message, say
from gpt_studio.jobs.models import rename_model
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.rename_model import RenameModel
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.state.handover import ChatWith, ContinueTraining, ShowModel, Stage, TrainModelWith
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.tabs.models.card_grid import CardGrid
from gpt_studio.ui.tabs.models.checkpoint_dialog import CheckpointDialog
from gpt_studio.ui.tabs.models.export_dialog import ExportDialog
from gpt_studio.ui.tabs.models.model_card import ModelCard
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.empty_state import EmptyState
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.tab import Tab
from gpt_studio.ui.widgets.undo import Undo

if TYPE_CHECKING:
    from gpt_studio.ui.tabs.models.history_page import HistoryPage


class ModelsTab(Tab):
    """Holds the cards and the page that tells how a model learnt; carries out renaming, deleting, exporting, and the
    requests to chat or train further."""

    stage = Stage.MODELS

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._cards: dict[Path, ModelCard] = {}
        self._selected: Path | None = None
        self._exporting: ExportDialog | None = None
        self._back = self.commands.bind("models.all", self._leave_history, self)
        self.commands.bind("models.train", self._ask_for_training, self)
        self._history: HistoryPage | None = None
        self._train = Button(self.tr("Train further"), name="history_train", icon="ph.arrow-fat-lines-up")
        self.header.buttons.addWidget(
            command_button(self.commands, "models.all", name="models_all", look="quiet"),
        )
        self.header.buttons.addWidget(self._train)
        self._new = self.header.add_primary(command_button(self.commands, "models.train", name="models_train"))
        self._chat = self.header.add_primary(Button("", name="history_chat", look="primary"))
        self._chat.clicked.connect(self._chat_with_shown)
        self._train.clicked.connect(self._train_shown)
        self._notice = Notice(name="models_notice")
        self._pages = QStackedWidget()
        self._grid = CardGrid()
        self._scrolled = Scrolled(name="models_list")
        self._scrolled.body.addWidget(self._grid)
        self._scrolled.body.addStretch(1)
        self._empty = self._empty_state()
        self._waiting = QWidget()
        for page in (self._waiting, self._empty, self._scrolled):
            self._pages.addWidget(page)
        self.content.addWidget(self._notice)
        self.content.addWidget(self._pages, 1)
        self._undo = Undo(self.runner, self._notice, self.library.models)
        self._show_buttons()
        self.library.models.follow(self._show_if_seen, self._notice.show_message)

    def activated(self) -> None:
        self._show_known()

    def receive(self, wish: object) -> None:
        if isinstance(wish, ShowModel):
            self._selected = wish.folder
            self._leave_history()

    def busy(self) -> Message | None:
        if self._exporting is None or not self._exporting.running:
            return None
        return say("busy.exporting", "A model is being exported; what is not complete is taken back.")

    def stop(self) -> None:
        if self._exporting is not None:
            self._exporting.reject()

    def shut_down(self) -> None:
        if self._history is not None:
            self._history.close_page()

    def _show_if_seen(self, entries: tuple[ModelEntry, ...]) -> None:
        """Show ``entries`` if the tab is visible; otherwise :meth:`activated` does it later."""
        if self.isVisible():
            self._show(entries)

    def _show_known(self) -> None:
        if self.library.models.now is not None:
            self._show(self.library.models.now)

    def _show(self, entries: tuple[ModelEntry, ...]) -> None:
        shown = {entry.folder for entry in entries}
        for folder in [folder for folder in self._cards if folder not in shown]:
            gone = self._cards.pop(folder)
            gone.hide()
            gone.deleteLater()
        for entry in entries:
            if entry.folder in self._cards:
                self._cards[entry.folder].show_entry(entry)
            else:
                self._cards[entry.folder] = self._new_card(entry)
        self._grid.show_cards([self._cards[entry.folder] for entry in entries])
        shown_page = self._shown_history
        if shown_page is not None and shown_page.entry is not None:
            now = next((entry for entry in entries if entry.folder == shown_page.entry.folder), None)
            if now is not None:
                shown_page.renew(now, entries)
                self._show_buttons()
                return
            shown_page.close_page()
        self._pages.setCurrentWidget(self._scrolled if entries else self._empty)
        self._show_buttons()
        self.header.set_sentence(self._sentence(entries))
        self._show_selected()

    @property
    def _shown_history(self) -> HistoryPage | None:
        """The page of a model's history while it is shown."""
        return self._history if self._pages.currentWidget() is self._history else None

    def _show_buttons(self) -> None:
        page = self._shown_history
        entry = page.entry if page is not None else None
        self._back.setVisible(entry is not None)
        can_chat = entry is not None and entry.problem is None
        if entry is not None:
            self._chat.set_words(*words.use_of(entry))
        self.header.show_primary(self._new if entry is None else self._chat if can_chat else None)
        self._train.setVisible(entry is not None and (entry.problem is None or entry.can_resume))
        self._train.setEnabled(entry is not None and not entry.in_training)

    def _open_history(self, entry: ModelEntry) -> None:
        """The page is built when it is first asked for, because importing pyqtgraph takes a quarter of a second."""
        if self._history is None:
            from gpt_studio.ui.tabs.models.history_page import HistoryPage

            self._history = HistoryPage(self.runner, self.commands)
            self._history.failed.connect(self._notice.show_message)
            self._history.export_wanted.connect(self._save_plot)
            self._pages.addWidget(self._history)
        self._notice.hide()
        self._selected = entry.folder
        self._history.open(entry, self.library.models.now or ())
        self._pages.setCurrentWidget(self._history)
        self.header.set_sentence(self.tr("How “{name}” learnt.").format(name=entry.name))
        self._show_buttons()
        self._history.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_history(self) -> None:
        """Go back to the cards, with the keyboard on the one that was looked at."""
        page = self._shown_history
        if page is not None:
            page.close_page()
            self._pages.setCurrentWidget(self._scrolled)
        self._show_known()
        if page is not None and self._selected in self._cards:
            self._cards[self._selected].focus_history()

    def _chat_with_shown(self) -> None:
        if self._history is not None and self._history.entry is not None:
            self.asked.emit(ChatWith(self._history.entry.folder))

    def _train_shown(self) -> None:
        if self._history is not None and self._history.entry is not None:
            self.asked.emit(ContinueTraining(self._history.entry.folder))

    def _save_plot(self, job: Any, request: Any) -> None:
        self.runner.start(job, request, on_result=self._plot_saved, on_error=self._notice.show_message)

    def _plot_saved(self, path: Path) -> None:
        self._notice.show_text(self.tr("Saved as {path}.").format(path=short_path(path)), kind="success", place=path)

    def _sentence(self, entries: tuple[ModelEntry, ...]) -> str:
        usable = [entry for entry in entries if entry.problem is None]
        if not entries:
            return self.tr("A model that you train appears here, from its first checkpoint on.")
        if not usable:
            return self.tr("None of these folders can be used as it is: each card says why.")
        if len(usable) == 1:
            ready = (
                self.tr("“{name}” is ready. Chat with it, or train it further.")
                if usable[0].has_template
                else self.tr("“{name}” is ready. Write with it, or train it further.")
            )
            return ready.format(name=usable[0].name)
        sentence = self.tr("{count} models, the newest first. Talk or write with one, or train it further.")
        if len(usable) < len(entries):
            sentence += " " + self.tr("Folders that cannot be used say why.")
        return sentence.format(count=len(usable))

    def _new_card(self, entry: ModelEntry) -> ModelCard:
        card = ModelCard(entry, self.commands, self._grid)
        card.chat_wanted.connect(lambda folder: self.asked.emit(ChatWith(folder)))
        card.training_wanted.connect(lambda folder: self.asked.emit(ContinueTraining(folder)))
        card.rename_wanted.connect(self._rename)
        card.open_wanted.connect(self._open_folder)
        card.copy_wanted.connect(self._copy_path)
        card.trash_wanted.connect(self._trash)
        card.export_wanted.connect(self._ask_to_export)
        card.checkpoints_wanted.connect(self._choose_checkpoint)
        card.history_wanted.connect(self._open_history)
        card.links_wanted.connect(self._ask_about_links)
        return card

    def _show_selected(self) -> None:
        for folder, card in self._cards.items():
            card.set_selected(folder == self._selected)
        QTimer.singleShot(0, self, self._scroll_to_selected)  # a new card has no position yet

    def _scroll_to_selected(self) -> None:
        if self._selected in self._cards:
            self._scrolled.ensureWidgetVisible(self._cards[self._selected])

    def _ask_for_training(self) -> None:
        self.asked.emit(TrainModelWith(""))

    def _rename(self, folder: Path, name: str) -> None:
        self.runner.start(
            rename_model.run,
            RenameModel(self.home, folder, name),
            on_result=partial(self._renamed, folder),
            on_error=partial(self._not_renamed, folder),
        )

    def _not_renamed(self, folder: Path, problem: Message) -> None:
        self._notice.show_message(problem)
        if folder in self._cards:
            self._cards[folder].refuse_name()
        self.library.models.renew()

    def _renamed(self, before: Path, folder: Path) -> None:
        self._selected = folder
        self._notice.hide()
        self.library.model_moved.emit(before, folder)
        self.library.models.renew()

    def _open_folder(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._notice.show_text(
                self.tr("The file manager could not be opened. The folder is {folder}.").format(folder=folder),
                kind="warning",
            )

    def _copy_path(self, folder: Path) -> None:
        QGuiApplication.clipboard().setText(str(folder))
        self._notice.show_text(
            self.tr("The path is on the clipboard: {folder}").format(folder=short_path(folder)), kind="success"
        )

    def _ask_about_links(self, entry: ModelEntry) -> None:
        if entry.link is not None:
            ask_to_follow(entry.link, entry.folder, self.links, self.library.models.renew, self)

    def _choose_checkpoint(self, entry: ModelEntry) -> None:
        dialog = CheckpointDialog(entry, self.runner, self)
        dialog.chat_wanted.connect(lambda folder: self.asked.emit(ChatWith(folder)))
        dialog.training_wanted.connect(lambda folder: self.asked.emit(ContinueTraining(folder)))
        dialog.export_wanted.connect(
            lambda folder: self._ask_to_export(replace(entry, folder=folder, name=shown_name(folder)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_to_export(self, entry: ModelEntry) -> None:
        dialog = ExportDialog(entry, self.home, self.runner, self.links, self)
        dialog.busy_changed.connect(self.busy_changed)
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        self._exporting = dialog
        dialog.open()

    def _forget_dialog(self) -> None:
        self._exporting = None
        self.busy_changed.emit()

    def _trash(self, folder: Path) -> None:
        self._undo.delete(folder, self.tr("“{name}” is in the bin, with its checkpoints.").format(name=folder.name))

    def _empty_state(self) -> EmptyState:
        return EmptyState(
            "ph.cube",
            self.tr("No models yet"),
            self.tr(
                "A model is a folder that you can chat with, share, or load with any tool that reads Hugging Face "
                "models. A first one takes a few minutes on the built-in sample."
            ),
            name="models_empty",
        )
