"""One row of token ids on disk.

Three files beside each other: the ids (``.u16`` or ``.u32``), ``.ends`` (eight bytes for each document: the index
behind its last token) and, where not every token is learnt, ``.mask`` (one byte for each token: 1 if it is learnt).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError

SUFFIXES = {".u16": "<u2", ".u32": "<u4"}
MASK, ENDS = ".mask", ".ends"
END = "<u8"


def suffix_for(vocab_size: int) -> str:
    """``.u16`` if every id fits into two bytes, else ``.u32``."""
    return ".u16" if vocab_size < 1 << 16 else ".u32"


@dataclass(frozen=True)
class TokenFile:
    """A file of ``tokens`` tokens. ``text_bytes``: size of their text in UTF-8, without special tokens.

    The ends of its ``documents`` lie in a file beside it. 0: they are not known, and it counts as one document.
    ``learnt_tokens`` and ``learnt_bytes``: as much of both as is learnt; None for all.
    """

    path: Path
    tokens: int
    text_bytes: int
    documents: int = 0
    learnt_tokens: int | None = None
    learnt_bytes: int | None = None

    @property
    def bytes_per_token(self) -> float:
        """Bytes of text for each token, of what is learnt."""
        if self.learnt_tokens is not None:
            return (self.learnt_bytes or 0) / max(self.learnt_tokens, 1)
        return self.text_bytes / max(self.tokens, 1)

    def array(self) -> npt.NDArray[np.unsignedinteger]:
        """The ids, [tokens], memory-mapped. Raises StudioError if the file is gone or too short."""
        return _mapped(self.path, SUFFIXES[self.path.suffix], self.tokens)

    def ends(self) -> npt.NDArray[np.unsignedinteger]:
        """The index behind the last token of each document, [documents], memory-mapped. Raises as :meth:`array`."""
        if not self.documents:
            return np.array([self.tokens] if self.tokens else [], END)
        return _mapped(self.path.with_suffix(ENDS), END, self.documents)

    def lengths(self) -> npt.NDArray[np.int64]:
        """The tokens of each document, [documents]. Raises as :meth:`array`."""
        ends = self.ends().astype(np.int64)
        lengths: npt.NDArray[np.int64] = ends - np.concatenate([[0], ends[:-1]])
        return lengths

    def mask(self) -> npt.NDArray[np.uint8] | None:
        """Whether each token is learnt, [tokens], memory-mapped; None where all are. Raises as :meth:`array`."""
        return None if self.learnt_tokens is None else _mapped(self.path.with_suffix(MASK), "u1", self.tokens)

    def divided(self) -> npt.NDArray[np.int64] | None:
        """The tokens of each document, where a window is to hold one of them alone: where not everything is learnt."""
        return None if self.learnt_tokens is None else self.lengths()


def _mapped(path: Path, kind: str, length: int) -> npt.NDArray[Any]:
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
