from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from documents import document_ids
from tiny_run import Watcher

from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.core.durable import STAGING
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.dataset.encode import EncodedDataset, prepare
from gpt_studio.dataset.split import Splitter, split
from gpt_studio.dataset.token_file import TokenFile, suffix_for
from gpt_studio.tokenization.begin_and_end import begin_texts_with
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


def encoded(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, context: JobContext) -> EncodedDataset:
    return prepare(corpus, tokenizer, tmp_path / "cache", context, layout_for(tokenizer, None))


def one_by_one(corpus: Corpus, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    train: list[int] = []
    held_out: list[int] = []
    for _, halves in Splitter().split(iter_documents(corpus)):
        for ids, part in zip((train, held_out), halves, strict=True):
            if part is not None:
                ids += document_ids(tokenizer, part)
    return train, held_out


def text_bytes(ids: list[int], tokenizer: Tokenizer) -> int:
    return sum(len(tokenizer.token_bytes(token)) for token in ids if token not in tokenizer.special_ids.values())


def test_the_files_hold_every_document_one_after_another(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpt_studio.dataset.token_writer._BATCH_CHARACTERS", 1000)
    dataset = encoded(corpus, tokenizer, tmp_path, JobContext())
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
    first = encoded(corpus, tokenizer, tmp_path, JobContext())
    changed = first.train.path.stat().st_mtime_ns
    events: list[Event] = []
    again = encoded(corpus, tokenizer, tmp_path, JobContext(events.append))
    assert again == first
    assert again.train.path.stat().st_mtime_ns == changed
    assert [event.what.key for event in events if isinstance(event, Log)] == ["dataset.cached"]


def test_a_damaged_cache_is_made_again(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    first = encoded(corpus, tokenizer, tmp_path, JobContext())
    good = first.train.path.read_bytes()
    first.train.path.write_bytes(good[:-2] + b"\x01\x01")
    again = encoded(corpus, tokenizer, tmp_path, JobContext())
    assert again == first
    assert again.train.path.read_bytes() == good


def test_other_text_or_another_tokenizer_is_another_dataset(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    import tokenizers

    first = encoded(corpus, tokenizer, tmp_path, JobContext())
    other = Tokenizer(tokenizers.Tokenizer.from_str(tokenizer.backend.to_str()))
    other.backend.add_tokens(["cat"])
    assert encoded(corpus, Tokenizer(other.backend), tmp_path, JobContext()).fingerprint != first.fingerprint
    (Path(corpus.sources[0]) / "more.txt").write_text("more", encoding="utf-8")
    more = encoded(corpus, tokenizer, tmp_path, JobContext())
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
    assert all(split(document)[1] is None for document in documents)
    if all_held_out:
        monkeypatch.setattr("gpt_studio.dataset.split.HELD_OUT", 1.0)
    whole = [token for document in documents for token in document_ids(tokenizer, document)]
    dataset = encoded(corpus, tokenizer, tmp_path, JobContext())
    check_last_tenth(dataset, whole, tokenizer)


def test_cancelling_leaves_nothing_behind(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> None:
    def cancel_while_encoding(event: Event) -> None:
        if any(path.name.startswith(STAGING) for path in (tmp_path / "cache").glob("*")):
            context.cancel()

    context = JobContext(cancel_while_encoding)
    with pytest.raises(JobCancelled):
        encoded(corpus, tokenizer, tmp_path, context)
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_empty_corpus_is_explained_and_leaves_nothing_behind(tokenizer: Tokenizer, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="holds no text"):
        encoded(small(tmp_path, " \n "), tokenizer, tmp_path, JobContext())
    assert list((tmp_path / "cache").iterdir()) == []


def test_too_little_space_is_explained_before_anything_is_written(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gpt_studio.dataset.encode._LEAST_BYTES_PER_TOKEN", 1e-15)
    with pytest.raises(StudioError, match="free some space"):
        encoded(corpus, tokenizer, tmp_path, JobContext())
    assert list((tmp_path / "cache").iterdir()) == []


def test_ids_take_four_bytes_where_two_are_too_few(tokenizer: Tokenizer, corpus: Corpus, tmp_path: Path) -> None:
    import tokenizers

    assert [suffix_for(size) for size in (300, 65_535, 65_536)] == [".u16", ".u16", ".u32"]
    backend = tokenizers.Tokenizer.from_str(tokenizer.backend.to_str())
    backend.add_tokens([f"never-{number}-seen" for number in range(65_300)])
    backend.add_tokens(["ñandú"])
    large = Tokenizer(backend)
    dataset = encoded(corpus, large, tmp_path, JobContext())
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


def test_documents_begin_and_end_as_transformers_begins_and_ends_them(tokenizer: Tokenizer, tmp_path: Path) -> None:
    """As run_clm of transformers lays them one after another, with what ends a document between."""
    import tokenizers
    from tokenizers import processors
    from transformers import PreTrainedTokenizerFast

    backend = tokenizers.Tokenizer.from_str(tokenizer.backend.to_str())
    for single, end in (("<|im_start|> $A", [0]), ("<|im_start|> $A <|endoftext|>", []), ("$A <|im_end|>", [0])):
        around = [(mark, tokenizer.special_ids[mark]) for mark in tokenizer.special_ids if mark in single]
        backend.post_processor = processors.TemplateProcessing(single=single, special_tokens=around)
        theirs = PreTrainedTokenizerFast(tokenizer_object=backend)
        corpus = small(tmp_path, *(f"the cat number {number} sat" for number in range(40)))
        whole = [[*theirs(document.text)["input_ids"], *end] for document in iter_documents(corpus)]
        dataset = encoded(corpus, Tokenizer(backend), tmp_path, JobContext())
        assert [*dataset.train.array(), *dataset.held_out.array()] == [
            token
            for wanted in (0, 1)
            for document, ids in zip(iter_documents(corpus), whole, strict=True)
            if split(document)[wanted] is not None
            for token in ids
        ]
        assert dataset.train.text_bytes + dataset.held_out.text_bytes == sum(
            len(document.text) for document in iter_documents(corpus)
        )


def test_the_rule_and_the_template_are_part_of_the_fingerprint(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    import tokenizers

    beginning = Tokenizer(tokenizers.Tokenizer.from_str(tokenizer.backend.to_str()), tokenizer.roles)
    begin_texts_with(beginning.backend, "<|im_start|>")
    named = Tokenizer(tokenizer.backend, tokenizer.roles, marks=["<|im_start|>"])
    cache, context = tmp_path / "cache", JobContext()
    template = "{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}"
    found = [
        encoded(corpus, tokenizer, tmp_path, context).fingerprint,
        encoded(corpus, named, tmp_path, context).fingerprint,
        encoded(corpus, beginning, tmp_path, context).fingerprint,
        prepare(corpus, tokenizer, cache, context, layout_for(tokenizer, template)).fingerprint,
    ]
    assert len(set(found)) == 4


def talks(tmp_path: Path, *conversations: list[tuple[str, str]]) -> Corpus:
    lines = [{"messages": [{"role": role, "content": text} for role, text in turns]} for turns in conversations]
    (tmp_path / "talks.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return Corpus("talks", (str(tmp_path / "talks.jsonl"),))


ALTERNATING = (
    "{% for m in messages %}{% if m.role != ['user', 'assistant'][loop.index0 % 2] %}"
    "{{ raise_exception('roles must alternate') }}{% endif %}({{ m.content }}){% endfor %}"
)
GOOD = [("user", "the cat"), ("assistant", "sat")]


def test_conversations_that_the_template_refuses_are_counted_and_said(tokenizer: Tokenizer, tmp_path: Path) -> None:
    good = [[("user", f"the cat {number}"), ("assistant", "sat")] for number in range(20)]
    corpus = talks(tmp_path, *good, [("system", "be kind"), *GOOD], [("assistant", "sat"), *GOOD], [GOOD[0]] * 2)
    watcher = Watcher()
    layout = layout_for(tokenizer, ALTERNATING)
    dataset = prepare(corpus, tokenizer, tmp_path / "cache", watcher.context, layout)
    assert (dataset.conversations, dataset.documents) == (21, 23)
    text = tokenizer.decode([*dataset.train.array(), *dataset.held_out.array()])
    assert all(text.count(f"(the cat {number})(sat)<|endoftext|>") == 1 for number in range(20))
    assert text.count("(be kind\n\nthe cat)(sat)<|endoftext|>") == 1
    assert watcher.said("dataset.system_folded_one") == [
        "The model's chat template takes no system message: in one conversation it stands before the first message of "
        "the user instead."
    ]
    assert watcher.said("dataset.conversations_left_out") == [
        "2 conversations are left out, because the model's chat template refuses them (roles must alternate)."
    ]


def test_nothing_is_kept_of_a_corpus_whose_conversations_are_all_refused(tokenizer: Tokenizer, tmp_path: Path) -> None:
    corpus = talks(tmp_path, *[[("assistant", "sat")]] * 3)
    with pytest.raises(StudioError, match=r"refuses every conversation of the corpus \(roles must alternate\)"):
        prepare(corpus, tokenizer, tmp_path / "cache", JobContext(), layout_for(tokenizer, ALTERNATING))
    assert list((tmp_path / "cache").iterdir()) == []


def test_conversations_without_a_template_are_explained(tokenizer: Tokenizer, tmp_path: Path) -> None:
    corpus = talks(tmp_path, GOOD)
    with pytest.raises(StudioError, match=r"no chat template .* lacks the special tokens <\|im_start\|>"):
        prepare(corpus, tokenizer, tmp_path / "cache", JobContext(), None)


def test_texts_and_conversations_keep_their_order(tokenizer: Tokenizer, tmp_path: Path) -> None:
    lines = [{"text": f"t{n}."} if n % 3 else {"messages": [{"role": "user", "content": f"c{n}."}]} for n in range(30)]
    (tmp_path / "both.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    corpus = Corpus("both", (str(tmp_path / "both.jsonl"),))
    dataset = encoded(corpus, tokenizer, tmp_path, JobContext())
    assert (dataset.train.array().tolist(), dataset.held_out.array().tolist()) == one_by_one(corpus, tokenizer)


def test_marks_that_are_read_as_text_are_said(tokenizer: Tokenizer, tmp_path: Path) -> None:
    watcher = Watcher()
    corpus = small(tmp_path, "the <|im_start|>cat " * 30, "<|im_end|> the dog", "the <|im_start|> log")
    prepare(corpus, tokenizer, tmp_path / "cache", watcher.context)
    (said,) = watcher.said("dataset.plain_marks")
    assert said.endswith("read as plain text: <|im_start|> (31), <|im_end|> (1).")
    named = Tokenizer(tokenizer.backend, tokenizer.roles, marks=["<|im_start|>", "<|im_end|>"])
    watcher = Watcher()
    dataset = prepare(corpus, named, tmp_path / "cache", watcher.context)
    assert not watcher.said("dataset.plain_marks")
    ids = [*dataset.train.array(), *dataset.held_out.array()]
    assert (ids.count(1), ids.count(2)) == (31, 1)
    sizes = sum(len(document.text) for document in iter_documents(corpus))
    assert dataset.train.text_bytes + dataset.held_out.text_bytes == sizes, "named marks are text of the person"
