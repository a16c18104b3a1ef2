"""The curves of one run."""

from __future__ import annotations

from dataclasses import dataclass, field

from gpt_studio.jobs.training.read_history import History
from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.ui.plots.series import Series


@dataclass
class Curves:
    """Losses are in nats per token. Held-out values come with each evaluation, all others with each reported step.
    ``general_bits_per_byte`` is that of a tuned model on other text."""

    training_loss: Series = field(default_factory=Series)
    held_out_loss: Series = field(default_factory=Series)
    bits_per_byte: Series = field(default_factory=Series)
    general_bits_per_byte: Series = field(default_factory=Series)
    learning_rate: Series = field(default_factory=Series)
    tokens_per_second: Series = field(default_factory=Series)

    def add_step(self, done: StepDone) -> None:
        self.training_loss.add(done.step, done.loss)
        self.learning_rate.add(done.step, done.learning_rate)
        self.tokens_per_second.add(done.step, done.tokens_per_second)

    def add_evaluation(self, measured: Evaluated) -> None:
        self.held_out_loss.add(measured.step, measured.loss)
        self.bits_per_byte.add(measured.step, measured.bits_per_byte)
        if measured.general_bits_per_byte:
            self.general_bits_per_byte.add(measured.step, measured.general_bits_per_byte)

    def show_history(self, history: History) -> None:
        """Replace all curves by the recorded ones of an earlier session of the run."""
        self.training_loss.replace(history.steps, history.losses)
        self.learning_rate.replace(history.steps, history.learning_rates)
        self.tokens_per_second.replace(history.steps, history.tokens_per_second)
        self.held_out_loss.replace(history.evaluated_steps, history.held_out_losses)
        self.bits_per_byte.replace(history.evaluated_steps, history.bits_per_byte)
        self.general_bits_per_byte.replace(history.evaluated_steps, history.general_bits_per_byte)

    def clear(self) -> None:
        for series in vars(self).values():
            series.clear()
