from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT, new_conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.chat.chat_memory import Recall, read_memory, recall
from gpt_studio.jobs.chat.conversations import ReadConversation, SaveConversation, read_one, save_conversation
from gpt_studio.jobs.models import list_models, rename_model
from gpt_studio.jobs.models.list_models import ListModels, ModelEntry
from gpt_studio.jobs.models.rename_model import RenameModel
from gpt_studio.jobs.training import train_model
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings

SHAPE = ModelShape(model_type="gpt2", layers=1, heads=2, hidden_size=16, context_length=16)


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """A model trained for two steps."""
    place = tmp_path_factory.mktemp("original")
    (place / "heron.txt").write_text("The heron stood by the river and waited for the small silver fish.\n" * 60)
    corpus = Corpus("Heron", (str(place / "heron.txt"),))
    settings = TrainingSettings(steps=2, batch_size=2, threads=1, sample_tokens=1, precision="float32", device="cpu")
    request = train_model.TrainModel(place / "Heron", corpus, settings, place / "cache", shape=SHAPE)
    return train_model.run(request, JobContext()).folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def model(home: Home, original: Path) -> Path:
    return Path(shutil.copytree(original, home.models / "Heron"))


def listed(home: Home) -> tuple[ModelEntry, ...]:
    return list_models.run(ListModels(home), JobContext())


def test_without_a_folder_there_are_no_models(home):
    assert listed(home) == ()


def test_a_finished_model_is_described(home, model):
    (entry,) = listed(home)
    result = json.loads((model / "training" / "result.json").read_text())
    assert (entry.name, entry.model_type, entry.data) == ("Heron", "gpt2", "Heron")
    assert (entry.steps, entry.total_steps, entry.can_resume) == (2, 2, False)
    assert entry.bits_per_byte == result["bits_per_byte"]
    assert entry.context_length == 16
    assert entry.parameters > entry.vocab_size * 16
    assert entry.problem is None
    assert not entry.in_training


@pytest.mark.parametrize(("saved_at", "steps", "bits"), [(1, 2, 3.5), (2, 2, 3.5), (3, 3, 1.5)])
def test_what_was_written_last_counts(home, model, saved_at, steps, bits):
    for name, step, bits_then in (("result.json", 2, 3.5), ("checkpoints/*/state.json", saved_at, 1.5)):
        path = next((model / "training").glob(name))
        content = json.loads(path.read_text())
        content["step" if "step" in content else "steps"] = step
        path.write_text(json.dumps(content | {"bits_per_byte": bits_then}))
    (entry,) = listed(home)
    assert (entry.steps, entry.bits_per_byte) == (steps, bits)


def test_a_folder_from_elsewhere_has_no_history(home, model):
    shutil.rmtree(model / "training")
    (entry,) = listed(home)
    assert (entry.data, entry.steps, entry.total_steps, entry.bits_per_byte) == (None, None, None, None)
    assert entry.problem is None
    assert not entry.can_resume


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"step": "x"}', b'{"step": null}'])
@pytest.mark.parametrize("name", ["training/result.json", "training/run.toml", "training/checkpoints/*/state.json"])
def test_damaged_history_takes_nothing_from_the_model(home, model, name, content):
    damaged = next(model.glob(name))
    damaged.write_bytes(content)
    (entry,) = listed(home)
    assert entry.problem is None
    assert entry.parameters > 0


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"{}", b'{"model_type": 3}'])
@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_damaged_model_says_so_and_the_others_are_listed(home, model, original, name, content):
    shutil.copytree(original, home.models / "Sound")
    (model / name).write_bytes(content)
    entries = {entry.name: entry for entry in listed(home)}
    assert entries["Heron"].problem is not None
    assert entries["Sound"].problem is None


def test_an_architecture_that_is_not_known_is_said(home, model):
    config = model / "config.json"
    config.write_text(config.read_text().replace('"gpt2"', '"gpt9"'))
    (entry,) = listed(home)
    assert entry.problem is not None
    assert "'gpt9'" in str(entry.problem)


def test_a_link_that_leads_out_is_said_until_its_folder_is_trusted(home, model, tmp_path):
    weights = model / "model.safetensors"
    weights.symlink_to(shutil.move(weights, tmp_path / "elsewhere"))
    (entry,) = listed(home)
    assert entry.problem is not None
    assert entry.link is not None
    assert entry.link.path == weights
    (entry,) = list_models.run(ListModels(home, frozenset({model})), JobContext())
    assert (entry.problem, entry.link) == (None, None)


def test_a_broken_checkpoint_is_left_where_it_is(home, model):
    (checkpoint,) = (model / "training" / "checkpoints").iterdir()
    (checkpoint / "model.safetensors").write_bytes(b"")
    before = sorted(path.relative_to(model) for path in model.rglob("*"))
    listed(home)
    assert sorted(path.relative_to(model) for path in model.rglob("*")) == before


def test_a_run_before_its_first_checkpoint_can_be_resumed(home, model):
    for name in ("config.json", "model.safetensors", "training/result.json"):
        (model / name).unlink()
    shutil.rmtree(model / "training" / "checkpoints")
    (entry,) = listed(home)
    assert entry.problem is not None
    assert entry.problem.key == "model.no_checkpoint"
    assert entry.can_resume
    with FolderLock(model):
        (entry,) = listed(home)
    assert entry.problem is not None
    assert entry.problem.key == "model.first_checkpoint"
    assert not entry.can_resume


def test_the_newest_comes_first_and_hidden_folders_do_not_come(home, model, original):
    shutil.copytree(original, home.models / "Aged")
    shutil.copytree(original, home.models / ".staging-1")
    for path in (home.models / "Aged").iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert [entry.name for entry in listed(home)] == ["Heron", "Aged"]


def test_listing_does_not_load_torch(home, model):
    program = (
        "import sys, pathlib\n"
        "from gpt_studio.core.job import JobContext\n"
        "from gpt_studio.core.paths import Home\n"
        "from gpt_studio.jobs.models.list_models import ListModels, run\n"
        f"assert run(ListModels(Home(pathlib.Path({str(home.root)!r}))), JobContext())[0].parameters\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_renaming_moves_the_folder(home, model):
    renamed = rename_model.run(RenameModel(home, model, " Grey heron "), JobContext())
    assert renamed == model.with_name("Grey heron")
    assert (renamed / "config.json").is_file()
    assert not model.exists()


def test_conversations_and_opened_folders_follow_a_renamed_model(home, model):
    other = str(home.models / "Heron 2")
    passages = (
        Passage("user", "hello", "Heron", folder=str(model)),
        Passage("assistant", "hi", "Heron @2", folder=str(model / "training" / "checkpoints" / "step-000000002")),
        Passage("assistant", "no", "Heron 2", folder=other),
    )
    conversation = replace(new_conversation(CHAT, str(model)).with_passages(passages), id="a1", changed=1.0)
    save_conversation(SaveConversation(home, conversation), JobContext())
    save_conversation(SaveConversation(home, replace(new_conversation(TEXT, other), id="b2")), JobContext())
    (home.conversations / "broken.json").write_text("{")
    recall(Recall(home, opened=model), JobContext())
    now = rename_model.run(RenameModel(home, model, "Egret"), JobContext())
    kept = {name: read_one(ReadConversation(home, name), JobContext()) for name in ("a1", "b2")}
    assert kept["a1"].model == str(now)
    assert [(each.model, each.folder) for each in kept["a1"].passages] == [
        ("Egret", str(now)),
        ("Egret @2", str(now / "training" / "checkpoints" / "step-000000002")),
        ("Heron 2", other),
    ]
    assert kept["a1"].changed == 1.0
    assert kept["b2"].model == other
    assert read_memory(home.root / "chat.json").opened[0].path == str(now)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Taken", "model.name_taken"),
        ("taken", "model.name_taken"),
        ("TAKEN", "model.name_taken"),
        ("a/b", "name.invalid"),
        ("", "name.invalid"),
    ],
)
def test_a_name_that_cannot_be_keeps_the_folder(home, model, name, key):
    model.with_name("Taken").mkdir()
    with pytest.raises(StudioError) as refused:
        rename_model.run(RenameModel(home, model, name), JobContext())
    assert refused.value.message.key == key
    assert (model / "config.json").is_file()


def test_only_the_capitals_of_a_name_can_be_changed(home, model):
    renamed = rename_model.run(RenameModel(home, model, model.name.swapcase()), JobContext())
    assert [path.name for path in renamed.parent.iterdir()] == [model.name.swapcase()]


def test_a_folder_in_training_is_not_renamed(home, model):
    with FolderLock(model), pytest.raises(StudioError, match="Another program"):
        rename_model.run(RenameModel(home, model, "Other"), JobContext())
    assert model.is_dir()


def test_a_folder_that_is_gone_does_not_come_back(home, model):
    shutil.rmtree(model)
    with pytest.raises(StudioError, match="no longer there"):
        rename_model.run(RenameModel(home, model, "Other"), JobContext())
    assert not model.exists()


def test_an_adapter_is_listed_with_its_model_and_follows_it_when_it_is_renamed(home, model):
    adapter = home.adapters / "Manner"
    adapter.mkdir(parents=True)
    (adapter / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": str(model), "r": 2}))
    (adapter / "adapter_model.safetensors").write_bytes(b"weights")

    def listed():
        return {entry.name: entry.adapter_of for entry in list_models.run(ListModels(home), JobContext())}

    assert listed() == {model.name: None, "Manner": model}
    now = rename_model.run(RenameModel(home, model, "Egret"), JobContext())
    assert listed() == {"Egret": None, "Manner": now}
    assert json.loads((adapter / "adapter_config.json").read_text())["r"] == 2
    shutil.rmtree(now)
    assert listed() == {"Manner": None}
