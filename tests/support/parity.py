"""Compare every architecture with transformers: ``python tests/support/parity.py [--out docs/PARITY.md]``.

For each case in ``tiny_models.py`` transformers saves a folder of random weights and GPT Studio opens it. Both compute
logits and write 20 tokens greedily, with and without a cache. The resulting table is kept in the docs. Exits with 1 if
anything differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tokenizers
import torch
import transformers
from tiny_models import CASES, VOCABULARY, make

from gpt_studio.artifacts.load import Artifact, open_artifact
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.generate import generate
from gpt_studio.inference.recomputing_engine import RecomputingEngine
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session
from gpt_studio.models.contract import AttentionPath

LIMIT = 1e-4
NEW_TOKENS = 20
PATHS: tuple[AttentionPath, ...] = ("sdpa", "matmul")


@dataclass(frozen=True)
class Outcome:
    """``difference`` is the largest difference between two logits, ``largest`` the largest logit."""

    case: str
    difference: float
    largest: float
    greedy_equal: bool

    @property
    def good(self) -> bool:
        return self.difference <= LIMIT and self.greedy_equal

    def row(self) -> str:
        model_type = CASES[self.case]["model_type"]
        options = self.case.removeprefix(model_type).strip() or "as usual"
        equal = "yes" if self.greedy_equal else "NO"
        return f"| `{model_type}` | {options} | {self.difference:.1e} | {self.largest:.1f} | {equal} |"


def compare(case: str, folder: Path) -> Outcome:
    """Save the model of ``case`` in ``folder``, open it here, and compare both."""
    reference = make(CASES[case])
    save(reference, folder)
    artifact = open_artifact(folder)
    differences, largest = [], 0.0
    for length in (50, 20):
        ids = torch.randint(0, VOCABULARY, (2, length), generator=torch.Generator().manual_seed(length))
        with torch.no_grad():
            expected = reference(ids, use_cache=False).logits
            largest = max(largest, expected.abs().max().item())
            for artifact.model.attention in PATHS:
                found = artifact.model.logits(artifact.model(ids))
                differences.append((found - expected).abs().max().item())
    return Outcome(case, max(differences), largest, all(_same_text(reference, artifact)))


def save(reference: Any, folder: Path) -> None:
    """Save ``reference`` with transformers, and a tokenizer of single bytes."""
    reference.save_pretrained(folder)
    alphabet = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    backend = tokenizers.Tokenizer(tokenizers.models.BPE({byte: id for id, byte in enumerate(alphabet)}, []))
    backend.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = tokenizers.decoders.ByteLevel()
    backend.save(str(folder / "tokenizer.json"))


def _same_text(reference: Any, artifact: Artifact) -> Iterator[bool]:
    prompt = torch.randint(0, VOCABULARY, (1, 12), generator=torch.Generator().manual_seed(7))
    options = {"do_sample": False, "max_new_tokens": NEW_TOKENS, "eos_token_id": None, "pad_token_id": 0}
    sampling = Sampling(temperature=0.0, max_new_tokens=NEW_TOKENS)
    for use_cache in (True, False):
        asked = torch.ones_like(prompt)
        written = reference.generate(prompt, attention_mask=asked, use_cache=use_cache, **options)[0, 12:].tolist()
        engine = Engine(artifact.model) if use_cache else RecomputingEngine(artifact.model)
        ours = generate(Session(engine), prompt[0].tolist(), sampling, ())
        yield [step.token for step in ours] == written


def table(outcomes: list[Outcome]) -> str:
    good = sum(outcome.good for outcome in outcomes)
    return f"""\
# Parity with transformers

Tiny models with random weights, saved by transformers {transformers.__version__} and opened by GPT Studio, both in
float32 on a CPU. The difference is the largest between two logits of 2 x 50 and 2 x 20 tokens, over both attention
paths; the next column is the largest logit. The text is {NEW_TOKENS} tokens written greedily, with and without a
cache; "yes" if all ids are the same.

{good} of {len(outcomes)} folders are the same: every difference at most {LIMIT:.0e}, every text equal. Largest
difference: {max(outcome.difference for outcome in outcomes):.1e}. Made by `python tests/support/parity.py`.

| architecture | options | difference | largest logit | same text |
|---|---|---|---|---|
""" + "".join(outcome.row() + "\n" for outcome in outcomes)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "docs" / "PARITY.md")
    arguments = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    outcomes = []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            outcomes.append(compare(case, Path(folder)))
        print(outcomes[-1].row(), flush=True)
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_text(table(outcomes), encoding="utf-8")
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
