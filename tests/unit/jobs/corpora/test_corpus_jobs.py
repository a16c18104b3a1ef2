from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.reading import Reading, TextField
from gpt_studio.jobs.corpora import judge_amount, list_corpora, preview_text, save_corpus, scan_corpus
from gpt_studio.jobs.corpora.judge_amount import JudgeAmount, Verdict
from gpt_studio.jobs.corpora.list_corpora import ListCorpora
from gpt_studio.jobs.corpora.preview_text import PreviewText
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus
from gpt_studio.jobs.corpora.scan_corpus import FileScanned, ScanCorpus
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.tokenizer import Tokenizer


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    tale, notes = tmp_path / "tale.txt", tmp_path / "notes.jsonl"
    tale.write_text("A fox. " * 100, encoding="utf-8")
    notes.write_text(json.dumps({"body": "One note.", "tag": "a"}), encoding="utf-8")
    return Corpus("tales", (str(tale), str(notes), str(tmp_path / "gone.txt")))


def test_a_scan_reports_every_file_and_adds_them_up(corpus: Corpus):
    events: list[Event] = []
    totals = scan_corpus.run(ScanCorpus(corpus), JobContext(events.append))
    reports = [event.report for event in events if isinstance(event, FileScanned)]
    assert [report.name for report in reports] == ["tale.txt", "notes.jsonl", "gone.txt"]
    assert totals.files == 3
    assert totals.documents == 2
    assert totals.problems == 1
    assert totals.characters == sum(report.characters for report in reports) > 700
    assert totals.fields == (TextField("body", ("One note.",)), TextField("tag", ("a",)))
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions)


def test_a_cancelled_scan_ends_at_once(corpus: Corpus):
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        scan_corpus.run(ScanCorpus(corpus), context)


def test_a_preview_says_whether_it_is_the_whole_file(corpus: Corpus):
    part = preview_text.run(PreviewText(corpus.sources[0], corpus, limit=10), JobContext())
    assert (part.text, part.whole) == ("A fox. A f", False)
    whole = preview_text.run(PreviewText(corpus.sources[1], corpus), JobContext())
    assert (whole.text, whole.whole) == ("One note.", True)


def test_a_saved_corpus_is_listed_as_it_was(home: Home, corpus: Corpus):
    save_corpus.run(SaveCorpus(home, corpus), JobContext())
    (entry,) = list_corpora.run(ListCorpora(home), JobContext())
    assert (entry.name, entry.corpus, entry.problem) == ("tales", corpus, None)


def test_a_taken_name_is_refused_unless_it_is_the_corpus_that_was_opened(home: Home, corpus: Corpus):
    save_corpus.run(SaveCorpus(home, corpus), JobContext())
    smaller = Corpus("tales", corpus.sources[:1])
    with pytest.raises(StudioError, match="already"):
        save_corpus.run(SaveCorpus(home, smaller), JobContext())
    save_corpus.run(SaveCorpus(home, smaller, replacing="tales"), JobContext())
    assert list_corpora.run(ListCorpora(home), JobContext())[0].corpus == smaller


@pytest.mark.parametrize("name", ["", "a/b", "con", ".hidden"])
def test_names_that_no_folder_can_have_are_refused(home: Home, corpus: Corpus, name: str):
    with pytest.raises(StudioError, match="cannot be used"):
        save_corpus.run(SaveCorpus(home, Corpus(name, corpus.sources)), JobContext())
    assert not home.corpora.exists()


def test_a_corpus_without_files_is_not_saved(home: Home):
    with pytest.raises(StudioError, match="no files"):
        save_corpus.run(SaveCorpus(home, Corpus("empty", ())), JobContext())


@pytest.mark.parametrize("content", [b"", b" \n", bytes(range(256)) * 8])
def test_a_corpus_without_text_is_not_saved_and_the_reason_is_told(home: Home, tmp_path: Path, content: bytes):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(StudioError, match=r"holds no text|could be read"):
        save_corpus.run(SaveCorpus(home, Corpus("empty", (str(tmp_path / "a.txt"),))), JobContext())
    assert not home.corpora.exists()


def test_files_of_which_nothing_could_be_read_are_counted_apart_from_empty_ones(home: Home, corpus: Corpus):
    (Path(corpus.sources[0]).parent / "refused.txt").write_bytes(bytes(range(256)) * 8)
    (Path(corpus.sources[0]).parent / "empty.txt").touch()
    folder = str(Path(corpus.sources[0]).parent)
    totals = scan_corpus.run(ScanCorpus(Corpus("all", (folder,))), JobContext())
    assert (totals.files, totals.problems, totals.unread) == (4, 2, 1)


def test_a_damaged_corpus_file_is_listed_with_its_problem(home: Home):
    home.corpora.mkdir(parents=True)
    (home.corpora / "bad.toml").write_text("name = [", encoding="utf-8")
    (entry,) = list_corpora.run(ListCorpora(home), JobContext())
    assert entry.corpus is None
    assert entry.problem is not None


def test_a_home_without_corpora_lists_none(home: Home):
    assert list_corpora.run(ListCorpora(home), JobContext()) == ()


def test_a_name_that_some_system_does_not_tell_from_another_is_taken(home: Home):
    corpus = Corpus("Tales", ("sample:",))
    first = save_corpus.run(SaveCorpus(home, corpus), JobContext())
    for name in ("tales", "TALES"):
        with pytest.raises(StudioError) as caught:
            save_corpus.run(SaveCorpus(home, replace(corpus, name=name)), JobContext())
        assert caught.value.message.values["name"] == "Tales"
    assert [path.name for path in home.corpora.iterdir()] == [first.path.name]
    save_corpus.run(SaveCorpus(home, replace(corpus, name="tales"), replacing="Tales"), JobContext())
    assert [path.name for path in home.corpora.iterdir()] == ["tales.toml"]


@pytest.mark.parametrize(
    ("size", "verdict", "words"),
    [
        (5_000, Verdict.TOO_LITTLE, "too little for any model"),
        (60_000, Verdict.LITTLE, "are little: even a small model"),
        (1_000_000, Verdict.ENOUGH, "suit a model of about 2,000,000 parameters"),
        (10**10, Verdict.PLENTY, "enough for every size"),
    ],
)
def test_one_sentence_says_whether_text_is_enough(size: int, verdict: Verdict, words: str) -> None:
    found = judge_amount.run(JudgeAmount(size), JobContext())
    assert found.verdict is found.sizes[found.best].verdict is verdict
    assert words in str(found.sentence)
    assert not found.sampled


def test_with_a_tokenizer_its_tokens_are_judged(tmp_path: Path, tokenizer: Tokenizer) -> None:
    path = tmp_path / "text.txt"
    path.write_text("the cat sat on the mat. " * 2000, encoding="utf-8")
    save_tokenizer(tokenizer, tmp_path / "tokenizer")
    corpus = Corpus("cats", (str(path),))
    found = judge_amount.run(JudgeAmount(48_000, corpus, tmp_path / "tokenizer"), JobContext())
    assert found.sampled
    assert found.tokens == pytest.approx(0.9 * len(tokenizer.encode_text(path.read_text())), rel=0.02)
    assert found.tokens != judge_amount.run(JudgeAmount(48_000), JobContext()).tokens


def test_a_scan_says_how_many_of_the_bytes_are_read_also_within_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_corpus, "_BETWEEN_EVENTS", 0.0)
    small, large = tmp_path / "a.txt", tmp_path / "b.jsonl"
    small.write_text("A fox. " * 100, encoding="utf-8")
    large.write_text("".join(json.dumps({"text": f"{n} " + "fox " * 50}) + "\n" for n in range(100)), encoding="utf-8")
    events: list[Event] = []
    scan_corpus.run(ScanCorpus(Corpus("tales", (str(small), str(large)))), JobContext(events.append))
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert len({fraction for fraction in fractions if fraction is not None and 0.1 < fraction < 0.9}) > 50
    assert fractions == sorted(fractions)


def test_a_scan_stops_while_the_encoding_of_a_file_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A fox. " * 100, encoding="utf-8")
    context = JobContext()
    reading = Reading(path, alive=context.raise_if_cancelled)
    context.cancel()
    with pytest.raises(JobCancelled):
        open_text(reading)
