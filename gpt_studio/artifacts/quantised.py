"""Refuses quantised weights, and names the program that quantised them, by settings and tensor names.

transformers writes ``quantization_config`` into config.json, MLX ``quantization``; older programs wrote a separate
file. Needs no torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.json_file import read_optional_object
from gpt_studio.artifacts.safetensors_header import StoredTensor
from gpt_studio.core.errors import StudioError, shortened

_ENTRIES = ("quantization_config", "compression_config", "quantization")
_FILES = {"quantize_config.json": "gptq", "quant_config.json": "awq", "hf_quant_config.json": "modelopt"}
_PROGRAMS = {
    "aqlm": "AQLM",
    "auto-round": "AutoRound",
    "autoround": "AutoRound",
    "awq": "AWQ",
    "bitnet": "BitNet",
    "bitsandbytes": "bitsandbytes",
    "bitsandbytes_4bit": "bitsandbytes",
    "bitsandbytes_8bit": "bitsandbytes",
    "compressed-tensors": "compressed-tensors",
    "eetq": "EETQ",
    "exl2": "ExLlamaV2",
    "exl3": "ExLlamaV3",
    "fbgemm_fp8": "FBGEMM (FP8)",
    "fp8": "FP8",
    "fp_quant": "FP-Quant",
    "gptq": "GPTQ",
    "higgs": "HIGGS",
    "hqq": "HQQ",
    "mlx": "MLX",
    "modelopt": "NVIDIA ModelOpt",
    "mxfp4": "MXFP4",
    "quanto": "Quanto",
    "spqr": "SpQR",
    "torchao": "torchao",
    "vptq": "VPTQ",
}
_BITS = ("bits", "w_bit", "num_bits", "nbits", "weight_bits")
_MOST_BITS = 16
_BY_TENSORS = (
    # The ending of a tensor's name, its possible dtypes (none: any), and the program. The most specific come first.
    (".qweight", ("I32",), "gptq"),
    (".quant_state.bitsandbytes__nf4", (), "bitsandbytes"),
    (".quant_state.bitsandbytes__fp4", (), "bitsandbytes"),
    (".weight.quant_map", (), "bitsandbytes"),
    (".SCB", (), "bitsandbytes"),
    (".weight_packed", (), "compressed-tensors"),
    (".q_weight", (), "exl2"),
    (".W_q", (), "hqq"),
    (".weight_scale_inv", (), "fp8"),
    (".biases", ("F16", "BF16", "F32"), "mlx"),
    ("_blocks", ("U8",), "mxfp4"),
)
_EIGHT_BIT_FLOATS = {"F8_E4M3", "F8_E5M2"}


def refuse_quantised(folder: Path, hf: Mapping[str, Any]) -> None:
    """Raise StudioError if ``hf``, the content of config.json, or a file beside it says that weights are quantised."""
    for entry in _ENTRIES:
        if settings := hf.get(entry):
            raise _quantised(folder, _program(entry, settings), _bits(settings))
    for name, program in _FILES.items():
        if settings := read_optional_object(folder / name):
            raise _quantised(folder, program, _bits(settings))


def refuse_quantised_tensors(folder: Path, tensors: Mapping[str, StoredTensor]) -> None:
    """Raise StudioError if names and dtypes of the stored tensors are those of a quantisation program."""
    for ending, dtypes, program in _BY_TENSORS:
        if any(name.endswith(ending) and (not dtypes or tensors[name].dtype in dtypes) for name in tensors):
            if program == "mlx" and not _has_packed(tensors):
                continue
            raise _quantised(folder, program, None)
    if _EIGHT_BIT_FLOATS & {tensor.dtype for tensor in tensors.values()}:
        raise _quantised(folder, "fp8", 8)


def _has_packed(tensors: Mapping[str, StoredTensor]) -> bool:
    return any(tensor.dtype == "U32" for tensor in tensors.values())


def _program(entry: str, settings: Any) -> str:
    found = settings if isinstance(settings, dict) else {}
    named = found.get("quant_method") or found.get("quant_algo") or ""
    if isinstance(named, str) and named:
        return named
    if entry == "quantization" or {"bits", "group_size"} <= found.keys():  # MLX writes the same under both names
        return "mlx"
    if found.get("load_in_4bit") or found.get("load_in_8bit"):  # transformers before 4.33 named no method
        return "bitsandbytes"
    return "compressed-tensors" if entry == "compression_config" else ""


def _bits(settings: Any) -> int | None:
    found = settings if isinstance(settings, dict) else {}
    if found.get("load_in_4bit") or found.get("_load_in_4bit"):
        return 4
    if found.get("load_in_8bit") or found.get("_load_in_8bit"):
        return 8
    return next(_whole(found.get(name) for name in _BITS), None)


def _whole(values: Iterable[Any]) -> Iterator[int]:
    return (value for value in values if type(value) is int and 0 < value <= _MOST_BITS)


def _quantised(folder: Path, program: str, bits: int | None) -> StudioError:
    shown = _PROGRAMS.get(program.lower(), shortened(program))
    if not shown:
        return StudioError(
            "config.quantized",
            "The weights in {folder} are quantised, which GPT Studio does not read: get the model's original weights.",
            folder=folder,
        )
    if bits is None:
        return StudioError(
            "config.quantized_by",
            "The weights in {folder} are quantised with {program}, which GPT Studio does not read: get the model's "
            "original weights.",
            folder=folder,
            program=shown,
        )
    return StudioError(
        "config.quantized_to",
        "The weights in {folder} are quantised with {program} to {bits} bits, which GPT Studio does not read: get the "
        "model's original weights.",
        folder=folder,
        program=shown,
        bits=bits,
    )
