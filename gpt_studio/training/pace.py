"""How the number of steps of a run came about: planned at the start, changed on the way to keep to its minutes.

A pace is a tuple of pairs ``(step, steps)``: from ``step`` on, the run has ``steps`` in all. The first pair is
(0, steps). Every change is recorded in the recipe before the next checkpoint is saved, so that a resumed or repeated
run does the same.
"""

from __future__ import annotations

from itertools import pairwise

Pace = tuple[tuple[int, int], ...]


def schedule_place(step: int, pace: Pace) -> float:
    """Where update ``step`` lies on the schedule of the first plan, from 0 to that plan's number of steps.

    A change stretches or compresses what is left of the schedule: the learning rate goes on from where it is and
    reaches its end with the last step.
    """
    first = float(pace[0][1])
    place = float(min(step, pace[1][0])) if len(pace) > 1 else float(step)
    for (start, steps), (end, _) in pairwise([*pace[1:], (step, step)]):
        if step > start:
            share = (min(end, step) - start) / max(steps - start, 1)
            place = min(place + (first - place) * share, first)
    return place


def changed(pace: Pace, step: int, steps: int) -> Pace:
    """``pace`` with ``steps`` in all from ``step`` on. A change at the same step takes the place of the one before."""
    kept = tuple(change for change in pace if change[0] < step)
    return (*kept, (step, steps))
