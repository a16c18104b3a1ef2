"""Going on from a model: with an adapter beside it, in a context of its own, from what the assistant says alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from tiny_run import SHAPE, TinyRuns, Watcher

from gpt_studio.core.errors import FieldError, StudioError
from gpt_studio.core.events import Event, Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import lay_out_conversations
from gpt_studio.jobs.corpora.lay_out_conversations import LayOutConversations
from gpt_studio.jobs.training import compare_answers, forecast_training, plan_training, read_history, train_model
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.plan_training import PlanTraining
from gpt_studio.jobs.training.read_history import ReadHistory
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.training.events import AnswersCompared, Evaluated, SampleWritten, StepDone
from gpt_studio.training.planning import memory
from gpt_studio.training.planning.context_choice import PATIENCE
from gpt_studio.training.planning.rehearsal_choice import USUAL_SHARE
from gpt_studio.training.settings import ATTENTION, FULL, LORA, OF_GOING_ON, REPLIES, of_a_new_model
from gpt_studio.training.store.answers import read_answers
from gpt_studio.training.store.recipe import read_recipe, recipe_path, write_recipe


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("going_on")).prepare()


@pytest.fixture(scope="module")
def base(runs: TinyRuns) -> Path:
    request = replace(runs.request(runs.root / "base", steps=2), shape=replace(SHAPE, context_length=256))
    train_model.run(request, JobContext())
    return request.folder


@pytest.fixture(scope="module")
def talks(runs: TinyRuns) -> Corpus:
    path = runs.root / "talks.jsonl"
    lines = [
        [{"role": "user", "content": f"How many is {n}?"}, {"role": "assistant", "content": f"It is {n}."}]
        for n in range(200)
    ]
    path.write_text("\n".join(json.dumps({"messages": line}) for line in lines), encoding="utf-8")
    return Corpus("talks", (str(path),))


@pytest.fixture
def request_for(runs: TinyRuns, base: Path, talks: Corpus, tmp_path: Path) -> Callable[..., TrainModel]:
    def build(name: str, **settings: object) -> TrainModel:
        request = runs.request(tmp_path / name, **{"batch_size": 2} | settings)
        return replace(request, corpus=talks, base=base, tokenizer=None, shape=None)

    return build


def stop_at(step: int) -> Watcher:
    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step >= step:
            context.cancel()

    return Watcher(act)


def test_an_adapter_is_trained_stopped_and_resumed_with_equal_bytes(
    request_for: Callable[..., TrainModel], base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two runs are compared, so the machine's speed must not choose the way of each.
    monkeypatch.setattr(memory, "attention_paths", lambda device: ("sdpa",))
    whole, parted = (request_for(name, method=LORA, lora_rank=2, lora_dropout=0.1) for name in ("whole", "parted"))
    train_model.run(whole, JobContext())
    assert not train_model.run(parted, stop_at(5).context).finished
    assert train_model.resume(ResumeTraining(parted.folder, parted.cache), JobContext()).finished
    for name in ("adapter_model.safetensors", "adapter_config.json", "chat_template.jinja"):
        assert (whole.folder / name).read_bytes() == (parted.folder / name).read_bytes(), name
    assert not (whole.folder / "config.json").exists()
    assert json.loads((whole.folder / "adapter_config.json").read_text())["base_model_name_or_path"] == str(base)
    checkpoints = sorted((whole.folder / "training" / "checkpoints").iterdir())
    last = checkpoints[-1] / "model.safetensors"
    assert last.stat().st_size < (base / "model.safetensors").stat().st_size / 2


def test_the_context_follows_from_the_text_and_the_models_own_stays(
    request_for: Callable[..., TrainModel], base: Path
) -> None:
    request, watcher = request_for("short", method=FULL, steps=2), Watcher()
    train_model.run(request, watcher.context)
    recipe = read_recipe(recipe_path(request.folder))
    assert recipe.settings.tuning_context == 96, "rows of that length hold little filler"
    assert recipe.settings.learn == REPLIES
    assert {event.context_length for event in watcher.of(Evaluated)} == {96}
    assert "96 tokens at a time" in str(
        watcher.said("training.context_parts") or watcher.said("training.context_whole")
    )
    assert (request.folder / "config.json").read_bytes() == (base / "config.json").read_bytes()
    given = request_for("given", method=FULL, steps=2, tuning_context=16)
    watcher = Watcher()
    train_model.run(given, watcher.context)
    assert {event.context_length for event in watcher.of(Evaluated)} == {16}
    (said,) = watcher.said("training.context_parts")
    assert "16 tokens at a time" in said


def test_only_replies_are_targets_and_are_measured(request_for: Callable[..., TrainModel], base: Path) -> None:
    request = request_for("replies", method=FULL, steps=2)
    train_model.run(request, JobContext())
    (mask,) = request.cache.glob("*/train.mask")
    learnt = np.fromfile(mask, np.uint8)
    laid_out = lay_out_conversations.run(LayOutConversations(request.corpus, base, count=2), JobContext())
    for each in laid_out.conversations:
        said = "".join(piece for piece, written in zip(each.pieces, each.mask, strict=True) if written)
        assert said in ("It is 0.<|im_end|>", "It is 1.<|im_end|>")
    ids = np.fromfile(mask.with_suffix(".u16"), np.uint16)
    first = laid_out.conversations[0] if tuple(ids[:5]) == laid_out.conversations[0].ids[:5] else None
    first = first or laid_out.conversations[1]
    assert tuple(learnt[: len(first.mask)]) == first.mask
    everything = request_for("everything", method=FULL, steps=2, learn="everything")
    train_model.run(everything, JobContext())
    assert len(list(request.cache.glob("*/train.mask"))) == 1


def test_a_new_model_can_have_no_setting_of_going_on(runs: TinyRuns, tmp_path: Path) -> None:
    chosen = {
        "tuning_context": 16,
        "remember_on": str(runs.text),
        "rehearsal": 0.5,
        "method": LORA,
        "last_layers": 1,
        "learn_embeddings": False,
        "lora_rank": 8,
        "lora_alpha": 8.0,
        "lora_dropout": 0.1,
        "lora_layers": ATTENTION,
        "lora_by_root": True,
    }
    assert set(chosen) == set(OF_GOING_ON)
    for field, value in chosen.items():
        request = runs.request(tmp_path / "new", **{field: value})
        ahead = ForecastTraining(request.settings, request.corpus, request.shape, request.tokenizer)
        for asked in (partial(train_model.run, request), partial(forecast_training.run, ahead)):
            with pytest.raises(FieldError) as caught:
                asked(JobContext())
            assert caught.value.field == field
        assert of_a_new_model(request.settings) == runs.request(tmp_path / "new").settings
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("wanted", [None, 0.5], ids=["by itself", "asked for"])
def test_a_text_too_short_to_be_read_again_is_told_or_refused(
    request_for: Callable[..., TrainModel], tmp_path: Path, wanted: float | None
) -> None:
    short = tmp_path / "short.txt"
    short.write_text("The owl flies. ", encoding="utf-8")
    request = request_for("short", method=FULL, steps=2, remember_on=str(short), rehearsal=wanted)
    ahead = ForecastTraining(request.settings, request.corpus, base=request.base)
    if wanted is not None:
        for asked in (partial(train_model.run, request), partial(forecast_training.run, ahead)):
            with pytest.raises(FieldError) as caught:
                asked(JobContext())
            assert (caught.value.field, caught.value.message.key) == ("rehearsal", "training.too_short_to_rehearse")
        assert not request.folder.exists()
        return
    watcher = Watcher()
    trained = train_model.run(request, watcher.context)
    (said,) = watcher.said("training.not_rehearsed")
    assert "short.txt" in said
    assert not watcher.said("training.rehearsal")
    assert trained.general_before > 0, "it is measured all the same"
    assert read_recipe(recipe_path(request.folder)).settings.rehearsal == 0.0
    assert said in map(str, forecast_training.run(ahead, JobContext()).hints)


def test_the_built_in_stories_can_be_the_text_to_remember(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    request = request_for("stories", method=FULL, steps=2, remember_on=SAMPLE, rehearsal=0.0)
    train_model.run(request, JobContext())
    known = read_recipe(recipe_path(request.folder)).known
    assert known is not None
    assert known.sources == (SAMPLE,)


def test_looking_for_the_known_text_is_shown_and_can_be_cancelled(
    request_for: Callable[..., TrainModel], base: Path, tmp_path: Path
) -> None:
    """The text of the recipe can be everything on this machine."""
    own = tmp_path / "base"
    shutil.copytree(base, own)
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(1 << 40)  # takes no disk space, but hours to read
    write_recipe(recipe_path(own), replace(read_recipe(recipe_path(own)), corpus=Corpus("huge", (str(huge),))))
    request = replace(request_for("endless", method=FULL, steps=2), base=own)

    def stop(event: Event, context: JobContext) -> None:
        if isinstance(event, Progress) and event.what.key == "dataset.looking" and event.fraction:
            context.cancel()

    watcher = Watcher(stop)
    with pytest.raises(JobCancelled):
        train_model.run(request, watcher.context)
    assert not request.folder.exists()


def test_plan_and_forecast_know_context_and_method(request_for: Callable[..., TrainModel], base: Path) -> None:
    request = request_for("ahead", method=LORA, lora_rank=2)
    ahead = forecast_training.run(ForecastTraining(request.settings, request.corpus, base=base), JobContext())
    assert ahead.context_length == 96
    assert any("96 tokens at a time" in str(hint) for hint in ahead.hints)
    full = replace(request.settings, method=FULL)
    adapter, whole = (
        plan_training.run(PlanTraining(settings, base=base), JobContext()) for settings in (request.settings, full)
    )
    assert adapter.disk_bytes < whole.disk_bytes
    assert not adapter.problems
    assert whole.tokens_per_step is whole.memory_bytes is None, "they depend on the text"
    given = replace(full, tuning_context=128)
    known = plan_training.run(PlanTraining(given, base=base), JobContext())
    assert known.tokens_per_step == 2 * 128
    assert known.memory_bytes


def test_an_adapter_has_its_own_folder_and_its_base_must_stay_what_it_is(
    request_for: Callable[..., TrainModel], base: Path, tmp_path: Path
) -> None:
    own = tmp_path / "base"
    shutil.copytree(base, own, ignore=shutil.ignore_patterns("training"))
    request = request_for("tuned", sample_prompt="", method=LORA, lora_rank=2, steps=8)
    request = replace(request, base=own, adapter_folder=tmp_path / "adapters" / "tuned")
    stopped = train_model.run(request, stop_at(2).context)
    assert stopped.folder == request.adapter_folder
    assert not request.folder.exists()
    weights = own / "model.safetensors"
    before = weights.read_bytes()
    weights.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    with pytest.raises(StudioError) as caught:
        train_model.resume(ResumeTraining(stopped.folder, request.cache), JobContext())
    assert caught.value.message.key == "training.base_changed"
    weights.write_bytes(before)
    watcher = Watcher()
    done = train_model.resume(ResumeTraining(stopped.folder, request.cache), watcher.context)
    assert (done.finished, done.folder) == (True, stopped.folder)
    (compared,) = watcher.of(AnswersCompared)
    assert read_answers(done.folder) == compared.answers
    assert all(each.question.startswith("How many is") for each in compared.answers)
    samples = watcher.of(SampleWritten)
    assert samples, "they answer a question"
    assert {sample.prompt for sample in samples} == {f"— {compared.answers[0].question}\n— "}


def test_a_base_that_changes_before_its_weights_are_read_is_noticed(
    request_for: Callable[..., TrainModel], base: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own base"
    shutil.copytree(base, own)
    weights = own / "model.safetensors"

    def act(event: Event, _context: JobContext) -> None:
        said = getattr(event, "what", None)
        if said is not None and said.key == "training.context_parts":
            before = weights.read_bytes()
            weights.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))

    request = replace(request_for("changed", method=FULL, steps=2, tuning_context=16), base=own)
    with pytest.raises(StudioError) as refused:
        train_model.run(request, Watcher(act).context)
    assert refused.value.message.key == "training.base_changed"


def test_a_base_that_is_gone_at_the_end_costs_only_the_comparison(
    request_for: Callable[..., TrainModel], base: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own base"
    shutil.copytree(base, own)

    def act(event: Event, _context: JobContext) -> None:
        if isinstance(event, StepDone) and own.exists():
            shutil.rmtree(own)

    request, watcher = replace(request_for("whole", method=FULL, steps=2), base=own), Watcher(act)
    assert train_model.run(request, watcher.context).finished
    assert not watcher.of(AnswersCompared)
    assert [event for event in watcher.of(Log) if event.level == "warning" and str(own) in str(event.what)]
    assert (request.folder / "model.safetensors").is_file()


def test_where_there_is_no_question_nothing_is_compared(
    request_for: Callable[..., TrainModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare_answers, "_SHARE", 1e6)
    path = tmp_path / "monologues.jsonl"
    lines = [{"messages": [{"role": "assistant", "content": f"I counted {n} foxes today."}]} for n in range(60)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    request, watcher = replace(request_for("alone", method=FULL), corpus=Corpus("alone", (str(path),))), Watcher()
    assert train_model.run(request, watcher.context).finished
    assert not watcher.of(AnswersCompared)


def test_the_same_questions_are_answered_at_each_measurement(
    request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a run of minutes, in which answering is a small part of the time.
    monkeypatch.setattr(compare_answers, "_SHARE", 1e6)
    request, watcher = request_for("asked", method=FULL, learning_rate=0.02), stop_at(9)
    train_model.run(request, watcher.context)
    asked = watcher.of(AnswersCompared)
    assert [(each.step, each.final) for each in asked] == [(4, False), (8, False)]
    assert read_answers(request.folder) == asked[-1].answers
    resumed = Watcher()
    train_model.resume(ResumeTraining(request.folder, request.cache), resumed.context)
    (last,) = resumed.of(AnswersCompared)
    assert (last.step, last.final) == (12, True)
    everything = [*asked, last]
    assert len({tuple((each.question, each.before) for each in found.answers) for found in everything}) == 1
    assert len({tuple(each.after for each in found.answers) for found in everything}) > 1
    monkeypatch.setattr(compare_answers, "_SHARE", 0.0)
    whole, alone = request_for("whole", method=FULL, learning_rate=0.02), Watcher()
    train_model.run(whole, alone.context)
    (only,) = alone.of(AnswersCompared)
    assert only == last


def test_what_is_forgotten_is_measured_from_the_base_on(request_for: Callable[..., TrainModel], runs: TinyRuns) -> None:
    request, watcher = (
        request_for("told", method=FULL, steps=8, learning_rate=0.01, remember_on=str(runs.text), rehearsal=0.0),
        Watcher(),
    )
    trained = train_model.run(request, watcher.context)
    measured = watcher.of(Evaluated)
    assert [each.step for each in measured] == [0, 4, 8]
    assert all(each.general_bits_per_byte > 0 for each in measured)
    assert trained.general_before == measured[0].general_bits_per_byte
    assert trained.general_after == measured[-1].general_bits_per_byte
    (said,) = watcher.said("training.forgotten") or watcher.said("training.remembered_better")
    assert "text.txt" in said
    assert not watcher.said("training.rehearsal"), "a share of 0 was chosen"
    history = read_history.run(ReadHistory(trained.folder), JobContext())
    assert history.general_bits_per_byte.tolist() == [each.general_bits_per_byte for each in measured]
    assert read_recipe(recipe_path(trained.folder)).settings.early_stopping == PATIENCE


def test_what_the_base_was_made_from_is_read_again_beside_conversations(
    request_for: Callable[..., TrainModel], runs: TinyRuns
) -> None:
    foxes = Corpus("foxes", (str(runs.text),))
    request, watcher = request_for("again", method=FULL, steps=2), Watcher()
    train_model.run(request, watcher.context)
    recipe = read_recipe(recipe_path(request.folder))
    assert (recipe.known, recipe.settings.rehearsal) == (foxes, USUAL_SHARE)
    (said,) = watcher.said("training.rehearsal")
    assert f"{100 * USUAL_SHARE:.0f}%" in said
    assert foxes.name in said
    ahead = forecast_training.run(ForecastTraining(request.settings, request.corpus, base=request.base), JobContext())
    assert said in map(str, ahead.hints)
    tuned_again = replace(request_for("twice", method=FULL, steps=2), base=request.folder)
    train_model.run(tuned_again, JobContext())
    assert read_recipe(recipe_path(tuned_again.folder)).known == foxes


def test_a_run_that_reads_again_is_resumed_and_repeated_with_equal_bytes(
    request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "attention_paths", lambda device: ("sdpa",))
    whole, parted = (request_for(name, method=FULL, rehearsal=0.3) for name in ("whole", "parted"))
    train_model.run(whole, JobContext())
    assert not train_model.run(parted, stop_at(5).context).finished
    assert train_model.resume(ResumeTraining(parted.folder, parted.cache), JobContext()).finished
    again = RepeatTraining(recipe_path(whole.folder), whole.folder.with_name("again"), whole.cache)
    train_model.repeat(again, JobContext())
    none = request_for("none", method=FULL, rehearsal=0.0)
    train_model.run(none, JobContext())
    expected = (whole.folder / "model.safetensors").read_bytes()
    for folder in (parted.folder, again.folder):
        assert (folder / "model.safetensors").read_bytes() == expected
    assert (none.folder / "model.safetensors").read_bytes() != expected


def test_only_text_that_the_base_has_learnt_is_read_again(
    request_for: Callable[..., TrainModel], runs: TinyRuns, base: Path, tmp_path: Path
) -> None:
    """Whoever wrote the recipe in a folder from elsewhere can name any file of this machine."""
    own = tmp_path / "base"
    shutil.copytree(base, own)
    secret = tmp_path / "secret.txt"
    secret.write_text("The key lies under the stone. " * 500)
    recipe = read_recipe(recipe_path(own))
    write_recipe(recipe_path(own), replace(recipe, corpus=Corpus("tales", (str(secret),))))
    request = replace(request_for("robbed", method=FULL, steps=2), base=own)
    train_model.run(request, JobContext())
    stored = read_recipe(recipe_path(request.folder))
    assert (stored.known, stored.settings.rehearsal) == (None, 0.0)
    asked = replace(request_for("asked", method=FULL, steps=2, rehearsal=0.5), base=own)
    with pytest.raises(FieldError) as caught:
        train_model.run(asked, JobContext())
    assert caught.value.field == "rehearsal"
    assert not asked.folder.exists()
    named = replace(request_for("named", method=FULL, steps=2, remember_on=str(secret)), base=own)
    train_model.run(named, JobContext())
    assert read_recipe(recipe_path(named.folder)).known == Corpus("secret.txt", (str(secret),))


def test_a_run_is_not_resumed_when_what_it_reads_again_changed(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    text = tmp_path / "old.txt"
    text.write_text("The fox runs to the river. " * 500)
    request = request_for("changed", method=FULL, remember_on=str(text))
    assert not train_model.run(request, stop_at(5).context).finished
    text.write_text("The owl flies to the hill. " * 500)
    with pytest.raises(StudioError) as caught:
        train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())
    assert caught.value.message.key == "training.text_changed"


def test_who_mixes_the_known_text_decides_how_much_is_read_again(
    request_for: Callable[..., TrainModel], runs: TinyRuns, talks: Corpus
) -> None:
    foxes = Corpus("foxes", (str(runs.text),))
    request = request_for("mixed", method=FULL, steps=2)
    train_model.run(replace(request, corpus=Mixture((WeightedCorpus(talks), WeightedCorpus(foxes)))), JobContext())
    assert read_recipe(recipe_path(request.folder)).settings.rehearsal == 0.0


def test_a_base_made_from_conversations_alone_reads_these_again_and_is_measured_on_the_sample(
    request_for: Callable[..., TrainModel], runs: TinyRuns, talks: Corpus, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    lines = [{"prompt": f"Name {number}.", "completion": f"{number} it is."} for number in range(60)]
    other.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    talker = runs.request(tmp_path / "talker", steps=2)
    train_model.run(replace(talker, corpus=Corpus("other", (str(other),))), JobContext())
    request, watcher = replace(request_for("on", method=FULL, steps=2), base=talker.folder), Watcher()
    trained = train_model.run(request, watcher.context)
    assert watcher.said("training.rehearsal")
    assert trained.general_before > 0
    assert trained.forgotten is not None
    assert "the built-in stories" in str(trained.forgotten)
