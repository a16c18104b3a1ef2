"""System prompts kept under a name."""

import json
from pathlib import Path

import pytest

from gpt_studio.conversations.prompts import SavedPrompt, SavedPrompts
from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import KeepPrompts, keep_prompts


def test_prompts_are_kept_replaced_and_forgotten_by_name(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert keep_prompts(KeepPrompts(home), JobContext()) == SavedPrompts()
    assert not list(tmp_path.iterdir())
    for name, text in (("Poet", "Rhyme."), ("cook", "Season."), ("Poet", "Rhyme well.")):
        keep_prompts(KeepPrompts(home, SavedPrompt(name, text)), JobContext())
    kept = keep_prompts(KeepPrompts(home), JobContext())
    assert kept.prompts == (SavedPrompt("cook", "Season."), SavedPrompt("Poet", "Rhyme well."))
    left = keep_prompts(KeepPrompts(home, forgotten="cook"), JobContext())
    assert left.prompts == (SavedPrompt("Poet", "Rhyme well."),)
    assert json.loads((tmp_path / "prompts.json").read_text())["format"] == 1


@pytest.mark.parametrize(
    "content", ["{", '{"prompts": 3}', '{"format": "x"}', '{"format": 1, "prompts": [], "more": 1}']
)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "prompts.json"
    path.write_text(content)
    with pytest.raises(StudioError, match=r"prompts\.json"):
        keep_prompts(KeepPrompts(Home(tmp_path), SavedPrompt("a", "b")), JobContext())
    assert path.read_text() == content


def test_one_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "prompts.json"
    path.write_text('{"format": 2}')
    with pytest.raises(NewerFormatError):
        keep_prompts(KeepPrompts(Home(tmp_path), SavedPrompt("a", "b")), JobContext())
    assert path.read_text() == '{"format": 2}'
