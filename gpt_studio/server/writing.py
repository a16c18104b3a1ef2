"""Writes the texts that a request asks for, part by part. It runs in a thread; everything here may take long."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from gpt_studio.artifacts.load import Artifact
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference.chat_format import chat_prompt
from gpt_studio.inference.ended_prompt import seeded, with_ending
from gpt_studio.inference.generate import generate
from gpt_studio.inference.host import HostedModel
from gpt_studio.inference.sampling_settings import Sampling, bans_from, sampling_from
from gpt_studio.inference.step import Step
from gpt_studio.inference.text_prompt import TextPrompt, text_prompt
from gpt_studio.inference.text_stream import Piece, stream_reply, stream_text, without_blanks
from gpt_studio.server.prompt_scores import scores_through
from gpt_studio.server.refusal import TOO_LONG, wrong
from gpt_studio.server.requests import ChatRequest, CompletionRequest, WritingRequest
from gpt_studio.server.token_facts import TokenFacts, TokenTrack, facts_of
from gpt_studio.tokenization.begin_and_end import added_around
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer

STOP, LENGTH = "stop", "length"
_SEEDS = 2**63


@dataclass(frozen=True)
class Begun:
    """All prompts are read in: ``prompt_tokens`` of them. ``dropped_turns``: the oldest messages, which did not fit."""

    prompt_tokens: int
    dropped_turns: int = 0


@dataclass(frozen=True)
class Part:
    """The next characters of the text number ``choice``; the last part of a text says how it ``ended``."""

    choice: int
    text: str
    tokens: tuple[TokenFacts, ...] = ()
    ended: str | None = None


@dataclass(frozen=True)
class Written:
    """One text is complete, of so many tokens; ``cached_tokens`` of its prompt were not read again."""

    tokens: int
    cached_tokens: int


Report = Begun | Part | Written


@dataclass(frozen=True)
class _Wanted:
    """What one prompt needs to be gone on from. ``pieces`` makes text of ids, ``trim`` leaves out what it does not show
    of the beginning, ``start`` characters stand before it."""

    ids: tuple[int, ...]
    stop_ids: tuple[int, ...]
    pieces: Callable[[Iterable[int]], Iterator[Piece]]
    trim: Callable[[str], str]
    after: Sequence[int]
    start: int = 0
    skip_special: bool = False
    ending: tuple[int, ...] = ()


def write_completion(hosted: HostedModel, asked: CompletionRequest, most: int, context: JobContext) -> Iterator[Report]:
    """Raises Refusal and StudioError before the first report, StudioError later. ``most``: tokens that it may ask for.
    Cancelling ``context`` ends it."""
    artifact = hosted.artifact
    sampling = _sampling(asked, artifact, most, len(asked.prompts) * asked.n)
    prompts = [_prompt(written, artifact) for written in asked.prompts]
    yield Begun(sum(len(prompt.ids) for prompt in prompts))
    for number, prompt in enumerate(prompts):
        wanted = _Wanted(
            ids=prompt.ids,
            stop_ids=artifact.stop_ids,
            pieces=partial(stream_text, tokenizer=artifact.tokenizer, stop_texts=asked.stops, prompt=prompt),
            trim=partial(_trimmed, prompt.blanks),
            after=prompt.ids if prompt.text else (),
            start=len(prompt.text) + len(prompt.blanks),
            ending=added_around(artifact.tokenizer.backend)[1] if isinstance(asked.prompts[number], str) else (),
        )
        first = number * asked.n
        if asked.echo:
            echoed = _echo(hosted, prompt, asked.logprobs, context)
            for choice in range(first, first + asked.n):
                yield Part(choice, prompt.text + prompt.blanks, echoed, None if asked.max_tokens else LENGTH)
        if asked.max_tokens:
            yield from _texts(hosted, wanted, sampling, first, asked.n, asked.logprobs, context)


def write_reply(hosted: HostedModel, asked: ChatRequest, most: int, context: JobContext) -> Iterator[Report]:
    """As :func:`write_completion`, in a conversation."""
    artifact = hosted.artifact
    if artifact.chat_template is None:
        raise wrong(
            "messages",
            "The model has no chat template, so it cannot hold a conversation: use /v1/completions.",
            code="no_chat_template",
        )
    sampling = _sampling(asked, artifact, most, asked.n)
    limit = artifact.config.context_length
    room = min(sampling.max_new_tokens, limit // 2)
    prompt = chat_prompt(artifact.chat_template, artifact.tokenizer, asked.turns, limit, room, artifact.quarantine)
    yield Begun(len(prompt.ids), prompt.dropped_turns)
    ends = artifact.turn_end
    wanted = _Wanted(
        ids=prompt.ids,
        stop_ids=(*artifact.stop_ids, *ends.ids),
        pieces=partial(stream_reply, tokenizer=artifact.tokenizer, stop_texts=(*ends.texts, *asked.stops)),
        trim=str.lstrip,
        after=(),
        skip_special=True,
    )
    yield from _texts(hosted, wanted, sampling, 0, asked.n, asked.top_logprobs if asked.logprobs else None, context)


def _sampling(asked: WritingRequest, artifact: Artifact, most: int, texts: int) -> Sampling:
    limit = artifact.config.context_length
    sampling = seeded(asked.sampling(sampling_from(artifact.generation, limit)))
    if min(sampling.max_new_tokens, limit) * texts > most:
        raise wrong(
            "max_tokens",
            f"The request asks for up to {min(sampling.max_new_tokens, limit) * texts} tokens, but one request may ask "
            f"for {most} at most.",
        )
    return sampling


def _prompt(written: str | tuple[int, ...], artifact: Artifact) -> TextPrompt:
    tokenizer, limit = artifact.tokenizer, artifact.config.context_length
    if isinstance(written, str):
        prompt = text_prompt(tokenizer, written)
    else:
        unknown = next((token for token in written if not 0 <= token < artifact.config.vocab_size), None)
        if unknown is not None:
            raise wrong("prompt", f"The model has no token {unknown}.")
        prompt = TextPrompt(tokenizer.decode(written), "", written)
    if not prompt.ids:
        if artifact.start_id is None:
            raise wrong("prompt", "The model has no token that begins a text, so the prompt must have a word.")
        prompt = replace(prompt, ids=(artifact.start_id,))
    if len(prompt.ids) > limit:
        raise wrong(
            "prompt",
            f"The prompt takes {len(prompt.ids)} tokens, but the model sees only {limit} at once: shorten it.",
            code=TOO_LONG,
        )
    return prompt


def _texts(
    hosted: HostedModel,
    wanted: _Wanted,
    sampling: Sampling,
    first: int,
    count: int,
    top: int | None,
    context: JobContext,
) -> Iterator[Report]:
    """``count`` texts after one prompt, each from a seed of its own; the prompt is read once."""
    artifact = hosted.artifact
    bans = bans_from(artifact.generation)
    with hosted.writing(wanted.ids, guest=True) as session:
        cached = session.in_common(wanted.ids)
        ids = with_ending(session, wanted.ids, wanted.ending, sampling, wanted.stop_ids, context, bans)
        for number in range(count):
            seeded_anew = replace(sampling, seed=((sampling.seed or 0) + number) % _SEEDS)
            # bfloat16 rounds differently where several tokens are read at once.
            lookup = hosted.precision != "bfloat16"
            steps = generate(session, ids, seeded_anew, wanted.stop_ids, context, bans=bans, lookup=lookup)
            longest = min(sampling.max_new_tokens, artifact.config.context_length + 1 - len(ids))
            written = yield from _text(first + number, steps, wanted, longest, top, artifact.tokenizer)
            yield Written(written, 0 if number else cached)
            if context.cancelled:
                return


def _text(
    choice: int, steps: Iterator[Step], wanted: _Wanted, longest: int, top: int | None, tokenizer: Tokenizer
) -> Generator[Report, None, int]:
    """One text, which ends by itself or after ``longest`` tokens; returns how many it has."""
    track: TokenTrack | None = None
    if top is not None:
        track = TokenTrack(tokenizer, top, wanted.after, wanted.start, wanted.trim, skip_special=wanted.skip_special)
    count, shown, stopped = 0, 0, False

    def ids() -> Iterator[int]:
        nonlocal count
        for step in steps:
            count += 1
            if track is not None:
                track.take(step)
            yield step.token

    for piece in wanted.pieces(ids()):
        shown += len(piece.text)
        stopped = piece.stopped
        told = track.shown(shown) if track is not None else ()
        if piece.text or told:
            yield Part(choice, piece.text, told)
    rest = track.rest() if track is not None and not stopped else ()
    yield Part(choice, "", rest, LENGTH if count >= longest and not stopped else STOP)
    return count


def _echo(hosted: HostedModel, prompt: TextPrompt, top: int | None, context: JobContext) -> tuple[TokenFacts, ...]:
    """The facts of the tokens of a prompt, if they are asked for."""
    if top is None or not prompt.text:
        return ()
    tokenizer = hosted.artifact.tokenizer
    decoder = StreamDecoder(tokenizer, skip_special=True)
    offset = len(decoder.push(prompt.ids[0]))
    found = [TokenFacts(tokenizer.token_bytes(prompt.ids[0]), None, (), 0)]
    with hosted.computing() as engine:
        try:
            for token, scores in scores_through(engine, prompt.ids, context):
                found.append(facts_of(token, scores, top, tokenizer, offset))
                offset += len(decoder.push(token))
        except JobCancelled:
            return ()
    return tuple(found)


def _trimmed(blanks: str, text: str) -> str:
    return without_blanks(blanks, text)[0]
