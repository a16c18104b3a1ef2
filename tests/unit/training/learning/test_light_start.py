"""A training does not import torch's compiler, which takes more than a second."""

from __future__ import annotations

import subprocess
import sys

STEP = """
import sys, torch
from gpt_studio.models.build import new_model, parameter_count
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.learning.loss import next_token_loss
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.settings import TrainingSettings
config = family("qwen3").from_shape(ModelShape(layers=1, heads=2, hidden_size=16, context_length=8), 300)
assert parameter_count(config)
model = new_model(config)
optimizer = MasterOptimizer(model, TrainingSettings(), torch.bfloat16)
ids = torch.zeros(1, 8, dtype=torch.long)
next_token_loss(model(ids), model.output_weight, ids).backward()
optimizer.collect()
optimizer.step(0.001, 1)
heavy = ("torch._dynamo", "torch._inductor", "torch.distributed.tensor", "sympy")
print([name for name in heavy if name in sys.modules])
"""


def test_a_step_does_not_load_the_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", STEP], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr
