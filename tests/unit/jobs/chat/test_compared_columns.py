"""The columns that were compared last."""

import json
import os
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.compared_columns import (
    ColumnChoice,
    ComparedColumns,
    KeepColumns,
    choice_of,
    first_choices,
    keep_columns,
)
from gpt_studio.jobs.chat.follow_model import follow_model
from gpt_studio.jobs.chat.votes import Contestant, KeepVotes, Vote, keep_votes
from gpt_studio.jobs.models.list_models import ModelEntry


def test_columns_are_kept_for_the_next_time(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert keep_columns(KeepColumns(home), JobContext()) == ComparedColumns()
    chosen = ComparedColumns(
        (ColumnChoice("/models/A", 40), ColumnChoice("/models/A", None, "/adapters/L", 0.5, "exact")), blind=True
    )
    assert keep_columns(KeepColumns(home, chosen), JobContext()) == chosen
    assert keep_columns(KeepColumns(home), JobContext()) == chosen
    assert [each.contestant for each in chosen.columns] == [
        Contestant("A @40"),
        Contestant("A", "L", 0.5, "exact"),
    ]


def test_a_column_follows_its_model_into_another_folder(tmp_path: Path) -> None:
    home = Home(tmp_path)
    before, now = tmp_path / "models" / "A", tmp_path / "models" / "B"
    keep_columns(KeepColumns(home, ComparedColumns((ColumnChoice(str(before), 1, str(before)),))), JobContext())
    follow_model(home, before, now)
    assert keep_columns(KeepColumns(home), JobContext()).columns == (ColumnChoice(str(now), 1, str(now)),)


def test_a_folder_whose_name_is_not_utf_8_is_found_again(tmp_path: Path) -> None:
    home, folder = Home(tmp_path), os.fsdecode(b"/models/A\xff")
    chosen = ComparedColumns((ColumnChoice(folder), ColumnChoice("/models/B")))
    for kept in (KeepColumns(home, chosen), KeepColumns(home)):
        assert keep_columns(kept, JobContext()) == chosen
    vote = Vote(tuple(each.contestant for each in chosen.columns), chosen.columns[0].contestant)
    tally = keep_votes(KeepVotes(home, vote=vote), JobContext())
    assert keep_votes(KeepVotes(home), JobContext()) == tally
    assert tally.pairs[0].votes == 1


def test_a_strength_out_of_range_is_damage(tmp_path: Path) -> None:
    columns = [{"path": "/a", "strength": -1}]
    (tmp_path / "compare.json").write_text(json.dumps({"format": 1, "columns": columns}), encoding="utf-8")
    with pytest.raises(StudioError, match="strength"):
        keep_columns(KeepColumns(Home(tmp_path)), JobContext())


A, B, TUNED = Path("/models/A"), Path("/models/B"), Path("/adapters/Tuned")
ENTRIES = (
    ModelEntry(Path("/models/Broken"), "Broken", 4.0, problem=say("x", "broken")),
    ModelEntry(B, "B", 3.0),
    ModelEntry(TUNED, "Tuned", 2.0, adapter_of=A),
    ModelEntry(A, "A", 1.0),
)


def test_an_adapter_is_its_model_with_it_and_a_checkpoint_its_model_at_a_step() -> None:
    assert choice_of(TUNED, ENTRIES) == ColumnChoice(str(A), adapter=str(TUNED))
    assert choice_of(A / "training" / "checkpoints" / "step-000000040", ENTRIES) == ColumnChoice(str(A), 40)


def test_the_first_columns_are_the_open_model_and_the_one_used_last() -> None:
    assert first_choices(A, ENTRIES, "exact") == (ColumnChoice(str(A)), ColumnChoice(str(B)))
    assert first_choices(None, ENTRIES, "exact") == (
        ColumnChoice(str(B)),
        ColumnChoice(str(A), adapter=str(TUNED)),
    )
    alone = ColumnChoice(str(B)), ColumnChoice(str(B), sampling="exact")
    assert first_choices(B, ENTRIES[:2], "exact") == alone
    assert first_choices(None, ENTRIES[:1], "exact") == ()
