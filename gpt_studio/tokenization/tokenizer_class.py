"""Defaults by tokenizer class, for folders that do not state everything.

Only classes used by the supported architectures; the roles are the defaults of transformers 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GPT2, NEOX, QWEN2, LLAMA, GEMMA, BERT = "GPT2", "GPTNeoX", "Qwen2", "Llama", "Gemma", "Bert"
_KINDS = {
    "GPT2Tokenizer": GPT2,
    "GPTNeoXTokenizer": NEOX,
    "Qwen2Tokenizer": QWEN2,
    "LlamaTokenizer": LLAMA,
    "GemmaTokenizer": GEMMA,
    "BertTokenizer": BERT,
    "DistilBertTokenizer": BERT,
    "ElectraTokenizer": BERT,
}
_KIND_OF_MODEL = {
    "gpt2": GPT2,
    "gpt_neo": GPT2,
    "gpt_neox": NEOX,
    "qwen2": QWEN2,
    "qwen3": QWEN2,
    "llama": LLAMA,
    "gemma2": GEMMA,
    "gemma3_text": GEMMA,
}
_ANY = ("PreTrainedTokenizer", "TokenizersBackend", "PythonBackend")  # generic classes, which imply nothing
_END = "<|endoftext|>"
_ROLES = {
    GPT2: {"bos_token": _END, "eos_token": _END, "unk_token": _END},
    NEOX: {"bos_token": _END, "eos_token": _END, "unk_token": _END, "pad_token": "<|padding|>"},
    QWEN2: {"eos_token": _END, "unk_token": _END, "pad_token": _END},
    LLAMA: {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"},
    GEMMA: {
        "bos_token": "<bos>",
        "eos_token": "<eos>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    },
    BERT: {
        "unk_token": "[UNK]",
        "sep_token": "[SEP]",
        "pad_token": "[PAD]",
        "cls_token": "[CLS]",
        "mask_token": "[MASK]",
    },
}


def stated_class(settings: Mapping[str, Any], config: Mapping[str, Any]) -> str | None:
    """The class in ``tokenizer_config.json``, else in ``config.json``, without "Fast"; None if none or generic."""
    name = settings.get("tokenizer_class") or config.get("tokenizer_class")
    if not isinstance(name, str) or name.removesuffix("Fast") in _ANY:
        return None
    return name.removesuffix("Fast")


def kind_of(settings: Mapping[str, Any], config: Mapping[str, Any]) -> str | None:
    """One of the kinds above, by the stated class or, if the files name no class, by the architecture; else None."""
    name = stated_class(settings, config)
    if name is not None:
        return _KINDS.get(name)
    if settings.get("tokenizer_class") or config.get("tokenizer_class"):
        return None
    model_type = config.get("model_type")
    return _KIND_OF_MODEL.get(model_type) if isinstance(model_type, str) else None


def roles_of_class(kind: str | None) -> dict[str, str]:
    """The default roles in tokenizers of this kind."""
    return dict(_ROLES.get(kind or "", {}))
