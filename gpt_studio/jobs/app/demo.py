"""Run the whole pipeline on the built-in sample: text, tokenizer, training, folder, and generated text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.core.naming import unused
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.models.presets import PRESETS
from gpt_studio.training.settings import TrainingSettings

DEMO_MINUTES = 5.0
DEMO_NAME = "My first model"
PROMPTS = ("Once upon a time", "Había una vez")
QUESTIONS = ("Hello! Who are you?", "¿De qué color es la hierba?")


@dataclass(frozen=True)
class RunDemo:
    """``folder`` None means a new folder in ``home``. ``minutes`` is the time of the training itself."""

    home: Home
    folder: Path | None = None
    minutes: float = DEMO_MINUTES


@dataclass(frozen=True)
class Specimen(Event):
    """What the trained model writes after ``prompt``; ``chat``: the prompt is a message and the text the reply."""

    prompt: str
    text: str
    chat: bool


@dataclass(frozen=True)
class DemoResult:
    trained: TrainedModel
    specimens: tuple[Specimen, ...]


def run(request: RunDemo, context: JobContext) -> DemoResult:
    """Train on the sample, in the size that suits the time, then continue two prompts and answer two questions, in
    English and in Spanish."""
    folder = request.folder or unused(request.home.models / DEMO_NAME)
    corpus = Corpus(name="sample", sources=("sample:",))
    trained = train_model.run(
        train_model.TrainModel(
            folder=folder,
            corpus=corpus,
            shape=PRESETS["small"].shapes["qwen3"],
            settings=TrainingSettings(minutes=request.minutes, sample_prompt=PROMPTS[0]),
            cache=request.home.cache,
            choose_size=True,
        ),
        context,
    )
    context.emit(Log(say("demo.written", "The model is in {folder}. This is what it writes:", folder=folder)))
    opened = open_model.run(open_model.OpenModel(folder), JobContext())
    sampling = replace(opened.defaults, seed=0)
    specimens = [_completion(opened, prompt, sampling) for prompt in PROMPTS]
    if opened.has_template:
        specimens += [_answer(opened, question, sampling) for question in QUESTIONS]
    for specimen in specimens:
        context.emit(specimen)
    return DemoResult(trained, tuple(specimens))


def _completion(opened: open_model.OpenedModel, prompt: str, sampling: Sampling) -> Specimen:
    written = write_text.run(write_text.WriteText(opened, prompt, sampling), JobContext())
    return Specimen(prompt, written.text, chat=False)


def _answer(opened: open_model.OpenedModel, question: str, sampling: Sampling) -> Specimen:
    turns = (Turn("user", question),)
    written = write_text.reply(write_text.ReplyToChat(opened, turns, sampling), JobContext())
    return Specimen(question, written.text, chat=True)
