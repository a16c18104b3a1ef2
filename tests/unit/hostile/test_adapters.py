"""Damaged and hostile adapter folders are refused in one sentence, or opened with the numbers of PEFT."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from brief_models import random_adapter
from hostile_adapters import CASES
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.artifacts.adapters import check_adapter, load_adapter
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
from gpt_studio.core.errors import StudioError
from gpt_studio.models.build import build_on_meta

IDS = torch.arange(3, 40).view(1, -1)
LONGEST = 800  # characters of a sentence
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing.*:FutureWarning"),  # of peft
    pytest.mark.filterwarnings("ignore:Unexpected keyword arguments.*:UserWarning"),  # of peft
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("hostile") / "base", "gpt2", byte_level_tokenizer(), None)


@pytest.fixture(scope="module")
def sound(base: Path) -> Path:
    return random_adapter(base.parent / "adapter", base)


@pytest.fixture(scope="module")
def of_peft(base: Path) -> Callable[[Path], torch.Tensor]:
    """The logits of PEFT with the adapter in a folder."""
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    def logits(folder: Path) -> torch.Tensor:
        model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), folder).eval()
        with torch.no_grad():
            return model(IDS).logits

    return logits


def opened(base: Path, folder: Path) -> torch.Tensor:
    model = load_weights(check_weights(base, read_config(base)))
    load_adapter(check_adapter(folder, build_on_meta(model.config)), model)
    with torch.no_grad():
        return model.logits(model(IDS))


def test_there_are_a_hundred() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize("what", CASES)
def test_it_is_refused_in_one_sentence_or_gives_the_numbers_of_peft(
    what: str, base: Path, sound: Path, of_peft: Callable[[Path], torch.Tensor], tmp_path: Path
) -> None:
    folder = shutil.copytree(sound, tmp_path / "adapter")
    CASES[what](folder)
    try:
        found = opened(base, folder)
    except StudioError as error:
        said = str(error)
        assert not what.startswith("sound")
        assert said.endswith(".")
        assert len(said) < LONGEST
        assert said.isprintable(), "one line, without control signs"
        return
    torch.testing.assert_close(found, of_peft(folder), rtol=1e-5, atol=1e-5, equal_nan=True)
