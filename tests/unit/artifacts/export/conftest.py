"""Fixtures: models that have memorised a few sentences, and a function that exports them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from brief_models import CONFIGS, brief_model, tokenizer_that_splits_like

from gpt_studio.artifacts.export.formats import Options
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import Exported, ExportModel


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each architecture that can be exported to GGUF, by model type. Tests must not change them."""
    tokenizer = tokenizer_that_splits_like("gpt2")
    return {
        model_type: brief_model(tmp_path_factory.mktemp(model_type) / model_type, model_type, tokenizer)
        for model_type in CONFIGS
    }


@pytest.fixture(scope="session")
def export() -> Callable[..., Exported]:
    """``export(folder, "gguf-f32", target)``"""

    def run(folder: Path, to: str, out: Path, options: Options | None = None, adapter: Path | None = None) -> Exported:
        return export_model.run(ExportModel(folder, to, out, options or Options(), adapter=adapter), JobContext())

    return run
