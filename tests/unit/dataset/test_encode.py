from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gpt_studio.core.durable import STAGING
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.dataset import encode
from gpt_studio.dataset.encode import EncodedDataset, prepare
from gpt_studio.dataset.split import split
from gpt_studio.dataset.token_file import TokenFile, suffix_for
from gpt_studio.tokenization.conversation import encode_document
from gpt_studio.tokenization.tokenizer import Tokenizer

LONG = "the cat sat on the mat, and the dog's 🙂 `<|endoftext|>` sat on the log.\n" * 400


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A long text, forty short documents and conversations."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "long.txt").write_text(LONG, encoding="utf-8")
    lines = [{"text": f"ñandú number {number} sat on the mat"} for number in range(40)]
    talks = [
        {"messages": [{"role": "user", "content": f"¿{number}?"}, {"role": "assistant", "content": "the dog"}]}
        for number in range(30)
    ]
    (folder / "short.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (folder / "talks.jsonl").write_text("\n".join(map(json.dumps, talks)), encoding="utf-8")
    return Corpus("mixed", (str(folder),))


def one_by_one(corpus: Corpus, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    train: list[int] = []
    held_out: list[int] = []
    for index, document in enumerate(iter_documents(corpus)):
        for ids, part in zip((train, held_out), split(document, index), strict=True):
            if part is not None:
                ids += encode_document(tokenizer, part)
    return train, held_out


def text_bytes(ids: list[int], tokenizer: Tokenizer) -> int:
    return sum(len(tokenizer.token_bytes(token)) for token in ids if token not in tokenizer.special_ids.values())


def test_the_files_hold_every_document_one_after_another(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpt_studio.dataset.token_writer._BATCH_CHARACTERS", 1000)
    dataset = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    for file, ids in zip((dataset.train, dataset.held_out), one_by_one(corpus, tokenizer), strict=True):
        assert file.array().tolist() == ids
        assert file.tokens == len(ids) > 100
        assert file.text_bytes == text_bytes(ids, tokenizer)
        assert file.array().dtype == np.uint16
    assert dataset.documents == 71
    assert dataset.conversations == 30
    decoded = tokenizer.decode(dataset.train.array().tolist())
    assert decoded.startswith(LONG[: int(len(LONG.rstrip()) * 0.9) - 10])


def test_the_second_time_it_comes_from_the_cache(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    first = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    changed = first.train.path.stat().st_mtime_ns
    events: list[Event] = []
    again = prepare(corpus, tokenizer, tmp_path / "cache", JobContext(events.append))
    assert again == first
    assert again.train.path.stat().st_mtime_ns == changed
    assert [event.what.key for event in events if isinstance(event, Log)] == ["dataset.cached"]


def test_a_damaged_cache_is_made_again(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    first = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    good = first.train.path.read_bytes()
    first.train.path.write_bytes(good[:-2] + b"\x01\x01")
    again = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    assert again == first
    assert again.train.path.read_bytes() == good


def test_other_text_or_another_tokenizer_is_another_dataset(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    import tokenizers

    first = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    other = Tokenizer(tokenizers.Tokenizer.from_str(tokenizer.backend.to_str()))
    other.backend.add_tokens(["cat"])
    assert prepare(corpus, Tokenizer(other.backend), tmp_path / "cache", JobContext()).fingerprint != first.fingerprint
    (Path(corpus.sources[0]) / "more.txt").write_text("more", encoding="utf-8")
    more = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    assert more.fingerprint != first.fingerprint
    assert more.documents == 72
    assert first.train.array().size == first.train.tokens


def small(tmp_path: Path, *texts: str) -> Corpus:
    for number, text in enumerate(texts):
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return Corpus("small", tuple(str(tmp_path / f"{number:03}.txt") for number in range(len(texts))))


def check_last_tenth(dataset: EncodedDataset, whole: list[int], tokenizer: Tokenizer) -> None:
    cut = int(len(whole) * 0.9)
    assert dataset.train.array().tolist() == whole[:cut]
    assert dataset.held_out.array().tolist() == whole[cut:]
    assert dataset.train.tokens == cut
    for file, ids in ((dataset.train, whole[:cut]), (dataset.held_out, whole[cut:])):
        assert file.text_bytes == text_bytes(ids, tokenizer)


@pytest.mark.parametrize("all_held_out", [False, True])
def test_where_one_part_would_be_empty_the_last_tenth_of_the_tokens_is_held_out(
    tokenizer: Tokenizer, tmp_path: Path, all_held_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = small(tmp_path, "the cat 🙂", "the dog sat", "the log")
    documents = list(iter_documents(corpus))
    assert all(split(document, index)[1] is None for index, document in enumerate(documents))
    if all_held_out:
        monkeypatch.setattr(encode, "split", lambda document, index: (None, document))
    whole = [token for document in documents for token in encode_document(tokenizer, document)]
    dataset = prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    check_last_tenth(dataset, whole, tokenizer)


def test_cancelling_leaves_nothing_behind(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    def cancel_while_encoding(event: Event) -> None:
        if any(path.name.startswith(STAGING) for path in (tmp_path / "cache").glob("*")):
            context.cancel()

    context = JobContext(cancel_while_encoding)
    with pytest.raises(JobCancelled):
        prepare(corpus, tokenizer, tmp_path / "cache", context)
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_empty_corpus_is_explained_and_leaves_nothing_behind(tokenizer: Tokenizer, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="holds no text"):
        prepare(small(tmp_path, " \n "), tokenizer, tmp_path / "cache", JobContext())
    assert list((tmp_path / "cache").iterdir()) == []


def test_too_little_space_is_explained_before_anything_is_written(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpt_studio.dataset.encode._LEAST_BYTES_PER_TOKEN", 1e-15)
    with pytest.raises(StudioError, match="free some space"):
        prepare(corpus, tokenizer, tmp_path / "cache", JobContext())
    assert list((tmp_path / "cache").iterdir()) == []


def test_ids_take_four_bytes_where_two_are_too_few(tokenizer: Tokenizer, corpus: Corpus, tmp_path: Path) -> None:
    import tokenizers

    assert [suffix_for(size) for size in (300, 65_535, 65_536)] == [".u16", ".u16", ".u32"]
    backend = tokenizers.Tokenizer.from_str(tokenizer.backend.to_str())
    backend.add_tokens([f"never-{number}-seen" for number in range(65_300)])
    backend.add_tokens(["ñandú"])
    large = Tokenizer(backend)
    dataset = prepare(corpus, large, tmp_path / "cache", JobContext())
    assert dataset.train.array().dtype == np.uint32
    assert dataset.train.array().max() == large.vocab_size - 1 > 65_535
    assert dataset.train.array().tolist() == one_by_one(corpus, large)[0]


def test_tokens_that_are_gone_or_cut_short_are_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "train.u16"
    path.write_bytes(bytes(20))
    assert TokenFile(path, 10, 10).array().tolist() == [0] * 10
    with pytest.raises(StudioError, match="removed or changed"):
        TokenFile(path, 11, 10).array()
    with pytest.raises(StudioError, match="removed or changed"):
        TokenFile(tmp_path / "none.u16", 10, 10).array()
