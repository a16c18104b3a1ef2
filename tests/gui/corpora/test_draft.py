from __future__ import annotations

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft


def test_sources_are_listed_once_and_the_first_gives_the_name():
    draft = CorpusDraft().with_sources(["/a/tales.txt", SAMPLE]).with_sources(["/a/tales.txt", "/b"])
    assert draft.corpus.sources == ("/a/tales.txt", SAMPLE, "/b")
    assert draft.corpus.name == "tales"


def test_taking_a_file_off_a_folder_keeps_its_other_files():
    draft = CorpusDraft().with_sources(["/a", "/ab/c.txt"])
    kept = draft.without(["/a/1.txt"], ["/a/1.txt", "/a/2.txt", "/a/deep/3.txt", "/ab/c.txt"])
    assert kept.corpus.sources == ("/a/2.txt", "/a/deep/3.txt", "/ab/c.txt")


def test_taking_a_whole_source_off_keeps_the_others():
    draft = CorpusDraft().with_sources([SAMPLE, "/a", "/b/c.txt"])
    assert draft.without([SAMPLE], [SAMPLE, "/a/1.txt", "/b/c.txt"]).corpus.sources == ("/a", "/b/c.txt")


def test_only_what_differs_from_the_saved_corpus_counts_as_changed():
    saved = Corpus("tales", ("/a",))
    draft = CorpusDraft.opened(saved)
    assert not draft.changed
    assert draft.named("more tales").changed
    assert not draft.named("more tales").named("tales").changed
    assert not CorpusDraft().changed


def test_a_corpus_is_named_after_the_first_source_that_gave_text_unless_a_person_named_it():
    draft = CorpusDraft().with_sources(["/a/refused.txt", "/b"])
    assert draft.corpus.name == "refused"
    named = draft.named_after(["/b/deep/tales.txt"])
    assert named.corpus.name == "b"
    assert named.named_after(["/a/refused.txt", "/b/deep/tales.txt"]).corpus.name == "refused"
    assert named.named_after([]).corpus.name == "b"
    assert draft.named("mine").named_after(["/b/deep/tales.txt"]).corpus.name == "mine"
    assert CorpusDraft.opened(draft.corpus).named_after(["/b/deep/tales.txt"]).corpus.name == "refused"
