"""Mixtures: what is read, in which shares and in which order, and what is measured."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_run import Watcher

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus, mixture_from_list, mixture_to_list
from gpt_studio.dataset import mixed_tokens
from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.estimate import foreseen
from gpt_studio.dataset.mixed_tokens import MixedTokens
from gpt_studio.dataset.mixture import prepare_text, shares_told
from gpt_studio.dataset.token_file import TokenFile
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.learning.evaluate import HeldOut, together

THOUSAND = 1000


def token_file(folder: Path, first: int, lengths: list[int]) -> TokenFile:
    """Documents of these lengths; every token is another number, from ``first`` on."""
    path = folder / f"{first}.u32"
    tokens = sum(lengths)
    np.arange(first, first + tokens, dtype="<u4").tofile(path)
    np.cumsum(lengths).astype("<u8").tofile(path.with_suffix(".ends"))
    return TokenFile(path, tokens, 3 * tokens, len(lengths))


@pytest.fixture
def files(tmp_path: Path) -> tuple[TokenFile, TokenFile]:
    """A small text and one six times as long, in documents of 1 to 60 tokens."""
    draw = random.Random(0)
    return tuple(
        token_file(tmp_path, first, [draw.randint(1, 60) for _ in range(documents)])
        for first, documents in ((0, 100), (100_000, 600))
    )  # type: ignore[return-value]


def mixed(files: tuple[TokenFile, ...], *weights: float) -> MixedTokens:
    return MixedTokens(files, tuple(weight / sum(weights) for weight in weights))


def test_the_shares_are_those_of_the_weights_whatever_the_sizes(files: tuple[TokenFile, TokenFile]) -> None:
    batches = Batches(mixed(files, 2, 1).array(), 32, 10, seed=3)
    windows = np.concatenate([batches.batch(step)[0] for step in range(100)])
    assert windows.shape == (1000, 32)
    assert (windows < 100_000).mean() == pytest.approx(2 / 3, abs=0.03)


@given(weights=st.tuples(*[st.floats(0.01, 100)] * 2), seed=st.integers(0, 2**32), epochs=st.integers(1, 4))
def test_every_token_of_a_text_is_read_equally_often(
    weights: tuple[float, float], seed: int, epochs: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("mixed")
    made = mixed((token_file(folder, 0, [3, 1, 4, 1, 5]), token_file(folder, 1000, [9, 2, 6, 5, 3, 5])), *weights)
    sequence = made.array()
    read = np.concatenate(
        [sequence.windows(seed, epoch, np.array([0]), len(sequence)).reshape(-1) for epoch in range(epochs)]
    )
    for file, first, share in zip(made.files, (0, 1000), made.shares, strict=True):
        counts = np.bincount(read[(read >= first) & (read < first + 1000)] - first, minlength=file.tokens)
        assert counts.max() - counts.min() <= 1
        assert counts.sum() == pytest.approx(epochs * share * made.tokens, abs=epochs)


def test_documents_stay_whole_and_are_shuffled_among_each_other(files: tuple[TokenFile, TokenFile]) -> None:
    made = mixed(files, 100, 600)
    sequence = made.array()
    epoch = sequence.windows(1, 0, np.array([0]), len(sequence)).reshape(-1)
    borders = np.flatnonzero(np.diff(epoch) != 1) + 1
    starts = {0, 100_000, *files[0].ends().tolist(), *(files[1].ends() + 100_000).tolist()}
    cut = [place for place in (0, *borders) if int(epoch[place]) not in starts]
    assert len(borders) > 600
    assert len(cut) <= 4
    texts = epoch[[0, *borders]] < 100_000
    assert np.abs(np.diff(texts.astype(int))).sum() > 100


def test_a_batch_depends_on_seed_and_step_alone(files: tuple[TokenFile, TokenFile]) -> None:
    made = mixed(files, 2, 1)
    run = Batches(made.array(), 16, 8, seed=5)
    first = [run.batch(step) for step in range(400)]
    assert run.steps_per_epoch < 180, "the run has to go through several epochs"
    for step in (0, 168, 169, 399, 3):
        again = Batches(made.array(), 16, 8, seed=5)
        other = Batches(made.array(), 16, 4, seed=5)
        assert all((one == two).all() for one, two in zip(again.batch(step)[:2], first[step][:2], strict=True))
        halves = [other.batch(2 * step)[0], other.batch(2 * step + 1)[0]]
        assert (np.concatenate(halves) == first[step][0]).all()
    assert (Batches(made.array(), 16, 8, seed=6).batch(0)[0] != first[0][0]).any()
    epochs = [made.array().windows(5, epoch, np.array([0]), 2000).tolist() for epoch in (0, 1)]
    assert epochs[0] != epochs[1]
    parts = [set(made.array().windows(seed, 0, np.array([0]), made.tokens)[0].tolist()) for seed in (5, 6)]
    assert parts[0] != parts[1], "another seed reads other documents first"


def test_its_table_has_few_rows_whatever_is_repeated(
    files: tuple[TokenFile, TokenFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mixed_tokens, "MOST_RUNS", 50)
    made = mixed(files, 20, 1)
    sequence = made.array()
    epoch = sequence.windows(0, 0, np.array([0]), len(sequence)).reshape(-1)
    assert 20 < len(np.flatnonzero(np.diff(epoch) != 1)) < 150
    assert (epoch < 100_000).mean() == pytest.approx(20 / 21, abs=0.001)


def test_an_epoch_is_all_texts_together_or_a_thousand_readings_of_a_tiny_one(tmp_path: Path) -> None:
    small, large = token_file(tmp_path, 0, [10]), token_file(tmp_path, 1000, [100_000])
    assert mixed((small, large), 1, 1).tokens == 20_480
    assert mixed((small, large), 1, 100).tokens == 100_010
    even = mixed((small, large), 10, 100_000)
    assert even.distinct_tokens == 100_010
    assert even.readings(200_020) == pytest.approx((2, 2))
    assert mixed((small, large), 1, 1).distinct_tokens == pytest.approx(40, abs=1)


def test_without_the_ends_of_documents_a_text_is_one(tmp_path: Path) -> None:
    file = replace(token_file(tmp_path, 0, [5, 5]), documents=0)
    assert file.ends().tolist() == [10]
    made = mixed((file, file), 1, 1).array()
    assert sorted(made[0:20].tolist()) == sorted([*range(10)] * 2)


@pytest.fixture
def mixture(tmp_path: Path) -> Mixture:
    parts = []
    for name, animal, lines in (("tales", "cat", 300), ("letters", "dog", 900)):
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(f"the {animal} number {n * n % 97} sat on mat {n}." for n in range(lines)))
        parts.append(WeightedCorpus(Corpus(name, (str(path),)), 2.0 if name == "tales" else 1.0))
    return Mixture(tuple(parts))


def test_another_weight_encodes_nothing(mixture: Mixture, tokenizer: Tokenizer, tmp_path: Path) -> None:
    cache, watcher = tmp_path / "cache", Watcher()
    first = prepare_text(mixture, tokenizer, cache, JobContext())
    other = Mixture((replace(mixture.parts[0], weight=1.0), mixture.parts[1]))
    again = prepare_text(other, tokenizer, cache, watcher.context)
    assert len(watcher.said("dataset.cached")) == 2
    assert not watcher.said("dataset.encoded")
    assert not watcher.said("dataset.encoded_short")
    assert again.fingerprint != first.fingerprint
    doubled = Mixture(tuple(replace(part, weight=2 * part.weight) for part in mixture.parts))
    assert prepare_text(doubled, tokenizer, cache, JobContext()).fingerprint == first.fingerprint
    assert [part.name for part in first.held_out_parts] == ["tales", "letters"]
    assert [part.share for part in first.held_out_parts] == pytest.approx([2 / 3, 1 / 3])
    alone = [prepare_text(part.corpus, tokenizer, cache, JobContext()) for part in mixture.parts]
    assert [part.file for part in first.held_out_parts] == [dataset.held_out for dataset in alone]
    assert first.train.tokens == sum(dataset.train.tokens for dataset in alone)
    assert pickle.loads(pickle.dumps(first)) == first, "it is told to the other processes of a team"


def test_how_often_each_corpus_is_read_is_said(mixture: Mixture, tokenizer: Tokenizer, tmp_path: Path) -> None:
    dataset = prepare_text(mixture, tokenizer, tmp_path / "cache", JobContext())
    small = dataset.train.files[0].tokens
    told = [str(message) for message in shares_told(dataset, 3 * small)]
    assert told[0] == f"67% of what is learnt comes from “tales”: its {small:,} tokens are read 2.0 times."
    assert told[1].startswith("33% of what is learnt comes from “letters”")
    assert shares_told(prepare_text(mixture.parts[0].corpus, tokenizer, tmp_path / "cache", JobContext()), 100) == ()


def test_a_forecast_has_the_tokens_of_the_training(mixture: Mixture, tokenizer: Tokenizer, tmp_path: Path) -> None:
    dataset = prepare_text(mixture, tokenizer, tmp_path / "cache", JobContext())
    with foreseen(mixture, tokenizer.vocab_size, 16, tokenizer, JobContext()) as text:
        assert text.counted
        assert text.tokens == dataset.train.tokens
        assert text.dataset.fingerprint == dataset.fingerprint


def test_a_corpus_with_hardly_any_text_cannot_be_mixed(tokenizer: Tokenizer, tmp_path: Path, mixture: Mixture) -> None:
    (tmp_path / "a.txt").write_text("a")
    tiny = WeightedCorpus(Corpus("tiny", (str(tmp_path / "a.txt"),)))
    with pytest.raises(StudioError, match="“tiny” is too short"):
        prepare_text(Mixture((*mixture.parts, tiny)), tokenizer, tmp_path / "cache", JobContext())


def test_what_is_measured_is_a_text_in_the_shares_of_the_mixture(
    mixture: Mixture, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    parts = prepare_text(mixture, tokenizer, tmp_path / "cache", JobContext()).held_out_parts
    one, two = HeldOut(1.0, 0.5, 8), HeldOut(4.0, 2.0, 8)
    found = together([one, two], parts)
    assert found.loss == pytest.approx(2.0)
    tokens = [THOUSAND * part.share for part in parts]
    size = sum(each * part.file.text_bytes / part.file.tokens for each, part in zip(tokens, parts, strict=True))
    assert found.bits_per_byte == pytest.approx(THOUSAND * 2.0 / np.log(2) / size)
    nothing = HeldOut(np.inf, np.inf, 8)
    assert together([one, nothing], parts).loss == 1.0
    assert together([nothing, nothing], parts) == nothing
    assert together([two], parts[:1]) is two


def test_a_mixture_is_stored_and_named(mixture: Mixture) -> None:
    assert mixture_from_list(tuple(mixture_to_list(mixture))) == mixture
    assert mixture.name == "67% tales, 33% letters"
    uneven = Mixture((replace(mixture.parts[0], weight=999.0), mixture.parts[1]))
    assert uneven.name == "100% tales, 0.1% letters"
    assert len(mixture.sources) == 2
