"""How long listing and searching take with many conversations.

    python tests/benchmarks/many_conversations.py [--number 10000] [--times 15] [--home FOLDER]

Generates conversations of a few turns and a few kilobytes, in words of natural frequency, lists them once (which makes
the index), and prints the milliseconds of each listing and search by the clock and of the processor: all of them, the
newest, and searches with many and with few hits. Nothing changes between the tries, as
where the window is opened again.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

TURNS, WORDS_A_TURN, VOCABULARY = 8, 80, 20_000
MOST_FOUND = 200  # hits that the window asks for
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--home", type=Path, help="a folder that keeps what is generated for the next time")
    chosen = parser.parse_args()
    if chosen.home is not None:
        measure(chosen.home, chosen.number, chosen.times)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), chosen.number, chosen.times)


def measure(root: Path, number: int, times: int) -> None:
    from gpt_studio.conversations.index import listed, searched
    from gpt_studio.core.paths import Home

    home = Home(root)
    rare = generate(home, 0 if home.conversations.is_dir() else number)
    size = sum(path.stat().st_size for path in home.conversations.iterdir())
    print(f"{number:,} conversations, {size / 1e6:.1f} MB")
    show("the first listing, which makes the index", lambda: listed(home, nothing), 1)
    time.sleep(2.5)  # until the folder counts as one that does not change any more
    show("list of all", lambda: listed(home, nothing), times)
    show(f"list of the newest {MOST_FOUND}", lambda: listed(home, nothing, MOST_FOUND), times)
    for words in ("ba", "ba ce", rare):
        found = searched(home, words, nothing, MOST_FOUND)
        show(
            f"search for {words!r} ({found.total:,} hits)",
            lambda w=words: searched(home, w, nothing, MOST_FOUND),
            times,
        )


def generate(home: object, number: int) -> str:
    """Write the conversations; a word that few of them hold."""
    from gpt_studio.conversations.passage import Passage
    from gpt_studio.conversations.store import save
    from gpt_studio.conversations.tree import CHAT, Conversation

    chance = random.Random(0)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(VOCABULARY)]
    weights = [1 / (place + 2) for place in range(VOCABULARY)]
    for place in range(number):
        texts = [" ".join(chance.choices(words, weights, k=WORDS_A_TURN)) for _ in range(TURNS)]
        turns = [Passage("assistant" if turn % 2 else "user", text) for turn, text in enumerate(texts)]
        made = Conversation(f"c{place:06}", CHAT, float(place)).with_passages(turns)
        save(home, replace(made, changed=float(place)))  # type: ignore[arg-type]
    return words[-1]


def nothing() -> None:
    """Nothing stops the reading."""


def show(what: str, act: Callable[[], object], times: int) -> None:
    tries = []
    for _ in range(times):
        clock, worked = time.perf_counter(), time.thread_time()
        act()
        tries.append(((time.perf_counter() - clock) * 1000, (time.thread_time() - worked) * 1000))
    print(f"{what}: " + " ".join(f"{clock:.0f}/{worked:.0f}" for clock, worked in sorted(tries)), flush=True)


if __name__ == "__main__":
    main()
