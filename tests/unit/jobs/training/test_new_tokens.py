"""A model made from texts alone, without a chat template, goes on from conversations: it gets the tokens of ChatML."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_models import CASES, make
from tiny_run import TinyRuns, Watcher

from gpt_studio.core.errors import FieldError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.jobs.corpora import lay_out_conversations
from gpt_studio.jobs.corpora.lay_out_conversations import LayOutConversations
from gpt_studio.jobs.training import forecast_training, train_model
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.training.events import AnswersCompared, StepDone
from gpt_studio.training.planning import memory, method_choice
from gpt_studio.training.settings import FULL, LORA
from gpt_studio.training.store.recipe import read_recipe, recipe_path

TOKENS = 280


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("new_tokens")).prepare()


@pytest.fixture(scope="module")
def talks(runs: TinyRuns) -> Corpus:
    path = runs.root / "talks.jsonl"
    lines = [
        [{"role": "user", "content": f"How many is {n}?"}, {"role": "assistant", "content": f"It is {n}."}]
        for n in range(200)
    ]
    path.write_text("\n".join(json.dumps({"messages": line}) for line in lines), encoding="utf-8")
    return Corpus("talks", (str(path),))


@pytest.fixture(scope="module")
def base_with(runs: TinyRuns) -> Callable[[str, int], Path]:
    """A function that makes a base of an architecture with so many rows, whose tokenizer has no tokens of a chat."""
    settings = TokenizerSettings(vocab_size=TOKENS, special_tokens=("<|endoftext|>",))
    tokenizer = train_tokenizer([runs.text.read_text()], settings, JobContext())
    save_tokenizer(tokenizer, runs.root / "tokenizer")

    def build(case: str, rows: int) -> Path:
        folder = runs.root / f"{case}-{rows}"
        if not folder.exists():
            make(CASES[case] | {"vocab_size": rows}).save_pretrained(folder)
            for file in (runs.root / "tokenizer").iterdir():
                (folder / file.name).write_bytes(file.read_bytes())
        return folder

    return build


@pytest.fixture
def request_for(
    runs: TinyRuns, base_with: Callable[[str, int], Path], talks: Corpus, tmp_path: Path
) -> Callable[..., TrainModel]:
    def build(name: str, case: str = "gpt2", rows: int = TOKENS, **settings: object) -> TrainModel:
        request = runs.request(tmp_path / name, **{"batch_size": 2, "steps": 2} | settings)
        return replace(request, corpus=talks, base=base_with(case, rows), tokenizer=None, shape=None)

    return build


@pytest.mark.parametrize(
    ("case", "rows", "after"), [("gpt2", TOKENS, TOKENS + 2), ("gpt_neox", TOKENS, TOKENS + 2), ("qwen3", 320, 320)]
)
def test_what_comes_of_it_talks_in_transformers_too(
    request_for: Callable[..., TrainModel], case: str, rows: int, after: int
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from gpt_studio.artifacts.load import open_artifact

    request, watcher = request_for("talker", case, rows), Watcher()
    assert train_model.run(request, watcher.context).talks
    (said,) = watcher.said("training.tokens_added")
    assert f"<|im_start|>, <|im_end|> for the beginning and the end of a turn: {after} tokens in all" in said
    assert len(watcher.said("training.method_tokens")) == 1
    (compared,) = watcher.of(AnswersCompared)
    assert len(compared.answers) == 3
    tokenizer = AutoTokenizer.from_pretrained(request.folder)
    theirs = AutoModelForCausalLM.from_pretrained(request.folder).eval()
    ours = open_artifact(request.folder)
    assert theirs.get_input_embeddings().weight.shape[0] == theirs.config.vocab_size == after
    asked = [{"role": "user", "content": "How many is 5?"}]
    ids = tokenizer.apply_chat_template(asked, add_generation_prompt=True, return_dict=False)
    assert ids == ours.tokenizer.encode(
        tokenizer.apply_chat_template(asked, add_generation_prompt=True, tokenize=False)
    )
    assert tokenizer.eos_token == "<|im_end|>"
    assert TOKENS + 1 in theirs.generation_config.eos_token_id
    with torch.no_grad():
        batch = torch.tensor([ids])
        torch.testing.assert_close(ours.model.logits(ours.model(batch)), theirs(batch).logits, rtol=0, atol=1e-5)


def stop_at(step: int) -> Watcher:
    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step >= step:
            context.cancel()

    return Watcher(act)


def test_it_is_stopped_resumed_and_repeated_with_equal_bytes(
    request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "attention_paths", lambda device: ("sdpa",))
    whole, parted, again = (request_for(name, steps=12) for name in ("whole", "parted", "again"))
    train_model.run(whole, JobContext())
    assert not train_model.run(parted, stop_at(5).context).finished
    watcher = Watcher()
    assert train_model.resume(ResumeTraining(parted.folder, parted.cache), watcher.context).finished
    assert len(watcher.of(AnswersCompared)) == 1
    train_model.repeat(RepeatTraining(recipe_path(whole.folder), again.folder, again.cache), JobContext())
    for name in ("model.safetensors", "tokenizer.json", "tokenizer_config.json", "config.json", "chat_template.jinja"):
        expected = (whole.folder / name).read_bytes()
        assert (parted.folder / name).read_bytes() == expected, name
        assert (again.folder / name).read_bytes() == expected, name


def test_a_large_model_that_gets_tokens_is_trained_as_a_whole(
    request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(method_choice, "SMALL", 10)
    request = replace(request_for("large"), adapter_folder=tmp_path / "adapters" / "large")
    assert train_model.run(request, JobContext()).folder == request.folder
    assert read_recipe(recipe_path(request.folder)).settings.method == FULL


@pytest.mark.parametrize(
    ("chosen", "key"),
    [
        ({"method": LORA}, "training.lora_tokens"),
        ({"last_layers": 1}, "training.part_tokens"),
        ({"learn_embeddings": False}, "training.part_tokens"),
    ],
)
def test_what_cannot_learn_new_tokens_is_refused(
    request_for: Callable[..., TrainModel], chosen: dict[str, object], key: str
) -> None:
    request = request_for("refused", **chosen)
    with pytest.raises(FieldError) as refused:
        train_model.run(request, JobContext())
    assert refused.value.message.key == key
    assert [refused.value.field] == list(chosen)
    assert not request.folder.exists()


def test_without_conversations_nothing_is_added(request_for: Callable[..., TrainModel], runs: TinyRuns) -> None:
    texts = Corpus("foxes", (str(runs.text),))
    request = replace(request_for("texts", tuning_context=32), corpus=texts)
    assert request.base is not None
    train_model.run(request, JobContext())
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json"):
        assert (request.folder / name).read_bytes() == (request.base / name).read_bytes(), name


def test_what_cannot_be_read_is_said_once(
    request_for: Callable[..., TrainModel], talks: Corpus, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    corpus, watcher = Corpus("both", (str(tmp_path / "broken.pdf"), *talks.sources)), Watcher()
    train_model.run(replace(request_for("broken"), corpus=corpus), watcher.context)
    assert len([event for event in watcher.of(Log) if "broken.pdf" in str(event.what)]) == 1


def test_conversations_anywhere_in_a_mixture_count(
    request_for: Callable[..., TrainModel], runs: TinyRuns, talks: Corpus
) -> None:
    mixed = Mixture((WeightedCorpus(Corpus("foxes", (str(runs.text),)), 1.0), WeightedCorpus(talks, 1.0)))
    request, watcher = replace(request_for("mixed", tuning_context=32), corpus=mixed), Watcher()
    assert train_model.run(request, watcher.context).talks
    assert watcher.said("training.tokens_added")


def test_forecast_and_layout_tell_of_the_tokens(request_for: Callable[..., TrainModel], talks: Corpus) -> None:
    request = request_for("told")
    assert request.base is not None
    asked = ForecastTraining(request.settings, talks, base=request.base)
    forecast = forecast_training.run(asked, JobContext())
    assert {"training.tokens_added", "training.method_tokens"} <= {hint.key for hint in forecast.hints}
    laid_out = lay_out_conversations.run(LayOutConversations(talks, request.base, count=1), JobContext())
    assert laid_out.added_tokens == ("<|im_start|>", "<|im_end|>")
    (made,) = laid_out.conversations
    learnt = "".join(piece for piece, counts in zip(made.pieces, made.mask, strict=True) if counts)
    assert learnt == "It is 0.<|im_end|>"


def test_a_character_of_several_tokens_is_shown_once_in_a_layout(
    runs: TinyRuns, base_with: Callable[[str, int], Path], tmp_path: Path
) -> None:
    file = tmp_path / "emoji.jsonl"
    turns = [{"role": "user", "content": "¿Sí?"}, {"role": "assistant", "content": "Sí 🙂"}]
    file.write_text(json.dumps({"messages": turns}), encoding="utf-8")
    request = LayOutConversations(Corpus("emoji", (str(file),)), base_with("gpt2", TOKENS))
    (made,) = lay_out_conversations.run(request, JobContext()).conversations
    assert "�" not in "".join(made.pieces)
    assert "Sí 🙂<|im_end|>" in "".join(made.pieces)
