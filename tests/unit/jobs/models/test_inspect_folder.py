"""The report on a folder: every file explained, the facts, and all problems that prevent opening."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from gpt_studio.artifacts import names
from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.save import save_artifact
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models.inspect_folder import FolderReport, InspectFolder, run
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.tokenizer import Tokenizer


def report_of(folder: Path) -> FolderReport:
    return run(InspectFolder(folder), JobContext())


@pytest.fixture
def folder(tokenizer: Tokenizer, tmp_path: Path) -> Path:
    torch.manual_seed(0)
    shape = ModelShape(model_type="gpt2", layers=2, heads=2, hidden_size=16, context_length=32)
    gpt2 = family("gpt2")
    config = gpt2.from_shape(shape, tokenizer.vocab_size)
    save_artifact(
        tmp_path / "model",
        gpt2.model(config),
        config,
        tokenizer,
        chat_template=None,
        generation=Generation(eos_token_ids=(0,)),
        card=CardFacts(name="model", data=("stories.txt",), base=None, train_tokens=100),
    )
    return tmp_path / "model"


def change_config(folder: Path, **entries: object) -> None:
    path = folder / names.CONFIG
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


def test_a_sound_folder(folder: Path) -> None:
    report = report_of(folder)
    assert report.sound
    assert report.problems == ()
    facts = [str(fact) for fact in report.facts]
    assert "Architecture: gpt2" in facts
    assert "Layers: 2" in facts
    assert "Context length: 32 tokens" in facts
    assert any(fact.startswith("Parameters: ") and "," in fact for fact in facts)
    assert not any(fact.startswith("Conversations") for fact in facts)
    assert any(fact.startswith("There is no chat template") for fact in facts)


def test_every_file_of_ours_is_explained(folder: Path) -> None:
    files = {file.name: file for file in report_of(folder).files}
    assert set(files) == {path.name for path in folder.iterdir()}
    assert "file.unknown" not in {file.holds.key for file in files.values()}
    assert len({file.holds.key for file in files.values()}) == len(files)
    assert files[names.WEIGHTS].size == (folder / names.WEIGHTS).stat().st_size


def test_what_is_not_ours_is_named_as_such(folder: Path) -> None:
    (folder / "notes.doc").write_text("mine")
    (folder / ".hidden").write_text("unseen")
    (folder / "pytorch_model.bin").write_bytes(b"\x80")
    (folder / "training" / "checkpoints").mkdir(parents=True)
    (folder / "training" / "checkpoints" / "a").write_bytes(b"12345")
    (folder / "photos").mkdir()
    report = report_of(folder)
    files = {file.name: (file.holds.key, file.size) for file in report.files}
    assert files["notes.doc"] == ("file.unknown", 4)
    assert files["pytorch_model.bin"] == ("file.pickled", 1)
    assert files["training/"] == ("file.training", 5)
    assert files["photos/"] == ("file.folder", 0)
    assert ".hidden" not in files
    assert [file.name for file in report.files][-2:] == ["photos/", "training/"]
    assert report.sound


def no_config(folder: Path) -> None:
    (folder / names.CONFIG).unlink()


def unknown_model(folder: Path) -> None:
    change_config(folder, model_type="mamba")


def no_weights(folder: Path) -> None:
    (folder / names.WEIGHTS).unlink()


def weights_cut_short(folder: Path) -> None:
    data = (folder / names.WEIGHTS).read_bytes()
    (folder / names.WEIGHTS).write_bytes(data[: len(data) // 2])


def wrong_shapes(folder: Path) -> None:
    change_config(folder, n_embd=32)


def no_tokenizer(folder: Path) -> None:
    for name in (names.TOKENIZER, names.VOCABULARY, names.MERGES):
        (folder / name).unlink()


def damaged_tokenizer(folder: Path) -> None:
    (folder / names.TOKENIZER).write_text("{")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (no_config, "config.json"),
        (unknown_model, "mamba"),
        (no_weights, "weights"),
        (weights_cut_short, "model.safetensors"),
        (wrong_shapes, "32"),
        (no_tokenizer, "tokenizer"),
        (damaged_tokenizer, "tokenizer.json"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, damage: Callable[[Path], None], said: str) -> None:
    damage(folder)
    report = report_of(folder)
    assert not report.sound
    assert len(report.problems) == 1
    assert said in str(report.problems[0])


def test_everything_that_is_wrong_is_said(folder: Path) -> None:
    no_weights(folder)
    no_tokenizer(folder)
    assert len(report_of(folder).problems) == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="There is no folder"):
        report_of(tmp_path / "nowhere")


def test_an_empty_folder(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert (report.files, report.facts, report.sound) == ((), (), False)
