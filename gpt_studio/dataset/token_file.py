"""Token files: little-endian unsigned integers of two bytes, or of four for large vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError

SUFFIXES = {".u16": "<u2", ".u32": "<u4"}


def suffix_for(vocab_size: int) -> str:
    """``.u16`` if every id fits into two bytes, else ``.u32``."""
    return ".u16" if vocab_size < 1 << 16 else ".u32"


@dataclass(frozen=True)
class TokenFile:
    """A file of ``tokens`` tokens. ``text_bytes``: size of their text in UTF-8, without special tokens."""

    path: Path
    tokens: int
    text_bytes: int

    def array(self) -> npt.NDArray[np.unsignedinteger]:
        """The ids, [tokens], memory-mapped. Raises StudioError if the file is gone or too short."""
        kind = np.dtype(SUFFIXES[self.path.suffix])
        if self.tokens == 0:
            return np.empty(0, kind)
        try:
            return np.memmap(self.path, kind, "r", shape=(self.tokens,))
        except (OSError, ValueError) as error:  # ValueError: the file became shorter
            raise StudioError(
                "dataset.gone",
                "The encoded text {path} was removed or changed while it was in use: start again, and it is encoded "
                "anew.",
                path=self.path,
            ) from error
