"""The models of the chat tab: which there are, and opening one for the conversation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.jobs.chat.beginnings import FindBeginnings, find_beginnings
from gpt_studio.jobs.chat.chat_memory import Recalled, Speed
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.state.worker import LatestWins
from gpt_studio.ui.tabs.chat.model_words import in_plain_words
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.sampling_choice import SamplingChoice
from gpt_studio.ui.tabs.chat.shown_state import ShownState
from gpt_studio.ui.widgets.link_dialog import ask_to_follow

_LEAST_MEASURED = 8
"""Tokens. Shorter replies say little of a model's speed."""


class Opening(QObject):
    """Opens models, and shows which one is open."""

    ready = Signal()
    """A model has been opened: a person can write now."""

    def __init__(self, parts: ChatParts, shown: ShownState, sampling_choice: SamplingChoice) -> None:
        super().__init__(parts.tab)
        self._tab, self._shown, self._sampling_choice = parts.tab, shown, sampling_choice
        self._home, self._library, self._links = parts.home, parts.library, parts.links
        self._opener, self._writer, self._talk = parts.opener, parts.writer, parts.talk
        self._remembered, self._undo = parts.remembered, parts.undo
        self._models, self._adapters = parts.models, parts.adapters
        self._middle, self._sampling = parts.middle, parts.sampling
        self._take_up_text = parts.take_up_text
        self._thoughts_recalled = False
        self._beginnings = LatestWins(
            parts.runner,
            find_beginnings,
            on_result=self._middle.completion.show_beginnings,
            on_error=parts.complain,
            parent=self,
        )
        self._models.chosen.connect(self.open)
        self._models.forgotten.connect(self._forget)
        self._adapters.chosen.connect(self._put_on)
        parts.dialogs.folder_chosen.connect(self.open)
        self._middle.loading.closed.connect(self._close_loading)
        self._middle.loading.precision_chosen.connect(self._open_with_precision)
        self._opener.step.connect(self._middle.loading.show_step)
        self._opener.opened.connect(self._opened)
        self._opener.opened.connect(parts.serving.offer)
        self._opener.failed.connect(self._not_opened)
        self._opener.refused.connect(self._ask_about_links)
        self._writer.ended.connect(self._note_speed)
        self._middle.composer.tokens_switched.connect(self._remembered.note_tokens)
        self._remembered.changed.connect(self._show_recalled)
        self._remembered.failed.connect(parts.complain)
        shown.open_newest.clicked.connect(lambda: self.open(shown.usable[0].folder))
        self._library.model_moved.connect(self._model_moved)

    def shut_down(self) -> None:
        self._opener.cancel()
        self._beginnings.cancel()

    def show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models.show_entries(entries)
        self._adapters.show_choices(self._models.entries, self._opener.coming or self._opener.folder)
        self._offer_models()

    def _show_recalled(self, recalled: Recalled) -> None:
        self._models.show_recalled(recalled)
        self._models.show_current(self._opener.coming or self._opener.folder)
        if not self._thoughts_recalled:
            self._thoughts_recalled = True
            self._middle.thoughts.switch(recalled.memory.thoughts_shown)
            self._middle.composer.switch_tokens(recalled.memory.tokens_shown)
        self._offer_models()

    def _offer_models(self) -> None:
        if self._library.models.now is not None:
            self._middle.start.show_entries(self._models.entries)
        self._shown.show_state()

    def _model_moved(self, before: Path, now: Path) -> None:
        """Let the conversation and the open model follow a model that was renamed in another tab."""
        self._writer.break_off()
        self._talk.follow_model(before, now)
        self._shown.show_conversation()
        self._library.conversations.renew()
        self._remembered.look()
        folder = self._opener.coming or self._opener.folder
        if folder is not None and folder.is_relative_to(before):
            self.open(now / folder.relative_to(before))

    def _forget(self, folder: Path) -> None:
        """Take ``folder`` off the list; the model itself stays."""
        self._remembered.forget(folder)
        self._undo.offer_to_take_back(
            self.tr("“{name}” was taken off the list. Its folder stays as it is.").format(name=shown_name(folder)),
            lambda: self._remembered.note_opened(folder),
        )

    def open(self, folder: Path) -> None:
        """Open the model in ``folder`` for the current conversation."""
        if self._opener.folder != folder:
            self._adapters.begin_anew()
        if self._opener.folder == folder and not self._middle.loading.loading:
            self._middle.focus_writing()
            return
        self._begin_opening(folder)

    def _open_with_precision(self, precision: str) -> None:
        self._opener.precision = precision
        folder = self._opener.coming or self._opener.folder
        if folder is not None:
            self._begin_opening(folder, self._opener.strength)

    def _begin_opening(self, folder: Path, strength: float = 1.0) -> None:
        self._writer.break_off()
        self._middle.notice.hide()
        self._middle.loading.begin(folder)
        self._models.show_current(folder)
        self._opener.open(folder, strength)
        self._shown.show_state()

    def _put_on(self, folder: Path, strength: float) -> None:
        """Open the model again with another adapter, without one, or with one that acts otherwise."""
        if (folder, strength) != (self._opener.folder, self._opener.strength):
            self._begin_opening(folder, strength)

    def _opened(self, model: OpenedModel) -> None:
        self._sampling.set_defaults(model.defaults, model.context_length)
        listed = next((entry for entry in self._library.models.now or () if entry.folder == model.folder), None)
        self._middle.loading.succeed(in_plain_words(model, listed), model.precision_reason)
        self._middle.completion.show_model(model.name)
        self._beginnings.submit(FindBeginnings(model.folder, self._home.cache))
        self._models.show_current(model.folder)
        self._adapters.show_choices(self._models.entries, model.folder)
        self._remembered.note_opened(model.folder)
        self._take_up_text()
        if self._talk.begun:
            self._sampling_choice.show_kept()
            self._middle.loading.leave()
            self._shown.show_state()
        else:
            self._talk.begin(CHAT if model.has_template else TEXT, model.folder)
            if not model.has_template and self._middle.loading.remarks == 1:
                self._middle.loading.leave()  # the page says better what a model without a template is good for
            self._shown.show_conversation()
        self.ready.emit()

    def _note_speed(self, written: Passage, _went_on: bool) -> None:
        model = self._opener.model
        if model is not None and written.tokens >= _LEAST_MEASURED and written.tokens_per_second > 0:
            self._remembered.note_speed(Speed(model.folder, model.precision, written.tokens_per_second))

    def _not_opened(self, problem: Message) -> None:
        self._middle.loading.fail(problem)
        self._models.show_current(self._opener.folder)
        self._shown.show_state()

    def _ask_about_links(self, folder: Path, error: StudioError) -> None:
        ask_to_follow(error, folder, self._links, lambda: self.open(folder), self._tab)

    def _close_loading(self) -> None:
        self._opener.cancel()
        self._middle.loading.leave()
        self._models.show_current(self._opener.folder)
        self._shown.show_state()
