"""Token files: little-endian unsigned integers of two bytes, or of four for large vocabularies.

Beside one lie two files of the same stem: ``.lengths`` (four bytes for each document: its tokens) and, where not every
token is learnt, ``.mask`` (one byte for each token: 1 if it is learnt).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError

SUFFIXES = {".u16": "<u2", ".u32": "<u4"}
MASK, LENGTHS = ".mask", ".lengths"


def suffix_for(vocab_size: int) -> str:
    """``.u16`` if every id fits into two bytes, else ``.u32``."""
    return ".u16" if vocab_size < 1 << 16 else ".u32"


@dataclass(frozen=True)
class TokenFile:
    """A file of ``tokens`` tokens. ``text_bytes``: size of their text in UTF-8, without special tokens.

    ``learnt_tokens`` and ``learnt_bytes``: as much of both as is learnt; None for all.
    """

    path: Path
    tokens: int
    text_bytes: int
    learnt_tokens: int | None = None
    learnt_bytes: int | None = None

    def array(self) -> npt.NDArray[np.unsignedinteger]:
        """The ids, [tokens], memory-mapped. Raises StudioError if the file is gone or too short."""
        return self._mapped(self.path, np.dtype(SUFFIXES[self.path.suffix]))

    def mask(self) -> npt.NDArray[np.uint8] | None:
        """Whether each token is learnt, [tokens], memory-mapped; None where all are. Raises as :meth:`array`."""
        return None if self.learnt_tokens is None else self._mapped(self.path.with_suffix(MASK), np.dtype(np.uint8))

    def divided(self) -> npt.NDArray[np.uint32] | None:
        """The tokens of each document, where a window is to hold one of them alone: where not everything is learnt."""
        return None if self.learnt_tokens is None else self.lengths()

    def lengths(self) -> npt.NDArray[np.uint32]:
        """The tokens of each document."""
        return np.fromfile(self.path.with_suffix(LENGTHS), "<u4")

    def _mapped(self, path: Path, kind: np.dtype[Any]) -> npt.NDArray[Any]:
        if self.tokens == 0:
            return np.empty(0, kind)
        try:
            return np.memmap(path, kind, "r", shape=(self.tokens,))
        except (OSError, ValueError) as error:  # ValueError: the file became shorter
            raise StudioError(
                "dataset.gone",
                "The encoded text {path} was removed or changed while it was in use: start again, and it is encoded "
                "anew.",
                path=path,
            ) from error
