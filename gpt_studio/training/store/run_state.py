"""Where a run is: what a checkpoint remembers besides weights and optimizer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.decode import decode, within
from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.limits import STATE_BYTES, STEPS
from gpt_studio.core.strict_json import read_object

STATE = "state.json"
_FORMAT = 1


@dataclass(frozen=True)
class Correction:
    """What a run changed when it went back because its numbers were not finite any more.

    Update ``step`` reads the data, and draws the chance, of step ``step + skipped_data``, and its learning rate is
    ``rate_factor`` times that of the schedule.
    """

    skipped_data: int = 0
    rate_factor: float = 1.0


@dataclass(frozen=True)
class RunState:
    """Where a run is. Chance and data order are functions of the seed and the step, so the step stands for both.

    ``elapsed`` in seconds. ``scheduled`` is False for a save that a stop brought about: such a one never counts as
    the best, so that a run that was stopped and resumed ends with the same model as one that was not. The losses are
    infinite where they could not be measured; they were in windows of ``context_length``
    (0: not known, as in checkpoints of earlier versions).

    ``skipped_data`` and ``rate_factor`` are those of :class:`Correction`. ``skipped_in_a_row`` updates before this one
    were skipped because their numbers were not finite.
    """

    step: int = within(minimum=0, maximum=STEPS)
    elapsed: float = within(minimum=0)
    bits_per_byte: float = within(minimum=0)
    held_out_loss: float = within(minimum=0)
    scheduled: bool = within()
    context_length: int = within(0, minimum=0, maximum=STEPS)
    skipped_data: int = within(0, minimum=0, maximum=STEPS)
    rate_factor: float = within(1.0, above=0, maximum=1)
    skipped_in_a_row: int = within(0, minimum=0, maximum=STEPS)

    @property
    def correction(self) -> Correction:
        return Correction(self.skipped_data, self.rate_factor)


def read_state(folder: Path) -> RunState:
    """Raises StudioError if it is missing or damaged, NewerFormatError if a newer program wrote it.

    The file is written without a format number, which stands for the first format. A later format is refused.
    """
    path = folder / STATE
    try:
        stored = read_object(path, STATE_BYTES)
        check_format(stored, _FORMAT, path)
        return decode(RunState, {name: value for name, value in stored.items() if name != FORMAT}, path, null=math.inf)
    except NewerFormatError:
        raise
    except (StudioError, ValueError) as error:
        raise StudioError(
            "checkpoint.damaged",
            "The checkpoint {folder} cannot be read: move it away and resume from an earlier one.",
            folder=folder,
        ) from error
