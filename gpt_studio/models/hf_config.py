"""Read and write entries of ``config.json``. Readers raise StudioError for a wrong value."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from gpt_studio.core.errors import Message, StudioError, say, shortened


def whole_number(hf: Mapping[str, Any], name: str, default: int) -> int:
    """A positive whole number; ``default`` (that of transformers) where the file leaves it out."""
    value = hf.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _wrong(name, value, say("config.whole", "a whole number above 0"))
    return value


def number(hf: Mapping[str, Any], name: str, default: float) -> float:
    value = hf.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= sys.float_info.max:
        raise _wrong(name, value, say("config.number", "a number, 0 or above"))
    return float(value)


def dropout(hf: Mapping[str, Any], name: str, default: float) -> float:
    """A dropout probability, from 0 to 1."""
    if number(hf, name, default) > 1:
        raise _wrong(name, hf[name], say("config.share", "a number from 0 to 1"))
    return number(hf, name, default)


def optional_number(hf: Mapping[str, Any], name: str) -> float | None:
    """A number, 0 or above; None where the file says null or leaves it out."""
    return None if hf.get(name) is None else number(hf, name, 0.0)


def positive(hf: Mapping[str, Any], name: str, default: float = 0.0) -> float:
    """A number above 0, which the file must give where there is no ``default``."""
    value = number(hf, name, default)
    if value == 0:
        raise _wrong(name, hf.get(name), say("config.positive", "a number above 0"))
    return value


def optional_positive(hf: Mapping[str, Any], name: str, default: float | None) -> float | None:
    """A number above 0; None where the file says null."""
    return None if hf.get(name, default) is None else positive(hf, name, default or 0.0)


def positive_numbers(hf: Mapping[str, Any], name: str) -> tuple[float, ...]:
    """A list of numbers above 0, which the file must give."""
    values = hf.get(name)
    if not isinstance(values, list):
        raise _wrong(name, values, say("config.numbers", "a list of numbers"))
    return tuple(positive({name: value}, name) for value in values)


def per_layer(hf: Mapping[str, Any], name: str, layers: int, supported: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """One of ``supported`` for each layer; None where the file says null or leaves it out."""
    values = hf.get(name)
    if values is None:
        return None
    if not isinstance(values, list) or len(values) != layers:
        expected = say("config.per_layer", "a list with one entry for each of {layers} layers", layers=layers)
        raise _wrong(name, values, expected)
    for value in values:
        if value not in supported or isinstance(value, bool):
            raise unsupported(name, value)
    return tuple(values)


def renamed(hf: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """``hf`` with entries under other ``names``, which transformers also reads, copied to their usual names.

    Raises StudioError where both are there and differ.
    """
    found = dict(hf)
    for other, usual in names.items():
        if other in hf:
            if hf.get(usual, hf[other]) != hf[other]:
                raise contradiction(**{usual: hf[usual], other: hf[other]})
            found[usual] = hf[other]
    return found


def switch(hf: Mapping[str, Any], name: str, default: bool) -> bool:
    value = hf.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(name, value, say("config.switch", "true or false"))
    return value


def optional_switch(hf: Mapping[str, Any], name: str) -> bool:
    """False where the file says null or leaves it out."""
    return hf.get(name) is not None and switch(hf, name, False)


def choice(hf: Mapping[str, Any], name: str, default: str, supported: tuple[str, ...]) -> str:
    value = hf.get(name, default)
    if value not in supported:
        raise StudioError(
            "config.choice",
            "config.json sets {name} to {value!r}, which GPT Studio does not compute (it knows {supported}): "
            "open another model.",
            name=name,
            value=shortened(value),
            supported=", ".join(supported),
        )
    return str(value)


def unsupported(name: str, value: Any) -> StudioError:
    """The error for an option that changes the results and that this program does not compute."""
    return StudioError(
        "config.unsupported",
        "config.json sets {name} to {value!r}, which changes what the model computes and which GPT Studio does not "
        "support: open another model.",
        name=shortened(name),
        value=shortened(value),
    )


def inconsistent(reason: Message) -> StudioError:
    """The error for a config that contradicts itself; ``reason`` says how."""
    return StudioError(
        "config.inconsistent", "config.json contradicts itself ({reason}): get a good copy of it.", reason=reason
    )


def contradiction(**entries: Any) -> StudioError:
    """The error for two named entries that contradict each other."""
    (first, one), (second, other) = entries.items()
    return inconsistent(
        say(
            "config.contradiction",
            "{first} {one!r} does not go with {second} {other!r}",
            first=first,
            one=shortened(one),
            second=second,
            other=shortened(other),
        )
    )


def _wrong(name: str, value: Any, expected: Message) -> StudioError:
    return StudioError(
        "config.value",
        "config.json sets {name} to {value!r}, but it must be {expected}: get a good copy of it.",
        name=name,
        value=shortened(value),
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
    """The entries that every architecture has. transformers 4 reads ``torch_dtype``, 5 reads ``dtype``."""
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
