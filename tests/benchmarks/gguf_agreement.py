"""How often a GGUF file names the same next token as the model that it was made from:
``python tests/benchmarks/gguf_agreement.py``.

Trains a small model of each architecture on the built-in sample, exports it in each format, and asks llama.cpp for the
likeliest next token at 2,000 places of text that was held out. Prints the share that is the same here, and whether a
text of 24 tokens is the same in float32. Needs the package ``xllamacpp``; about two minutes for each architecture.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import cross_entropy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from brief_models import CONFIGS, MORE_CONFIGS, save
from llama_cpp import Question, ask
from tiny_folders import byte_level_tokenizer

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.sample import sample_documents
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import ExportModel
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.tokenization.tokenizer import Tokenizer

FORMATS = ("gguf-f32", "gguf-f16", "gguf-bf16", "gguf-q8_0", "gguf-q4_0")
PLACES, LENGTH, BATCH = 2000, 64, 8
_WIDER = {"hidden_size": 128, "intermediate_size": 256, "head_dim": 32, "num_hidden_layers": 3}
_WIDER_GPT2 = {"n_embd": 128, "n_inner": 384, "n_layer": 3}
_WIDER_NEO = {"hidden_size": 128, "num_layers": 2}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", nargs="+", default=[*CONFIGS, *MORE_CONFIGS])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each model is trained")
    parser.add_argument("--formats", nargs="+", default=FORMATS)
    wanted = parser.parse_args()
    texts = [document.text for document in sample_documents(size=1_500_000) if document.text]
    tokenizer = tokenizer_of(texts)
    ids = torch.tensor([token for text in texts for token in (*tokenizer.encode_text(text), 0)])
    learnt, held_out = ids[: -40 * LENGTH * 2], ids[-40 * LENGTH * 2 :]
    print(f"{len(texts)} texts, {len(ids):,} tokens, vocabulary {tokenizer.vocab_size}")
    with tempfile.TemporaryDirectory() as scratch:
        for model_type in wanted.types:
            compare(model_type, Path(scratch) / model_type, tokenizer, learnt, held_out, wanted.seconds, wanted.formats)


def tokenizer_of(texts: list[str]) -> Tokenizer:
    import tokenizers

    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=640,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend = byte_level_tokenizer().backend
    backend.train_from_iterator(texts[:400], trainer)
    return Tokenizer(backend)


def compare(
    model_type: str,
    folder: Path,
    tokenizer: Tokenizer,
    learnt: torch.Tensor,
    held_out: torch.Tensor,
    seconds: float,
    formats: list[str],
) -> None:
    hf = {"model_type": model_type, **config_of(model_type), "vocab_size": tokenizer.vocab_size}
    model = new_model(family(model_type).config.from_hf(hf), generator=torch.Generator().manual_seed(0))
    loss = train(model, learnt, seconds)
    save(folder, hf, model.eval(), tokenizer)
    rows = held_out[: len(held_out) // LENGTH * LENGTH].view(-1, LENGTH)
    with torch.no_grad():
        likeliest = model.logits(model(rows)).argmax(-1)
    places = [(row, place) for row in range(len(rows)) for place in range(8, LENGTH)][:PLACES]
    ours = [int(likeliest[row, place - 1]) for row, place in places]
    beginnings = tuple(tuple(rows[row, :place].tolist()) for row, place in places)
    shares = []
    for form in formats:
        file = export_model.run(ExportModel(folder, form, folder.with_suffix(f".{form}.gguf")), JobContext()).path
        (answer,) = ask([Question(str(file), beginnings=beginnings)])
        same = sum(one == other for one, other in zip(answer.following, ours, strict=True))
        shares.append(f"{form} {same / len(places):.4f}")
    print(f"{model_type}: loss {loss:.2f}; {'; '.join(shares)}", flush=True)


def config_of(model_type: str) -> dict[str, Any]:
    wider = {"gpt2": _WIDER_GPT2, "gpt_neo": _WIDER_NEO}.get(model_type, _WIDER)
    config = (CONFIGS | MORE_CONFIGS)[model_type] | wider
    if model_type == "gemma3_text":
        config["num_hidden_layers"] = 6
    return config


def train(model: Any, learnt: torch.Tensor, seconds: float) -> float:
    random = torch.Generator().manual_seed(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.05)
    begun, recent, steps = time.monotonic(), 0.0, 0
    while (passed := time.monotonic() - begun) < seconds:
        steps += 1
        for group in optimizer.param_groups:
            group["lr"] = 4e-3 * min(1.0, steps / 30) * max(0.05, 1 - passed / seconds)
        starts = torch.randint(0, len(learnt) - LENGTH - 1, (BATCH,), generator=random)
        rows = torch.stack([learnt[start : start + LENGTH + 1] for start in starts])
        loss = cross_entropy(model.logits(model(rows[:, :-1])).flatten(0, 1), rows[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        recent = 0.95 * recent + 0.05 * float(loss.detach()) if recent else float(loss.detach())
    print(f"{steps} steps", end="; ")
    return recent


if __name__ == "__main__":
    main()
