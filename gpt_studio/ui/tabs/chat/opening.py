"""The models of the chat tab: which there are, and opening one for the conversation."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.conversations.tree import CHAT, TEXT
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import context_use, write_text
from gpt_studio.jobs.chat.beginnings import FindBeginnings, find_beginnings
from gpt_studio.jobs.chat.chat_memory import Recalled
from gpt_studio.jobs.chat.context_use import ContextUse, MeasureContext
from gpt_studio.jobs.chat.kept_sampling import sampling_for, with_sampling
from gpt_studio.jobs.chat.write_text import ReplyToChat, Token
from gpt_studio.jobs.models import keep_sampling
from gpt_studio.jobs.models.keep_sampling import KeepSampling
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import LatestWins
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.tabs.chat.model_words import in_plain_words
from gpt_studio.ui.tabs.chat.next_token import EXAMPLE
from gpt_studio.ui.tabs.chat.tab_state import ShownState
from gpt_studio.ui.tabs.chat.writer import turns_of
from gpt_studio.ui.widgets.link_dialog import ask_to_follow


class Opening(ShownState):
    """The tab as it opens models."""

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._measuring = LatestWins(
            self.runner, context_use.run, on_result=self._show_context_use, on_error=lambda _problem: None, parent=self
        )
        self._counting.timeout.connect(self._measure_context)
        self._beginnings = LatestWins(
            self.runner,
            find_beginnings,
            on_result=self._middle.completion.show_beginnings,
            on_error=self._complain,
            parent=self,
        )

    def _show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models.show_entries(entries)
        self._adapters.show_choices(self._models.entries, self._opener.coming or self._opener.folder)
        self._offer_models()

    def _show_recalled(self, recalled: Recalled) -> None:
        self._models.show_recalled(recalled)
        self._models.show_current(self._opener.coming or self._opener.folder)
        self._sampling_wanted = recalled.memory.sampling_shown
        if not self._thoughts_recalled:
            self._thoughts_recalled = True
            self._middle.thoughts.switch(recalled.memory.thoughts_shown)
        self._fold_sampling()
        self._offer_models()

    def _offer_models(self) -> None:
        if self.library.models.now is not None:
            self._middle.start.show_entries(self._models.entries)
        self._show_state()

    def _model_moved(self, before: Path, now: Path) -> None:
        """Let the conversation and the open model follow a model that was renamed in another tab."""
        self._writer.break_off()
        self._talk.follow_model(before, now)
        self._show_conversation()
        self.library.conversations.renew()
        self._remembered.look()
        folder = self._opener.coming or self._opener.folder
        if folder is not None and folder.is_relative_to(before):
            self._open(now / folder.relative_to(before))

    def _forget(self, folder: Path) -> None:
        """Take ``folder`` off the list; the model itself stays."""
        self._remembered.forget(folder)
        self._undo.offer_to_take_back(
            self.tr("“{name}” was taken off the list. Its folder stays as it is.").format(name=shown_name(folder)),
            lambda: self._remembered.note_opened(folder),
        )

    def _open(self, folder: Path) -> None:
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
        self._show_state()

    def _put_on(self, folder: Path, strength: float) -> None:
        """Open the model again with another adapter, without one, or with one that acts otherwise."""
        if (folder, strength) != (self._opener.folder, self._opener.strength):
            self._begin_opening(folder, strength)

    def _opened(self, model: OpenedModel) -> None:
        self._sampling.set_defaults(model.defaults, model.context_length)
        listed = next((entry for entry in self.library.models.now or () if entry.folder == model.folder), None)
        self._middle.loading.succeed(in_plain_words(model, listed), model.precision_reason)
        self._middle.completion.show_model(model.name)
        self._beginnings.submit(FindBeginnings(model.folder, self.home.cache))
        self._models.show_current(model.folder)
        self._adapters.show_choices(self._models.entries, model.folder)
        self._remembered.note_opened(model.folder)
        self._take_up_text()
        if self._talk.begun:
            self._show_kept_sampling()
            self._middle.loading.leave()
            self._show_state()
        else:
            self._talk.begin(CHAT if model.has_template else TEXT, model.folder)
            if not model.has_template and self._middle.loading.remarks == 1:
                self._middle.loading.leave()  # the page says better what a model without a template is good for
            self._show_conversation()
        if self.isVisible():
            self.focus_on_what_is_next()

    def _not_opened(self, problem: Message) -> None:
        self._middle.loading.fail(problem)
        self._models.show_current(self._opener.folder)
        self._show_state()

    def _ask_about_links(self, folder: Path, error: StudioError) -> None:
        ask_to_follow(error, folder, self.links, lambda: self._open(folder), self)

    def _close_loading(self) -> None:
        self._opener.cancel()
        self._middle.loading.leave()
        self._models.show_current(self._opener.folder)
        self._show_state()

    def _take_sampling(self) -> None:
        """Take over into the conversation how the model is asked to write."""
        if self._opener.model is not None and self._sampling.is_valid:
            self._talk.conversation = with_sampling(
                self._talk.conversation, self._sampling.sampling, self._sampling.defaults
            )

    def _show_kept_sampling(self) -> None:
        self._sampling.show_sampling(sampling_for(self._talk.conversation, self._sampling.defaults))

    def _keep_as_default(self, sampling: Sampling) -> None:
        """Write ``sampling`` into the folder of the open model."""
        model = self._opener.model
        if model is not None:
            self.runner.start(
                keep_sampling.run,
                KeepSampling(model.folder, sampling),
                on_result=lambda path: self._kept_as_default(sampling, path),
                on_error=self._complain,
            )

    def _kept_as_default(self, sampling: Sampling, path: Path) -> None:
        model = self._opener.model
        if model is not None and path.parent == model.folder:
            self._sampling.keep_defaults(replace(sampling, seed=None))
        self._middle.notice.show_text(
            self.tr("{name} writes so from now on.").format(name=shown_name(path.parent)), kind="success", place=path
        )

    def _look_at_chances(self) -> None:
        """Draw the settings' picture with what the model gave the first token of its last reply."""
        model, passages = self._opener.model, self._talk.conversation.passages
        if model is None or not self._sampling.isVisible() or not passages or not self._talk.is_chat:
            return
        turns = turns_of(self._talk.conversation, passages[:-1])
        asked = ReplyToChat(model, turns, Sampling(temperature=0.0, max_new_tokens=1), top_logprobs=len(EXAMPLE))
        self.runner.start(write_text.reply, asked, on_event=self._show_chances)

    def _show_chances(self, event: Event) -> None:
        if isinstance(event, Token) and event.top:
            chances = tuple(math.exp(logprob) for _id, _text, logprob in event.top)
            words = tuple(safe(text).strip() or "␣" for _id, text, _logprob in event.top)
            self._sampling.show_chances(chances, words)

    def _measure_context(self) -> None:
        """Count the tokens of the conversation and of what is typed."""
        model, talk, composer = self._opener.model, self._talk.conversation, self._middle.composer
        if self._writer.writing or model is None or not self._talk.is_chat or not model.has_template:
            if not self._writer.writing:
                self._middle.meter.show_use(None)
                composer.show_tokens(0)
            return
        turns = turns_of(talk, talk.passages)
        room = self._sampling.sampling.max_new_tokens if self._sampling.is_valid else 0
        self._measuring.submit(MeasureContext(model, turns, composer.text, room))

    def _show_context_use(self, use: ContextUse) -> None:
        self._middle.meter.show_use(use)
        self._middle.composer.show_tokens(use.typed)

    def _take_up_text(self) -> None:
        """Take over into the conversation what a person typed into the text."""
        if not self._talk.is_chat and not self._writer.writing:
            editor = self._middle.completion.editor
            self._talk.take_up(editor.text, editor.parts())
