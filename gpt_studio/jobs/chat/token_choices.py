"""Say of each token of a text what the model could have written instead, and what other settings would have made of
it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling, bans_from
from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.jobs.models.open_model import OpenedModel

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class ReadReply:
    """``reply`` stands after ``turns`` in a chat. ``sampling``: how it was drawn, as far as that is known."""

    model: OpenedModel
    turns: tuple[Turn, ...]
    reply: str
    sampling: Sampling


@dataclass(frozen=True)
class ReadText:
    """A text without turns."""

    model: OpenedModel
    text: str
    sampling: Sampling


@dataclass(frozen=True)
class Choices:
    """``choices`` are those of the text after its beginning ``unread``; joined, what they show is the text. ``before``
    are the ids that stand before them, ``model`` is the folder of the model that was asked.

    ``begun``: where the model began to write anew, the number of the first choice and all ids that it read before."""

    model: str
    before: tuple[int, ...]
    choices: tuple[Choice, ...]
    unread: str = ""
    begun: tuple[tuple[int, tuple[int, ...]], ...] = ()

    def part_of(self, number: int) -> tuple[int, tuple[int, ...]]:
        """The first of the choices that were made in one go with the one of that number, and the ids before it."""
        return next((part for part in reversed(self.begun) if part[0] <= number), (0, self.before))


def read_reply(request: ReadReply, context: JobContext) -> Choices:
    """Raises StudioError as writing a reply does; JobCancelled."""
    from gpt_studio.inference.chat_format import chat_prompt
    from gpt_studio.inference.text_prompt import parted

    artifact, limit = request.model.hosted.artifact, request.model.context_length
    if artifact.chat_template is None:
        raise StudioError(
            "chat.no_template",
            "{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a model "
            "that was trained on conversations.",
            name=request.model.name,
        )

    def ids_with(begun: str) -> tuple[int, ...]:
        assert artifact.chat_template is not None
        return chat_prompt(
            artifact.chat_template,
            artifact.tokenizer,
            request.turns,
            limit,
            min(request.sampling.max_new_tokens, limit // 2),
            artifact.quarantine,
            begun=begun,
        ).ids

    before, whole = ids_with(""), ids_with(parted(request.reply)[0])
    first = next((place for place, pair in enumerate(zip(before, whole, strict=False)) if len(set(pair)) > 1), None)
    if first is None:
        first = min(len(before), len(whole))
    stop_ids = (*artifact.stop_ids, *artifact.turn_end.ids)
    return _read(request, request.reply, whole, first, stop_ids, context, skip_special=True)


def read_text(request: ReadText, context: JobContext) -> Choices:
    """The first token has no choice where the model has no token that begins a text (``unread``). Raises JobCancelled,
    and StudioError as reading does."""
    from gpt_studio.inference.text_prompt import cleaned

    artifact = request.model.hosted.artifact
    tokenizer = artifact.tokenizer
    ids, begun = tokenizer.encode_prompt(cleaned(request.text)), len(tokenizer.begin_ids)
    if not begun or tuple(ids[:begun]) != tuple(tokenizer.begin_ids):
        ids, begun = ([artifact.start_id, *ids], 1) if artifact.start_id is not None else (ids, 0)
    return _read(request, request.text, ids, begun, artifact.stop_ids, context, skip_special=False)


def _read(
    request: ReadReply | ReadText,
    text: str,
    ids: Sequence[int],
    first: int,
    stop_ids: Sequence[int],
    context: JobContext,
    *,
    skip_special: bool,
) -> Choices:
    from gpt_studio.insight.choices import read_choices
    from gpt_studio.insight.shown_text import ShownText

    hosted = request.model.hosted
    artifact = hosted.artifact
    shown, unread = ShownText(), ""
    if first == 0 and ids:  # nothing stands before the first token, so nothing can be said of it
        unread = artifact.tokenizer.decode(ids[:1])
        first = 1
    with hosted.computing() as engine:
        for choice in read_choices(
            engine,
            artifact.tokenizer,
            ids,
            first,
            request.sampling,
            context,
            bans=bans_from(artifact.generation),
            stop_ids=stop_ids,
            skip_special=skip_special,
        ):
            shown.take(choice)
    choices = (*shown.push(text.removeprefix(unread)), *shown.finish())
    return Choices(str(request.model.folder), tuple(ids[:first]), choices, unread)


@dataclass(frozen=True)
class Reconsider:
    """The place in a text that stands after ``before`` and ``written``, of which the model wrote ``written``. The
    penalties and limits are those of ``sampling``."""

    model: OpenedModel
    before: tuple[int, ...]
    written: tuple[int, ...]
    sampling: Sampling


@dataclass(frozen=True)
class Reconsidered:
    """All that the model has to say about a place."""

    _scores: Tensor = field(repr=False, compare=False)
    _limited: Tensor = field(repr=False, compare=False)
    _reader: Any = field(repr=False, compare=False)

    def candidates(self, sampling: Sampling) -> tuple[Candidate, ...]:
        """The likeliest tokens, with the odds that temperature and filters of ``sampling`` give them. It takes a
        millisecond, so that it can follow a slider."""
        found: tuple[Candidate, ...] = self._reader.candidates(self._scores, self._odds(sampling))
        return found

    def odds_of(self, token: int, sampling: Sampling) -> float:
        return float(self._odds(sampling)[token])

    def _odds(self, sampling: Sampling) -> Tensor:
        import torch

        from gpt_studio.inference.filters import filtered

        if sampling.temperature == 0:
            return torch.zeros_like(self._limited).index_fill_(0, self._limited.argmax(), 1.0)
        return filtered(self._limited, sampling).softmax(-1)


def reconsider(request: Reconsider, context: JobContext) -> Reconsidered:
    """Let the model think about a place again. Raises JobCancelled, and StudioError as writing does."""
    import torch

    from gpt_studio.inference.sampling import NextToken
    from gpt_studio.insight.choices import ChoiceReader

    hosted = request.model.hosted
    artifact = hosted.artifact
    stop_ids = (*artifact.stop_ids, *artifact.turn_end.ids)
    drawn = NextToken(request.sampling, request.before, bans_from(artifact.generation), stop_ids)
    for token in request.written:
        drawn.take(token)
    ids = (*request.before, *request.written)
    with hosted.writing(ids) as session:
        scores = session.prefill(ids, context).to("cpu", torch.float32).clone()
    return Reconsidered(scores, drawn.limited(scores), ChoiceReader(artifact.tokenizer, stop_ids))
