"""An untied model begins with counted pairs of tokens."""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH
from gpt_studio.training.learning import bigram_init
from gpt_studio.training.learning.bigram_init import SMOOTHING, start_from_pairs
from gpt_studio.training.learning.loss import next_token_loss

VOCABULARY, UNSEEN = 40, 3
SHAPE = ModelShape(layers=1, heads=2, hidden_size=64, context_length=32, tied=False)


def chain(length: int, seed: int = 0) -> np.ndarray:
    """Random tokens, each followed by one of a few others. The last tokens of the vocabulary do not occur."""
    random = np.random.default_rng(seed)
    followers = random.integers(VOCABULARY - UNSEEN, size=(VOCABULARY, 3))
    tokens = [0]
    for choice in random.integers(3, size=length - 1):
        tokens.append(followers[tokens[-1], choice])
    return np.array(tokens, dtype=np.uint16)


def drawn(model_type: str = "qwen3", **shape: object) -> LanguageModel:
    chosen = replace(SHAPE, model_type=model_type, **shape)
    return new_model(family(model_type).from_shape(chosen, VOCABULARY), generator=torch.Generator().manual_seed(1))


def started(
    tokens: np.ndarray, model_type: str = "qwen3", context: JobContext | None = None, **shape: object
) -> LanguageModel:
    model = drawn(model_type, **shape)
    start_from_pairs(model, tokens, torch.Generator().manual_seed(2), context or JobContext())
    return model


class Looks(JobContext):
    """A context that records each check for cancelling, and is cancelled at the given one."""

    def __init__(self, cancelled_at: int = 0) -> None:
        super().__init__()
        self.record: list[str] = []
        self._cancelled_at = cancelled_at

    def raise_if_cancelled(self) -> None:
        self.record.append("look")
        if len(self.record) == self._cancelled_at:
            self.cancel()
        super().raise_if_cancelled()


class Kernels(TorchDispatchMode):
    """Records the slow operations of torch."""

    LONG = ("mm", "addmm", "geqrf", "linalg_householder_product", "_linalg_eigh", "_linalg_solve_ex")

    def __init__(self, record: list[str]) -> None:
        super().__init__()
        self._record = record

    def __torch_dispatch__(self, kernel: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = kernel.overloadpacket.__name__
        self._record += [name] if name in self.LONG else []
        return kernel(*args, **(kwargs or {}))


@torch.no_grad()
def chances(model: LanguageModel) -> np.ndarray:
    """Probabilities of each token after each other: [VOCABULARY, VOCABULARY]."""
    hidden = model.eval()(torch.arange(VOCABULARY)[:, None])[:, 0]
    return torch.softmax(model.logits(hidden), -1).double().numpy()


@torch.no_grad()
def loss(model: LanguageModel, tokens: np.ndarray) -> float:
    inputs, targets = (torch.from_numpy(ids) for ids in Batches(tokens, 32, 8, 0).batch(0)[:2])
    return float(next_token_loss(model.eval()(inputs), model.output_weight, targets))


def smoothed(tokens: np.ndarray) -> np.ndarray:
    """Smoothed frequencies by the formula: the count of each pair plus SMOOTHING times the frequency of its second
    token."""
    counts = np.zeros((VOCABULARY, VOCABULARY))
    np.add.at(counts, (tokens[:-1], tokens[1:]), 1)
    frequency = (counts.sum(0) + 1) / (counts.sum() + VOCABULARY)
    return (counts + SMOOTHING * frequency) / (counts.sum(1, keepdims=True) + SMOOTHING)


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_a_model_that_is_wide_enough_begins_with_the_smoothed_frequencies(model_type: str) -> None:
    tokens = chain(20_000)
    assert chances(started(tokens, model_type)) == pytest.approx(smoothed(tokens), abs=0.01)


def test_what_comes_after_a_token_that_was_never_seen_is_what_is_frequent() -> None:
    tokens = chain(20_000)
    frequency = (np.bincount(tokens[1:], minlength=VOCABULARY) + 1) / (len(tokens) - 1 + VOCABULARY)
    assert chances(started(tokens))[-UNSEEN:] == pytest.approx(np.tile(frequency, (UNSEEN, 1)), abs=0.01)


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_a_narrow_model_begins_far_below_one_that_knows_only_frequencies(model_type: str) -> None:
    tokens, other = chain(20_000), chain(20_000)[-4_000:]
    shares = np.bincount(tokens, minlength=VOCABULARY) / len(tokens)
    entropy = -sum(share * math.log(share) for share in shares if share)
    narrow = {"hidden_size": 16, "heads": 1}
    assert loss(drawn(model_type, **narrow), other) > entropy
    assert loss(started(tokens, model_type, **narrow), other) < 0.75 * entropy


def test_other_weights_stay_as_they_were_drawn() -> None:
    before, after = (dict(model.named_parameters()) for model in (drawn(), started(chain(2_000))))
    changed = {name for name, weight in before.items() if not torch.equal(weight, after[name])}
    assert changed == {"embed_tokens.weight", "lm_head.weight"}


def test_the_same_text_gives_the_same_bytes_and_no_other_chance_is_used() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    models = [started(chain(5_000), "gpt2", dropout=0.5) for _ in range(2)]
    assert torch.equal(torch.get_rng_state(), before)
    assert all(model.training for model in models)
    for one, other in zip(*(model.parameters() for model in models), strict=True):
        assert torch.equal(one, other)
        assert one.requires_grad
        assert one.grad is None


@pytest.mark.parametrize("tokens", [chain(2), chain(5), np.full(500, 7, np.uint16), np.zeros(1, np.uint16)])
@pytest.mark.parametrize("hidden_size", [16, 64])
def test_hardly_any_text_gives_finite_weights(tokens: np.ndarray, hidden_size: int) -> None:
    assert all(torch.isfinite(weight).all() for weight in started(tokens, hidden_size=hidden_size).parameters())


def test_of_much_text_parts_from_all_over_it_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bigram_init, "MOST_TOKENS", 8_000)
    monkeypatch.setattr(bigram_init, "PART_TOKENS", 1_000)
    tokens = np.concatenate([chain(20_000, 0), chain(20_000, 1)])
    found = chances(started(tokens))
    apart = abs(found - smoothed(tokens)).mean()
    assert all(apart < 0.5 * abs(found - smoothed(half)).mean() for half in np.split(tokens, 2))


def test_between_two_long_computations_is_always_a_look_for_a_stop() -> None:
    looks = Looks()
    with Kernels(looks.record):
        started(chain(2_000), "gpt2", looks)
    assert set(looks.record) == {"look", *Kernels.LONG}
    assert not [pair for pair in zip(looks.record, looks.record[1:], strict=False) if "look" not in pair]


def test_a_stop_is_heard_at_once() -> None:
    whole = Looks()
    started(chain(2_000), context=whole)
    for number in range(1, len(whole.record) + 1, 10):
        looks = Looks(number)
        with pytest.raises(JobCancelled):
            started(chain(2_000), context=looks)
        assert len(looks.record) == number


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
@pytest.mark.parametrize("hidden_size", [16, 64])
def test_looking_for_a_stop_changes_no_bit(model_type: str, hidden_size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    listening = started(chain(5_000), model_type, hidden_size=hidden_size)
    monkeypatch.setattr(bigram_init, "Cancellable", lambda _: nullcontext())
    monkeypatch.setattr(bigram_init, "_orthonormal", lambda x: torch.linalg.qr(x).Q.contiguous())
    deaf = started(chain(5_000), model_type, hidden_size=hidden_size)
    for one, other in zip(listening.parameters(), deaf.parameters(), strict=True):
        assert torch.equal(one, other)
