"""The table in docs/DEFAULTS.md matches the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.models.build import parameter_count
from gpt_studio.models.presets import PRESETS
from gpt_studio.models.registry import family
from gpt_studio.training.learning.default_rates import default_learning_rate, default_weight_decay

DEFAULTS = Path(__file__).parents[3] / "docs" / "DEFAULTS.md"
VOCABULARIES = {"tiny": 2_000, "small": 4_000, "medium": 8_000, "gpt2-small": 50_257}
STEPS = (500, 5_000, 50_000)


@pytest.mark.parametrize("name", PRESETS)
def test_the_row_of_a_preset(name: str) -> None:
    parameters = parameter_count(family("qwen3").from_shape(PRESETS[name].shapes["qwen3"], VOCABULARIES[name]))
    muon, adamw = (default_learning_rate(parameters, optimizer) for optimizer in ("muon", "adamw"))
    decays = ", ".join(f"{default_weight_decay(muon, steps):.2g}" for steps in STEPS)
    row = f"| {name} | {parameters / 1e6:.1f} million | {muon:.2g} | {adamw:.2g} | {decays} |"
    assert row in DEFAULTS.read_text(encoding="utf-8").splitlines()
