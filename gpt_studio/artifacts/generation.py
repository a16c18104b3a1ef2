"""``generation_config.json``: how a model likes to write, and its special token ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpt_studio.artifacts.names import GENERATION
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import END_TOKENS


@dataclass(frozen=True)
class Generation:
    """None means that the file does not say. ``eos_token_ids`` end a text; any of them does.

    Without ``do_sample`` the model always takes the likeliest token, and temperature, top_p and top_k say nothing.
    ``top_k`` 0 means no limit.
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

    @property
    def eos_entry(self) -> int | list[int] | None:
        """``eos_token_id`` as JSON files hold it: one number, a list or null."""
        ids = list(self.eos_token_ids)
        return ids[0] if len(ids) == 1 else ids or None

    def to_hf(self) -> dict[str, Any]:
        """The file's content: only entries that go together, so that transformers has nothing to warn about."""
        entries: dict[str, Any] = {
            "bos_token_id": self.bos_token_id,
            "eos_token_id": self.eos_entry,
            "pad_token_id": self.pad_token_id,
            "repetition_penalty": self.repetition_penalty,
            "max_new_tokens": self.max_new_tokens,
        }
        if self.do_sample:
            entries |= {
                "do_sample": True,
                "temperature": self.temperature,
                "top_p": self.top_p,
                "top_k": self.top_k,
            }
        return {name: value for name, value in entries.items() if value is not None}

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Generation:
        """Read the file's content. Raises StudioError naming an entry that makes no sense."""
        temperature = _number(hf, "temperature")
        top_k = _whole(hf, "top_k")
        return cls(
            eos_token_ids=token_ids(hf, "eos_token_id"),
            bos_token_id=_token(hf, "bos_token_id"),
            pad_token_id=_token(hf, "pad_token_id"),
            do_sample=_switch(hf, "do_sample"),
            temperature=temperature,
            top_p=_number(hf, "top_p"),
            top_k=top_k,
            repetition_penalty=_number(hf, "repetition_penalty"),
            max_new_tokens=_whole(hf, "max_new_tokens"),
        )


def token_ids(hf: Mapping[str, Any], name: str, file: str = GENERATION) -> tuple[int, ...]:
    """One id, a list of them or null, as a tuple. Negative ones mean that there is no such token, and are left out.

    Raises StudioError naming ``file`` for anything else.
    """
    value = hf.get(name)
    listed = [] if value is None else value if isinstance(value, list) else [value]
    listed = [token for token in listed if not is_no_token(token)]
    if len(listed) > END_TOKENS or not all(_is_whole(token) for token in listed):
        raise _wrong(name, value, file)
    return tuple(listed)


def is_no_token(value: Any) -> bool:
    """Whether ``value`` is a negative id, with which older conversions say that there is no such token."""
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
