"""Let a model continue a prompt or reply in a conversation, and report the text piece by piece."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling, bans_from
from gpt_studio.insight.choice import Choice
from gpt_studio.jobs.models.open_model import OpenedModel

if TYPE_CHECKING:
    from gpt_studio.inference.session import Session
    from gpt_studio.inference.step import Step
    from gpt_studio.inference.text_stream import Piece
    from gpt_studio.insight.shown_text import ShownText
    from gpt_studio.tokenization.tokenizer import Tokenizer

_SECONDS_BETWEEN_EVENTS = 0.025

InPieces = Generator[None, None, "WrittenText"]
"""Writing that pauses after each piece of text."""


@dataclass(frozen=True)
class WriteText:
    """Completion: the model continues ``prompt``. An empty prompt starts a new text. ``prompt_ids``: the tokens of all
    of ``prompt``, if it is to be read as these and no others.

    ``top_logprobs``: report each token with so many of the likeliest ones; None reports no tokens. ``choices``: report
    what it could have written instead (:class:`Chosen`).
    """

    model: OpenedModel
    prompt: str
    sampling: Sampling
    top_logprobs: int | None = None
    choices: bool = False
    prompt_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReplyToChat:
    """Chat: the model answers the last turn. Needs a model with a chat template. ``begun``: the beginning of the
    answer, from which it goes on. ``begun_ids``: the tokens of ``begun``, if it is to be read as these and no others.
    ``top_logprobs`` and ``choices`` as in :class:`WriteText`."""

    model: OpenedModel
    turns: tuple[Turn, ...]
    sampling: Sampling
    begun: str = ""
    begun_ids: tuple[int, ...] = ()
    top_logprobs: int | None = None
    choices: bool = False


@dataclass(frozen=True)
class WritingStarted(Event):
    """What the model reads before it writes.

    ``dropped_turns``: how many of the oldest turns did not fit into the context. ``unread_tokens``: how many tokens at
    the start of a text did not. ``system_folded``: the template refuses a system message, so it was put before the
    user's first one. ``plain_marks``: special tokens that the prompt holds as plain text.
    """

    prompt_tokens: int
    dropped_turns: int = 0
    unread_tokens: int = 0
    system_folded: bool = False
    plain_marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Token(Event):
    """A token that was chosen, with its log-probability in nats before any filter. ``top``: the likeliest tokens, each
    as id, text and log-probability. A text is the token's alone: of a character in several tokens it holds a part."""

    id: int
    text: str
    logprob: float
    top: tuple[tuple[int, str, float], ...]


@dataclass(frozen=True)
class ToBeContinued(Event):
    """The ids that the model reads before it writes, where choices are reported."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Chosen(Event):
    """The tokens of the text that was reported last; what they show, joined, is the text so far but for its last
    characters."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class TextPiece(Event):
    """The next piece of text, in whole characters. ``tokens`` counts those written so far."""

    text: str
    tokens: int
    tokens_per_second: float


@dataclass(frozen=True)
class WrittenText:
    """``ended`` is ``end`` (the model was done), ``length`` (the maximum was reached), ``full`` (the context was full,
    and the sampling says to stop there) or ``stopped`` (asked to)."""

    text: str
    prompt_tokens: int
    tokens: int
    tokens_per_second: float
    ended: str


def run(request: WriteText, context: JobContext) -> WrittenText:
    """Continue a text, emitting WritingStarted and TextPiece events. When cancelled, return what was written so far.

    The prompt goes in without the tokens that the tokenizer puts after a text. If the model then ends the text at once,
    it gets the prompt again with those tokens, as transformers gives it.
    Raises StudioError for an empty prompt if the model has no token that begins a text.
    """
    return _whole(in_pieces(request, context))


def reply(request: ReplyToChat, context: JobContext) -> WrittenText:
    """As :func:`run`, for a conversation. The text written is what follows ``begun``.

    Raises StudioError if the model has no chat template.
    """
    return _whole(in_pieces(request, context))


def in_pieces(
    request: WriteText | ReplyToChat, context: JobContext, clock: Callable[[], float] = time.perf_counter
) -> InPieces:
    """What :func:`run` and :func:`reply` do, for several texts that take turns. ``clock`` measures the speed."""
    if isinstance(request, ReplyToChat):
        return _reply_in_pieces(request, context, clock)
    return _text_in_pieces(request, context, clock)


def _whole(pieces: InPieces) -> WrittenText:
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            written: WrittenText = end.value
            return written


def _text_in_pieces(request: WriteText, context: JobContext, clock: Callable[[], float]) -> InPieces:
    from gpt_studio.inference.ended_prompt import seeded, with_ending
    from gpt_studio.inference.text_prompt import TextPrompt, text_prompt
    from gpt_studio.inference.text_stream import stream_text
    from gpt_studio.tokenization.begin_and_end import added_around

    model, artifact = request.model, request.model.hosted.artifact
    tokenizer = artifact.tokenizer
    prompt, after_texts = text_prompt(tokenizer, request.prompt), added_around(tokenizer.backend)[1]
    if request.prompt_ids and not after_texts:
        prompt = TextPrompt(request.prompt, "", request.prompt_ids)
    ids = prompt.ids or (_start_of_text(model),)
    unread = max(0, len(ids) - model.context_length)
    context.emit(
        WritingStarted(len(ids), unread_tokens=unread, plain_marks=tuple(sorted(tokenizer.plain_marks(prompt.text))))
    )
    ending = after_texts if prompt.text and not request.sampling.begin_with else ()
    request = replace(request, sampling=seeded(request.sampling))
    stop_ids, bans = artifact.stop_ids, bans_from(artifact.generation)
    shown = _shown_text(request)
    with model.hosted.writing(ids) as session:
        read = with_ending(session, ids, ending, request.sampling, stop_ids, context, bans)
        new_ids = _new_ids(request, session, read, stop_ids=stop_ids, context=context, shown=shown)
        pieces = stream_text(new_ids, tokenizer, request.sampling.stop, clock, prompt=prompt)
        return (yield from _write(pieces, len(ids), request, context, shown))


def _reply_in_pieces(request: ReplyToChat, context: JobContext, clock: Callable[[], float]) -> InPieces:
    from gpt_studio.inference.chat_format import chat_prompt
    from gpt_studio.inference.text_prompt import parted
    from gpt_studio.inference.text_stream import ReplyBegun, stream_reply

    artifact, limit = request.model.hosted.artifact, request.model.context_length
    if artifact.chat_template is None:
        raise StudioError(
            "chat.no_template",
            "{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a model "
            "that was trained on conversations.",
            name=request.model.name,
        )
    room = min(request.sampling.max_new_tokens, limit // 2)
    begun, blanks = ("", "") if request.begun_ids else parted(request.begun)
    prompt = chat_prompt(
        artifact.chat_template,
        artifact.tokenizer,
        request.turns,
        limit,
        room,
        artifact.quarantine,
        begun=begun,
    )
    ids = (*prompt.ids, *request.begun_ids)
    context.emit(WritingStarted(len(ids), prompt.dropped_turns, system_folded=prompt.folded))
    ends = artifact.turn_end
    stop_ids = (*artifact.stop_ids, *ends.ids)
    after = ReplyBegun(ids, blanks) if request.begun.strip() else None
    shown = _shown_text(request)
    with request.model.hosted.writing(ids) as session:
        new_ids = _new_ids(
            request, session, ids, stop_ids=stop_ids, context=context, shown=shown, go_on=after is not None
        )
        pieces = stream_reply(new_ids, artifact.tokenizer, (*ends.texts, *request.sampling.stop), clock, after=after)
        return (yield from _write(pieces, len(ids), request, context, shown))


def _start_of_text(model: OpenedModel) -> int:
    start: int | None = model.hosted.artifact.start_id
    if start is None:
        raise StudioError(
            "write.no_start",
            "{name} has no token that begins a text, so it needs at least one word to go on from: write some.",
            name=model.name,
        )
    return start


def _shown_text(request: WriteText | ReplyToChat) -> ShownText | None:
    from gpt_studio.insight.shown_text import ShownText

    return ShownText() if request.choices else None


def _new_ids(
    request: WriteText | ReplyToChat,
    session: Session,
    ids: Sequence[int],
    *,
    stop_ids: Sequence[int],
    context: JobContext,
    shown: ShownText | None,
    go_on: bool = False,
) -> Iterator[int]:
    """``shown`` takes the choices. ``go_on``: the reply has begun, so its beginning is not forced, and what must not be
    its first token may come."""
    from gpt_studio.inference.forbidden_texts import ForbiddenTexts
    from gpt_studio.inference.generate import generate
    from gpt_studio.insight.choices import ChoiceReader
    from gpt_studio.tokenization.stream import StreamDecoder

    model = request.model
    artifact = model.hosted.artifact
    bans = bans_from(artifact.generation)
    begin_with = request.sampling.begin_with
    forced = artifact.tokenizer.encode(begin_with, add_special_tokens=False) if begin_with and not go_on else ()
    if go_on or forced:
        bans = replace(bans, at_first=())
    reader = ChoiceReader(artifact.tokenizer, stop_ids)
    decoder = StreamDecoder(artifact.tokenizer, ids, skip_special=isinstance(request, ReplyToChat))
    if shown is not None:
        context.emit(ToBeContinued(tuple(ids)))
    forbidden = ForbiddenTexts(request.sampling.forbidden, artifact.tokenizer.token_bytes)
    new = generate(
        session,
        ids,
        request.sampling,
        stop_ids,
        context,
        bans=bans,
        forced=forced,
        forbidden=forbidden,
        lookup=model.precision != "bfloat16",  # whose rounding depends on how many tokens are read at once
    )
    for step in new:
        if request.top_logprobs is not None:
            context.emit(_token(step, request.top_logprobs, artifact.tokenizer))
        if shown is not None:
            shown.take(reader.of_step(step, decoder.push(step.token)))
        yield step.token


def _token(step: Step, top: int, tokenizer: Tokenizer) -> Token:
    def text(token: int) -> str:
        return tokenizer.token_bytes(token).decode("utf-8", "replace")

    best = tuple((token, text(token), logprob) for token, logprob in step.best(top)) if top else ()
    return Token(step.token, text(step.token), step.log_probability, best)


def _write(
    pieces: Iterable[Piece],
    prompt_tokens: int,
    request: WriteText | ReplyToChat,
    context: JobContext,
    shown: ShownText | None,
) -> InPieces:
    """Emit the pieces. Those that come faster than a person can see are joined into one event."""
    written: list[str] = []
    waiting, tokens, speed, last, stopped = "", 0, 0.0, 0.0, False

    def emit(text: str) -> None:
        context.emit(TextPiece(text, tokens, speed))
        written.append(text)
        if shown is not None:
            context.emit(Chosen(shown.push(text)))

    for piece in pieces:
        tokens, speed, stopped = piece.tokens, piece.tokens_per_second, piece.stopped
        waiting += piece.text
        now = time.perf_counter()
        if waiting and now - last >= _SECONDS_BETWEEN_EVENTS:
            emit(waiting)
            waiting, last = "", now
        yield
    if waiting:
        emit(waiting)
    if shown is not None:
        context.emit(Chosen(shown.finish()))
    sampling, ended = request.sampling, "end"
    if not stopped and tokens >= sampling.max_new_tokens:
        ended = "length"
    elif context.cancelled:
        ended = "stopped"
    elif not stopped and sampling.when_full == "stop" and prompt_tokens + tokens > request.model.context_length:
        ended = "full"
    return WrittenText("".join(written), prompt_tokens, tokens, speed, ended)
