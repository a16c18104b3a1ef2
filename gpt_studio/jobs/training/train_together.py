"""Take part in a training that several processes do together, as ``torchrun`` starts them."""

from __future__ import annotations

import os
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel, repeat, resume
from gpt_studio.jobs.training.train_model import run as train
from gpt_studio.training.parallel.distributed import TORCHRUN_VARIABLES, Team, joined_team
from gpt_studio.training.run.follower import follow

Wanted = TrainModel | RepeatTraining | ResumeTraining


@dataclass(frozen=True)
class TrainTogether:
    """The same request in every process. ``wanted`` is the request for one process alone."""

    wanted: Wanted


def started_by_torchrun() -> bool:
    """Whether this process is one of several that ``torchrun`` started."""
    return all(name in os.environ for name in TORCHRUN_VARIABLES) and int(os.environ["WORLD_SIZE"]) > 1


def run(request: TrainTogether, context: JobContext) -> TrainedModel | None:
    """As the jobs of train_model.py; the result is the first process's, the others get None.

    Only the first process emits events, and only it writes. Raises StudioError also when another process is lost.
    """
    with joined_team() as team:
        if not team.leads:
            follow(team, context)
            return None
        try:
            trained = _lead(request.wanted, context, team)
        except (StudioError, JobCancelled) as error:
            # After an error within an update (memory ran out) the others still compute it and wait for no order: the
            # broken connection ends them.
            if not isinstance(error.__context__, RuntimeError | MemoryError):
                team.tell("end")
            raise
        team.tell("end")
        return trained


def _lead(wanted: Wanted, context: JobContext, team: Team) -> TrainedModel:
    match wanted:
        case TrainModel():
            return train(wanted, context, team)
        case RepeatTraining():
            return repeat(wanted, context, team)
        case ResumeTraining():
            return resume(wanted, context, team)
