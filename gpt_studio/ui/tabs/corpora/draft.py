"""The corpus being edited, as a value. Every edit returns a new draft; nothing here reads or writes a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from PySide6.QtCore import QCoreApplication

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.naming import check_name, clashing, unused_name
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.sources import SAMPLE

translate = QCoreApplication.translate


@dataclass(frozen=True)
class CorpusDraft:
    """``corpus`` is the edited state, ``saved`` the state in the user's folder (None before the first save).

    ``name_is_ours``: no person has named it yet.
    """

    corpus: Corpus = field(default_factory=lambda: Corpus(name="", sources=()))
    saved: Corpus | None = None
    name_is_ours: bool = False

    @property
    def empty(self) -> bool:
        return not self.corpus.sources

    @property
    def changed(self) -> bool:
        """Whether the draft has unsaved changes."""
        return not self.empty and self.corpus != self.saved

    @property
    def saved_name(self) -> str:
        return self.saved.name if self.saved is not None else ""

    def with_sources(self, added: Iterable[str]) -> CorpusDraft:
        """Add files, folders or the sample, each once. An unnamed corpus is named after the first source."""
        sources = tuple(dict.fromkeys((*self.corpus.sources, *added)))
        name = self.corpus.name or _suggested_name(sources)
        ours = self.name_is_ours or not self.corpus.name
        return replace(self, corpus=replace(self.corpus, sources=sources, name=name), name_is_ours=ours)

    def named_after(self, read: Iterable[str]) -> CorpusDraft:
        """With the name of the first source that gave text, unless a person has named it. ``read``: the files that did.

        So no corpus is called like a file that could not be read.
        """
        if not self.name_is_ours:
            return self
        files = list(read)
        used = tuple(
            source
            for source in self.corpus.sources
            if source in files or any(_is_inside(file, source) for file in files)
        )
        return replace(self, corpus=replace(self.corpus, name=_suggested_name(used) or self.corpus.name))

    def without(self, removed: Iterable[str], shown: Iterable[str]) -> CorpusDraft:
        """Remove files. ``shown`` are the paths of all rows.

        A folder that holds a removed file is replaced by its remaining files, so that the next scan does not bring the
        file back.
        """
        gone, rows = set(removed), list(shown)
        sources: list[str] = []
        for source in self.corpus.sources:
            inside = [row for row in rows if _is_inside(row, source)]
            if source in gone:
                continue
            sources += [row for row in inside if row not in gone] if gone.intersection(inside) else [source]
        return replace(self, corpus=replace(self.corpus, sources=tuple(dict.fromkeys(sources))))

    def with_options(
        self, cleaning: Cleaning, remedies: Remedies, text_field: str, encoding: str, assistant: str
    ) -> CorpusDraft:
        changed = replace(
            self.corpus,
            cleaning=cleaning,
            remedies=remedies,
            text_field=text_field,
            encoding=encoding,
            assistant=assistant,
        )
        return replace(self, corpus=changed)

    def with_remedy(self, name: str, value: bool | tuple[str, ...]) -> CorpusDraft:
        return replace(self, corpus=self.corpus.with_remedy(name, value))

    def with_encoding_of(self, path: str, codec: str) -> CorpusDraft:
        return replace(self, corpus=self.corpus.with_encoding_of(path, codec))

    def with_links(self, followed: bool) -> CorpusDraft:
        return replace(self, corpus=replace(self.corpus, follow_links=followed))

    def named(self, name: str) -> CorpusDraft:
        return replace(self, corpus=replace(self.corpus, name=name), name_is_ours=False)

    def problem_of_name(self, taken: Iterable[str]) -> Message | None:
        """Why the draft cannot be saved under its name. ``taken`` are the names of all saved corpora."""
        name = self.corpus.name.strip()
        clash = clashing(name, self._names_of_others(taken))
        if clash is not None:
            return say(
                "corpus.name_taken",
                'There is a corpus "{name}" already: choose another name, or open that one and change it.',
                name=clash,
            )
        try:
            check_name(name)
        except StudioError as error:
            return error.message
        return None

    def with_name_that_works(self, taken: Iterable[str]) -> CorpusDraft:
        """The draft under its own name if it can be saved under that, and otherwise under the nearest one."""
        name = self.corpus.name.strip()
        others = self._names_of_others(taken)
        for wanted in (name, _suggested_name(self.corpus.sources), translate("CorpusDraft", "Text")):
            if _is_possible(wanted):
                return replace(self.named(unused_name(wanted, others)), name_is_ours=self.name_is_ours)
        return self

    def _names_of_others(self, taken: Iterable[str]) -> list[str]:
        return [name for name in taken if name != self.saved_name]

    def copied(self, taken: Iterable[str]) -> CorpusDraft:
        """A new corpus with the same texts and options under a name that is free; it is not saved yet."""
        copy = replace(self.corpus, name=unused_name(self.corpus.name, list(taken)))
        return CorpusDraft(copy)

    @classmethod
    def opened(cls, corpus: Corpus) -> CorpusDraft:
        return cls(corpus, corpus)


def _is_possible(name: str) -> bool:
    try:
        check_name(name)
    except StudioError:
        return False
    return True


def _is_inside(path: str, folder: str) -> bool:
    return SAMPLE not in (path, folder) and path != folder and PurePath(path).is_relative_to(folder)


def _suggested_name(sources: tuple[str, ...]) -> str:
    if not sources:
        return ""
    if sources[0] == SAMPLE:
        return translate("CorpusDraft", "Stories")
    return Path(sources[0]).stem
