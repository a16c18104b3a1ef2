"""The folder of an adapter: whoever finds its configuration finds its weights."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import torch
from disk_faults import Disk
from tiny_folders import byte_level_tokenizer
from tiny_models import CASES, make

from gpt_studio.artifacts import names
from gpt_studio.artifacts.adapters import check_adapter
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.validate import read_config
from gpt_studio.core.errors import StudioError
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.lora import LoraShape, adapter_shapes, linear_layers
from gpt_studio.training.store.publish_adapter import AdapterPublisher


class Stopped(BaseException):
    """What ends the process at a disk operation."""


def stop() -> None:
    raise Stopped


def test_an_adapter_can_be_opened_whatever_the_name_of_its_base(tmp_path: Path) -> None:
    base, folder = tmp_path / os.fsdecode(b"base\xff"), tmp_path / "adapter"
    make(CASES["llama"]).save_pretrained(tmp_path / "base")
    try:
        shutil.move(tmp_path / "base", base)
    except OSError:
        pytest.skip("this system has no such names")
    folder.mkdir()
    config = read_config(base)
    model = build_on_meta(config)
    shape = LoraShape(linear_layers(model), rank=2, alpha=4.0)
    weights = {name: torch.zeros(size) for name, size in adapter_shapes(config, shape).items()}
    card = CardFacts(name="adapter", base="base")
    AdapterPublisher(folder, config, byte_level_tokenizer(), None, card, base, shape).publish(weights, card)
    assert set(check_adapter(folder, model).shape.modules) == set(shape.modules)
    (folder / names.CARD).read_text(encoding="utf-8")


def test_the_configuration_is_there_only_with_the_weights(tmp_path: Path) -> None:
    base = tmp_path / "base"
    make(CASES["llama"]).save_pretrained(base)
    config = read_config(base)
    shape = LoraShape(linear_layers(build_on_meta(config)), rank=2, alpha=4.0)
    weights = {name: torch.zeros(size) for name, size in adapter_shapes(config, shape).items()}
    card = CardFacts(name="adapter", base="base")
    stopped_at = 0
    while True:
        stopped_at += 1
        folder = tmp_path / f"adapter-{stopped_at}"
        folder.mkdir()
        publisher = AdapterPublisher(folder, config, byte_level_tokenizer(), "{{ messages }}", card, base, shape)
        for name, content in publisher.language_files().items():  # as a run does before its first step
            (folder / name).write_bytes(content)
        disk = Disk(folder, stop, at=stopped_at)
        try:
            with disk.watched():
                publisher.publish(weights, card)
        except (Stopped, StudioError):
            if (folder / names.ADAPTER).exists():
                assert (folder / names.ADAPTER_WEIGHTS).exists(), f"stopped at operation {stopped_at}"
            continue
        break
    assert stopped_at > 5
    assert (folder / names.ADAPTER).is_file()
    assert (folder / names.ADAPTER_WEIGHTS).is_file()
    assert (folder / names.CHAT_TEMPLATE).is_file()
