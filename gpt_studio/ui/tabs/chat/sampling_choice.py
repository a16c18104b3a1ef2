"""How the model is asked to write: kept with the conversation, kept as the model's default, and drawn as a picture."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core.events import Event
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.kept_sampling import sampling_for, with_sampling
from gpt_studio.jobs.chat.write_text import ReplyToChat, Token
from gpt_studio.jobs.models import keep_sampling
from gpt_studio.jobs.models.keep_sampling import KeepSampling
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.tabs.chat.next_token import EXAMPLE
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.writer import turns_of


class SamplingChoice(QObject):
    """Carries the settings of the sampling panel to where they are kept, and back."""

    def __init__(self, parts: ChatParts) -> None:
        super().__init__(parts.tab)
        self._runner, self._opener, self._talk = parts.runner, parts.opener, parts.talk
        self._middle, self._sampling = parts.middle, parts.sampling
        self._complain = parts.complain
        self._sampling.keep_wanted.connect(self._keep_as_default)

    def take(self) -> None:
        """Take over into the conversation how the model is asked to write."""
        if self._opener.model is not None and self._sampling.is_valid:
            self._talk.conversation = with_sampling(
                self._talk.conversation, self._sampling.sampling, self._sampling.defaults
            )

    def show_kept(self) -> None:
        self._sampling.show_sampling(sampling_for(self._talk.conversation, self._sampling.defaults))

    def _keep_as_default(self, sampling: Sampling) -> None:
        """Write ``sampling`` into the folder of the open model."""
        model = self._opener.model
        if model is not None:
            self._runner.start(
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

    def look_at_chances(self) -> None:
        """Draw the settings' picture with what the model gave the first token of its last reply."""
        model, passages = self._opener.model, self._talk.conversation.passages
        if model is None or not self._sampling.isVisible() or not passages or not self._talk.is_chat:
            return
        turns = turns_of(self._talk.conversation, passages[:-1])
        asked = ReplyToChat(model, turns, Sampling(temperature=0.0, max_new_tokens=1), top_logprobs=len(EXAMPLE))
        self._runner.start(write_text.reply, asked, on_event=self._show_chances)

    def _show_chances(self, event: Event) -> None:
        if isinstance(event, Token) and event.top:
            chances = tuple(math.exp(logprob) for _id, _text, logprob in event.top)
            words = tuple(safe(text).strip() or "␣" for _id, text, _logprob in event.top)
            self._sampling.show_chances(chances, words)
