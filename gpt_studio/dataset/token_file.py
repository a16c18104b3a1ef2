"""Token files: little-endian unsigned integers of two bytes, or of four for large vocabularies.

Beside each lies a file with the ends of its documents, as integers of eight bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError

SUFFIXES = {".u16": "<u2", ".u32": "<u4"}
ENDS = ".ends"
END = "<u8"


def suffix_for(vocab_size: int) -> str:
    """``.u16`` if every id fits into two bytes, else ``.u32``."""
    return ".u16" if vocab_size < 1 << 16 else ".u32"


@dataclass(frozen=True)
class TokenFile:
    """A file of ``tokens`` tokens. ``text_bytes``: size of their text in UTF-8, without special tokens.

    The ends of its ``documents`` lie in a file beside it. 0: they are not known, and it counts as one document.
    """

    path: Path
    tokens: int
    text_bytes: int
    documents: int = 0

    def array(self) -> npt.NDArray[np.unsignedinteger]:
        """The ids, [tokens], memory-mapped. Raises StudioError if the file is gone or too short."""
        return _mapped(self.path, SUFFIXES[self.path.suffix], self.tokens)

    def ends(self) -> npt.NDArray[np.unsignedinteger]:
        """The index behind the last token of each document, [documents], memory-mapped. Raises as :meth:`array`."""
        if not self.documents:
            return np.array([self.tokens] if self.tokens else [], END)
        return _mapped(self.path.with_suffix(ENDS), END, self.documents)


def _mapped(path: Path, kind: str, length: int) -> npt.NDArray[np.unsignedinteger]:
    if length == 0:
        return np.empty(0, np.dtype(kind))
    try:
        return np.memmap(path, np.dtype(kind), "r", shape=(length,))
    except (OSError, ValueError) as error:  # ValueError: the file became shorter
        raise StudioError(
            "dataset.gone",
            "The encoded text {path} was removed or changed while it was in use: start again, and it is encoded anew.",
            path=path,
        ) from error
