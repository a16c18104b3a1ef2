"""Reads and writes ``generation_config.json``: default sampling settings and special token ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpt_studio.artifacts.names import GENERATION
from gpt_studio.artifacts.remote_code import CODE_ENTRIES
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import BANNED_TOKENS, END_TOKENS

_NO_TOP_K = -1  # "no limit" in other programs
_LONGEST_TEXT = 1024
_KNOWN = frozenset(
    (
        *("eos_token_id", "bos_token_id", "pad_token_id", "do_sample", "temperature", "top_p", "top_k", "min_p"),
        *("typical_p", "repetition_penalty", "max_new_tokens", "no_repeat_ngram_size", "suppress_tokens"),
        *("begin_suppress_tokens", "bad_words_ids", "min_new_tokens"),
        # The person sets the number of new tokens instead.
        "max_length",
        # These affect only speed, memory, other return values, or architectures that are not supported.
        *("transformers_version", "use_cache", "cache_implementation", "cache_config", "return_legacy_cache"),
        *("num_return_sequences", "output_attentions", "output_hidden_states", "output_scores", "output_logits"),
        *("return_dict_in_generate", "decoder_start_token_id", "compile_config", "disable_compile"),
        *("prefill_chunk_size", "prompt_lookup_num_tokens", "max_matching_ngram_size", "is_assistant"),
        *("num_assistant_tokens", "num_assistant_tokens_schedule", "assistant_confidence_threshold"),
        *("assistant_early_exit", "assistant_lookbehind", "target_lookbehind", "assistant_ensemble_weight"),
        *("max_cache_len", "speculation_type", "use_mtp"),
        *("encoder_repetition_penalty", "encoder_no_repeat_ngram_size", "continuous_batching_config"),
        *("remove_invalid_values", "renormalize_logits", "low_memory"),
        # remote_code.py reports these.
        *CODE_ENTRIES,
        # These have no effect with one beam (below).
        *("length_penalty", "early_stopping", "diversity_penalty"),
    )
)
_WITHOUT_EFFECT = {
    "num_beams": 1,
    "num_beam_groups": 1,
    "min_length": 0,
    "guidance_scale": 1,
    "top_h": 1,
    "epsilon_cutoff": 0,
    "eta_cutoff": 0,
    "penalty_alpha": 0,
}


def longest_text(context_length: int) -> int:
    """How many new tokens a text may have where no one says it: half of the context, so that the other half holds what
    the text goes on from; at most 1024."""
    return max(1, min(context_length // 2, _LONGEST_TEXT))


@dataclass(frozen=True)
class Generation:
    """The settings in the file; None means not stated. Any of ``eos_token_ids`` ends a text.

    Without ``do_sample`` the likeliest token is always taken, and temperature, top_p and top_k have no effect.
    ``top_k`` 0 means no limit. ``suppress_tokens`` and the sequences ``bad_words_ids`` are never generated,
    ``begin_suppress_tokens`` not as the first token. ``not_followed`` names the entries that change the output of
    transformers and that this program ignores.
    """

    eos_token_ids: tuple[int, ...] = ()
    bos_token_id: int | None = None
    pad_token_id: int | None = None
    do_sample: bool | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    repetition_penalty: float | None = None
    max_new_tokens: int | None = None
    min_new_tokens: int | None = None
    min_p: float | None = None
    typical_p: float | None = None
    no_repeat_ngram_size: int | None = None
    suppress_tokens: tuple[int, ...] = ()
    begin_suppress_tokens: tuple[int, ...] = ()
    bad_words_ids: tuple[tuple[int, ...], ...] = ()
    not_followed: tuple[str, ...] = ()

    @property
    def eos_entry(self) -> int | list[int] | None:
        """``eos_token_id`` as in JSON files: one number, a list or null."""
        ids = list(self.eos_token_ids)
        return ids[0] if len(ids) == 1 else ids or None

    def to_hf(self) -> dict[str, Any]:
        """The file's content; sampling entries only with ``do_sample``, so that transformers does not warn."""
        entries: dict[str, Any] = {
            "bos_token_id": self.bos_token_id,
            "eos_token_id": self.eos_entry,
            "pad_token_id": self.pad_token_id,
            "repetition_penalty": self.repetition_penalty,
            "max_new_tokens": self.max_new_tokens,
            "min_new_tokens": self.min_new_tokens,
            "no_repeat_ngram_size": self.no_repeat_ngram_size,
            "suppress_tokens": list(self.suppress_tokens) or None,
            "begin_suppress_tokens": list(self.begin_suppress_tokens) or None,
            "bad_words_ids": [list(sequence) for sequence in self.bad_words_ids] or None,
        }
        if self.do_sample:
            entries |= {
                "do_sample": True,
                "temperature": self.temperature,
                "top_p": self.top_p,
                "top_k": self.top_k,
                "min_p": self.min_p,
                "typical_p": self.typical_p,
            }
        return {name: value for name, value in entries.items() if value is not None}

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Generation:
        """Read the file's content. Raises StudioError naming an invalid entry."""
        top_k = 0 if hf.get("top_k") == _NO_TOP_K else _whole(hf, "top_k")
        return cls(
            eos_token_ids=token_ids(hf, "eos_token_id"),
            bos_token_id=_token(hf, "bos_token_id"),
            pad_token_id=_token(hf, "pad_token_id"),
            do_sample=_switch(hf, "do_sample"),
            temperature=_number(hf, "temperature"),
            top_p=_number(hf, "top_p"),
            top_k=top_k,
            repetition_penalty=_number(hf, "repetition_penalty"),
            max_new_tokens=_whole(hf, "max_new_tokens"),
            min_new_tokens=_whole(hf, "min_new_tokens"),
            min_p=_number(hf, "min_p"),
            typical_p=_number(hf, "typical_p"),
            no_repeat_ngram_size=_whole(hf, "no_repeat_ngram_size"),
            suppress_tokens=_token_list(hf, "suppress_tokens"),
            begin_suppress_tokens=_token_list(hf, "begin_suppress_tokens"),
            bad_words_ids=_sequences(hf, "bad_words_ids"),
            not_followed=tuple(sorted(name for name, value in hf.items() if _changes_output(name, value))),
        )


def _changes_output(name: str, value: Any) -> bool:
    """Whether an entry changes the output of transformers and is not read here."""
    if name in _KNOWN or name.startswith("_") or value is None or value is False or value in ([], {}):
        return False
    return name not in _WITHOUT_EFFECT or value != _WITHOUT_EFFECT[name]


def _token_list(hf: Mapping[str, Any], name: str) -> tuple[int, ...]:
    value = hf.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > BANNED_TOKENS or not all(type(token) is int for token in value):
        raise _wrong(name, value)
    return tuple(token for token in value if token >= 0)  # some files have -1 for none


def _sequences(hf: Mapping[str, Any], name: str) -> tuple[tuple[int, ...], ...]:
    value = hf.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or sum(len(part) for part in value if isinstance(part, list)) > BANNED_TOKENS:
        raise _wrong(name, value)
    if not all(isinstance(part, list) and part and all(map(_is_whole, part)) for part in value):
        raise _wrong(name, value)
    return tuple(map(tuple, value))


def token_ids(hf: Mapping[str, Any], name: str, file: str = GENERATION) -> tuple[int, ...]:
    """One id, a list of ids or null, as a tuple without negative ids, which mean that there is no such token.

    Raises StudioError naming ``file`` for anything else.
    """
    value = hf.get(name)
    listed = [] if value is None else value if isinstance(value, list) else [value]
    listed = [token for token in listed if not is_no_token(token)]
    if len(listed) > END_TOKENS or not all(_is_whole(token) for token in listed):
        raise _wrong(name, value, file)
    return tuple(listed)


def is_no_token(value: Any) -> bool:
    """Whether ``value`` is a negative id, which in older conversions means that there is no such token."""
    return type(value) is int and value < 0


def _token(hf: Mapping[str, Any], name: str) -> int | None:
    return None if is_no_token(hf.get(name)) else _whole(hf, name)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _switch(hf: Mapping[str, Any], name: str) -> bool | None:
    value = hf.get(name)
    if value is not None and not isinstance(value, bool):
        raise _wrong(name, value)
    return value


def _whole(hf: Mapping[str, Any], name: str) -> int | None:
    value = hf.get(name)
    if value is not None and not _is_whole(value):
        raise _wrong(name, value)
    return value


def _number(hf: Mapping[str, Any], name: str) -> float | None:
    value = hf.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise _wrong(name, value)
    return float(value)


def _wrong(name: str, value: Any, file: str = GENERATION) -> StudioError:
    return StudioError(
        "generation.value",
        "{file} sets {name} to {value!r}, which makes no sense: mend the entry or remove it.",
        file=file,
        name=name,
        value=shortened(value),
    )
