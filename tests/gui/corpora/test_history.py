from __future__ import annotations

from dataclasses import replace

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft
from gpt_studio.ui.tabs.corpora.history import Change, History


class Edited:
    """A draft and its history, changed as a person would."""

    def __init__(self) -> None:
        self.draft, self.history = CorpusDraft(), History()

    def change(self, draft: CorpusDraft) -> None:
        self.history.note(self.draft, draft)
        self.draft = draft

    def undo(self) -> CorpusDraft:
        self.draft = self.history.undo(self.draft)
        return self.draft

    def redo(self) -> CorpusDraft:
        self.draft = self.history.redo(self.draft)
        return self.draft


def test_each_kind_of_change_is_taken_back_and_done_again():
    edited = Edited()
    edited.change(edited.draft.with_sources(["/a", "/b.txt"]))
    edited.change(edited.draft.without(["/b.txt"], ["/a/1.txt", "/b.txt"]))
    edited.change(edited.draft.with_remedy("mojibake", value=True))
    edited.change(edited.draft.with_remedy("join_lines", value=True))
    edited.change(edited.draft.with_encoding_of("/a/1.txt", "cp1252"))
    options = edited.draft.corpus
    edited.change(edited.draft.with_options(options.cleaning, options.remedies, "", "", "Ana"))
    edited.change(edited.draft.with_links(True))
    states = [edited.draft.corpus]
    undone = []
    while (change := edited.history.undoes) is not None:
        undone.append(change)
        states.append(edited.undo().corpus)
    assert undone == [
        Change.LINKS,
        Change.ASSISTANT,
        Change.ENCODING,
        Change.CLEANING,
        Change.REMEDIES,
        Change.REMOVED,
        Change.ADDED,
    ]
    assert edited.draft.empty
    for state in reversed(states[:-1]):
        assert edited.redo().corpus == state
    assert edited.history.redoes is None
    assert edited.redo().corpus == states[0]


def test_typing_a_name_is_one_change_and_a_name_of_ours_is_none():
    edited = Edited()
    edited.change(edited.draft.with_sources(["/a/refused.txt", "/b"]))
    edited.change(edited.draft.named_after(["/b/tales.txt"]))
    for typed in ("M", "Mi", "Min", "Mine"):
        edited.change(edited.draft.named(typed))
    assert edited.history.undoes is Change.NAME
    assert edited.undo().corpus.name == "b"
    assert edited.draft.name_is_ours
    assert edited.history.undoes is Change.ADDED


def test_what_was_saved_stays_saved_and_a_new_change_ends_what_could_be_done_again():
    edited = Edited()
    edited.change(edited.draft.with_sources(["/a"]))
    edited.change(edited.draft.with_sources(["/b"]))
    edited.draft = replace(edited.draft, saved=edited.draft.corpus)
    edited.undo()
    assert edited.draft.changed
    assert edited.draft.saved_name == "a"
    assert edited.history.redoes is Change.ADDED
    edited.change(edited.draft.with_sources(["/c"]))
    assert edited.history.redoes is None
    edited.history.forget()
    assert edited.undo().corpus.sources == ("/a", "/c")


def test_a_copy_has_a_name_that_is_free_and_is_not_saved():
    copy = CorpusDraft.opened(Corpus("tales", ("/a",))).copied(["tales", "Tales 2"])
    assert (copy.corpus.name, copy.corpus.sources, copy.saved, copy.changed) == ("tales 3", ("/a",), None, True)
