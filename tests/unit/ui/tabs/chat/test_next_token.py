"""The picture of the next token's chances shows what the engine does, and presets decide only the choice."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from gpt_studio.inference.filters import filtered
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.tabs.chat.next_token import EXAMPLE, after
from gpt_studio.ui.tabs.chat.presets import OWN, preset_of, presets, with_preset

WIDE_OPEN = Sampling(temperature=1.0, top_p=1.0, top_k=0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"temperature": 0.5},
        {"temperature": 1.7},
        {"top_k": 3},
        {"top_p": 0.6},
        {"top_p": 0.9, "temperature": 0.7},
        {"min_p": 0.2},
        {"typical_p": 0.5},
        {"top_k": 5, "top_p": 0.8, "min_p": 0.05, "temperature": 1.3},
    ],
)
def test_it_is_what_the_engine_does(changes: dict[str, float]) -> None:
    sampling = replace(WIDE_OPEN, **changes)  # type: ignore[arg-type]
    chances = (0.4, 0.25, 0.15, 0.1, 0.06, 0.04)
    expected = filtered(torch.tensor(chances).log(), sampling).softmax(-1)
    assert after(chances, sampling) == pytest.approx(expected.tolist(), abs=1e-5)


def test_with_many_other_tokens_they_share_what_is_missing() -> None:
    assert after(EXAMPLE, WIDE_OPEN) == pytest.approx(EXAMPLE)
    assert sum(after(EXAMPLE, replace(WIDE_OPEN, temperature=1.5))) < sum(EXAMPLE)
    assert sum(after(EXAMPLE, replace(WIDE_OPEN, top_k=4))) == pytest.approx(1)
    assert after(EXAMPLE, replace(WIDE_OPEN, temperature=0.0))[:2] == (1.0, 0.0)


def test_a_preset_leaves_all_else_and_is_recognised() -> None:
    own = Sampling(temperature=0.3, top_k=17, max_new_tokens=99)
    mine = replace(own, seed=5, stop=("x",), repetition_penalty=1.2)
    for preset in presets():
        chosen = with_preset(preset.id, mine, own)
        assert (chosen.seed, chosen.stop, chosen.repetition_penalty, chosen.max_new_tokens) == (5, ("x",), 1.2, 99)
        assert preset_of(chosen, own) == preset.id
    assert with_preset(OWN, mine, own) == mine
    assert preset_of(replace(own, temperature=0.31), own) == ""
