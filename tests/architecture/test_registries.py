"""Every model, text format, export format, subcommand and tab that has a file is registered."""

import ast
from pathlib import Path
from typing import get_type_hints

import pytest

from gpt_studio.artifacts.export.formats import FORMATS as EXPORTS
from gpt_studio.cli.registry import COMMANDS, GROUPS
from gpt_studio.core.fields import settings_of
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.registry import FORMATS
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.report.finding import FindingKind
from gpt_studio.corpora.report.registry import FINDERS
from gpt_studio.models.presets import PRESETS
from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import TRAINABLE

PACKAGE = Path(__file__).resolve().parents[2] / "gpt_studio"


def files_that_define(folder: Path, name: str) -> set[str]:
    """The stems of the files in ``folder`` with a top-level class, function or variable of this name."""
    found = set()
    for path in folder.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
            if name in {getattr(target, "id", getattr(target, "name", None)) for target in targets}:
                found.add(path.stem)
    return found


def test_every_model_file_is_registered() -> None:
    assert files_that_define(PACKAGE / "models", "Config") == set(SUPPORTED)


@pytest.mark.parametrize("model_type", SUPPORTED)
def test_a_registered_model_is_what_its_name_says(model_type: str) -> None:
    found = family(model_type)
    assert found.config.model_type == model_type
    assert found.model.__module__ == f"gpt_studio.models.{model_type}"


def test_every_model_that_can_be_trained_can_be_chosen_and_has_every_preset() -> None:
    choices = {described.name: described.choices for described in settings_of(ModelShape)}["model_type"]
    assert set(choices) == set(TRAINABLE) <= set(SUPPORTED)
    for preset in PRESETS.values():
        assert set(preset.shapes) == set(TRAINABLE), preset.name


def test_every_text_format_is_registered() -> None:
    folder = PACKAGE / "corpora" / "formats"
    files = {f"gpt_studio.corpora.formats.{path.stem}" for path in folder.glob("*.py")}
    assert {known.read.__module__ for known in FORMATS} == files - {"gpt_studio.corpora.formats.__init__"}
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_every_kind_of_finding_is_registered() -> None:
    kinds = {finder.kind.value for finder in FINDERS}
    assert files_that_define(PACKAGE / "corpora" / "report", "FINDER") == kinds
    assert kinds == {kind.value for kind in FindingKind}
    remedies = {known.name for config in (Remedies, Cleaning) for known in settings_of(config)}
    assert {finder.remedy for finder in FINDERS if finder.remedy} <= remedies


def test_every_export_format_is_registered() -> None:
    files = files_that_define(PACKAGE / "artifacts" / "export", "prepare")
    assert {form.file for form in EXPORTS} == files
    assert len({form.name for form in EXPORTS}) == len(EXPORTS)
    for form in EXPORTS:
        assert callable(form.load().prepare)


def test_every_subcommand_is_registered() -> None:
    files = files_that_define(PACKAGE / "cli", "add_arguments") & files_that_define(PACKAGE / "cli", "run")
    assert sorted(command.file for command in COMMANDS) == sorted(files)
    assert len({command.words for command in COMMANDS}) == len(COMMANDS)
    assert set(GROUPS) == {command.words[0] for command in COMMANDS if len(command.words) == 2}
    for command in COMMANDS:
        assert callable(command.load().run)


def test_every_tab_is_in_the_window() -> None:
    folders = {path.name for path in (PACKAGE / "ui" / "tabs").iterdir() if (path / "__init__.py").is_file()}
    registry = ast.parse((PACKAGE / "ui" / "tabs" / "registry.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(registry) if isinstance(node, ast.ImportFrom) and node.module}
    shown = {name.split(".")[3] for name in imported if name.startswith("gpt_studio.ui.tabs.")}
    assert shown == folders
    assert len(folders) >= 5


def test_events_and_requests_are_frozen_and_typed() -> None:
    """The window sends events between threads, and the terminal prints them."""
    import gpt_studio.training.events as events
    from gpt_studio.core.events import Event

    kinds = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)]
    assert kinds
    for kind in kinds:
        assert kind.__dataclass_params__.frozen, kind
        get_type_hints(kind)
