"""Builds tokenizers from older files than ``tokenizer.json``: GPT-2's vocabulary and merges, BERT's word pieces.

They are built as transformers 5 does for the class that the folder names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tokenizers
from tokenizers import AddedToken, Regex, decoders, models, normalizers, pre_tokenizers, processors

from gpt_studio.core.errors import StudioError, say, shortened
from gpt_studio.core.limits import VOCABULARY as VOCABULARY_LIMIT
from gpt_studio.core.strict_json import parse
from gpt_studio.tokenization import tokenizer_class
from gpt_studio.tokenization.cutting import EXPRESSIONS
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.soundness import unsound
from gpt_studio.tokenization.special_tokens import CONFIG

VOCABULARY = "vocab.json"
MERGES = "merges.txt"
WORD_PIECES = "vocab.txt"
# Rust's definition of white space; Python's str.rstrip() would also remove four control characters.
_BLANKS = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"


def from_vocabulary_and_merges(
    files: Mapping[str, bytes], folder: Path, settings: Mapping[str, Any], kind: str | None, stated: str | None
) -> tokenizers.Tokenizer:
    """A byte-level tokenizer. ``kind`` and ``stated``: see tokenizer_class.py.

    If no class is stated, entries that no text can produce become special tokens. Raises StudioError.
    """
    if stated is not None and kind not in (tokenizer_class.GPT2, tokenizer_class.NEOX, tokenizer_class.QWEN2):
        raise _unknown_class(folder, stated, f"{VOCABULARY}, {MERGES}")
    vocabulary = _vocabulary(files[VOCABULARY], folder / VOCABULARY)
    merges = _merges(text_of(files[MERGES], folder / MERGES), vocabulary, folder / MERGES)
    prefix = _flag(settings, "add_prefix_space", False, folder)
    with rust_errors(damaged(folder / MERGES)):
        backend = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
        bytes_only = pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=kind != tokenizer_class.QWEN2)
        if kind == tokenizer_class.QWEN2:
            split = pre_tokenizers.Split(Regex(EXPRESSIONS["qwen2"]), behavior="isolated")
            backend.pre_tokenizer = pre_tokenizers.Sequence([split, bytes_only])
        else:
            backend.pre_tokenizer = bytes_only
        if kind in (tokenizer_class.QWEN2, tokenizer_class.NEOX):
            backend.normalizer = normalizers.NFC()
        backend.decoder = decoders.ByteLevel()
        backend.post_processor = processors.ByteLevel(trim_offsets=False)
        if stated is None:
            special = _not_from_merges(vocabulary, merges)
            backend.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return backend


def from_word_pieces(
    files: Mapping[str, bytes], folder: Path, settings: Mapping[str, Any], kind: str | None, stated: str | None
) -> tokenizers.Tokenizer:
    """BERT's tokenizer, from a file with one token per line. Raises StudioError."""
    if stated is not None and kind != tokenizer_class.BERT:
        raise _unknown_class(folder, stated, WORD_PIECES)
    lines = text_of(files[WORD_PIECES], folder / WORD_PIECES).removesuffix("\n").split("\n")
    vocabulary = {line.rstrip(_BLANKS): number for number, line in enumerate(lines)}
    if len(lines) > VOCABULARY_LIMIT:
        raise unsound(
            folder / WORD_PIECES,
            say("tokenizer.too_many", "it has more than {limit} tokens", limit=VOCABULARY_LIMIT),
        )
    unknown = settings.get("unk_token", "[UNK]")
    unknown = unknown.get("content") if isinstance(unknown, dict) else unknown
    strip_accents = settings.get("strip_accents")
    backend = tokenizers.Tokenizer(
        models.WordPiece(vocabulary, unk_token=unknown if isinstance(unknown, str) else "[UNK]")
    )
    backend.normalizer = normalizers.BertNormalizer(
        clean_text=True,
        handle_chinese_chars=_flag(settings, "tokenize_chinese_chars", True, folder),
        strip_accents=None if strip_accents is None else _flag(settings, "strip_accents", True, folder),
        lowercase=_flag(settings, "do_lower_case", True, folder),
    )
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.decoder = decoders.WordPiece(prefix="##")
    return backend


def add_ends(
    backend: tokenizers.Tokenizer, settings: Mapping[str, Any], roles: Mapping[str, str], folder: Path, kind: str | None
) -> None:
    """Make ``backend`` add its class and separator tokens (BERT) or its begin and end tokens around every text."""
    if kind == tokenizer_class.BERT:
        ends = (roles.get("cls_token"), roles.get("sep_token"))
    else:
        begin = roles.get("bos_token") if _flag(settings, "add_bos_token", False, folder) else None
        ends = (begin, roles.get("eos_token") if _flag(settings, "add_eos_token", False, folder) else None)
    parts: list[str] = []
    added: list[dict[str, Any]] = []
    for place, token in zip(("first", "last"), ends, strict=True):
        number = backend.token_to_id(token) if token else None
        if number is not None:
            parts.append(place)
            added.append({"id": place, "ids": [number], "tokens": [token]})
    if added:
        parts.insert("first" in parts, "$A")
        backend.post_processor = processors.TemplateProcessing(single=parts, special_tokens=added)


def _vocabulary(data: bytes, path: Path) -> dict[str, int]:
    vocabulary = object_of(data, path)
    if not all(type(i) is int and 0 <= i < VOCABULARY_LIMIT for i in vocabulary.values()):
        raise unsound(
            path,
            say(
                "tokenizer.id_no_number",
                "an id in it is not a whole number from 0 to {limit}",
                limit=VOCABULARY_LIMIT,
            ),
        )
    if len(set(vocabulary.values())) != len(vocabulary):
        raise unsound(path, say("tokenizer.ids_same", "two of its tokens have the same id"))
    return vocabulary


def _merges(text: str, vocabulary: Mapping[str, int], path: Path) -> list[tuple[str, str]]:
    lines = text.split("\n")
    pairs = [line.rstrip("\r").split(" ") for line in lines if line.strip() and not line.startswith("#version")]
    if not all(len(pair) == 2 for pair in pairs):
        raise damaged(path)
    merges = [(left, right) for left, right in pairs]
    for left, right in merges:
        if left not in vocabulary or right not in vocabulary or left + right not in vocabulary:
            raise unsound(
                path,
                say(
                    "tokenizer.merge_unknown",
                    "the merge {merge!r} needs tokens that {vocabulary} does not have",
                    merge=shortened(f"{left} {right}"),
                    vocabulary=VOCABULARY,
                ),
            )
    return merges


def _not_from_merges(vocabulary: Mapping[str, int], merges: list[tuple[str, str]]) -> list[str]:
    """The entries that are neither bytes nor the result of a merge: no text produces them, so they are special."""
    made = {left + right for left, right in merges}
    found = [token for token in vocabulary if len(token) > 1 and token not in made]
    return sorted(found, key=lambda token: vocabulary[token])


def _flag(settings: Mapping[str, Any], name: str, usual: bool, folder: Path) -> bool:
    value = settings.get(name)
    if value is None:
        return usual
    if not isinstance(value, bool):
        raise unsound(folder / CONFIG, say("tokenizer.no_flag", "its {name} is neither true nor false", name=name))
    return value


def _unknown_class(folder: Path, name: str, found: str) -> StudioError:
    return StudioError(
        "tokenizer.class_unknown",
        "The tokenizer in {folder} is a {name}, which GPT Studio cannot put together from {found} alone: get its "
        "tokenizer.json.",
        folder=folder,
        name=shortened(name),
        found=found,
    )


def object_of(data: bytes, path: Path) -> dict[str, Any]:
    """The JSON object in ``data``. Raises StudioError."""
    content = parse(data, path)
    if not isinstance(content, dict):
        raise damaged(path)
    return content


def text_of(data: bytes, path: Path) -> str:
    """Decode ``data`` as UTF-8. Raises StudioError if it is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise damaged(path) from error


def damaged(path: Path) -> StudioError:
    return StudioError(
        "tokenizer.damaged",
        "{path} cannot be read or is damaged: get a good copy of it, or choose another tokenizer.",
        path=path,
    )
