"""A short text written by the model during its training, as a person reads it: without special tokens."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch

from gpt_studio.corpora.documents import ROLES
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.generate import generate
from gpt_studio.inference.recomputing_engine import RecomputingEngine
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session
from gpt_studio.inference.text_prompt import TextPrompt, text_prompt
from gpt_studio.inference.text_stream import stream_text
from gpt_studio.insight.choice import Choice
from gpt_studio.insight.choices import ChoiceReader
from gpt_studio.jobs.training.sample_thoughts import packed
from gpt_studio.models.contract import LanguageModel
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.run.samples import Written

_TURN_BEGINS = frozenset(("<|im_start|>", "<start_of_turn>", "<|start_header_id|>"))
_LONGEST_ROLE = 20
_DASH = "— "
_LEAST_TOKENS = 32
_UNREADABLE = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, unassigned, private use, surrogates

Owned = list[tuple[str, int]]
"""Characters, each with the place of the token that shows it."""


@dataclass(frozen=True)
class LiveSample:
    """Writes on from ``prompt``, or starts a text where it is empty. Always with the same seed: only the model
    changes between two samples.

    ``question``: the ids of a question, laid out as in the chat, whose text ``prompt`` is. It is answered.
    """

    tokenizer: Tokenizer
    prompt: str
    question: tuple[int, ...] = ()

    def __call__(self, model: LanguageModel, tokens: int) -> Written:
        """The prompt and what follows it, at most so many ``tokens``.

        The first ones never end the text, so that there is something to read; an answer is as long as the model makes
        it.
        """
        if self.question:
            return self._written(model, self.question, None, tuple(self.tokenizer.special_ids.values()), 0, tokens)
        prompt = text_prompt(self.tokenizer, self.prompt)
        end = self.tokenizer.end_of_text
        stops = () if end is None else (end,)
        return self._written(model, prompt.ids or stops or (0,), prompt, stops, min(tokens, _LEAST_TOKENS), tokens)

    def _written(
        self,
        model: LanguageModel,
        ids: Sequence[int],
        prompt: TextPrompt | None,
        stops: tuple[int, ...],
        least: int,
        most: int,
    ) -> Written:
        model.eval()
        sampling = Sampling(min_new_tokens=least, max_new_tokens=most, seed=0)
        reader, choices = ChoiceReader(self.tokenizer, stops), list[Choice]()
        began = 0.0
        for step in generate(Session(engine_of(model)), ids, sampling, stops, lookup=False):
            if not choices:
                began = time.perf_counter()  # the first token takes longer: the prompt is read for it
            choices.append(reader.of_step(step))
        seconds_a_token = (time.perf_counter() - began) / (len(choices) - 1) if len(choices) > 1 else None
        shown = _shown([choice.id for choice in choices], self.tokenizer, prompt)
        texts = [""] * len(choices)
        for character, place in shown:
            texts[place] += character
        thoughts = packed([replace(choice, shown=text) for choice, text in zip(choices, texts, strict=True)])
        begun = f"{_DASH}{self.prompt.strip()}\n{_DASH}" if self.question else self.prompt
        return Written(begun, _text(shown), seconds_a_token, thoughts)


def engine_of(model: LanguageModel) -> Engine | RecomputingEngine:
    """An engine for the model as it is now, in the format in which it is trained."""
    weight = model.output_weight
    if hasattr(weight, "device_mesh"):  # a shard
        return RecomputingEngine(model)
    return Engine(model, "bfloat16" if weight.dtype == torch.bfloat16 else "exact", compiled=False)


def readable(ids: Sequence[int], tokenizer: Tokenizer, prompt: TextPrompt | None = None) -> str:
    """The text of ``ids``, which follow ``prompt``, without special tokens and characters that nobody can read.

    Each turn of a conversation begins a line of its own with a dash, as dialogues are printed, instead of its role.
    """
    return _text(_shown(ids, tokenizer, prompt))


def _shown(ids: Sequence[int], tokenizer: Tokenizer, prompt: TextPrompt | None) -> Owned:
    names = {token: name for name, token in tokenizer.special_ids.items()}
    (_, first), *others = _between_special(ids, tokenizer)
    before, spoken = _legible(_streamed(ids, first, tokenizer, prompt)), list[tuple[int | None, Owned]]()
    for mark, run in others:
        said = _legible(_decoded(ids, run, tokenizer))
        if names[ids[mark]] in _TURN_BEGINS:
            role, after = _line(said)
            spoken.append((mark, after if len(role) <= _LONGEST_ROLE else said))
        elif spoken:
            spoken[-1][1].extend(said)
        else:
            before += said
    role, after = _line(before)
    if spoken and _text(role) in ROLES:  # a young model forgets the mark before its first turn
        before, spoken = [], [(None, after), *spoken]
    lines = [(begun, said) for begun, turn in spoken if (said := _stripped(turn))]
    if not lines:
        return before
    shown = _stripped(before, left=False)
    for begun, said in lines:
        place = said[0][1] if begun is None else begun
        shown += [(character, place) for character in ("\n" if shown else "") + _DASH] + said
    return shown


def _text(shown: Owned) -> str:
    return "".join(character for character, _ in shown)


def _line(shown: Owned) -> tuple[Owned, Owned]:
    """The first line, and what comes after its end."""
    place = next((place for place, (character, _) in enumerate(shown) if character == "\n"), len(shown))
    return shown[:place], shown[place + 1 :]


def _stripped(shown: Owned, *, left: bool = True) -> Owned:
    """Without blanks at the end, and with ``left`` at the beginning."""
    text = _text(shown)
    return shown[len(text) - len(text.lstrip()) if left else 0 : len(text.rstrip())]


def _streamed(ids: Sequence[int], places: Sequence[int], tokenizer: Tokenizer, prompt: TextPrompt | None) -> Owned:
    pieces = stream_text((ids[place] for place in places), tokenizer, prompt=prompt)
    return [(character, places[piece.tokens - 1]) for piece in pieces for character in piece.text]


def _decoded(ids: Sequence[int], places: Sequence[int], tokenizer: Tokenizer) -> Owned:
    decoder = StreamDecoder(tokenizer)
    shown = [(character, place) for place in places for character in decoder.push(ids[place])]
    return shown + [(character, places[-1]) for character in decoder.finish()]


def _legible(shown: Owned) -> Owned:
    """``shown`` without bytes that are no whole character, controls, and characters that fonts do not have."""
    return [
        (character, place)
        for character, place in shown
        if character in "\n\t" or (character != "\ufffd" and unicodedata.category(character) not in _UNREADABLE)
    ]


def _between_special(ids: Sequence[int], tokenizer: Tokenizer) -> Iterator[tuple[int, list[int]]]:
    """The places between special tokens, each run with the place of the token before it (-1 for the first)."""
    special = tokenizer.special_token_ids
    mark, run = -1, list[int]()
    for place, token in enumerate(ids):
        if token in special:
            yield mark, run
            mark, run = place, []
        else:
            run.append(place)
    yield mark, run
