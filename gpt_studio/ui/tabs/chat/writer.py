"""Lets a model write, and passes its text on in batches at a fixed rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal

from gpt_studio.conversations.passage import UNFINISHED, Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.insight.choice import Choice
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import (
    Chosen,
    ReplyToChat,
    TextPiece,
    ToBeContinued,
    WriteText,
    WritingStarted,
    WrittenText,
)
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.state.worker import Runner, RunningJob

_BETWEEN_BATCHES_MS = 33
_ALL_SHOWN = ("length", "stopped", "full")
"""How a text ended of which every token is shown: no stop text ended it."""
_LEAST_OF_A_TEXT = 16
"""Tokens. A model that has seen whole documents may end one after any words; who lets it go on wants to read some."""


@dataclass
class ReplySoFar:
    """The part of the text that has arrived."""

    model: OpenedModel
    before: Passage | None = None
    """The reply that the model goes on with."""
    text: str = ""
    waiting: str = ""
    prompt_tokens: int = 0
    dropped_turns: int = 0
    unread_tokens: int = 0
    plain_marks: tuple[str, ...] = ()
    system_folded: bool = False
    tokens: int = 0
    tokens_per_second: float = 0.0
    ids_before: tuple[int, ...] = ()
    choices: list[Choice] = field(default_factory=list)
    text_before: str = ""
    """In a completion: what it goes on from."""
    ended: str = ""

    def ids_of(self, text: str) -> tuple[int, ...]:
        """The tokens of ``text`` as they were read and written, where it is all of the text with this part at its end;
        () where it is not, or where more was written than is shown."""
        if self.ended not in _ALL_SHOWN or not self.ids_before or text != self.text_before + self.text:
            return ()
        return (*self.ids_before, *(choice.id for choice in self.choices))

    @property
    def tokens_of_all(self) -> int:
        return self.tokens + (self.before.tokens if self.before else 0)

    def passage(self, ended: str) -> Passage:
        """What the model wrote, together with the reply that it went on with."""
        limit = self.model.context_length
        written = Passage(
            role="assistant",
            text=self.text,
            model=self.model.name,
            folder=str(self.model.folder),
            tokens=self.tokens,
            tokens_per_second=self.tokens_per_second,
            ended=ended,
            dropped_turns=self.dropped_turns,
            outgrew=limit if self.prompt_tokens + self.tokens > limit and ended != "full" else 0,
            unread_tokens=self.unread_tokens,
            plain_marks=self.plain_marks,
            system_folded=self.system_folded,
        )
        return self.before.with_more(written) if self.before else written


class Writer(QObject):
    """Writes one text at a time. ``batch`` carries new text about thirty times a second, ``ended`` the finished
    passage, and whether the model went on with one that was there.

    ``failed`` comes before ``ended`` if the model could not go on.
    """

    batch = Signal(str)
    measured = Signal(int, float)
    chosen = Signal(object)
    """More of the tokens, as a tuple of :class:`Choice`."""
    ended = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self.last: ReplySoFar | None = None
        """What was written last, or is being written."""
        self._job: RunningJob | None = None
        self._draft: ReplySoFar | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_BATCHES_MS)
        self._timer.timeout.connect(self._hand_on)

    @property
    def writing(self) -> bool:
        return self._draft is not None

    @property
    def so_far(self) -> tuple[Passage, bool] | None:
        """What is written of a text that is not finished, and whether it goes on with one that was there; None while
        nothing is."""
        draft = self._draft
        return None if draft is None or not draft.text else (draft.passage(UNFINISHED), draft.before is not None)

    def write(self, model: OpenedModel, conversation: Conversation, sampling: Sampling) -> None:
        """Reply in a chat, or continue a text."""
        before, self._draft = self.last, ReplySoFar(model, text_before=conversation.text)
        self.last = self._draft
        if conversation.kind == CHAT:
            turns = turns_of(conversation, conversation.passages)
            self._begin(write_text.reply, ReplyToChat(model, turns, sampling, choices=True))
        else:
            least = replace(sampling, min_new_tokens=max(sampling.min_new_tokens, _LEAST_OF_A_TEXT))
            ids = before.ids_of(conversation.text) if before is not None and before.model is model else ()
            self._begin(write_text.run, WriteText(model, conversation.text, least, choices=True, prompt_ids=ids))

    def go_on(
        self, model: OpenedModel, conversation: Conversation, sampling: Sampling, ids: tuple[int, ...] = ()
    ) -> None:
        """Go on with the reply that ends the chat, whose tokens are ``ids`` if they are known. ``ended`` carries all of
        it."""
        *passages, reply = conversation.passages
        self._draft = self.last = ReplySoFar(model, reply)
        turns = turns_of(conversation, passages)
        self._begin(write_text.reply, ReplyToChat(model, turns, sampling, reply.text, ids, choices=True))

    def stop(self) -> None:
        """Ask the model to stop; what it has written until then still arrives."""
        if self._job is not None:
            self._job.stop()

    def break_off(self) -> None:
        """End now with what has arrived, without waiting for the model."""
        if self._job is not None:
            self._job.cancel()
            self._end("stopped")

    def _begin(self, job: object, request: WriteText | ReplyToChat) -> None:
        self._handed_on = 0
        self._timer.start()
        self._job = self._runner.start(
            job,  # type: ignore[arg-type]
            request,
            on_event=self._event,
            on_result=self._result,
            on_error=self._error,
            on_cancelled=self._cancelled,
        )

    def _event(self, event: Event) -> None:
        draft = self._draft
        if draft is None:
            return
        if isinstance(event, WritingStarted):
            draft.prompt_tokens, draft.dropped_turns = event.prompt_tokens, event.dropped_turns
            draft.unread_tokens, draft.plain_marks = event.unread_tokens, event.plain_marks
            draft.system_folded = event.system_folded
        elif isinstance(event, ToBeContinued):
            draft.ids_before = event.ids
        elif isinstance(event, Chosen):
            draft.choices += event.choices
        elif isinstance(event, TextPiece):
            draft.waiting += event.text
            draft.tokens, draft.tokens_per_second = event.tokens, event.tokens_per_second

    def _hand_on(self) -> None:
        draft = self._draft
        if draft is not None and draft.waiting:
            text, draft.waiting = draft.waiting, ""
            draft.text += text
            self.batch.emit(text)
            self._hand_on_choices(draft)
            self.measured.emit(draft.tokens_of_all, draft.tokens_per_second)

    def _hand_on_choices(self, draft: ReplySoFar) -> None:
        choices = tuple(draft.choices[self._handed_on :])
        self._handed_on = len(draft.choices)
        self.chosen.emit(choices)

    def _result(self, written: WrittenText) -> None:
        if self._draft is not None:
            self._draft.tokens, self._draft.tokens_per_second = written.tokens, written.tokens_per_second
            self._end(written.ended)

    def _error(self, problem: Message) -> None:
        if self._draft is not None:
            self.failed.emit(problem)
            self._end("failed")

    def _cancelled(self) -> None:
        """End a text that was stopped before it began, unless another one is running since :meth:`break_off`."""
        if self._draft is not None and (self._job is None or not self._job.running):
            self._end("stopped")

    def _end(self, how: str) -> None:
        self._hand_on()
        self._timer.stop()
        draft, self._draft, self._job = self._draft, None, None
        if draft is not None:
            draft.ended = how
            self._hand_on_choices(draft)
            self.ended.emit(draft.passage(how), draft.before is not None)


def turns_of(conversation: Conversation, passages: Sequence[Passage]) -> tuple[Turn, ...]:
    """What the model reads: the system prompt, then ``passages``."""
    system = (Turn("system", conversation.system),) if conversation.system.strip() else ()
    return (*system, *(Turn(passage.role, passage.text) for passage in passages))
