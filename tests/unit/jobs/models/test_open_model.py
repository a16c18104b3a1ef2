"""Opening a model: the events of the three steps, the folder's defaults, and a sentence where it fails."""

import json
import shutil
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import LoadingStep, OpenModel


def test_three_steps_are_reported_with_their_facts(talker: Path) -> None:
    events: list[LoadingStep] = []
    model = open_model.run(OpenModel(talker), JobContext(events.append))  # type: ignore[arg-type]
    assert [(event.step, event.done) for event in events] == [
        ("architecture", False),
        ("architecture", True),
        ("knowledge", False),
        ("knowledge", True),
        ("language", False),
        ("language", True),
    ]
    facts = {event.step: " ".join(map(str, event.facts)) for event in events if event.done}
    assert "2 layers" in facts["architecture"]
    assert f"{model.parameters:,}" in facts["knowledge"]
    assert "chat template" in facts["language"]
    assert (model.name, model.model_type, model.context_length, model.has_template) == ("talker", "qwen3", 128, True)


def test_the_defaults_come_from_generation_config(talker: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(talker, tmp_path / "calm")
    entries = {"do_sample": True, "temperature": 0.3, "top_k": 7, "top_p": 0.5, "max_new_tokens": 11}
    (folder / "generation_config.json").write_text(json.dumps(entries))
    defaults = open_model.run(OpenModel(folder), JobContext()).defaults
    assert (defaults.temperature, defaults.top_k, defaults.top_p, defaults.max_new_tokens) == (0.3, 7, 0.5, 11)


def test_a_folder_without_weights_is_named_after_its_architecture_was_read(talker: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(talker, tmp_path / "hollow")
    (folder / "model.safetensors").unlink()
    events: list[LoadingStep] = []
    with pytest.raises(StudioError, match="hollow") as raised:
        open_model.run(OpenModel(folder), JobContext(events.append))  # type: ignore[arg-type]
    assert raised.value.message.key == "weights.missing"
    assert (events[-1].step, events[-1].done) == ("knowledge", False)


def test_it_can_be_cancelled_between_the_steps(talker: Path) -> None:
    context = JobContext(lambda event: context.cancel())
    with pytest.raises(JobCancelled):
        open_model.run(OpenModel(talker), context)


def test_machine_code_is_made_only_for_a_folder_that_opens(
    talker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[JobContext] = []
    monkeypatch.setattr(open_model.compile_ahead, "run", lambda _request, context: asked.append(context))
    with pytest.raises(StudioError):
        open_model.run(OpenModel(tmp_path), JobContext())
    assert asked == []
    context = JobContext()
    open_model.run(OpenModel(talker), context)
    assert asked == [context]
