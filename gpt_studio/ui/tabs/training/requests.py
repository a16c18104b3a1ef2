"""The requests for a training and the jobs that carry them out, which import torch when they run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.plan_training import PlanTraining
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings

if TYPE_CHECKING:
    from gpt_studio.jobs.training.run_session import TrainedModel


@dataclass(frozen=True)
class Order:
    """A new run. From scratch: ``shape``, and ``tokenizer`` or None for one that is trained first. Else ``base``.
    ``follow_links``: links in the folder that it begins with may lead to files anywhere."""

    home: Home
    name: str
    corpus: TrainingText
    settings: TrainingSettings
    shape: ModelShape | None = None
    tokenizer: Path | None = None
    vocab_size: int = 0
    base: Path | None = None
    choose_size: bool = False
    follow_links: bool = False

    @property
    def folder(self) -> Path:
        return self.home.models / self.name

    @property
    def begins_with(self) -> Path | None:
        """The folder that is opened first."""
        return self.base or self.tokenizer

    @property
    def plan(self) -> PlanTraining:
        """The request for what this run needs."""
        return PlanTraining(
            settings=self.settings,
            shape=self.shape,
            vocab_size=self.vocab_size,
            corpus=self.corpus,
            base=self.base,
            follow_links=self.follow_links,
        )

    @property
    def forecast(self) -> ForecastTraining:
        """The request for how long this run takes."""
        return ForecastTraining(
            settings=self.settings,
            corpus=self.corpus,
            shape=self.shape,
            tokenizer=self.tokenizer,
            base=self.base,
            choose_size=self.choose_size,
            follow_links=self.follow_links,
        )


def plan_of(run: StartedWith) -> PlanTraining:
    """The request for what an earlier run needs. With a base, the shape is read from the run's own folder."""
    return PlanTraining(
        settings=run.settings,
        shape=run.shape,
        vocab_size=run.vocab_size,
        corpus=run.corpus,
        base=None if run.base is None else run.folder,
    )


@dataclass(frozen=True)
class Unfinished:
    """A run to go on with. ``follow_links``: links in the folder that it began with may lead to files anywhere."""

    home: Home
    folder: Path
    follow_links: bool = False


def train(order: Order, context: JobContext) -> TrainedModel:
    """A job: train a new model."""
    from gpt_studio.jobs.training.train_model import TrainModel, run

    request = TrainModel(
        folder=order.folder,
        corpus=order.corpus,
        settings=order.settings,
        cache=order.home.cache,
        tokenizer=order.tokenizer,
        shape=order.shape,
        base=order.base,
        choose_size=order.choose_size,
        adapter_folder=order.home.adapters / order.name,
        follow_links=order.follow_links,
    )
    return run(request, context)


def go_on(unfinished: Unfinished, context: JobContext) -> TrainedModel:
    """A job: resume a run from its last checkpoint."""
    from gpt_studio.jobs.training.train_model import ResumeTraining, resume

    request = ResumeTraining(
        folder=unfinished.folder, cache=unfinished.home.cache, follow_links=unfinished.follow_links
    )
    return resume(request, context)
