"""What all processes but the leader do: carry out its orders (see training/parallel/distributed.py)."""

from __future__ import annotations

from gpt_studio.core.job import JobContext
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.run.assembly import assemble
from gpt_studio.training.run.update import Updater


def follow(team: Team, context: JobContext) -> None:
    """Carry out the leader's orders until the order to end.

    If ``context`` is cancelled (this process was asked to stop, not the leader), the leader learns of it with the next
    update and stops the run, saved.
    """
    from gpt_studio.training.parallel.sharded import Sharded  # loads much that one process alone never needs

    updater: Updater[ExecutionPlan] | None = None
    while True:
        order, what = team.listen()
        if order == "end":
            return
        if order == "assemble":
            inputs, plan = what
            updater = None
            updater = assemble(inputs, plan, context, team)
            continue
        assert updater is not None
        match order:
            case "update":
                step, updater.plan, updater.correction = what
                updater(step)
            case "forward":
                assert isinstance(updater.placement, Sharded)
                updater.placement.take_part()
            case "load":
                updater.placement.load(None)
            case "load_optimizer_state":
                updater.placement.load_optimizer_state(None)
            case "weights":
                updater.placement.weights()
            case "optimizer_state":
                updater.placement.optimizer_state()
            case _:
                raise AssertionError(order)
