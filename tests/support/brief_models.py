"""Small models of each architecture that can be exported to GGUF, trained for a second on a few sentences.

They predict the next token with such confidence that rounding differences between machines do not change the text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tokenizers
import torch
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch.nn.functional import cross_entropy

from gpt_studio.artifacts.adapters import adapter_entries, save_adapter_weights
from gpt_studio.artifacts.export.gguf_pieces import BYTES
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import save_weights
from gpt_studio.models.build import new_model
from gpt_studio.models.lora import LoraShape, add_lora, learning, linear_layers
from gpt_studio.models.registry import family
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.cutting import EXPRESSIONS
from gpt_studio.tokenization.files import tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer

SENTENCES = (
    "La niña fue al bosque y encontró un zorro que sabía cantar.",
    "¿Qué hace el gato? El gato duerme sobre la piedra tibia del jardín.",
    "El señor Núñez pagó 1234 euros por un violín antiguo — ¡qué locura!",
    "Once upon a time a heron stood by the river and waited for a silver fish.",
    "The clock didn't strike at 7:30, and nobody in the village noticed.",
    "Un pingüino 🐧 y una ardilla 🐿️ cruzaron el puente, despacio.\n\n",
)
PROMPTS = ("La niña fue", "¿Qué hace", "El señor Núñez pagó", "Once upon", "The clock didn't")
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
VOCABULARY = 360
ROWS = 368  # more than there are tokens, as in published models
_DECODER = {
    "vocab_size": ROWS,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 128,
}
CONFIGS: dict[str, dict[str, Any]] = {
    "gpt2": {
        "architectures": ["GPT2LMHeadModel"],
        "vocab_size": ROWS,
        "n_embd": 64,
        "n_head": 4,
        "n_layer": 2,
        "n_positions": 128,
        "n_inner": 96,
    },
    "llama": _DECODER
    | {"architectures": ["LlamaForCausalLM"], "head_dim": 24, "rope_theta": 5000.0, "tie_word_embeddings": False},
    "qwen2": _DECODER | {"architectures": ["Qwen2ForCausalLM"], "tie_word_embeddings": True, "rope_theta": 1e6},
    "qwen3": _DECODER
    | {"architectures": ["Qwen3ForCausalLM"], "head_dim": 32, "tie_word_embeddings": True, "rms_norm_eps": 1e-5},
}
_GEMMA = _DECODER | {"head_dim": 24, "query_pre_attn_scalar": 32, "sliding_window": 16, "hidden_size": 48}
MORE_CONFIGS: dict[str, dict[str, Any]] = {
    "gemma3_text": _GEMMA | {"architectures": ["Gemma3ForCausalLM"], "num_hidden_layers": 7},
    "gemma2": _GEMMA | {"architectures": ["Gemma2ForCausalLM"], "num_hidden_layers": 3},
    "smollm3": _DECODER
    | {"architectures": ["SmolLM3ForCausalLM"], "num_hidden_layers": 5, "tie_word_embeddings": True},
    "mistral": _DECODER | {"architectures": ["MistralForCausalLM"], "sliding_window": 96},
    "gpt_neox": {name: value for name, value in _DECODER.items() if name != "num_key_value_heads"}
    | {"architectures": ["GPTNeoXForCausalLM"], "rotary_pct": 0.5, "tie_word_embeddings": True},
    "gpt_neo": {
        "architectures": ["GPTNeoForCausalLM"],
        "vocab_size": ROWS,
        "hidden_size": 64,
        "num_heads": 4,
        "num_layers": 2,
        "attention_types": [[["global", "local"], 1]],
        "window_size": 96,
        "max_position_embeddings": 128,
    },
    "phi3": _DECODER
    | {
        "architectures": ["Phi3ForCausalLM"],
        "head_dim": 16,
        "partial_rotary_factor": 0.75,
        "sliding_window": None,
        "original_max_position_embeddings": 128,
    },
    "olmo2": _DECODER | {"architectures": ["Olmo2ForCausalLM"], "tie_word_embeddings": True},
}
"""The architectures that no new model has here: compared in float32 only."""
_ROPE = "rope_theta"


def tokenizer_that_splits_like(name: str, *, adds_start: bool = False) -> Tokenizer:
    """A tokenizer that splits like ``name`` (gpt2, qwen2, llama3 or smollm) and has a chat model's special tokens."""
    backend = tokenizers.Tokenizer(models.BPE())
    split = pre_tokenizers.Split(tokenizers.Regex(EXPRESSIONS.get(name, "")), "isolated")
    bytes_alone = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    backend.pre_tokenizer = {
        "gpt2": pre_tokenizers.ByteLevel(add_prefix_space=False),
        "smollm": pre_tokenizers.Sequence([pre_tokenizers.Digits(True), pre_tokenizers.ByteLevel(False)]),
    }.get(name, pre_tokenizers.Sequence([split, bytes_alone]))
    if name == "qwen2":
        backend.normalizer = normalizers.NFC()
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(SENTENCES, trainer)
    if adds_start:
        backend.post_processor = processors.TemplateProcessing(
            single="<|endoftext|> $A", special_tokens=[("<|endoftext|>", 0)]
        )
    return Tokenizer(backend)


def pieces_tokenizer(kind: str) -> Tokenizer:
    """A tokenizer of the form into which SentencePiece's files are converted, that of Gemma, Llama 2 or Mistral 0.3."""
    special = ("<unk>", "<s>", "</s>", "<start>", "<end>")
    single = sorted(set("".join(SENTENCES)) - {" "} | {"▁"})
    words = [f"▁{word}" for sentence in SENTENCES for word in sentence.split()] + ["▁▁", "▁▁▁", "▁▁▁▁", "\n\n"]
    parts = {word[:end] for word in words for end in range(2, min(len(word), 7) + 1)}
    pieces = sorted(parts | {word[1:3] for word in words if len(word) > 3}, key=lambda part: (len(part), part))
    vocabulary = {text: place for place, text in enumerate((*special, *BYTES, *single, *pieces))}
    merges = [
        (piece[:at], piece[at:])
        for piece in pieces
        for at in range(1, len(piece))
        if {piece[:at], piece[at:]} <= vocabulary.keys()
    ]
    reached = {left + right for left, right in merges}
    assert reached == set(pieces)
    backend = tokenizers.Tokenizer(
        models.BPE(vocabulary, merges, byte_fallback=True, fuse_unk=True, unk_token="<unk>", ignore_merges=False)
    )
    replace = normalizers.Replace(" ", "▁")
    match kind:
        case "gemma":
            backend.normalizer = replace
            backend.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
        case "llama2":
            backend.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), replace])
        case _:
            backend.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    ends = [decoders.Strip(" ", 1, 0)] if kind != "gemma" else []
    backend.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), *ends])
    backend.add_special_tokens(list(special))
    backend.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return Tokenizer(backend)


def save(folder: Path, hf: dict[str, Any], model: Any, tokenizer: Tokenizer, template: str | None = CHATML) -> Path:
    """Save the model as transformers would, with the config entries of both its versions."""
    theta = {"rope_parameters": {"rope_type": "default", _ROPE: hf[_ROPE]}} if _ROPE in hf else {}
    folder.mkdir(parents=True, exist_ok=True)
    save_weights(folder, model)
    for name, content in tokenizer_files(tokenizer, model.config.context_length, template).items():
        (folder / name).write_bytes(content)
    generation = {"bos_token_id": 0, "eos_token_id": [2, 0], "pad_token_id": 0}
    (folder / "generation_config.json").write_text(json.dumps(generation))
    written = {**hf, **theta, "dtype": "float32", "torch_dtype": "float32"}
    (folder / "config.json").write_text(json.dumps(written, indent=2))
    (folder / "README.md").write_text("# Brief\n")
    return folder


def brief_model(
    folder: Path, model_type: str, tokenizer: Tokenizer, steps: int = 120, sentences: tuple[str, ...] = SENTENCES
) -> Path:
    """A folder with a model that continues each of :data:`PROMPTS` with the rest of its sentence."""
    hf = {"model_type": model_type, **(CONFIGS | MORE_CONFIGS)[model_type]}
    hf["vocab_size"] = max(ROWS, tokenizer.vocab_size)
    random = torch.Generator().manual_seed(3)
    model = new_model(
        family(model_type).config.from_hf(hf | {f"{part}_pdrop": 0 for part in ("embd", "attn", "resid")})
    )
    model.initialise(random)
    texts = [[*tokenizer.encode_text(sentence), 0] for sentence in sentences]
    longest = max(map(len, texts))
    ids = torch.tensor([text + [0] * (longest - len(text)) for text in texts])
    targets = torch.tensor([text[1:] + [-100] * (longest - len(text) + 1) for text in texts])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)
    for _ in range(steps):
        loss = cross_entropy(model.logits(model(ids)).flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return save(folder, hf, model.eval(), tokenizer)


def random_adapter(folder: Path, base: Path, *, by_root: bool = False, all_layers: bool = False) -> Path:
    """An adapter of all linear layers of the model in ``base``, large enough that it changes what is written.

    GPT-Neo's queries, keys and values are left out, unless ``all_layers``.
    """
    config = read_config(base)
    model = new_model(config, generator=torch.Generator().manual_seed(1))
    left_out = ("q_proj", "k_proj", "v_proj") if config.model_type == "gpt_neo" and not all_layers else ()
    chosen = tuple(name for name in linear_layers(model) if not name.endswith(left_out))
    shape = LoraShape(chosen, rank=3, alpha=2.0, by_root=by_root)
    random = torch.Generator().manual_seed(2)
    add_lora(model, shape, random)
    learnt = {name: parameter.detach() for name, parameter in learning(model)}
    for name, parameter in learnt.items():
        if name.endswith("lora_B"):
            parameter.normal_(0, 0.1, generator=random)
    folder.mkdir()
    save_adapter_weights(folder, learnt, model.weight_names)
    (folder / "adapter_config.json").write_text(json.dumps(adapter_entries(shape, model, str(base))))
    return folder


def greedy(
    folder: Path, prompts: tuple[str, ...] = PROMPTS, length: int = 24, adapter: Path | None = None
) -> tuple[list[list[int]], list[Any]]:
    """The ids that GPT Studio writes after each prompt, and the log-probabilities of the first one [vocabulary]."""
    from gpt_studio.artifacts.load import open_artifact

    opened = open_artifact(folder, adapter=adapter)
    written, chances = [], []
    with torch.no_grad():
        for prompt in prompts:
            ids = opened.tokenizer.encode(prompt)
            start = len(ids)
            for _ in range(length):
                logits = opened.model.logits(opened.model(torch.tensor([ids]))[0, -1])
                if len(ids) == start:
                    chances.append(logits.log_softmax(-1))
                likeliest = int(logits.argmax())
                if likeliest in opened.stop_ids:
                    break
                ids.append(likeliest)
            written.append(ids[start:])
    return written, chances
