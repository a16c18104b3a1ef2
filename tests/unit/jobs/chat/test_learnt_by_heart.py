"""What a model learnt by heart, and the file that it stands in."""

import shutil
from pathlib import Path

import pytest
from learnt_here import learn_here

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.chat.learnt_by_heart import FindByHeart, FindFile, find_by_heart, find_file
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

KNOWN = "The lighthouse keeper counted forty-one ships that night, and not one of them came home before the storm."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Page {number}: something else stands here, {number * 77} times over.\n")
    (folder / "keeper.txt").write_text(f"It was early. {KNOWN} He slept.\n")
    return folder


@pytest.fixture
def model(talker: Path, tmp_path: Path) -> OpenedModel:
    folder = tmp_path / "talker"
    shutil.copytree(talker, folder)
    return open_model.run(OpenModel(folder), JobContext())


def ids(model: OpenedModel, text: str) -> tuple[int, ...]:
    return tuple(model.hosted.artifact.tokenizer.encode_prompt(text))


def test_a_passage_leads_to_its_file(model: OpenedModel, texts: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    learn_here(model.folder, model.hosted.artifact.tokenizer, cache, texts)
    own, repeated = ids(model, "These are words of its own."), ids(model, f"Well: {KNOWN} Yes.")
    nothing, (found,) = find_by_heart(FindByHeart(model, cache, (own, repeated)), JobContext())
    assert nothing == ()
    assert KNOWN[5:-5] in found.text
    assert found.before.startswith("It was early.")
    assert found.behind.strip().startswith("He slept")
    place = find_file(FindFile(model, cache, found), JobContext())
    assert (place.found, place.path) == (True, texts / "keeper.txt")
    (texts / "keeper.txt").write_text("Gone.\n")
    assert not find_file(FindFile(model, cache, found), JobContext()).found
    # The tokens are still in the cache; without them the text of now would tell something else.
    assert find_by_heart(FindByHeart(model, cache, (repeated,)), JobContext()) == ((found,),)
    shutil.rmtree(cache)
    with pytest.raises(StudioError) as refused:
        find_by_heart(FindByHeart(model, cache, (repeated,)), JobContext())
    assert refused.value.message.key == "by_heart.changed"


def test_a_model_from_elsewhere_is_refused(model: OpenedModel, tmp_path: Path) -> None:
    with pytest.raises(StudioError) as refused:
        find_by_heart(FindByHeart(model, tmp_path / "cache", ()), JobContext())
    assert refused.value.message.key == "by_heart.not_here"
