"""How late the window responds while a reply streams in, over hostile replies, and in a long conversation.

    python tests/benchmarks/chat_lateness.py [--tokens 4000] [--rate 200] [--turns 1000]

A timer due every 4 ms in the window's event loop says how late it was handled, while a reply of mixed Markdown comes in
at ``--rate`` tokens a second, batch by batch as the chat hands it on; then while hostile replies do; then while a
person scrolls through a conversation of ``--turns`` turns. Each figure is the median, the 99th percentile and the
worst. "At work" is the processor time that the window's thread took between two turns of its event loop: it does not
depend on what else the machine does. Memory is that of the process. The window is drawn offscreen;
QT_QPA_PLATFORM=xcb draws it on a display.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "support")]

PULSE_MS, BATCH_MS = 4, 33
CHARACTERS_OF_A_TOKEN = 4
MIXED = """## A heading with *words*

Once upon a time there was a **dog** with a `name`, and the dog went to the [park](https://example.org) every day.
It ran, and it ran, and it never came back before the evening.

- one thing
- another thing with some more words
  - and one within

| name | value |
|------|------:|
| a | 1 |
| b | 2 |

```python
def add(a, b):
    # the sum of both
    return a + b
```

"""
HOSTILE = {
    "brackets": "[" * 20_000,
    "emphasis": "*a **b " * 3000,
    "quotations": ">" * 3000 + "a\n" + "> " * 3000,
    "a list of 3,000": "- a\n" * 3000,
    "a table of 1,000 rows": "|a|b|c|\n|-|-|-|\n" + "|x|**y**|`z`|\n" * 1000,
    "code of 3,000 lines": "```python\n" + "x = [1, 'two']  # three\n" * 3000,
    "1 MB without a line break": "x" * 1_000_000,
    "1 MB of words": "word " * 200_000,
    "directions and controls": "\u202e\u2066שלום \x00\x1b[31m\ufdd0 " * 2000,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--only", choices=("replies", "turns"))
    chosen = parser.parse_args()
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from gpt_studio.conversations.passage import Passage
    from gpt_studio.hardware.garbage import STANDING
    from gpt_studio.ui.look.theme import Theme, ThemeChoice
    from gpt_studio.ui.state.worker import Runner
    from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
    from gpt_studio.ui.tabs.chat.message_list import MessageList

    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    theme = Theme(app)
    theme.setParent(app)
    theme.choose(ThemeChoice.LIGHT)
    runner = Runner(app)
    shown = MessageList(WarmUp(runner))
    shown.resize(1280, 800)
    shown.show()
    shown.show_passages([Passage("user", "Hello"), Passage("assistant", MIXED, model="m")] * 5)
    spin(2000)
    STANDING.keep()  # as the program does when the window stands

    def stream(text: str, characters: int) -> None:
        message = shown.add(Passage("assistant", "", model="m"))
        message.set_writing(True)
        spin(200)
        place = 0

        def more() -> bool:
            nonlocal place
            message.append_text(text[place : place + characters])
            place += characters
            return place < len(text) or not message.body.is_complete

        def measured() -> None:
            every(BATCH_MS, more)

        say(f"{len(text):,} characters", measured)
        shown.finish(Passage("assistant", text, model="m", ended="end"))
        shown.cut_from(message.index)

    if chosen.only != "turns":
        show_replies(chosen, stream)
    if chosen.only != "replies":
        scroll(chosen, shown)
    runner.wait_for_all()


def show_replies(chosen: argparse.Namespace, stream: Any) -> None:
    characters = chosen.tokens * CHARACTERS_OF_A_TOKEN
    at_once = round(chosen.rate * CHARACTERS_OF_A_TOKEN * BATCH_MS / 1000)
    print(f"Markdown at {chosen.rate:g} tokens a second:", end=" ")
    stream((MIXED * (characters // len(MIXED) + 1))[:characters], at_once)
    for name, text in HOSTILE.items():
        print(f"{name}:", end=" ")
        stream(text, max(400, len(text) // 100))


def scroll(chosen: argparse.Namespace, shown: Any) -> None:
    from gpt_studio.conversations.passage import Passage

    print(f"{chosen.turns} turns, opened, then scrolled through:", end=" ")
    turns = [Passage("user", "Hello"), Passage("assistant", MIXED, model="m")] * (chosen.turns // 2)
    say("opened", lambda: shown.show_passages(turns))
    bar = shown.findChild(type(shown._scrolled), "chat_messages").verticalScrollBar()
    steps = 0

    def up() -> bool:
        nonlocal steps
        steps += 1
        bar.setValue(bar.value() - 300)
        return (bar.value() > 0 or shown.messages[0].index > 0) and steps < 3000

    say("scrolled up", lambda: every(16, up))
    print(f"{steps} steps up, {len(shown.messages)} of them widgets")


def say(what: str, act: Any) -> None:
    import numpy as np
    import psutil
    from pulse import Pulse
    from PySide6.QtCore import QAbstractEventDispatcher

    dispatcher = QAbstractEventDispatcher.instance()
    stretches: list[float] = []
    awake = time.thread_time()

    def wake() -> None:
        nonlocal awake
        now = time.thread_time()
        stretches.append((now - awake) * 1000)
        awake = now

    dispatcher.awake.connect(wake)
    before = psutil.Process().memory_info().rss
    pulse, began = Pulse(PULSE_MS), time.perf_counter()
    act()
    spin(100)
    pulse.stop()
    dispatcher.awake.disconnect(wake)
    grown = (psutil.Process().memory_info().rss - before) / 1e6
    late = " / ".join(f"{pulse.percentile(share):.1f}" for share in (50, 99, 100))
    worked = " / ".join(f"{np.percentile(stretches, share):.1f}" for share in (50, 99, 100))
    took = time.perf_counter() - began
    print(
        f"{what} in {took:.1f} s: late by {late} ms, at work for {worked} ms of the processor; memory {grown:+.0f} MB"
    )


def every(interval: int, act: Any) -> None:
    """Call ``act`` until it returns False."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(interval)
    timer.timeout.connect(lambda: None if act() else loop.quit())
    timer.start()
    loop.exec()
    timer.stop()


def spin(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
