"""What every checkpoint writes after the same words."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.artifacts.checkpoint_folders import CHECKPOINTS, TRAINING, checkpoint_name
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.safetensors_data import store_tensors
from gpt_studio.core.durable import MANIFEST, manifest_of
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat.time_machine import Frame, WriteThroughTime, steps_of, write_through_time

STILL = Sampling(temperature=0, max_new_tokens=20, seed=1)
REPLY = "The cat sleeps on the warm stone."


@pytest.fixture
def folder(talker: Path, tmp_path: Path) -> Path:
    """The talker with two checkpoints of the same weights and one that is broken."""
    made = tmp_path / "talker"
    shutil.copytree(talker, made)
    weights = open_artifact(talker).model.state_dict()
    for step in (10, 20, 30):
        checkpoint = made / TRAINING / CHECKPOINTS / checkpoint_name(step)
        checkpoint.mkdir(parents=True)
        store_tensors(checkpoint / "model.safetensors", weights)
        (checkpoint / MANIFEST).write_text(json.dumps(manifest_of(checkpoint)), encoding="utf-8")
    (made / TRAINING / CHECKPOINTS / checkpoint_name(20) / "model.safetensors").write_bytes(b"broken")
    return made


def test_each_checkpoint_writes_and_a_broken_one_says_so(folder: Path) -> None:
    events: list[Event] = []
    frames = write_through_time(WriteThroughTime(folder, "hello", True, STILL), JobContext(events.append))
    assert [frame.step for frame in frames] == [10, 20, 30] == list(steps_of(folder))
    assert [frame.text for frame in frames] == [REPLY, "", REPLY]
    assert [frame.problem is None for frame in frames] == [True, False, True]
    assert events == list(frames)


def test_where_a_checkpoint_begins_to_differ_from_the_one_before(folder: Path) -> None:
    shutil.rmtree(folder / TRAINING / CHECKPOINTS / checkpoint_name(20))
    first, second = write_through_time(WriteThroughTime(folder, "hello", True, STILL), JobContext())
    assert (first.same, second.same) == (0, len(REPLY))


def test_a_text_is_continued_and_the_seed_decides(folder: Path) -> None:
    asked = WriteThroughTime(folder, "The cat", False, replace(STILL, temperature=1.5, max_new_tokens=8))
    assert [frame.text for frame in write_through_time(asked, JobContext())] == [
        frame.text for frame in write_through_time(asked, JobContext())
    ]


def test_a_model_without_checkpoints_is_refused(talker: Path) -> None:
    with pytest.raises(StudioError) as refused:
        write_through_time(WriteThroughTime(talker, "hello", True, STILL), JobContext())
    assert refused.value.message.key == "time_machine.none"


def test_it_can_be_cancelled(folder: Path) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Frame):
            context.cancel()

    context = JobContext(stop)
    with pytest.raises(JobCancelled):
        write_through_time(WriteThroughTime(folder, "hello", True, STILL), context)
