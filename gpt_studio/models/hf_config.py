"""Reading and writing ``config.json`` as Hugging Face transformers 4 and 5 write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpt_studio.core.errors import StudioError


def whole_number(hf: Mapping[str, Any], name: str, default: int) -> int:
    """A positive whole number; ``default`` (that of transformers) where the file leaves it out."""
    value = hf.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(name, value, "a whole number above 0")
    return value


def number(hf: Mapping[str, Any], name: str, default: float) -> float:
    value = hf.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise _wrong(name, value, "a number, 0 or above")
    return float(value)


def switch(hf: Mapping[str, Any], name: str, default: bool) -> bool:
    value = hf.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(name, value, "true or false")
    return value


def choice(hf: Mapping[str, Any], name: str, default: str, supported: tuple[str, ...]) -> str:
    value = hf.get(name, default)
    if value not in supported:
        raise StudioError(
            "config.choice",
            "config.json sets {name} to {value!r}, which GPT Studio does not compute (it knows {supported}): "
            "open another model.",
            name=name,
            value=value,
            supported=", ".join(supported),
        )
    return str(value)


def unsupported(name: str, value: Any) -> StudioError:
    """An option that changes the numbers and that this program does not compute."""
    return StudioError(
        "config.unsupported",
        "config.json sets {name} to {value!r}, which changes what the model computes and which GPT Studio does not "
        "support: open another model.",
        name=name,
        value=value,
    )


def inconsistent(reason: str) -> StudioError:
    """Sizes that contradict each other; ``reason`` is the contradiction in words."""
    return StudioError(
        "config.inconsistent", "config.json contradicts itself ({reason}): get a good copy of it.", reason=reason
    )


def _wrong(name: str, value: Any, expected: str) -> StudioError:
    return StudioError(
        "config.value",
        "config.json sets {name} to {value!r}, but it must be {expected}: get a good copy of it.",
        name=name,
        value=value,
        expected=expected,
    )


def shared_entries(
    *,
    architecture: str,
    model_type: str,
    dtype: str,
    bos_token_id: int | None,
    eos_token_id: int | list[int] | None,
    pad_token_id: int | None,
) -> dict[str, Any]:
    """The entries every architecture has. transformers 4 reads ``torch_dtype``, 5 reads ``dtype``."""
    return {
        "architectures": [architecture],
        "model_type": model_type,
        "dtype": dtype,
        "torch_dtype": dtype,
        "bos_token_id": bos_token_id,
        "eos_token_id": eos_token_id,
        "pad_token_id": pad_token_id,
        "use_cache": True,
    }
