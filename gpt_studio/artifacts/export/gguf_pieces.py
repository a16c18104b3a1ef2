"""SentencePiece's pairs of pieces (Llama 2, Mistral, Phi-3, Gemma) as llama.cpp's ``llama`` tokenizer reads them.

tokenizer.json lists which two pieces may be joined, in order. llama.cpp joins any two neighbours whose text is a piece,
the piece with the highest score first. Both give the same ids where every way to divide a piece into two pieces is
listed, all ways for one piece side by side; SentencePiece's own files are converted so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

BLANK = "▁"
_NEVER = -1000.0  # the score of what is not joined
BYTES = tuple(f"<0x{value:02X}>" for value in range(256))


def is_pieces(described: Mapping[str, Any]) -> bool:
    """Whether the tokenizer in this tokenizer.json falls back on bytes as SentencePiece does."""
    return bool(described["model"].get("byte_fallback"))


def adds_blank(described: Mapping[str, Any]) -> bool | None:
    """Whether a blank is put before a text; None where blanks are treated in a way that llama.cpp does not know."""
    steps = _steps(described["normalizer"], "normalizers")
    cutting = described["pre_tokenizer"]
    kinds = [step["type"] for step in steps]
    if cutting is not None and cutting["type"] == "Metaspace":
        if steps or cutting.get("split", True) or cutting["replacement"] != BLANK:
            return None
        return {"always": True, "first": True, "never": False}.get(cutting.get("prepend_scheme", "always"))
    if cutting is not None and (cutting["type"], cutting.get("behavior")) != ("Split", "MergedWithPrevious"):
        return None  # Gemma's: it cuts at blanks, of which none are left
    replaced = {"type": "Replace", "pattern": {"String": " "}, "content": BLANK}
    if kinds == ["Replace"] and steps[0] == replaced:
        return False
    if kinds == ["Prepend", "Replace"] and steps[0]["prepend"] == BLANK and steps[1] == replaced:
        return True
    return None


def is_sparing(described: Mapping[str, Any]) -> bool:
    """Whether some texts get no blank before them; llama.cpp puts one before each."""
    return bool((described["pre_tokenizer"] or {}).get("type") == "Metaspace" and adds_blank(described))


def scores(
    vocabulary: Mapping[str, int], merges: Sequence[Sequence[str] | str], apart: Sequence[str], rows: int
) -> list[float] | None:
    """The score of each row, or None where llama.cpp would join pieces otherwise. ``apart``: pieces that are cut out
    of a text before."""
    order: dict[str, int] = {}
    listed: dict[str, int] = {}
    last = ""
    for merge in merges:
        left, right = merge.split(" ") if isinstance(merge, str) else merge
        joined = left + right
        if joined != last and joined in order:
            return None
        order.setdefault(joined, len(order))
        listed[joined] = listed.get(joined, 0) + 1
        last = joined
    beside = {*apart, *BYTES}
    for piece in vocabulary:
        ways = sum(piece[:at] in vocabulary and piece[at:] in vocabulary for at in range(1, len(piece)))
        if piece not in beside and ways != listed.get(piece, 0):
            return None
    found = [_NEVER] * rows
    for piece, place in order.items():
        found[vocabulary[piece]] = -1.0 - place
    return found


def _steps(state: Any, name: str) -> list[dict[str, Any]]:
    if state is None:
        return []
    return list(state[name]) if state["type"] == "Sequence" else [state]
