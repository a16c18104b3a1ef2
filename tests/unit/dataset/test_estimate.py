"""Estimates of a corpus's tokens compared with the real number, and the stand-in for its text."""

import json
import tempfile
from pathlib import Path

import numpy as np
import pytest

from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.documents import Document
from gpt_studio.dataset import estimate as estimating
from gpt_studio.dataset.encode import prepare
from gpt_studio.dataset.estimate import estimate, foreseen, stand_in
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer

LINE = "the cat sat on the mat and the dog sat on the log, {number}.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "long.txt").write_text("".join(LINE.format(number=n) for n in range(3000)), encoding="utf-8")
    return Corpus("cats", (str(tmp_path / "long.txt"),))


def test_a_corpus_is_estimated_within_a_tenth(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    real = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    found = estimate(corpus, tokenizer.vocab_size, tokenizer, JobContext())
    assert found.tokens == pytest.approx(real.train.tokens, rel=0.1)
    assert found.text_bytes == (tmp_path / "long.txt").stat().st_size
    assert found.encoding_seconds > 0


def test_a_corpus_too_large_to_look_at_is_estimated_from_its_files(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_bytes((tmp_path / "long.txt").read_bytes())
    many = Corpus("many", (str(folder),))
    monkeypatch.setattr(estimating, "LOOKING_SECONDS", 0.0)
    one = estimate(corpus, tokenizer.vocab_size, tokenizer, JobContext())
    assert estimate(many, tokenizer.vocab_size, tokenizer, JobContext()).tokens == pytest.approx(
        5 * one.tokens, rel=0.01
    )


def test_conversations_count_with_all_their_turns(tokenizer: Tokenizer, tmp_path: Path) -> None:
    talks = [
        {"messages": [{"role": "user", "content": f"the cat {n}"}, {"role": "assistant", "content": "the dog"}]}
        for n in range(10, 60)
    ]
    (tmp_path / "talks.jsonl").write_text("\n".join(map(json.dumps, talks)), encoding="utf-8")
    found = estimate(Corpus("talks", (str(tmp_path / "talks.jsonl"),)), 300, tokenizer, JobContext())
    assert found.text_bytes == 50 * len("the cat 10\nthe dog")


@pytest.mark.parametrize("sampled", [20_000, 1_000_000])
@pytest.mark.parametrize("repeated", [False, True])
def test_without_a_tokenizer_it_is_as_if_one_had_been_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sampled: int, repeated: bool
) -> None:
    """Of a part of the text or of all of it; of text that repeats itself, too."""
    random = np.random.default_rng(0)
    words = ["".join(chr(0x430 + letter) for letter in random.integers(32, size=size)) for size in [2, 4, 6, 9] * 150]
    chosen = words[:8] * 2500 if repeated else [words[int(600 * place**2)] for place in random.random(20_000)]
    (tmp_path / "words.txt").write_text(" ".join(chosen), encoding="utf-8")
    corpus = Corpus("words", (str(tmp_path / "words.txt"),))
    trained = train_tokenizer([" ".join(chosen)], TokenizerSettings(vocab_size=1024), JobContext())
    monkeypatch.setattr(estimating, "SAMPLED_CHARACTERS", sampled)
    reported: list[Event] = []
    found = estimate(corpus, 1024, None, JobContext(reported.append))
    assert {event.what.key for event in reported if isinstance(event, Progress)} == {"corpus.reading"}
    real = len(trained.encode_text(" ".join(chosen))) * 0.9
    assert found.tokens == pytest.approx(real, rel=0.02 if repeated or sampled == 1_000_000 else 0.3)
    assert found.encoding_seconds > 0


def test_a_stop_while_the_tokenizer_is_trained_is_heard(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    context = JobContext()

    def look(*_: object) -> tuple[int, list[Document]]:
        context.cancel()
        return 100, [Document(LINE * 100)]

    monkeypatch.setattr(estimating, "_look", look)
    with pytest.raises(JobCancelled):
        estimate(corpus, 1024, None, context)


def test_a_corpus_without_text_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(StudioError, match="no text"):
        estimate(Corpus("empty", (str(tmp_path / "empty.txt"),)), 1024, None, JobContext())


@pytest.mark.parametrize("vocab_size", [300, 100_000])
def test_the_stand_in_is_as_long_as_it_should_be_and_is_gone_afterwards(vocab_size: int) -> None:
    with stand_in(3_000_000, vocab_size) as dataset:
        tokens = dataset.train.array()
        assert len(tokens) == 3_000_000
        assert int(tokens.max()) < vocab_size
        assert len(np.unique(tokens[:10_000])) > 250
        assert dataset.held_out.tokens == pytest.approx(3_000_000 / 9, rel=0.01)
        path = dataset.train.path
        del tokens
    assert not path.exists()


def test_no_room_for_temporary_files_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(StudioError, match="temporary files") as caught, stand_in(100, 300):
        pass
    assert caught.value.message.key == "estimate.no_room"


def test_what_goes_wrong_while_measuring_is_not_put_down_to_temporary_files() -> None:
    with pytest.raises(OSError, match="elsewhere"), stand_in(100, 300):
        raise OSError("elsewhere")


SHAPES = {
    "one long file": {"long.txt": "".join(LINE.format(number=n) for n in range(1500))},
    "many short documents": {f"{n}.txt": LINE.format(number=n) * (1 + n % 5) for n in range(120)},
    "json lines": {
        "lines.jsonl": "".join(json.dumps({"text": LINE.format(number=n), "id": n}) + "\n" for n in range(400))
    },
    "conversations": {
        "talks.jsonl": "".join(
            json.dumps(
                {"messages": [{"role": "user", "content": f"the cat {n}"}, {"role": "assistant", "content": LINE}]}
            )
            + "\n"
            for n in range(300)
        )
    },
    "one line": {"line.txt": "the cat sat on the mat"},
    "two documents": {"a.txt": LINE, "b.txt": LINE * 2},
}


def corpus_of(files: dict[str, str], folder: Path) -> Corpus:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Corpus("shape", (str(folder),))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_short_text_has_the_tokens_that_training_will_count(shape: str, tokenizer: Tokenizer, tmp_path: Path) -> None:
    corpus, layout = corpus_of(SHAPES[shape], tmp_path / "texts"), layout_for(tokenizer, None)
    real = prepare(corpus, tokenizer, tmp_path / "cache", JobContext(), layout)
    with foreseen(corpus, tokenizer.vocab_size, 16, tokenizer, JobContext(), layout) as found:
        assert found.counted
        assert found.tokens == real.train.tokens
        assert found.dataset.held_out.tokens == real.held_out.tokens
        assert (found.dataset.train.array() == real.train.array()).all()


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape not in ("one line", "two documents")])
def test_a_long_text_is_estimated_within_a_tenth(
    shape: str, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "EXACT_BYTES", 0)
    corpus, layout = corpus_of(SHAPES[shape], tmp_path / "texts"), layout_for(tokenizer, None)
    real = prepare(corpus, tokenizer, tmp_path / "cache", JobContext(), layout)
    with foreseen(corpus, tokenizer.vocab_size, 16, tokenizer, JobContext(), layout) as found:
        assert not found.counted
        assert found.tokens == pytest.approx(real.train.tokens, rel=0.1)


def test_a_text_that_may_be_too_short_for_its_context_is_counted(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "EXACT_BYTES", 0)
    corpus = corpus_of(SHAPES["one long file"], tmp_path / "texts")
    real = prepare(corpus, tokenizer, tmp_path / "cache", JobContext()).train.tokens
    for context_length, counted in ((real - 1, True), (real, True), (real // 10, False)):
        with foreseen(corpus, tokenizer.vocab_size, context_length, tokenizer, JobContext()) as found:
            assert found.counted == counted
            assert not counted or found.tokens == real


def test_a_sample_is_taken_from_all_of_a_corpus_that_changes_on_the_way(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first half of this corpus has four times as many tokens a byte as the second."""
    monkeypatch.setattr(estimating, "EXACT_BYTES", 0)
    monkeypatch.setattr(estimating, "SAMPLED_CHARACTERS", 4000)
    files = {f"{n:03}.txt": "qzxj" * 50 if n < 50 else "the cat sat on the mat and " * 8 for n in range(100)}
    corpus = corpus_of({name: f"{text} {name}" for name, text in files.items()}, tmp_path / "texts")
    real = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    with foreseen(corpus, tokenizer.vocab_size, 16, tokenizer, JobContext()) as found:
        assert found.tokens == pytest.approx(real.train.tokens, rel=0.15)
