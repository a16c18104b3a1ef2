from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, read_corpus, write_corpus


def corpus_of(*paths: Path, cleaning: Cleaning | None = None) -> Corpus:
    return Corpus("mine", tuple(str(path) for path in paths), cleaning=cleaning or Cleaning())


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_corpus_comes_back_as_it_was_written(tmp_path: Path) -> None:
    corpus = Corpus("mío", ('/a "b"/c.txt', r"C:\texts", "sample:"), "body", Cleaning(blanks=False), "cp1250")
    corpus = (
        corpus.with_encoding_of('/a "b"/c.txt', "mac-roman").with_encoding_of("/b", "cp437").with_encoding_of("/b", "")
    )
    corpus = dataclasses.replace(corpus, follow_links=True)
    assert corpus.encodings == (('/a "b"/c.txt', "mac-roman"),)
    write_corpus(tmp_path / "corpora" / "mío.toml", corpus)
    assert read_corpus(tmp_path / "corpora" / "mío.toml") == corpus


@pytest.mark.parametrize(
    "text",
    ["name = ", "sources = []", 'name = "a"\nsources = [1]', 'name = "a"\ncleaning = 3', 'name = "a"\nencodings = 3'],
)
def test_a_damaged_corpus_file_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(StudioError) as error:
        read_corpus(write(tmp_path / "a.toml", text))
    assert error.value.message.key == "corpus.damaged"
    assert "a.toml" in str(error.value)


def test_a_missing_corpus_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"a\.toml is no longer there"):
        read_corpus(tmp_path / "a.toml")


def test_documents_come_cleaned_once_and_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "second  \r\n")
    write(tmp_path / "a.txt", "first")
    write(tmp_path / "c.txt", "first")
    write(tmp_path / "d.txt", "  ")
    assert [document.text for document in iter_documents(corpus_of(tmp_path))] == ["first", "second\n"]
    twice = corpus_of(tmp_path, cleaning=Cleaning(duplicates=False))
    assert [document.text for document in iter_documents(twice)] == ["first", "second\n", "first"]


def test_a_bad_file_is_skipped_with_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "good")
    (tmp_path / "b.txt").write_bytes(b"\0\1\2")
    events: list[Event] = []
    documents = list(iter_documents(corpus_of(tmp_path), JobContext(events.append)))
    assert [document.text for document in documents] == ["good"]
    warnings = [event.what.key for event in events if isinstance(event, Log) and event.level == "warning"]
    assert warnings == ["file.binary"]
    fractions = [event.fraction for event in events if isinstance(event, Progress) and event.fraction is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_a_job_that_reads_a_corpus_twice_warns_once(tmp_path: Path) -> None:
    """It trains a tokenizer on it, and encodes it."""
    write(tmp_path / "a.txt", "good")
    (tmp_path / "b.txt").write_bytes(b"\0\1\2")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2")
    events: list[Event] = []
    context = JobContext(events.append)
    for _ in range(2):
        assert [document.text for document in iter_documents(corpus_of(tmp_path), context)] == ["good"]
    warnings = [str(event.what).split()[0] for event in events if isinstance(event, Log)]
    assert warnings == ["b.txt", "c.txt"]


def test_a_corpus_without_text_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", " \n")
    with pytest.raises(StudioError) as error:
        list(iter_documents(corpus_of(tmp_path)))
    assert error.value.message.key == "corpus.empty"


def test_a_corpus_of_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", " \n")
    (tmp_path / "b.txt").write_bytes(b"PNG\0\0\0")
    with pytest.raises(StudioError, match=r"b\.txt is not a text file: take it off the list") as error:
        list(iter_documents(corpus_of(tmp_path)))
    assert error.value.message.key == "corpus.unread"


def test_a_source_that_is_gone_is_an_error(tmp_path: Path) -> None:
    corpus = corpus_of(write(tmp_path / "a.txt", "here"), tmp_path / "gone.txt")
    for use in (lambda: list(iter_documents(corpus)), lambda: fingerprint(corpus)):
        with pytest.raises(StudioError) as error:
            use()
        assert error.value.message.key == "corpus.source_gone"


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", '{"text": "a"}\n{"text": "b"}\n')
    context = JobContext()
    documents = iter_documents(corpus_of(tmp_path), context)
    next(documents)
    context.cancel()
    with pytest.raises(JobCancelled):
        next(documents)


def test_looking_for_changes_is_shown_and_can_be_cancelled(tmp_path: Path) -> None:
    with write(tmp_path / "large.txt", "").open("wb") as file:
        file.truncate(2 << 30)
    seen: list[float] = []

    def note(event: Event) -> None:
        assert isinstance(event, Progress)
        seen.append(event.fraction or 0.0)
        if len(seen) == 2:
            context.cancel()

    context = JobContext(note)
    with pytest.raises(JobCancelled):
        fingerprint(corpus_of(tmp_path / "large.txt"), context)
    assert 0 < seen[0] < seen[1] < 0.9


def test_the_fingerprint_follows_contents_and_settings_but_not_places(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "a.txt", "text")
    one, two = corpus_of(tmp_path / "one"), corpus_of(tmp_path / "two")
    before = fingerprint(one)
    assert len(before) == 64
    assert fingerprint(two) == before
    assert fingerprint(dataclasses.replace(one, text_field="body")) != before
    assert fingerprint(dataclasses.replace(one, cleaning=Cleaning(unicode=False))) != before
    write(tmp_path / "one" / "a.txt", "text.")
    assert fingerprint(one) != before


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_file_whose_name_is_not_utf_8_stays_in_its_corpus(tmp_path):
    corpus = Corpus("old", (os.fsdecode(b"/old disk/espa\xf1ol.txt"),))
    write_corpus(tmp_path / "old.toml", corpus)
    assert read_corpus(tmp_path / "old.toml") == corpus


def test_encodings_that_were_chosen_are_used_and_change_the_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("año".encode("mac_roman"))
    corpus = corpus_of(tmp_path)
    chosen = [dataclasses.replace(corpus, encoding="mac-roman"), corpus.with_encoding_of(str(file), "mac-roman")]
    for each in chosen:
        assert [document.text for document in iter_documents(each)] == ["año"]
    assert len({fingerprint(each) for each in (corpus, *chosen)}) == 3


def test_marks_divide_texts_and_end_turns(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.\n<|endoftext|>\nOne.\n<|endoftext|>\nTwo.\n<|endoftext|>\n")
    write(tmp_path / "b.md", "---\ntitle: x\n---\nThree.</s>Four.")
    lines = '{"text": "Five.<|endoftext|>Six."}\n{"prompt": "q", "completion": "a<|endoftext|>"}\n{"text": "Two."}\n'
    write(tmp_path / "c.jsonl", lines)
    documents = list(iter_documents(corpus_of(tmp_path)))
    texts = [document.text for document in documents if document.text]
    assert texts == ["One.", "One.", "Two.", "Three.", "Four.", "Five.", "Six."]
    assert [turn.text for document in documents for turn in document.turns] == ["q", "a"]


def test_what_a_folder_holds_and_is_not_read_is_said(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "good")
    write(tmp_path / "b.png", "1")
    events: list[Event] = []
    list(iter_documents(corpus_of(tmp_path), JobContext(events.append)))
    assert [event.what.key for event in events if isinstance(event, Log)] == ["folder.left_out_one"]


def test_followed_links_count_by_what_they_add_only(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "mine").mkdir()
    write(tmp_path / "other" / "b.txt", "two")
    write(tmp_path / "mine" / "a.txt", "one")
    left_out = corpus_of(tmp_path / "mine")
    followed = dataclasses.replace(left_out, follow_links=True)
    assert fingerprint(followed) == fingerprint(left_out)
    try:
        (tmp_path / "mine" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")
    assert fingerprint(followed) != fingerprint(left_out)
    assert [document.text for document in iter_documents(followed)] == ["one", "two"]
