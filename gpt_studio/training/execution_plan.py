"""How the updates of a run are made. A trial tries it, the recipe keeps it, and the updater follows it."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from gpt_studio.core.decode import within
from gpt_studio.core.limits import STEPS
from gpt_studio.training.pace import Pace, schedule_place


@dataclass(frozen=True)
class ExecutionPlan:
    """``learning_rate`` is the peak, ``weight_decay`` what belongs to it; ``steps`` are all updates of the run.

    ``pace`` (see training/pace.py) tells how ``steps`` came about where it was changed on the way, and is empty where
    it was not. At most ``micro_batch`` sequences go through the model at the same time, 0 stands for the whole batch.
    ``compiled`` tells whether torch.compile made a program of the model, ``growing`` whether sequences are read in
    stretches that grow (learning/sequence_warmup.py), ``from_pairs`` whether its first weights were counted
    (learning/bigram_init.py). ``cut_short``: the step at which somebody, or early stopping, asked the run to come to
    its end before its time, 0 if nobody did.
    """

    steps: int = within(minimum=1, maximum=STEPS)
    learning_rate: float = within(minimum=0, maximum=1)
    device: str = within(choices=("cpu", "cuda", "mps"))
    precision: str = within(choices=("float32", "bfloat16"))
    attention: str = within(choices=("sdpa", "matmul"))
    threads: int = within(minimum=1, maximum=STEPS)
    _: KW_ONLY
    pace: Pace = ()
    micro_batch: int = within(0, minimum=0, maximum=4096)
    compiled: bool = False
    weight_decay: float = within(0.1, minimum=0, maximum=10)
    growing: bool = False
    from_pairs: bool = False
    cut_short: int = within(0, minimum=0, maximum=STEPS)

    @property
    def whole_pace(self) -> Pace:
        """``pace``, with the first plan also where nothing was changed."""
        return self.pace or ((0, self.steps),)

    @property
    def first_steps(self) -> int:
        """How many updates the run had in the first plan, along which the learning rate is laid."""
        return self.whole_pace[0][1]

    def schedule_place(self, step: int) -> float:
        """Where update ``step`` lies on the schedule of the first plan, from 0 to :attr:`first_steps`."""
        return schedule_place(step, self.whole_pace)

    def progress(self, step: int) -> float:
        """Where update ``step`` lies on the schedule, from 0 to 1."""
        return self.schedule_place(step) / self.first_steps
