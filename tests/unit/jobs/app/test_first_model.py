"""Getting a text ready for a first model, and saying beforehand whether it will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, read_corpus
from gpt_studio.jobs.app.first_model import GetReady, LookAtText, TakeBack, get_ready, look, take_back
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus
from gpt_studio.jobs.corpora.save_corpus import run as save
from gpt_studio.tokenization.files import load_tokenizer

LETTER = "Dear Ana, the fox came back to the garden today and looked for the hen, but the hen was gone. "


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def text(folder: Path, name: str, content: str) -> Corpus:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return Corpus(path.stem, (str(path),))


def everything_in(home: Home) -> list[str]:
    return sorted(str(path.relative_to(home.root)) for path in home.root.rglob("*") if path.is_file())


def test_a_letter_of_300_words_will_do(tmp_path: Path) -> None:
    report = look(LookAtText(text(tmp_path, "letter.txt", LETTER * 15)), JobContext())
    assert report.problem is None
    assert (report.files, report.unread) == (1, 0)
    assert report.characters == pytest.approx(len(LETTER) * 15, abs=1)


@pytest.mark.parametrize(("content", "key"), [("Hello.", "dataset.tiny"), (" \n", "file.empty")])
def test_a_text_from_which_nothing_can_be_learnt_is_refused_with_its_reason(
    tmp_path: Path, content: str, key: str
) -> None:
    report = look(LookAtText(text(tmp_path, "note.txt", content)), JobContext())
    assert report.problem is not None
    assert report.problem.key == key


def test_what_cannot_be_read_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    letter = text(tmp_path, "letter.txt", LETTER * 15)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    both = look(LookAtText(Corpus("both", (*letter.sources, str(tmp_path / "picture.png")))), JobContext())
    assert both.problem is None
    assert both.unread == 1
    assert both.note is not None
    assert both.note.key == "file.unsupported"
    alone = look(LookAtText(Corpus("picture", (str(tmp_path / "picture.png"),))), JobContext())
    assert alone.problem is not None
    assert alone.problem.key == "file.unsupported"


def test_an_empty_choice_is_a_problem_and_no_error() -> None:
    report = look(LookAtText(Corpus("nothing", ())), JobContext())
    assert report.problem is not None
    assert report.problem.key == "corpus.empty"


def test_looking_writes_nothing_into_the_home(tmp_path: Path, home: Home) -> None:
    look(LookAtText(text(tmp_path, "letter.txt", LETTER * 15)), JobContext())
    assert not home.root.exists()


def test_corpus_and_tokenizer_are_saved_as_the_tabs_save_them(tmp_path: Path, home: Home) -> None:
    corpus = text(tmp_path, "letter.txt", LETTER * 15)
    ready = get_ready(GetReady(home, corpus), JobContext())
    assert read_corpus(home.corpora / "letter.toml") == corpus
    (folder,) = home.tokenizers.iterdir()
    assert (ready.corpus, ready.tokenizer) == ("letter", folder.name)
    has = load_tokenizer(folder).vocab_size
    assert has < 512, "the letter is too short for the size that is asked for"
    assert folder.name == f"letter {has}"


def test_what_is_there_already_is_used_again(tmp_path: Path, home: Home) -> None:
    corpus = text(tmp_path, "letter.txt", LETTER * 15)
    first = get_ready(GetReady(home, corpus), JobContext())
    there = everything_in(home)
    again = get_ready(GetReady(home, corpus), JobContext())
    assert (again.corpus, again.tokenizer, again.made) == (first.corpus, first.tokenizer, ())
    assert everything_in(home) == there


def test_a_taken_name_gets_a_number_and_nothing_is_overwritten(tmp_path: Path, home: Home) -> None:
    other = text(tmp_path, "other.txt", "Nothing but the sea and the sky, and the sea again. " * 30)
    kept = Corpus("Letter", other.sources)
    save(SaveCorpus(home, kept), JobContext())
    ready = get_ready(GetReady(home, text(tmp_path, "letter.txt", LETTER * 15)), JobContext())
    assert ready.corpus == "letter 2"
    assert read_corpus(home.corpora / "Letter.toml") == kept


def test_nothing_is_left_behind_when_it_is_cancelled_at_any_time(tmp_path: Path, home: Home) -> None:
    corpus = text(tmp_path, "letter.txt", LETTER * 200)
    events: list[object] = []
    get_ready(GetReady(Home(tmp_path / "other"), corpus), JobContext(events.append))
    assert any(isinstance(event, Progress) for event in events)
    assert any(isinstance(event, Log) for event in events)
    for last in range(len(events)):
        context = JobContext()
        seen: list[object] = []

        def emit(event: object, last: int = last, seen: list[object] = seen, context: JobContext = context) -> None:
            seen.append(event)
            if len(seen) == last + 1:
                context.cancel()

        context._emit = emit
        try:
            get_ready(GetReady(home, corpus), context)
        except JobCancelled:
            assert everything_in(home) == []
        else:
            assert len(seen) <= last  # it had fewer events this time, so that it was never cancelled
            return


def test_nothing_is_left_behind_when_it_fails(tmp_path: Path, home: Home) -> None:
    corpus = Corpus("CON", text(tmp_path, "letter.txt", LETTER * 15).sources)
    with pytest.raises(StudioError):
        get_ready(GetReady(home, corpus), JobContext())
    assert everything_in(home) == []


def test_a_result_that_came_too_late_is_taken_back(tmp_path: Path, home: Home) -> None:
    text_before = text(tmp_path, "before.txt", "Nothing but the sea and the sky, and the sea again. " * 30)
    get_ready(GetReady(home, text_before), JobContext())
    there = everything_in(home)
    ready = get_ready(GetReady(home, text(tmp_path, "letter.txt", LETTER * 15)), JobContext())
    assert everything_in(home) != there
    take_back(TakeBack(ready), JobContext())
    assert everything_in(home) == there
