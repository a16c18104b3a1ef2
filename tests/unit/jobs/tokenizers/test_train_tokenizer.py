from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.tokenizers import train_tokenizer
from gpt_studio.jobs.tokenizers.train_tokenizer import TrainTokenizer, fitting_tokenizer, smaller_vocabulary
from gpt_studio.tokenization import train
from gpt_studio.tokenization.settings import TokenizerSettings


def test_a_cancelled_run_does_not_count_its_text_to_the_end() -> None:
    told: list[Event] = []
    context = JobContext(told.append)
    context.cancel()
    with pytest.raises(JobCancelled):
        fitting_tokenizer(Corpus("sample", ("sample:",)), context)
    assert told == []


def test_the_card_tells_of_how_much_text_the_tokenizer_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "tale.txt"
    text.write_text("".join(f"The fox number {n} runs to the river and back.\n" for n in range(2_000)), "utf-8")
    corpus = Corpus("Tale", (str(text),))
    settings = TokenizerSettings(vocab_size=20_000, most_text=20)
    whole = train_tokenizer.run(TrainTokenizer(corpus, settings, tmp_path / "whole"), JobContext())
    assert not whole.is_of_sample
    assert whole.sample_bytes == whole.text_bytes == int(len(text.read_text()) * 0.9)
    assert smaller_vocabulary(whole, 2).key == "tokenizer.vocab_smaller"
    monkeypatch.setattr(train, "MEGABYTE", 1_000)
    part = train_tokenizer.run(TrainTokenizer(corpus, settings, tmp_path / "part"), JobContext())
    assert part.is_of_sample
    assert 15_000 < part.sample_bytes <= 20_000
    assert part.text_bytes == whole.text_bytes
    assert smaller_vocabulary(part, 2).key == "tokenizer.vocab_smaller_sample"
