from __future__ import annotations

from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.tokenization import train
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_on_sample
from gpt_studio.tokenization.training_sample import TrainingSample

PIECES = [f"piece {number:06} " for number in range(20_000)]
SIZE = sum(map(len, PIECES))


def numbers(sample: TrainingSample) -> list[int]:
    return [int(piece.split()[1]) for piece in sample.pieces()]


def test_all_of_a_text_that_is_not_longer_is_used_in_its_order() -> None:
    sample = TrainingSample(SIZE)
    sample.add(PIECES)
    assert list(sample.pieces()) == [piece.encode() for piece in PIECES]
    assert sample.is_whole
    assert sample.text_bytes == SIZE


def test_the_sample_of_a_longer_text_has_the_size_and_is_spread_evenly() -> None:
    sample = TrainingSample(SIZE // 8)
    sample.add(PIECES)
    assert 0.85 * SIZE / 8 < sample.sample_bytes <= SIZE / 8
    assert sample.text_bytes == SIZE
    assert not sample.is_whole
    used = numbers(sample)
    assert used == sorted(used)
    tenths = [sum(number * 10 // len(PIECES) == tenth for number in used) for tenth in range(10)]
    assert max(tenths) < 1.3 * min(tenths)


def test_the_same_text_gives_the_same_sample_however_it_comes() -> None:
    whole, parts = TrainingSample(SIZE // 5), TrainingSample(SIZE // 5)
    whole.add(PIECES)
    parts.add(PIECES[:7_000])
    parts.add(PIECES[7_000:])
    assert numbers(whole) == numbers(parts)


def test_a_single_piece_is_used_even_if_it_is_too_long() -> None:
    sample = TrainingSample(3)
    sample.add(["long piece", "another one"])
    assert len(list(sample.pieces())) == 1


def test_a_tokenizer_of_much_text_learns_from_a_sample_and_says_so(monkeypatch) -> None:
    monkeypatch.setattr(train, "MEGABYTE", 1_000)
    events: list[Event] = []
    texts = [f"The fox number {number} runs to the river and back to the hill. " for number in range(500)]
    settings = TokenizerSettings(vocab_size=300, most_text=5)
    trained = train_on_sample(texts, settings, JobContext(events.append))
    assert trained.sample_bytes <= 5_000 < trained.text_bytes == sum(map(len, texts))
    (told,) = [event.what for event in events if isinstance(event, Log)]
    assert told.key == "tokenizer.sampled"
    assert dict(told.values) == {"text": 29, "sample": 5}
    again = train_on_sample(texts, settings, JobContext())
    assert again.tokenizer.sha256 == trained.tokenizer.sha256


def test_nothing_is_said_where_all_of_the_text_is_used() -> None:
    events: list[Event] = []
    trained = train_on_sample(
        ["The fox runs to the river. "] * 50, TokenizerSettings(vocab_size=280), JobContext(events.append)
    )
    assert trained.sample_bytes == trained.text_bytes
    assert not any(isinstance(event, Log) for event in events)
