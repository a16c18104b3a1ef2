"""When the model writes a sample during its training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gpt_studio.training.events import SampleWritten
from gpt_studio.training.intervals import SAMPLE_SHARE
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.store.recipe import Resolved

WORTH_SAMPLING_SECONDS = 20.0


@dataclass
class Samples:
    """``write`` lets the model write: the prompt, and the text that follows. ``seconds``: what samples took so far."""

    write: Callable[[], tuple[str, str]]
    clock: Stopwatch
    seconds: float = 0.0

    def written_if_due(self, step: int, plan: Resolved) -> SampleWritten | None:
        """Samples may take SAMPLE_SHARE of the time, and one is written at the end.

        The first one comes at once, if the run is long enough for it.
        """
        short = plan.steps * plan.step_seconds < WORTH_SAMPLING_SECONDS
        too_soon = self.seconds > SAMPLE_SHARE * self.clock.elapsed or (short and not self.seconds)
        if step != plan.steps and too_soon:
            return None
        before = self.clock.elapsed
        with self.clock.counted():
            prompt, text = self.write()
        self.seconds += self.clock.elapsed - before
        return SampleWritten(step, prompt, text)
