"""What a training run reports while it goes on."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event

KEEP_BEST, LOWER_RATE, FEWER_EPOCHS = "keep_best", "lower_rate", "fewer_epochs"
"""What a hint can offer: end now with the best weights so far, or start again with half the learning rate, or to read
the text less often."""


@dataclass(frozen=True)
class RunPlanned(Event):
    """Said once before the first step: what the machine will do and for how long.

    ``seconds`` is the expected time of all steps; ``tokens_per_step`` counts every token the model reads in one, of
    which ``micro_batch`` sequences go through the model at a time.
    """

    steps: int
    first_step: int
    seconds: float
    tokens_per_step: int
    parameters: int
    train_tokens: int
    device: str
    precision: str
    attention: str
    threads: int
    learning_rate: float
    evaluate_every: int
    checkpoint_every: int
    micro_batch: int
    compiled: bool


@dataclass(frozen=True)
class StepDone(Event):
    """One update of the weights. ``loss`` is in nats a token; ``seconds_left`` is the expected rest of the run."""

    step: int
    steps: int
    loss: float
    learning_rate: float
    gradient_norm: float
    tokens_per_second: float
    elapsed: float
    seconds_left: float
    epoch: float


@dataclass(frozen=True)
class Evaluated(Event):
    """A measurement on held-out text: loss in nats a token, and bits per byte, in windows of ``context_length``.

    ``best``: of those in windows of this length, with which alone it can be compared. 0 where an earlier version did
    not write it down.

    ``final``: the last measurement of a finished run, on all of the held-out text or as much of it as the run is worth.
    It is of the weights in the model's folder, those of ``published_step`` (0 unless final), which may be an earlier
    step than ``step``, the last one. Its figures are those of the model card.

    ``general_bits_per_byte``: of a model that is tuned, on text of another kind, which tells what it forgets; the
    first measurement, at step 0, is of the base. 0 where it was not measured.
    """

    step: int
    loss: float
    bits_per_byte: float
    elapsed: float
    best: bool
    context_length: int = 0
    final: bool = False
    published_step: int = 0
    general_bits_per_byte: float = 0.0


@dataclass(frozen=True)
class Hint(Event):
    """Advice about the run; ``kind`` is one of the names in training/run/watch.py.

    ``action`` is what is offered, one of those above; "" where there is nothing to do. ``learning_rate`` and ``epochs``
    are what to start again with.
    """

    kind: str
    step: int
    what: Message
    action: str = ""
    learning_rate: float | None = None
    epochs: float | None = None


@dataclass(frozen=True)
class SampleWritten(Event):
    """What the model writes at this step, ``elapsed`` seconds after the start, when it goes on from ``prompt``.

    ``text`` holds no special tokens; each turn of a conversation begins a line of its own with a dash. ``thoughts``:
    what else could have come at each of its tokens, in the form of ``jobs/training/sample_thoughts.py``; "" where an
    earlier version did not write it down.
    """

    step: int
    prompt: str
    text: str
    elapsed: float = 0.0
    thoughts: str = ""


@dataclass(frozen=True)
class Answer:
    """What a base (``before``) and the model that was tuned from it (``after``) answer, without any chance."""

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class AnswersCompared(Event):
    """Said at the end of a training that goes on from a model that chats, and at each measurement before that where
    answering takes little of the time. ``step``: of the weights that answered."""

    answers: tuple[Answer, ...]
    step: int
    final: bool = False


@dataclass(frozen=True)
class CheckpointSaved(Event):
    """The run can go on from here after a stop or a crash; the model's folder holds these weights."""

    step: int
    folder: str


@dataclass(frozen=True)
class Paused(Event):
    step: int


@dataclass(frozen=True)
class Resumed(Event):
    step: int


@dataclass(frozen=True)
class SaveFailed(Event):
    """The disk refused to save ``step``: nothing is lost, the run waits in memory. ``what`` says why.

    ``to_free`` bytes are lacking (0 where space is not the reason). It tries again when asked to, or by itself after
    ``retry_seconds``; when it is stopped it tries once more and ends.
    """

    step: int
    what: Message
    to_free: int
    retry_seconds: float


@dataclass(frozen=True)
class SaveRecovered(Event):
    """What could not be saved is saved now, and the run goes on."""

    step: int


@dataclass(frozen=True)
class WentBack(Event):
    """Too many updates in a row were not finite: the run goes on from ``step``, the last good checkpoint.

    It goes on with other text than before, and with ``rate_factor`` times the learning rate that was planned.
    """

    from_step: int
    step: int
    rate_factor: float
