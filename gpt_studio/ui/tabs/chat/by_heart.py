"""Underlines what of the replies stands word for word in the text that the model learned from, and shows the place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.insight.passage_in_text import Memorised
from gpt_studio.jobs.chat.learnt_by_heart import FindByHeart, find_by_heart
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.text import count, message_text, percent
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.chat.passage_dialog import PassageDialog
from gpt_studio.ui.tabs.chat.thoughts import Thoughts
from gpt_studio.ui.tabs.chat.thoughts_bar import ThoughtsBar
from gpt_studio.ui.thoughts.token_layer import TokenLayer


class ByHeart(QObject):
    """Asks for what is shown now. ``window`` is what the dialog stands over."""

    def __init__(self, runner: Runner, cache: Path, thoughts: Thoughts, bar: ThoughtsBar, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._cache, self._thoughts, self._bar, self._window = runner, cache, thoughts, bar, window
        self._job: RunningJob | None = None
        self._model: OpenedModel | None = None
        thoughts.place_wanted.connect(self._show_place)

    def ask(self, model: OpenedModel | None) -> None:
        if model is None or self._job is not None:
            return
        asked = [(layer, start, end) for layer in self._thoughts.layers for start, end in layer.told_runs()]
        if not asked:
            self._bar.say(self.tr("There is no reply yet to look for."))
            return
        texts = tuple(tuple(choice.id for choice in layer.choices[start:end]) for layer, start, end in asked)
        self._model = model
        self._bar.say(self.tr("Looking in the training text…"))
        self._job = self._runner.start(
            find_by_heart,
            FindByHeart(model, self._cache, texts),
            on_event=self._event,
            on_result=lambda found: self._show(asked, texts, found),
            on_error=self._fail,
            on_cancelled=self._end,
            heavy=True,
        )

    def shut_down(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _event(self, event: Event) -> None:
        if isinstance(event, Progress) and event.fraction is not None:
            self._bar.say(f"{message_text(event.what)} ({percent(event.fraction)})")

    def _show(
        self,
        asked: list[tuple[TokenLayer, int, int]],
        texts: tuple[tuple[int, ...], ...],
        found: tuple[tuple[Memorised, ...], ...],
    ) -> None:
        self._end()
        shown: dict[TokenLayer, list[Memorised]] = {}
        there = self._thoughts.layers
        for (layer, start, end), text, passages in zip(asked, texts, found, strict=True):
            if layer in there and tuple(choice.id for choice in layer.choices[start:end]) == text:
                moved = (replace(each, start=each.start + start, end=each.end + start) for each in passages)
                shown.setdefault(layer, []).extend(moved)
        for layer, all_passages in shown.items():
            layer.show_learnt(all_passages)
        number = sum(map(len, shown.values()))
        self._bar.explain_learnt(number > 0)
        self._bar.say(
            self.tr("Passages that stand in its training text: {number}. Click one.").format(number=count(number))
            if number
            else self.tr("No twelve tokens in a row stand in its training text: these are words of its own.")
        )

    def _fail(self, problem: Message) -> None:
        self._end()
        self._bar.say(message_text(problem))

    def _end(self) -> None:
        self._job = None

    def _show_place(self, passage: Memorised) -> None:
        if self._model is not None:
            dialog = PassageDialog(self._runner, self._model, self._cache, passage, self._window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
