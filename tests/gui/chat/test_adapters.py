"""An adapter is put onto the open model, taken off again, and acts more or less."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider

from gpt_studio.artifacts import names
from gpt_studio.artifacts.adapters import adapter_entries, save_adapter_weights
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.paths import Home
from gpt_studio.models.lora import LoraShape, add_lora, learning, linear_layers


@pytest.fixture
def adapter(talker: Path, home: Home) -> Path:
    """An adapter on the talker that lets it write anything else."""
    base = home.models / talker.name
    shutil.copytree(talker, base)
    model = open_artifact(base).model
    shape = LoraShape(linear_layers(model), rank=2, alpha=64.0)
    add_lora(model, shape, torch.Generator().manual_seed(0))
    weights = {name: torch.randn(weight.shape) for name, weight in learning(model)}
    folder = home.adapters / "Other"
    folder.mkdir(parents=True)
    (folder / names.ADAPTER).write_text(json.dumps(adapter_entries(shape, model, str(base))))
    save_adapter_weights(folder, weights, model.weight_names)
    return folder


def test_an_adapter_is_put_on_weakened_and_taken_off(adapter: Path, person: Any, home: Home) -> None:
    opener = person.tab.parts.opener

    def is_open(folder: Path, strength: float) -> bool:
        return opener.coming is None and (opener.folder, opener.strength) == (folder, strength)

    person.tab.library.models.renew()
    person.open("talker")
    rows = dict(person.rows("chat_models"))
    assert rows["Other"] == "adapter on talker"
    chooser: QComboBox = person.find("chat_adapter")
    slider: QSlider = person.find("chat_adapter_strength")
    assert chooser.isVisible()
    assert not slider.isEnabled()
    person.say("hello")
    person.wait_for_writing_to_end()
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    person.wait_until(lambda: is_open(adapter, 1.0))
    person.wait_until(slider.isEnabled)
    slider.setValue(0)
    person.wait_until(lambda: is_open(adapter, 0.0))
    person.click("chat_message_1_again")
    person.wait_for_writing_to_end()
    first, without = person.said()[1], person.tab.parts.talk.conversation
    assert len({node.passage.text for node in without.nodes if node.parent}) == 1, first  # off, it says the same
    slider.setValue(slider.maximum())
    person.wait_until(lambda: is_open(adapter, 2.0))
    person.click("chat_message_1_again")
    person.wait_for_writing_to_end()
    assert person.said()[1] != first
    QTest.keyClick(chooser, Qt.Key.Key_Up)
    person.wait_until(lambda: opener.coming is None and opener.folder == home.models / "talker")
