"""The tokenizer inside a GGUF file: tokens with their kinds, merges or scores, special ids, and how text is split.

llama.cpp has a fixed set of ways to split text, each with a name, so a byte-level tokenizer must use one of them.
SentencePiece's (gguf_pieces.py) do not split it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.export import gguf_pieces
from gpt_studio.artifacts.export.source import Source
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.tokenization.cutting import EXPRESSIONS
from gpt_studio.tokenization.tokenizer import Tokenizer

_NORMAL, _UNKNOWN, _CONTROL, _USER_DEFINED, _UNUSED, _BYTE = 1, 2, 3, 4, 5, 6
_SINGLE_DIGITS = "digits"
_END_KEYS = ("eos", "eot", "eom")  # llama.cpp's names for tokens that end a text: three of them


@dataclass(frozen=True)
class GgufTokenizer:
    """A tokenizer in llama.cpp's terms; ``ids`` are the special ids by role.

    A byte-level one has a ``split`` and ``merges``, SentencePiece's has ``scores`` and may put a blank before a text.
    """

    split: str
    tokens: list[str]
    kinds: list[int]
    merges: list[str]
    scores: list[float]
    adds_blank: bool
    ids: dict[str, int]
    adds_start: bool
    adds_end: bool
    chat_template: ChatTemplate | None
    notes: tuple[Message, ...] = field(default=())

    def describe(self, writer: Any) -> None:
        writer.add_tokenizer_model("llama" if self.scores else "gpt2")
        writer.add_tokenizer_pre(self.split)
        writer.add_token_list(self.tokens)
        if self.scores:
            writer.add_token_scores(self.scores)
        writer.add_token_types(self.kinds)
        if self.scores:
            writer.add_add_space_prefix(self.adds_blank)
        else:
            writer.add_token_merges(self.merges)
        for part, token in self.ids.items():
            writer.add_uint32(f"tokenizer.ggml.{part}_token_id", token)
        writer.add_add_bos_token(self.adds_start)
        writer.add_add_eos_token(self.adds_end)
        template = self.chat_template
        if template is not None and template.with_tools:
            named = {"default": template.source, "tool_use": template.with_tools}
            writer.add_chat_template([{"name": name, "template": source} for name, source in named.items()])
        elif template is not None:
            writer.add_chat_template(template.source)


def gguf_tokenizer(source: Source) -> GgufTokenizer:
    """Convert the tokenizer. Raises StudioError if llama.cpp would give other ids."""
    tokenizer, language = source.language.tokenizer, source.language
    described = json.loads(tokenizer.backend.to_str())
    model = described["model"]
    _check_model(model)
    starts, ends = _added_around(tokenizer)
    ids = _special_ids(source, starts, ends)
    tokens, kinds = _tokens(tokenizer, source.config.vocab_size)
    notes = (*_token_notes(tokenizer), *_blank_notes(described), *_end_notes(source, ids))
    pieces = gguf_pieces.is_pieces(described)
    if pieces:
        _mark_pieces(kinds, model)
    else:
        notes = (*_normalizer_notes(described["normalizer"]), *notes)
    return GgufTokenizer(
        split="default" if pieces else _split_name(described["pre_tokenizer"], bool(model["ignore_merges"])),
        tokens=tokens,
        kinds=kinds,
        merges=[] if pieces else [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]],
        scores=_scores(described, source.config.vocab_size) if pieces else [],
        adds_blank=pieces and _adds_blank(described),
        ids=ids | ({"unknown": model["vocab"][model["unk_token"]]} if pieces and model.get("unk_token") else {}),
        adds_start=bool(starts),
        adds_end=bool(ends),
        chat_template=language.chat_template,
        notes=notes,
    )


def _check_model(model: dict[str, Any]) -> None:
    if model["type"] != "BPE":
        raise _refused(say("export.not_bpe", "it is of the kind {kind}, not byte-level BPE", kind=model["type"]))
    for entry in ("dropout", "continuing_subword_prefix", "end_of_word_suffix"):
        if model.get(entry):
            raise _refused(say("export.sets", "it sets {entry}", entry=entry))
    if not model["merges"]:
        raise _refused(say("export.no_merges", "it has no merges"))


def _adds_blank(described: dict[str, Any]) -> bool:
    found = gguf_pieces.adds_blank(described)
    if found is None:
        raise _refused(say("export.own_split", "it splits text in a way of its own"))
    return found


def _scores(described: dict[str, Any], rows: int) -> list[float]:
    model, apart = described["model"], [token["content"] for token in described["added_tokens"]]
    if not set(gguf_pieces.BYTES) <= model["vocab"].keys():
        raise _refused(say("export.no_bytes", "it has no tokens for single bytes"))
    found = gguf_pieces.scores(model["vocab"], model["merges"], apart, rows)
    if found is None:
        raise _refused(say("export.own_merges", "it joins pieces in an order of its own"))
    return found


def _mark_pieces(kinds: list[int], model: dict[str, Any]) -> None:
    """Set the kinds that only SentencePiece's tokenizers have: single bytes, and the token for what is unknown."""
    for text in gguf_pieces.BYTES:
        if text in model["vocab"]:
            kinds[model["vocab"][text]] = _BYTE
    if model.get("unk_token") in model["vocab"]:
        kinds[model["vocab"][model["unk_token"]]] = _UNKNOWN


def _split_name(state: Any, whole_words: bool) -> str:
    """llama.cpp's name for how text is split. ``whole_words``: a word in the vocabulary needs no merges."""
    kinds = {"gpt2": "gpt-2", "qwen2": "qwen2", "llama3": "llama-bpe" if whole_words else "smaug-bpe"}
    kinds[_SINGLE_DIGITS] = "smollm"
    found = _expression_name(state)
    if found is None:
        raise _refused(say("export.own_split", "it splits text in a way of its own"))
    if whole_words and found != "llama3":
        raise _refused(say("export.sets", "it sets {entry}", entry="ignore_merges"))
    return kinds[found]


def _expression_name(state: Any) -> str | None:
    steps = state.get("pretokenizers", [state]) if isinstance(state, dict) else []
    kinds = [step["type"] for step in steps]
    if kinds[-1:] != ["ByteLevel"] or steps[-1]["add_prefix_space"]:
        return None
    if kinds == ["ByteLevel"]:
        return "gpt2" if steps[0]["use_regex"] else None
    split = steps[0]
    if kinds == ["Digits", "ByteLevel"] and split["individual_digits"] and steps[1]["use_regex"]:
        return _SINGLE_DIGITS
    if kinds != ["Split", "ByteLevel"] or steps[1]["use_regex"] or split["behavior"] != "Isolated" or split["invert"]:
        return None
    expression = split["pattern"].get("Regex")
    return next((name for name, known in EXPRESSIONS.items() if known == expression), None)


def _tokens(tokenizer: Tokenizer, rows: int) -> tuple[list[str], list[int]]:
    """The token and kind of each row of the embedding. A row without a token gets a name that no text yields."""
    tokens, kinds = [f"[PAD{row}]" for row in range(rows)], [_UNUSED] * rows
    for text, place in tokenizer.backend.get_vocab(with_added_tokens=False).items():
        tokens[place], kinds[place] = text, _NORMAL
    for place, token in tokenizer.backend.get_added_tokens_decoder().items():
        tokens[place], kinds[place] = token.content, _CONTROL if token.special else _USER_DEFINED
    return tokens, kinds


def _added_around(tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """The ids that the tokenizer puts before and after each text. Raises StudioError for several on one side."""
    plain, whole = tokenizer.encode("a", add_special_tokens=False), tokenizer.encode("a")
    places = [place for place in range(len(whole)) if whole[place : place + len(plain)] == plain]
    if not places or places[0] > 1 or len(whole) - places[0] - len(plain) > 1:
        raise _refused(say("export.around", "it puts several tokens around each text"))
    return whole[: places[0]], whole[places[0] + len(plain) :]


def _special_ids(source: Source, starts: list[int], ends: list[int]) -> dict[str, int]:
    tokenizer = source.language.tokenizer
    by_role = {
        role: tokenizer.special_ids[token] for role, token in tokenizer.roles.items() if token in tokenizer.special_ids
    }
    ids = _end_ids(_ends(source, by_role, ends), source.language.turn_end.ids[:1])
    start = starts[0] if starts else by_role.get("bos_token", source.language.start_id)
    if start is not None:
        ids = {"bos": start, **ids}
    if "pad_token" in by_role:
        ids["padding"] = by_role["pad_token"]
    return ids


def _end_ids(ends: list[int], turn_end: tuple[int, ...]) -> dict[str, int]:
    """``eos``: the first id that ends a text. ``eot`` and ``eom``: the one that ends a turn, then the other ends."""
    ids = dict(zip(("eos",), ends, strict=False))
    rest = [token for token in dict.fromkeys((*turn_end, *ends)) if token not in ids.values()]
    return ids | dict(zip(("eot", "eom"), rest, strict=False))


def _ends(source: Source, by_role: dict[str, int], added: list[int]) -> list[int]:
    """All ids that end a text: those that the tokenizer adds, its ``eos_token``, the others."""
    own = [by_role["eos_token"]] if by_role.get("eos_token") in source.language.stop_ids else []
    return list(dict.fromkeys((*added, *own, *source.language.stop_ids)))


def _normalizer_notes(state: Any) -> Iterator[Message]:
    """llama.cpp normalises no text. NFC is only noted, since nearly every text is in it already; others are refused."""
    if state is None:
        return
    if state["type"] != "NFC":
        raise _refused(say("export.normalizer", "it changes text before splitting it ({kind})", kind=state["type"]))
    yield say(
        "export.nfc",
        "llama.cpp does not compose accents (NFC) before it splits a text: text with decomposed accents gets other "
        "tokens there.",
    )


def _token_notes(tokenizer: Tokenizer) -> Iterator[Message]:
    added = tokenizer.backend.get_added_tokens_decoder().values()
    odd = sorted(token.content for token in added if token.lstrip or token.rstrip or token.single_word)
    if odd:
        yield say(
            "export.blanks",
            "In llama.cpp the token {token} does not take the blanks beside it.",
            token=odd[0],
        )


def _blank_notes(described: dict[str, Any]) -> Iterator[Message]:
    if gguf_pieces.is_pieces(described) and gguf_pieces.is_sparing(described):
        yield say(
            "export.blank_after",
            "llama.cpp puts a blank before every text, also where it begins with one or follows a special token, which "
            "this model's tokenizer does not.",
        )


def _end_notes(source: Source, ids: dict[str, int]) -> Iterator[Message]:
    left = len(set(source.language.stop_ids) - {ids[key] for key in _END_KEYS if key in ids})
    if left:
        yield say(
            "export.ends",
            "GGUF names three tokens that end a text; this model has {count} more, which may not stop llama.cpp.",
            count=left,
        )


def _refused(reason: Message) -> StudioError:
    return StudioError(
        "export.tokenizer",
        "llama.cpp does not know this model's kind of tokenizer ({reason}), so it would read other tokens: choose "
        "another format.",
        reason=reason,
    )
