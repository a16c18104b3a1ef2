"""When a model is compiled, and the message where it cannot be."""

from __future__ import annotations

import sys

import pytest
import torch

from gpt_studio.core.errors import StudioError
from gpt_studio.training.learning import compilation
from gpt_studio.training.learning.compilation import chosen, obstacle
from gpt_studio.training.settings import TrainingSettings, check_settings

CPU, CUDA = torch.device("cpu"), torch.device("cuda")


@pytest.fixture
def possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "obstacle", lambda device, alone=True: None)


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CXX", raising=False)


def test_a_card_compiles_by_itself_and_a_processor_when_asked(possible: None) -> None:
    assert chosen("auto", CUDA)
    assert not chosen("auto", CPU)
    assert chosen("on", CPU)
    assert not chosen("off", CUDA)


def test_without_a_compiler_auto_goes_without_and_on_says_what_is_missing(no_compiler: None) -> None:
    assert not chosen("auto", CUDA)
    with pytest.raises(StudioError, match=r"C\+\+ compiler.*choose auto or off"):
        chosen("on", CPU)


def test_the_packed_application_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(StudioError, match="packed application"):
        chosen("on", CPU)


def test_several_processes_and_other_devices_go_without() -> None:
    assert "several processes" in str(obstacle(CPU, alone=False))
    assert "mps" in str(obstacle(torch.device("mps")))


def test_a_micro_batch_divides_the_batch() -> None:
    check_settings(TrainingSettings(batch_size=12, micro_batch=4))
    with pytest.raises(StudioError, match="cannot be divided into parts of 5"):
        check_settings(TrainingSettings(batch_size=12, micro_batch=5))
