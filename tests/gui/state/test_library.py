"""Lists that several tabs show are read once, and again when any program changes the folder."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from gpt_studio.conversations.entries import entry_of
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import new_conversation
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.jobs.chat import conversations
from gpt_studio.jobs.chat.conversations import SaveConversation, save_conversation
from gpt_studio.jobs.models import list_models
from gpt_studio.ui.state.library import Library, Listing
from gpt_studio.ui.state.links import Links


@pytest.fixture
def library(owners) -> Library:
    return owners.library


def put(home: Home, name: str) -> Path:
    path = home.corpora / f"{name}.toml"
    write_corpus(path, Corpus(name, ("sample:",)))
    return path


def names(listing: Listing) -> list[str]:
    return sorted(entry.name for entry in listing.now or ())


def test_who_follows_a_list_is_told_what_there_is_and_whoever_comes_later_at_once(library, home, qtbot):
    put(home, "Tales")
    first, second = [], []
    library.corpora.follow(first.append)
    qtbot.waitUntil(lambda: bool(first))
    library.corpora.follow(second.append)
    assert first == second
    assert names(library.corpora) == ["Tales"]


def test_what_another_program_adds_and_takes_away_is_seen_without_asking(library, home, qtbot):
    library.corpora.follow(lambda _entries: None)
    qtbot.waitUntil(lambda: library.corpora.now == ())
    tales = put(home, "Tales")  # the folder itself is new, and so is the one around it
    qtbot.waitUntil(lambda: names(library.corpora) == ["Tales"])
    put(home, "Songs")
    qtbot.waitUntil(lambda: names(library.corpora) == ["Songs", "Tales"])
    tales.unlink()
    qtbot.waitUntil(lambda: names(library.corpora) == ["Songs"])
    shutil.rmtree(home.corpora)
    qtbot.waitUntil(lambda: library.corpora.now == ())


def test_a_folder_made_before_another_list_begins_to_watch_its_place_is_seen(library, home, qtbot, monkeypatch):
    conversations_read, models_read = threading.Event(), threading.Event()

    def first(request, context, real=conversations.list_conversations):
        found = real(request, context)
        conversations_read.set()
        return found

    def second(request, context, real=list_models.run):
        conversations_read.wait()
        found = real(request, context)
        models_read.set()
        return found

    monkeypatch.setattr(conversations, "list_conversations", first)
    monkeypatch.setattr(list_models, "run", second)
    library.conversations.follow(lambda _entries: None)
    library.models.follow(lambda _entries: None)
    models_read.wait()
    (home.models / "Cat").mkdir(parents=True)
    qtbot.waitUntil(lambda: names(library.models) == ["Cat"])


def test_what_is_written_into_a_model_is_seen(library, home, qtbot):
    folder = home.models / "Cat"
    folder.mkdir(parents=True)
    library.models.follow(lambda _entries: None)
    qtbot.waitUntil(lambda: names(library.models) == ["Cat"])
    before = library.models.now[0].problem
    (folder / "config.json").write_text("{}")
    qtbot.waitUntil(lambda: library.models.now[0].problem != before)


def test_nobody_is_told_what_has_not_changed(library, home, qtbot, runner):
    put(home, "Tales")
    told = []
    library.corpora.follow(told.append)
    qtbot.waitUntil(lambda: bool(told))
    read = []
    library.corpora.read.connect(read.append)
    library.renew()
    qtbot.waitUntil(lambda: bool(read))
    assert len(told) == 1


def test_a_list_that_nobody_shows_is_not_read(library, runner):
    library.renew()
    assert not runner.busy
    assert library.models.now is None


def test_a_change_during_a_reading_is_not_missed(home, runner, qtbot):
    begun, go_on = threading.Event(), threading.Event()
    found = iter([("old",), ("new",)])

    def read(_home: Home, _context: JobContext) -> tuple[str, ...]:
        result = next(found)
        begun.set()
        go_on.wait(10)
        return result

    owner = Library(home, runner, Links())
    listing: Listing[tuple[str, ...]] = Listing(runner, home, home.models, read, owner, by_dates=False)
    listing.follow(lambda _entries: None)
    assert begun.wait(10)
    listing.renew()
    listing.renew()
    go_on.set()
    qtbot.waitUntil(lambda: listing.now == ("new",))
    qtbot.waitUntil(lambda: not runner.busy)


def test_conversations_are_listed_too(library, home, qtbot):
    library.conversations.follow(lambda _found: None)
    said = new_conversation("text")
    said = said.add(Passage("user", "Once"))
    save_conversation(SaveConversation(home, said), JobContext())
    qtbot.waitUntil(
        lambda: library.conversations.now is not None and library.conversations.now.found == (entry_of(said),)
    )
