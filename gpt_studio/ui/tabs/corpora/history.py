"""What was done to a corpus that is being edited, so that it can be undone and done again."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft

_MOST = 200


class Change(enum.Enum):
    """What distinguishes two states of a corpus."""

    ADDED = "added"
    REMOVED = "removed"
    NAME = "name"
    CLEANING = "cleaning"
    REMEDIES = "remedies"
    FIELD = "field"
    ENCODING = "encoding"
    ASSISTANT = "assistant"
    LINKS = "links"


@dataclass(frozen=True)
class _State:
    corpus: Corpus
    name_is_ours: bool


class History:
    """The states before the present one, and those that were undone. Saving changes nothing here."""

    def __init__(self) -> None:
        self._past: list[tuple[_State, Change]] = []
        self._future: list[tuple[_State, Change]] = []

    @property
    def undoes(self) -> Change | None:
        """What :meth:`undo` would take back; None if there is nothing."""
        return self._past[-1][1] if self._past else None

    @property
    def redoes(self) -> Change | None:
        return self._future[-1][1] if self._future else None

    def note(self, before: CorpusDraft, after: CorpusDraft) -> None:
        """Note a change by a person. Typing a name is one change; a name that the program gives is none."""
        change = change_between(before.corpus, after.corpus)
        if change is None or (change is Change.NAME and after.name_is_ours):
            return
        self._future.clear()
        if change is Change.NAME and self.undoes is Change.NAME:
            return
        self._past.append((_State(before.corpus, before.name_is_ours), change))
        del self._past[:-_MOST]

    def undo(self, now: CorpusDraft) -> CorpusDraft:
        """The draft before the last change; ``now`` itself if there is none."""
        return _step(now, self._past, self._future)

    def redo(self, now: CorpusDraft) -> CorpusDraft:
        return _step(now, self._future, self._past)

    def forget(self) -> None:
        """Another corpus is edited from now on."""
        self._past.clear()
        self._future.clear()


def _step(now: CorpusDraft, source: list[tuple[_State, Change]], target: list[tuple[_State, Change]]) -> CorpusDraft:
    if not source:
        return now
    state, change = source.pop()
    target.append((_State(now.corpus, now.name_is_ours), change))
    return replace(now, corpus=replace(state.corpus, texts=now.corpus.texts), name_is_ours=state.name_is_ours)


def change_between(before: Corpus, after: Corpus) -> Change | None:
    """The first of these that differs: files, cleaning, remedies, field, encodings, assistant, links, name."""
    if before.sources != after.sources:
        return Change.ADDED if set(after.sources) > set(before.sources) else Change.REMOVED
    if before.cleaning != after.cleaning:
        return Change.CLEANING
    if before.remedies != after.remedies:
        return Change.REMEDIES
    if before.text_field != after.text_field:
        return Change.FIELD
    if (before.encoding, before.encodings) != (after.encoding, after.encodings):
        return Change.ENCODING
    if before.assistant != after.assistant:
        return Change.ASSISTANT
    if before.follow_links != after.follow_links:
        return Change.LINKS
    return Change.NAME if before.name != after.name else None
