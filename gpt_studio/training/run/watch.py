"""Gives hints about a run from its history: over-fitting, a plateau, a rate that is too high. Each kind once."""

from __future__ import annotations

import contextlib
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from gpt_studio.core.decode import DecodeError, decode
from gpt_studio.core.errors import say
from gpt_studio.core.events import Log
from gpt_studio.training.events import FEWER_EPOCHS, KEEP_BEST, LOWER_RATE, Evaluated, Hint, StepDone
from gpt_studio.training.learning.comparison import comparable, rank
from gpt_studio.training.run.spikes import Spikes
from gpt_studio.training.store.metrics import METRICS

OVER_FITTING, PLATEAU = "over_fitting", "plateau"
DIVERGING, RATE_TOO_HIGH = "diverging", "rate_too_high"
LITTLE_DATA, FORGETTING = "little_data", "forgetting"


# Over-fitting: so many measurements since the best one, the newest worse by this share.
WORSE_MEASUREMENTS, WORSE_SHARE = 3, 1.01
# Plateau: over so many measurements less than this share gained, before the rate falls to its end.
FLAT_MEASUREMENTS, FLAT_SHARE, FLAT_UNTIL, FLAT_FROM = 6, 0.005, 0.7, 0.2
# Diverging: nats a token above the lowest smoothed loss. Twice Adam's usual spikes, well below a lost run.
CLIMBED_NATS = 0.7
SMOOTHED_STEPS = 20
# A rate that is too high: so many high spikes (run/spikes.py) within so many steps.
SPIKES, SPIKE_STEPS = 4, 120
# Forgetting: so much more bits per byte on other text than before the first step.
FORGOTTEN_SHARE = 0.25
LOOK_EVERY = 10
FEWEST_EPOCHS = 0.5
# Muennighoff et al. (2023): up to 4 epochs are worth nearly as much as new text, after 16 more reading gains little.
MANY_EPOCHS, TOO_MANY_EPOCHS, PARAMETERS_A_TOKEN = 4.0, 16.0, 5.0


@dataclass
class RunHistory:
    """What is remembered of a run, however long it is.

    ``losses`` in nats a token: of the last steps, up to ``step``. ``measured`` are the held-out measurements, and
    ``loss_at`` the training loss around the step of each, ``epochs_at`` how often the text was read then. ``tuning``:
    the run goes on from a model. ``lowest`` is the lowest smoothed loss, at ``lowest_step``.
    """

    tuning: bool = False
    steps: int = 0
    step: int = 0
    epoch: float = 0.0
    rate: float = 0.0
    losses: deque[float] = field(default_factory=lambda: deque(maxlen=SPIKE_STEPS))
    lowest: float = math.inf
    lowest_step: int = 0
    measured: list[Evaluated] = field(default_factory=list)
    loss_at: dict[int, float] = field(default_factory=dict)
    epochs_at: dict[int, float] = field(default_factory=dict)
    spikes: Spikes = field(default_factory=Spikes)

    @property
    def smoothed(self) -> float:
        """The mean of the last SMOOTHED_STEPS losses."""
        finite = [loss for loss in islice(reversed(self.losses), SMOOTHED_STEPS) if math.isfinite(loss)]
        return fmean(finite) if finite else math.nan

    def forget_steps(self) -> None:
        """Forget losses and spikes: the run went back, so they do not belong to it any more."""
        self.losses.clear()
        self.lowest = math.inf
        self.spikes.forget()


def over_fitting(history: RunHistory) -> Hint | None:
    """Held-out text gets worse while the training text gets better (or stays)."""
    measured = comparable(history.measured)
    best, newest = min(measured, key=rank), measured[-1]
    since = len(measured) - 1 - measured.index(best)
    worse = newest.bits_per_byte > WORSE_SHARE * best.bits_per_byte
    better_on_training = not history.loss_at[newest.step] > history.loss_at[best.step]  # NaN before the first step
    if since < WORSE_MEASUREMENTS or not worse or not better_on_training:
        return None
    if history.tuning:
        return _learnt_by_heart(history, best, newest)
    return Hint(
        OVER_FITTING,
        newest.step,
        say(
            "watch.over_fitting",
            "The model has begun to learn the training text by heart: on text that it has not seen it was best at step "
            "{best_step} ({best:.3f} bits per byte) and is now at {now:.3f}, while the training loss still falls. "
            "More steps will hardly help; more text, a smaller model or some dropout would.",
            best_step=best.step,
            best=best.bits_per_byte,
            now=newest.bits_per_byte,
        ),
        KEEP_BEST,
    )


def _learnt_by_heart(history: RunHistory, best: Evaluated, newest: Evaluated) -> Hint:
    """As over-fitting is told of a model that is tuned: what helps is to read the text less often."""
    epochs = round(history.epochs_at.get(best.step, 0.0), 1)
    if epochs < FEWEST_EPOCHS:
        said = say(
            "watch.tuned_too_fast",
            "Since step {best_step} the model only became worse on text of this kind that it has not seen ({best:.3f} "
            "bits per byte then, {now:.3f} now): more text would teach it more, or half the learning rate.",
            best_step=best.step,
            best=best.bits_per_byte,
            now=newest.bits_per_byte,
        )
        return Hint(OVER_FITTING, newest.step, said, LOWER_RATE, learning_rate=history.rate / 2)
    said = say(
        "watch.tuned_by_heart",
        "The model has begun to learn the new text by heart: on text of its kind that it has not seen it was best "
        "after {epochs:g} epochs ({best:.3f} bits per byte) and is now at {now:.3f}. So many epochs are enough.",
        epochs=epochs,
        best=best.bits_per_byte,
        now=newest.bits_per_byte,
    )
    return Hint(OVER_FITTING, newest.step, said, FEWER_EPOCHS, epochs=epochs)


def plateau(history: RunHistory) -> Hint | None:
    """Nothing is gained any more, long before the schedule brings the rate down."""
    measured = comparable(history.measured)
    if len(measured) <= FLAT_MEASUREMENTS or not history.steps:
        return None
    newest, earlier = measured[-1], measured[:-FLAT_MEASUREMENTS]
    if not FLAT_FROM < newest.step / history.steps < FLAT_UNTIL:
        return None
    before = min(each.bits_per_byte for each in earlier)
    now = min(each.bits_per_byte for each in measured[-FLAT_MEASUREMENTS:])
    if now < (1 - FLAT_SHARE) * before or newest.bits_per_byte > WORSE_SHARE * before:
        return None
    return Hint(
        PLATEAU,
        newest.step,
        say(
            "watch.plateau",
            "Hardly anything was gained since step {step} ({before:.3f} bits per byte then, {now:.3f} now): this "
            "model may have learnt what it can from this text. A larger model or more text would go further.",
            step=earlier[-1].step,
            before=before,
            now=now,
        ),
        KEEP_BEST,
    )


def diverging(history: RunHistory) -> Hint | None:
    """The smoothed loss climbs far above where it was."""
    now, low = history.smoothed, history.lowest
    if len(history.losses) < SMOOTHED_STEPS or not now > low + CLIMBED_NATS:
        return None
    return Hint(
        DIVERGING,
        history.step,
        say(
            "watch.diverging",
            "The loss climbs instead of falling: it was {low:.2f} at step {low_step} and is {now:.2f} now. The "
            "learning rate ({rate:g}) is probably too high: start again with half of it.",
            low=low,
            low_step=history.lowest_step,
            now=now,
            rate=history.rate,
        ),
        LOWER_RATE,
        learning_rate=history.rate / 2,
    )


def rate_too_high(history: RunHistory) -> Hint | None:
    """The loss jumps up again and again."""
    spikes = history.spikes.high_after(history.step - SPIKE_STEPS)
    if len(history.losses) < SPIKE_STEPS or spikes < SPIKES:
        return None
    return Hint(
        RATE_TOO_HIGH,
        history.step,
        say(
            "watch.rate_too_high",
            "The loss jumped up {spikes} times within {steps} steps: the learning rate ({rate:g}) is probably too "
            "high. Half of it would learn more calmly.",
            spikes=spikes,
            steps=SPIKE_STEPS,
            rate=history.rate,
        ),
        LOWER_RATE,
        learning_rate=history.rate / 2,
    )


def little_data(parameters: int, train_tokens: int, tokens_read: int, *, tuning: bool = False) -> Hint | None:
    """The text is too short for the model, or for the length of the training. Known before the start.

    A model that is tuned knows most of what it needs already, so its size does not count.
    """
    epochs = tokens_read / max(train_tokens, 1)
    if tuning:
        if epochs <= TOO_MANY_EPOCHS:
            return None
        return Hint(
            LITTLE_DATA,
            0,
            say(
                "watch.little_data_tuned",
                "This training would read the text {epochs:.0f} times. It ends earlier where held-out text shows that "
                "the model only learns it by heart; more text would teach it more.",
                epochs=epochs,
            ),
        )
    large = parameters > PARAMETERS_A_TOKEN * train_tokens
    if epochs < MANY_EPOCHS or not (large or epochs > TOO_MANY_EPOCHS):
        return None
    return Hint(
        LITTLE_DATA,
        0,
        say(
            "watch.little_data",
            "The text has {tokens:,} tokens, and this training reads it {epochs:.0f} times with a model of "
            "{parameters:,} parameters: it will learn much of it by heart. More text, a smaller model or a shorter "
            "training would teach it more.",
            tokens=train_tokens,
            epochs=epochs,
            parameters=parameters,
        ),
    )


def forgetting(history: RunHistory) -> Hint | None:
    """A tuned model has become much worse on text of another kind."""
    first, newest = history.measured[0], history.measured[-1]
    before, now = first.general_bits_per_byte, newest.general_bits_per_byte
    if not history.tuning or first.step or not before or now < (1 + FORGOTTEN_SHARE) * before:
        return None
    return Hint(
        FORGETTING,
        newest.step,
        say(
            "watch.forgetting",
            "The model forgets: on other text it needed {before:.2f} bits per byte before, and {now:.2f} now, "
            "{percent:.0f}% more. If it should still write such text, let it read more of that again (rehearsal), or "
            "halve the learning rate.",
            before=before,
            now=now,
            percent=100 * (now / before - 1),
        ),
        LOWER_RATE,
        learning_rate=history.rate / 2,
    )


class Watch:
    """Takes the events of a run as they come. Returns jumps of the loss, and each kind of hint at most once."""

    def __init__(self, *, tuning: bool = False) -> None:
        self.history = RunHistory(tuning=tuning)
        self._said: set[str] = set()

    def step_done(self, done: StepDone) -> list[Log | Hint]:
        """Note an update. Returns what to say about it: a jump of its loss, and hints."""
        history = self.history
        if done.step <= history.step:
            history.forget_steps()
        history.step, history.steps, history.rate = done.step, done.steps, max(history.rate, done.learning_rate)
        history.epoch = done.epoch
        history.losses.append(done.loss)
        usual = history.spikes.note(done.step, done.loss)
        # An update that was skipped is told by the loop.
        found: list[Log | Hint] = (
            [] if usual is None or not math.isfinite(done.gradient_norm) else [_spike(done, usual)]
        )
        if done.step % LOOK_EVERY:
            return found
        if len(history.losses) >= SMOOTHED_STEPS and history.smoothed < history.lowest:
            history.lowest, history.lowest_step = history.smoothed, done.step
        return [*found, *self._new(diverging, rate_too_high)]

    def evaluated(self, measured: Evaluated) -> list[Hint]:
        if math.isnan(measured.bits_per_byte):
            measured = replace(measured, bits_per_byte=math.inf)
        # A run that went back measures some steps again.
        self.history.measured = [earlier for earlier in self.history.measured if earlier.step < measured.step]
        self.history.measured.append(measured)
        self.history.loss_at[measured.step] = self.history.smoothed
        self.history.epochs_at[measured.step] = self.history.epoch if measured.step else 0.0
        return self._new(over_fitting, plateau, forgetting)

    def regular(self, every: int) -> list[float]:
        """Bits per byte at multiples of ``every`` steps, in order, as far as they can be compared with the last one."""
        return [each.bits_per_byte for each in comparable(self.history.measured) if each.step % every == 0]

    def is_best(self, measured: Evaluated) -> bool:
        """Whether nothing before was better, of what can be compared; so the first one in longer contexts is."""
        before = [each for each in self.history.measured if each.step < measured.step]
        return math.isfinite(measured.bits_per_byte) and all(rank(measured) < rank(each) for each in before)

    def recall(self, records: Iterable[dict[str, Any]], last_step: int) -> None:
        """Take in what a run reported (store/metrics.py) up to ``last_step``; what was said then stays said."""
        for record in records:
            if record["step"] > last_step or record.get("final"):
                continue
            values = {name: value for name, value in record.items() if name != "event"}
            with contextlib.suppress(DecodeError):  # a damaged line: something is missing, or strange
                if record["event"] == "step_done":
                    self.step_done(decode(StepDone, values, Path(METRICS), null=math.nan))
                elif record["event"] == "evaluated":
                    self.evaluated(decode(Evaluated, values, Path(METRICS), null=math.nan))

    def _new(self, *looks: Callable[[RunHistory], Hint | None]) -> list[Hint]:
        found = [hint for look in looks if (hint := look(self.history)) is not None and hint.kind not in self._said]
        self._said.update(hint.kind for hint in found)
        return found


def _spike(done: StepDone, usual: float) -> Log:
    return Log(
        say(
            "training.spike",
            "Step {step}: the loss jumped to {loss:.2f} from about {usual:.2f}.",
            step=done.step,
            loss=done.loss,
            usual=usual,
        ),
        level="warning",
    )


def stopped_improving(bits_per_byte: Sequence[float], patience: int) -> bool:
    """Whether none of the last ``patience`` measurements is better than the best one before them."""
    if len(bits_per_byte) <= patience:
        return False
    return min(bits_per_byte[-patience:]) >= min(bits_per_byte[:-patience])
