"""A short text written by the model during its training, as a person reads it: without special tokens."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from gpt_studio.corpora.documents import ROLES
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.generate import generate
from gpt_studio.inference.recomputing_engine import RecomputingEngine
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session
from gpt_studio.inference.text_prompt import TextPrompt, text_prompt
from gpt_studio.inference.text_stream import stream_text
from gpt_studio.models.contract import LanguageModel
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.run.samples import Written

_TURN_BEGINS = frozenset(("<|im_start|>", "<start_of_turn>", "<|start_header_id|>"))
_LONGEST_ROLE = 20
_DASH = "— "
_LEAST_TOKENS = 32
_UNREADABLE = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, unassigned, private use, surrogates


@dataclass(frozen=True)
class LiveSample:
    """Writes on from ``prompt``, or starts a text where it is empty. Always with the same seed: only the model
    changes between two samples."""

    tokenizer: Tokenizer
    prompt: str

    def __call__(self, model: LanguageModel, tokens: int) -> Written:
        """The prompt and what follows it, at most so many ``tokens``.

        The first ones never end the text, so that there is something to read.
        """
        end = self.tokenizer.end_of_text
        stops = () if end is None else (end,)
        prompt = text_prompt(self.tokenizer, self.prompt)
        model.eval()
        sampling = Sampling(min_new_tokens=min(tokens, _LEAST_TOKENS), max_new_tokens=tokens, seed=0)
        ids: list[int] = []
        began = 0.0
        for step in generate(Session(engine_of(model)), prompt.ids or stops or (0,), sampling, stops, lookup=False):
            if not ids:
                began = time.perf_counter()  # the first token takes longer: the prompt is read for it
            ids.append(step.token)
        seconds_a_token = (time.perf_counter() - began) / (len(ids) - 1) if len(ids) > 1 else None
        return Written(self.prompt, readable(ids, self.tokenizer, prompt), seconds_a_token)


def engine_of(model: LanguageModel) -> Engine | RecomputingEngine:
    """An engine for the model as it is now, in the format in which it is trained."""
    weight = model.output_weight
    if hasattr(weight, "device_mesh"):  # a shard
        return RecomputingEngine(model)
    return Engine(model, "bfloat16" if weight.dtype == torch.bfloat16 else "exact")


def readable(ids: Sequence[int], tokenizer: Tokenizer, prompt: TextPrompt | None = None) -> str:
    """The text of ``ids``, which follow ``prompt``, without special tokens and characters that nobody can read.

    Each turn of a conversation begins a line of its own with a dash, as dialogues are printed, instead of its role.
    """
    (_, first), *others = _between_special(ids, tokenizer)
    turns = [_legible("".join(piece.text for piece in stream_text(first, tokenizer, prompt=prompt)))]
    for mark, part in others:
        text = _legible(tokenizer.decode(part))
        if mark in _TURN_BEGINS:
            role, _, said = text.partition("\n")
            turns.append(said if len(role) <= _LONGEST_ROLE else text)
        else:
            turns[-1] += text
    before, *spoken = turns
    role, _, said = before.partition("\n")
    if spoken and role in ROLES:  # a young model forgets the mark before its first turn
        before, spoken = "", [said, *spoken]
    lines = [_DASH + said for turn in spoken if (said := turn.strip())]
    return "\n".join([*([before.rstrip()] if before.strip() else ()), *lines]) if lines else before


def _legible(text: str) -> str:
    """``text`` without bytes that are no whole character, controls, and characters that fonts do not have."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or (character != "\ufffd" and unicodedata.category(character) not in _UNREADABLE)
    )


def _between_special(ids: Sequence[int], tokenizer: Tokenizer) -> Iterator[tuple[str, list[int]]]:
    """The ids between special tokens, each run with the token before it ("" for the first)."""
    names = {token: name for name, token in tokenizer.special_ids.items()}
    mark, run = "", list[int]()
    for token in ids:
        if token in names:
            yield mark, run
            mark, run = names[token], []
        else:
            run.append(token)
    yield mark, run
