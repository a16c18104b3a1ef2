"""Compare with transformers 4: ``python tests/support/with_transformers_4.py --python VENV/bin/python``.

The other Python has transformers 4.57 (``pip install "transformers==4.57.*"`` in a virtual environment that also sees
torch). It opens what GPT Studio writes: the same ids, logits within 1e-4 and the same greedy text. What it saves for
each case in ``tiny_models.py`` is opened here and compared likewise. Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tiny_models import CASES, as_transformers_4, make

LIMIT = 1e-4
NEW_TOKENS = 20
PROMPT = torch.randint(0, 250, (1, 12), generator=torch.Generator().manual_seed(7))
TEXTS = ("the cat sat on the mat<|endoftext|> and", "¿y el niño? 日本 🎉\n\n  x", "")
EXPECTED = "expected"


def expect(model: Any, folder: Path, tokenizer: Any = None) -> None:
    """Save beside ``folder`` what transformers computes with it."""
    ids = torch.randint(0, 250, (2, 50), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        logits = model(ids, use_cache=False).logits
    options = {"do_sample": False, "max_new_tokens": NEW_TOKENS, "use_cache": False, "eos_token_id": None}
    written = model.generate(PROMPT, attention_mask=torch.ones_like(PROMPT), pad_token_id=0, **options)
    beside = folder.parent / EXPECTED / folder.name
    beside.mkdir(parents=True)
    save_file({"ids": ids, "logits": logits, "written": written}, beside / "tensors.safetensors")
    known = [] if tokenizer is None else [tokenizer(text)["input_ids"] for text in TEXTS]
    (beside / "ids.json").write_text(json.dumps(known), encoding="utf-8")


def read_there(root: Path) -> None:
    """Runs in the other Python: open every folder that GPT Studio wrote."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    for folder in sorted(path for path in root.iterdir() if path.name != EXPECTED):
        model, loading = AutoModelForCausalLM.from_pretrained(folder, output_loading_info=True)
        assert not any(loading.values()), (folder.name, loading)
        expect(model.float().eval(), folder, AutoTokenizer.from_pretrained(folder))


def save_there(root: Path) -> None:
    """Runs in the other Python: save every case, with the config entries of transformers 4."""
    for case, options in CASES.items():
        try:
            model = make(as_transformers_4(options))
        except Exception as error:
            print(f"  {case}: not known there ({type(error).__name__}: {error})")
            continue
        # The fused attention of transformers 4 ignores soft-capping and GPT-2's scales.
        model.set_attn_implementation("eager")
        folder = root / case.replace(" ", "-").replace(",", "")
        model.save_pretrained(folder)
        expect(model, folder)


def write_here(root: Path) -> None:
    """Save and export every architecture that can be trained, in several shapes and precisions."""
    from gpt_studio.artifacts.export.formats import Options
    from gpt_studio.artifacts.generation_config import Generation
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_artifact
    from gpt_studio.core.job import JobContext
    from gpt_studio.jobs.models import export_model
    from gpt_studio.jobs.models.export_model import ExportModel
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.models.traits import FROM_SCRATCH
    from gpt_studio.tokenization.conversation import CHATML
    from gpt_studio.tokenization.settings import TokenizerSettings
    from gpt_studio.tokenization.train import train_tokenizer

    tokenizer = train_tokenizer(
        ["the cat sat on the mat and the dog sat on the log"] * 20, TokenizerSettings(275), JobContext()
    )
    ways: dict[str, tuple[dict[str, Any], dict[str, Any], torch.dtype]] = {
        "usual": ({}, {}, torch.float32),
        "untied-inner": ({"tied": False, "intermediate_size": 50, "dropout": 0.1}, {}, torch.float32),
        "bfloat16": ({"heads": 2}, {"chat_template": CHATML}, torch.bfloat16),
        "float16": ({"layers": 1}, {}, torch.float16),
    }
    for model_type in FROM_SCRATCH:
        for way, (changes, extras, dtype) in ways.items():
            options = {"layers": 2, "heads": 4, "hidden_size": 64, "context_length": 64} | changes
            config = family(model_type).from_shape(ModelShape(model_type=model_type, **options), tokenizer.vocab_size)
            model = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
            with torch.no_grad():
                for parameter in model.parameters():
                    parameter.add_(torch.randn_like(parameter) * 0.1)
            save_artifact(
                root / f"{model_type}-{way}",
                model,
                config,
                tokenizer,
                **({"chat_template": None} | extras),
                generation=Generation(eos_token_ids=(0,), bos_token_id=0),
                card=CardFacts(name=way),
                dtype=dtype,
            )
        for form in ("safetensors", "float16", "bfloat16"):
            request = ExportModel(
                root / f"{model_type}-usual", form, root / f"{model_type}-to-{form}", Options(shard_bytes=20_000)
            )
            export_model.run(request, JobContext())


def compare_here(root: Path) -> Iterator[tuple[str, float, bool, bool]]:
    """For each folder: its name, the largest difference of a logit, and whether text and ids are the same."""
    from gpt_studio.artifacts.validate import read_config
    from gpt_studio.artifacts.weights import check_weights, load_weights
    from gpt_studio.inference.engine import Engine
    from gpt_studio.inference.generate import generate
    from gpt_studio.inference.sampling_settings import Sampling
    from gpt_studio.inference.session import Session
    from gpt_studio.tokenization.files import load_tokenizer

    for beside in sorted((root / EXPECTED).iterdir()):
        folder = root / beside.name
        expected = load_file(beside / "tensors.safetensors")
        model = load_weights(check_weights(folder, read_config(folder)))
        with torch.no_grad():
            difference = (model.logits(model(expected["ids"])) - expected["logits"]).abs().max().item()
        sampling = Sampling(temperature=0.0, max_new_tokens=NEW_TOKENS)
        steps = generate(Session(Engine(model)), PROMPT[0].tolist(), sampling, ())
        written = [step.token for step in steps]
        ids = json.loads((beside / "ids.json").read_text(encoding="utf-8"))
        same_ids = not ids or ids == [load_tokenizer(folder).encode(text) for text in TEXTS]
        yield beside.name, difference, written == expected["written"][0, PROMPT.shape[1] :].tolist(), same_ids


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--python", type=Path, help="the Python that has the other transformers")
    parser.add_argument("--there", nargs=2, metavar=("TASK", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.there:
        task, folder = arguments.there
        {"read": read_there, "save": save_there}[task](Path(folder))
        return 0
    good = True
    for task, title in (("read", "written here, read there"), ("save", "saved there, opened here")):
        with tempfile.TemporaryDirectory() as scratch:
            if task == "read":
                write_here(Path(scratch))
            subprocess.run([arguments.python, __file__, "--there", task, scratch], check=True)
            outcomes = list(compare_here(Path(scratch)))
        largest = max(difference for _, difference, _, _ in outcomes)
        print(f"{title}: {len(outcomes)} folders, largest difference {largest:.1e}")
        for name, difference, same_text, same_ids in outcomes:
            if difference > LIMIT or not same_text or not same_ids:
                good = False
                print(f"  {name}: difference {difference:.1e}, same text {same_text}, same ids {same_ids}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
