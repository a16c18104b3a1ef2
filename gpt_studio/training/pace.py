"""How many steps a run has: planned at the start, and changed on the way where a budget of minutes asks for it.

Every change is recorded in the recipe before the step that it concerns, so that a resumed or repeated run does the
same. A pace is a row of ``(step, steps)``: from ``step`` on, the run has ``steps`` in all; the first one is (0, steps).
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
