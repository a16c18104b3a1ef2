"""Fixtures: a tiny sound folder to damage, and the sentence of its refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models.inspect_folder import InspectFolder
from gpt_studio.jobs.models.inspect_folder import run as inspect
from gpt_studio.tokenization.conversation import CHATML


@pytest.fixture(scope="session")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save_tiny(tmp_path / "model", "gpt2", byte_level_tokenizer(), CHATML)


def state(folder: Path) -> list[tuple[str, int, int]]:
    return sorted((path.name, path.lstat().st_mtime_ns, path.lstat().st_size) for path in folder.iterdir())


@pytest.fixture
def refusal(folder: Path, quarantine: Quarantine) -> Callable[[], str]:
    """A function that returns the sentence of the refusal and checks that nothing in the folder has changed."""

    def sentence() -> str:
        before = state(folder)
        with pytest.raises(StudioError) as caught:
            open_artifact(folder, quarantine=quarantine)
        assert state(folder) == before
        text = str(caught.value)
        assert "\n" not in text
        assert len(text) < 800
        return text

    return sentence


@pytest.fixture
def inspection(folder: Path) -> Callable[[], object]:
    return lambda: inspect(InspectFolder(folder), JobContext())
