"""Shows what the model was thinking: keeps the choices of each reply, has those read that are not known, and opens the
card of a token."""

from __future__ import annotations

import math
import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.core.errors import Message
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.jobs.chat.token_choices import (
    Choices,
    ReadReply,
    ReadText,
    read_reply,
    read_text,
)
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.chat.message import MessageView
from gpt_studio.ui.tabs.chat.middle import Middle
from gpt_studio.ui.tabs.chat.tinted_reply import TintedReply
from gpt_studio.ui.tabs.chat.writer import ReplySoFar, Writer, turns_of
from gpt_studio.ui.thoughts.card_keeper import Behind, CardKeeper
from gpt_studio.ui.thoughts.token_layer import TokenLayer

_MOST_KEPT = 64
"""Replies whose choices are kept; that of the reply shown longest ago goes first."""


@dataclass(frozen=True)
class Situation:
    """What is shown, and the model that can be asked."""

    conversation: Conversation
    model: OpenedModel | None
    sampling: Sampling


@dataclass(frozen=True)
class Fork:
    """A reply is to go on otherwise: from ``passage``, whose tokens are ``ids`` (if known), in place of the reply at
    ``index``, or, in a text without turns, from its character ``length`` on. ``ended``: nothing is to be written after
    it. ``sampling``: the settings to go on with, if other ones."""

    passage: Passage
    ids: tuple[int, ...] = ()
    index: int | None = None
    length: int = 0
    ended: bool = False
    sampling: Sampling | None = None


class Thoughts(QObject):
    """``look`` is to be called after each change of what is shown, and ``writing_changed`` when a model begins or ends
    to write."""

    forked = Signal(object)
    place_wanted = Signal(object)

    def __init__(
        self, runner: Runner, middle: Middle, writer: Writer, now: Callable[[], Situation], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._runner, self._middle, self._writer, self._now = runner, middle, writer, now
        self._kept: OrderedDict[object, Choices] = OrderedDict()
        self._reading: RunningJob | None = None
        self._refused: set[object] = set()
        self._live: TintedReply | TokenLayer | None = None
        self._live_known = True
        """Whether the choices of all of the text that is being written are known."""
        self._live_first = 0
        """The number of the first token that is being written, in a text."""
        self._text_layer: TokenLayer | None = None
        self._text_known: object = None
        self._last_text = Choices("", (), ())
        self._cards = CardKeeper(runner, middle, self._behind)
        self._cards.branch_wanted.connect(self._fork)
        self._cards.place_wanted.connect(self.place_wanted)
        self._cards.failed.connect(middle.notice.show_message)
        writer.batch.connect(self._grow)
        writer.chosen.connect(self._grow_choices)
        middle.messages.others_shown.connect(self.look)
        middle.thoughts.shown.connect(self._switched)

    @property
    def on(self) -> bool:
        return self._middle.thoughts.on

    # What is shown

    def look(self) -> None:
        """Tint what is shown, and have read what is not known."""
        if not self.on or self._writer.writing:
            return
        now = self._now()
        if now.conversation.kind == CHAT:
            for message in self._middle.messages.messages:
                if not message.from_person and message.index < len(now.conversation.passages):
                    self._show_known(message, now)
        else:
            self._show_text(now)
        self._read_next()

    def writing_changed(self) -> None:
        """The model has begun to write, or has ended."""
        if self._writer.writing:
            self._cards.close()
            self._cancel_reading()
            self._begin()
        else:
            self._end()

    def shut_down(self) -> None:
        self._cancel_reading()
        self._cards.shut_down()

    @property
    def layers(self) -> list[TokenLayer]:
        """Those of the replies that are shown and known."""
        if self._now().conversation.kind != CHAT:
            return [] if self._text_layer is None else [self._text_layer]
        views = [message.findChild(TintedReply) for message in self._middle.messages.messages]
        return [view.layer for view in views if isinstance(view, TintedReply) and view.shown is not None]

    def choices_of(self, index: int) -> Choices | None:
        """Those of the reply at ``index`` of what is shown, as far as they are known."""
        return self._kept.get(_key(self._now(), index))

    def _switched(self, on: bool) -> None:
        self._cards.close()
        if on:
            if self._writer.writing:
                self._begin()
            self.look()
            return
        self._cancel_reading()
        self._live = None
        for message in self._middle.messages.messages:
            message.show_instead(None)
        if self._text_layer is not None:
            self._text_layer.show_choices(())
            self._text_known = None

    def _tinted(self, message: MessageView, text: str) -> TintedReply:
        """The view of tinted text in ``message``."""
        there = message.findChild(TintedReply)
        if isinstance(there, TintedReply):
            return there
        view = TintedReply(text, name=message.objectName())
        message.show_instead(view)
        self._cards.follow(view.layer)
        return view

    def _layer_of_text(self) -> TokenLayer:
        if self._text_layer is None:
            self._text_layer = TokenLayer(self._middle.completion.editor)
            self._cards.follow(self._text_layer)
        return self._text_layer

    def _show_known(self, message: MessageView, now: Situation) -> None:
        passage = now.conversation.passages[message.index]
        view = self._tinted(message, passage.text.rstrip())
        key = _key(now, message.index)
        found = self._kept.get(key)
        if found is not None and view.shown != key:
            self._kept.move_to_end(key)
            view.show_choices(found.choices, key, self._remark(passage, now))

    def _remark(self, passage: Passage, now: Situation) -> str:
        if now.model is None or passage.is_of(now.model.name, str(now.model.folder)) or not passage.model:
            return ""
        return self.tr("Written by {writer}; these are the thoughts of {reader} about it.").format(
            writer=passage.model, reader=now.model.name
        )

    def _show_text(self, now: Situation) -> None:
        found = self._kept.get(_text_key(now))
        if found is not None and self._text_known != _text_key(now):
            self._text_known, self._last_text = _text_key(now), found
            self._layer_of_text().show_choices(
                found.choices, found.unread, _written_by_model(found, now.conversation.passages)
            )

    # Reading

    def _read_next(self) -> None:
        """Read the latest reply that is not known yet."""
        now = self._now()
        if self._reading is not None or now.model is None or self._writer.writing or not self.on:
            self._say("" if now.model is not None else self.tr("Open a model, and it tells."))
            return
        job, request, key = self._to_read(now, now.model)
        hint = self.tr("Point at a word to see what else could have come.") if self._anything(now) else ""
        self._say(hint if request is None else self.tr("Reading…"))
        if request is not None:
            self._reading = self._runner.start(
                job,
                request,
                on_result=lambda found: self._read(key, found),
                on_error=lambda problem: self._not_read(key, problem),
                on_cancelled=self._not_any_more,
            )

    def _anything(self, now: Situation) -> bool:
        """Whether something is shown that the model wrote."""
        return any(passage.role != "user" for passage in now.conversation.passages)

    def _to_read(
        self, now: Situation, model: OpenedModel
    ) -> tuple[Callable[..., Choices], ReadReply | ReadText | None, object]:
        conversation = now.conversation
        if conversation.kind != CHAT:
            key, text = _text_key(now), conversation.text
            wanted = text and key not in self._kept and key not in self._refused
            return read_text, ReadText(model, text, now.sampling) if wanted else None, key
        for message in reversed(self._middle.messages.messages):
            index = message.index
            if message.from_person or index >= len(conversation.passages) or not model.has_template:
                continue
            key, reply = _key(now, index), conversation.passages[index].text
            if reply.strip() and key not in self._kept and key not in self._refused:
                turns = turns_of(conversation, conversation.passages[:index])
                return read_reply, ReadReply(model, turns, reply, now.sampling), key
        return read_reply, None, None

    def _read(self, key: object, found: Choices) -> None:
        self._reading = None
        self._keep(key, found)
        self.look()

    def _not_read(self, key: object, problem: Message) -> None:
        self._reading = None
        self._refused.add(key)
        self.look()
        self._say(message_text(problem))

    def _not_any_more(self) -> None:
        self._reading = None
        self.look()

    def _cancel_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    def _keep(self, key: object, found: Choices) -> None:
        self._kept[key] = found
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _say(self, words: str) -> None:
        self._middle.thoughts.say(words)

    # While a model writes

    def _begin(self) -> None:
        """Show the text that is being written from its beginning, or from where it is now."""
        draft, now = self._writer.last, self._now()
        if draft is None or not self.on:
            return
        if now.conversation.kind == CHAT and self._middle.messages.messages:
            before = self._before(now)
            text = (draft.before.text if draft.before else "") + draft.text
            view = self._tinted(self._middle.messages.messages[-1], text)
            choices = () if before is None else (*before.choices, *draft.choices)
            view.go_on(text, choices)
            self._live = view
            self._live_known = before is not None
        elif now.conversation.kind != CHAT:
            known = self._known_beginning(now.conversation.text)
            told = _written_by_model(known, now.conversation.passages) + [True] * len(draft.choices)
            layer = self._layer_of_text()
            layer.show_choices((*known.choices, *draft.choices), known.unread, told)
            self._live_first = len(known.choices)
            self._text_known, self._live, self._live_known = None, layer, True

    def _before(self, now: Situation) -> Choices | None:
        """The choices of the reply that is gone on with; None if they are not known."""
        draft = self._writer.last
        if draft is None or draft.before is None or not draft.before.text:
            return Choices("", (), ())
        known = self._kept.get(_key(now, len(now.conversation.passages) - 1))
        return known if known is not None and _shows_all(known, draft.before.text) else None

    def _known_beginning(self, text: str) -> Choices:
        """The choices of ``text`` as far as it begins like the one that was shown last; the rest is one token, of which
        nothing is known."""
        last, choices = self._last_text, list[Choice]()
        if not text.startswith(last.unread):
            last = Choices("", (), ())
        place = len(last.unread)
        for choice in last.choices:
            if not text.startswith(choice.shown, place):
                break
            choices.append(choice)
            place += len(choice.shown)
        if place < len(text):
            choices.append(Choice(-1, "", text[place:], 0.0, 1.0, 1, ()))
        begun = tuple(part for part in last.begun if part[0] < len(choices))
        return replace(last, choices=tuple(choices), begun=begun)

    def _grow(self, text: str) -> None:
        if isinstance(self._live, TintedReply):
            self._live.body.append_text(text)

    def _grow_choices(self, choices: tuple[Choice, ...]) -> None:
        if not self._live_known:
            return
        if isinstance(self._live, TintedReply):
            self._live.layer.append(choices)
        elif self._live is not None:
            self._live.append(choices)

    def _end(self) -> None:
        draft, now, live = self._writer.last, self._now(), self._live
        self._live = None
        passages = now.conversation.passages
        if draft is None or not passages:
            return
        if now.conversation.kind != CHAT:
            self._keep_text(draft, now)
            return
        place = len(passages) - 1
        began = draft.before.text if draft.before else ""
        before = self._kept.get(_key(now, place, began)) if began else Choices("", draft.ids_before, ())
        if before is not None and passages[place].text == began + draft.text:
            found = replace(before, model=str(draft.model.folder), choices=(*before.choices, *draft.choices))
            if _shows_all(found, passages[place].text):
                self._keep(_key(now, place), found)
        if isinstance(live, TintedReply):
            live.finish()
            live.shown = _key(now, place) if _key(now, place) in self._kept else None

    def _keep_text(self, draft: ReplySoFar, now: Situation) -> None:
        """Keep what is known of the text that the model has gone on with, if that is all that models wrote of it; so it
        is not read once more."""
        known = self._known_beginning(draft.text_before)
        first = len(known.choices)
        found = replace(
            known,
            model=str(draft.model.folder),
            choices=(*known.choices, *draft.choices),
            begun=(*known.begun, (first, draft.ids_before)),
        )
        if _shows_all(found, now.conversation.text) and _tells_all(found, now.conversation.passages):
            self._keep(_text_key(now), found)
            self._text_known = _text_key(now) if self.on else None
            self._last_text = found

    # The card

    def _behind(self, layer: TokenLayer, number: int) -> Behind | None:
        now = self._now()
        if now.model is None:
            return None
        first, before = self._part(layer, number) if layer is self._text_layer else (0, self._ids_before(layer, now))
        return Behind(now.model, before, now.sampling, True, first)

    def _part(self, layer: TokenLayer, number: int) -> tuple[int, tuple[int, ...]]:
        """As :meth:`Choices.part_of`, of the text as it is now."""
        draft = self._writer.last
        if self._live is layer and draft is not None and number >= self._live_first:
            return self._live_first, draft.ids_before
        return self._last_text.part_of(number)

    def _ids_before(self, layer: TokenLayer, now: Situation) -> tuple[int, ...]:
        """What the model read before the first of the tokens of a reply."""
        if self._is_live(layer) and self._writer.last is not None:
            draft = self._writer.last
            if draft.before is None or not draft.before.text:
                return draft.ids_before
        index = self._index_of(layer)
        known = self._kept.get(_key(now, index)) or self._kept.get(_key(now, len(now.conversation.passages) - 1))
        return known.before if known is not None else ()

    def _is_live(self, layer: TokenLayer) -> bool:
        return self._live is layer or (isinstance(self._live, TintedReply) and self._live.layer is layer)

    def _index_of(self, layer: TokenLayer) -> int:
        messages = self._middle.messages.messages
        return next((each.index for each in messages if each.isAncestorOf(layer.view)), len(messages) - 1)

    def _fork(self, layer: TokenLayer, number: int, candidate: Candidate | None, sampling: Sampling | None) -> None:
        """Let the text go on with ``candidate`` at a token, or draw there again by ``sampling``."""
        now = self._now()
        if now.model is None:
            return
        begun, ended = list(layer.choices[:number]), candidate is not None and candidate.ends
        kept = "".join(choice.shown for choice in begun)
        in_text = layer is self._text_layer
        if candidate is not None and not ended:
            there = layer.choices[number]
            begun.append(_as_choice(candidate, there, candidate.text if kept or in_text else candidate.text.lstrip()))
        text = "".join(choice.shown for choice in begun)
        passage = Passage(
            "assistant",
            text.removeprefix(kept) if in_text else text,
            now.model.name,
            folder=str(now.model.folder),
            tokens=0 if in_text else len(begun),
            ended="end" if ended else "stopped",
        )
        if in_text:
            self._last_text = replace(self._last_text, choices=tuple(begun), unread=layer.start_text)
            made = Fork(passage, length=len(layer.start_text) + len(kept), ended=ended, sampling=sampling)
        else:
            index = self._index_of(layer)
            before = self._ids_before(layer, now)
            if begun:
                self._keep(_key(now, index, text), Choices(str(now.model.folder), before, tuple(begun)))
            ids = tuple(choice.id for choice in begun)
            made = Fork(passage, ids, index, ended=ended, sampling=sampling)
        self._cards.close()
        self.forked.emit(made)


def _as_choice(candidate: Candidate, there: Choice, shown: str) -> Choice:
    """``candidate`` in the place of ``there``."""
    rank = 1 + [each.id for each in there.candidates].index(candidate.id)
    nats = math.log(max(candidate.probability, sys.float_info.min))
    return Choice(candidate.id, candidate.text, shown, nats, candidate.odds, rank, there.candidates)


def _key(now: Situation, index: int, reply: str | None = None) -> object:
    """What the thoughts about the reply at ``index`` depend on; ``reply`` in place of what stands there."""
    passages = now.conversation.passages
    # Only its hash: with all that stands before each of them, the keys would take more memory the longer one talks.
    before = hash(tuple((each.role, each.text) for each in passages[:index]))
    text = passages[index].text if reply is None and 0 <= index < len(passages) else reply
    return now.conversation.system, before, text, None if now.model is None else now.model.folder


def _text_key(now: Situation) -> object:
    return now.conversation.text, None if now.model is None else now.model.folder


def _shows_all(found: Choices, text: str) -> bool:
    """Whether the tokens are those of all of ``text``."""
    return found.unread + "".join(choice.shown for choice in found.choices) == text


def _written_by_model(found: Choices, passages: Sequence[Passage]) -> list[bool]:
    """For each token, whether the model wrote it: its last character stands in one of the model's passages."""
    ends, end = [], 0
    for passage in passages:
        end += len(passage.text)
        ends.append((end, passage.role != "user"))
    told, place, number = [], len(found.unread), 0
    for choice in found.choices:
        place += len(choice.shown)
        while number < len(ends) - 1 and ends[number][0] < place:
            number += 1
        told.append(bool(ends and ends[number][1] and choice.candidates))
    return told


def _tells_all(found: Choices, passages: Sequence[Passage]) -> bool:
    """Whether something is known of all that models wrote."""
    place = len(found.unread)
    gaps = [(0, place)]
    for choice in found.choices:
        if not choice.candidates:
            gaps.append((place, place + len(choice.shown)))
        place += len(choice.shown)
    begin = 0
    for passage in passages:
        end = begin + len(passage.text)
        if passage.role != "user" and any(first < end and last > begin for first, last in gaps):
            return False
        begin = end
    return True
