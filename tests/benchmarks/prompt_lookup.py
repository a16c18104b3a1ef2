"""Tokens a second with and without prompt lookup: ``python tests/benchmarks/prompt_lookup.py``.

Random models write given texts after a prompt of 200 tokens: one that quotes the prompt, one of which half quotes it
in runs of twelve tokens, and one that repeats nothing. Each is written with and without, in turn; the best of three
counts, in processor time of one thread.
"""

from __future__ import annotations

import argparse
import time
from unittest import mock

import torch

from gpt_studio.inference.engine import Engine
from gpt_studio.inference.generate import generate
from gpt_studio.inference.products import Precision
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape

SHAPES = {
    "small": (
        ModelShape(model_type="qwen3", layers=6, heads=4, kv_heads=2, hidden_size=256, context_length=1024),
        4_096,
        256,
    ),
    "135M": (
        ModelShape(
            model_type="llama",
            layers=30,
            heads=9,
            kv_heads=3,
            hidden_size=576,
            intermediate_size=1536,
            context_length=1024,
        ),
        49_152,
        48,
    ),
}
PROMPT, RUN, ROUNDS = 200, 12, 3
PRECISIONS: tuple[Precision, ...] = ("exact", "bfloat16", "int8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=SHAPES)
    parser.add_argument("--precisions", nargs="+", default=PRECISIONS, choices=PRECISIONS)
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    for name in wanted.shapes:
        shape, vocabulary, length = SHAPES[name]
        config = family(shape.model_type).config.from_shape(shape, vocabulary)
        model = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
        random = torch.Generator().manual_seed(1)
        prompt, free = (torch.randint(0, vocabulary, (count,), generator=random).tolist() for count in (PROMPT, length))
        half = [
            token
            for start in range(0, length, 2 * RUN)
            for token in (*prompt[start % 150 : start % 150 + RUN], *free[start : start + RUN])
        ][:length]
        for precision in wanted.precisions:
            engine = Engine(model, precision)
            for what, text in (("quoting", prompt[20 : 20 + length]), ("half", half), ("free", free)):
                without, with_lookup = speeds(engine, prompt, text)
                print(
                    f"{name} {precision} {what}: {without:.1f} without, {with_lookup:.1f} with, "
                    f"{with_lookup / without:.2f}x",
                    flush=True,
                )


def speeds(engine: Engine, prompt: list[int], text: list[int]) -> tuple[float, float]:
    best = {False: 0.0, True: 0.0}
    for _ in range(ROUNDS):
        for lookup in best:
            said = iter(text)
            sampling = Sampling(max_new_tokens=len(text))
            # What is written is given, so that models of random numbers can quote.
            with mock.patch(
                "gpt_studio.inference.sampling.NextToken.draw", lambda _, scores, said=said: (next(said), scores)
            ):
                writing = generate(Session(engine), prompt, sampling, (), lookup=lookup)
                next(writing)
                begun = time.process_time()
                count = sum(1 for _ in writing)
                best[lookup] = max(best[lookup], count / (time.process_time() - begun))
    return best[False], best[True]


if __name__ == "__main__":
    main()
