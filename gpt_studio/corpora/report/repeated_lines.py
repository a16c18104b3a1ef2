"""Counts in how many documents of a corpus each line stands, to find boilerplate."""

from __future__ import annotations

import numpy as np

from gpt_studio.corpora.report.boilerplate import FEWEST, lines
from gpt_studio.corpora.report.repeated_paragraphs import key_of
from gpt_studio.corpora.seen_hashes import Flags, HashCounts, Hashes

_MOST_REPEATED = 1_000_000


def line_keys(text: str) -> Hashes:
    """A hash of each different line."""
    return np.unique(np.frombuffer(b"".join(key_of(text[start:end]) for start, end in lines(text)), dtype=np.uint64))


class RepeatedLines:
    """Counts in how many documents each line stands: 64 MB, and 0.1 kB for each line that repeats."""

    def __init__(self) -> None:
        self._all = HashCounts()
        self._repeated: dict[int, int] = {}

    def add(self, keys: Hashes) -> Flags:
        """Add the lines of one or several documents, which are different within each. Returns which of them stood in
        an earlier document: these have to be passed to :meth:`note`."""
        values, first, places = np.unique(keys, return_index=True, return_inverse=True)
        repeated: Flags = self._all.add(values)[places] > 0
        again = np.ones(len(keys), dtype=bool)
        again[first] = False
        return repeated | again

    def note(self, key: int) -> int:
        """Count a line that stood in an earlier document; returns in how many it stands now."""
        if key not in self._repeated and len(self._repeated) >= _MOST_REPEATED:
            return 0
        self._repeated[key] = count = self._repeated.get(key, 1) + 1
        return count

    def is_boilerplate(self, key: int) -> bool:
        """Whether the line stands in enough documents by now."""
        return self._repeated.get(key, 0) >= FEWEST

    def boilerplate(self) -> Hashes:
        """The lines that stand in enough documents, sorted."""
        return np.array(sorted(key for key, count in self._repeated.items() if count >= FEWEST), dtype=np.uint64)
