"""Notices that a text ends by saying the same over and over, as small models do."""

from __future__ import annotations

TIMES, SHORTEST, LONGEST = 3, 60, 3000
"""How often the same has to stand at the end, and how many characters all of that has at least and at most."""


def ends_in_a_loop(text: str) -> bool:
    """Whether the last characters of ``text`` repeat one stretch TIMES."""
    end = text[-LONGEST:]
    for period in range(1, len(end) // TIMES + 1):
        times = max(TIMES, -(-SHORTEST // period))
        whole = period * times
        # What repeats a stretch equals itself moved by that stretch, wherever the text was cut.
        if whole <= len(end) and end[-whole + period :] == end[-whole:-period]:
            return len(set(end[-period:])) > 1
    return False
