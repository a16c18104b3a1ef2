"""Whether memory stays flat during a long conversation in the window.

    python tests/benchmarks/chat_hour.py [--minutes 60] [--turns N] [--tokens 400] [--pause 1.0] [--tints]

A tiny model, trained for seconds on Markdown, answers one message after the other in one conversation, as a person
sends them: typed into the composer of the whole window, then the button. The conversation is kept at every turn. Each
minute prints the turns and tokens so far, the memory of the process, what of it is in use and what is free in the heap
(with glibc), how many messages are widgets, and how many objects Python knows. ``--tokens`` is the most of a reply,
``--tints`` shows what the model was thinking in the second half. The window is drawn offscreen; QT_QPA_PLATFORM=xcb
draws it on a display. The model is trained in a process of its own, so that its memory is not counted.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import math
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[1] / "support")]

NAME, MINUTE = "talkative", 60
PATIENCE_MS = 3_600_000  # the machine may be put to sleep meanwhile
CONTEXT, WINDOW, STEPS = 1024, 320, 150
QUESTIONS = ("Tell me more", "Why is that?", "And then?", "Give an example", "Say it in other words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--turns", type=int, default=math.inf, help="the most turns")
    parser.add_argument("--tokens", type=int, default=400, help="the most tokens of a reply")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between a reply and the next message")
    parser.add_argument("--tints", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        making = multiprocessing.get_context("spawn").Process(
            target=make_talkative_model, args=(home / "models" / NAME, chosen.tokens)
        )
        making.start()
        making.join()
        talk(home, chosen)


def make_talkative_model(folder: Path, most: int) -> None:
    """A model that answers with Markdown of a few hundred tokens, but not more than ``most``."""
    import torch
    from chat_lateness import MIXED
    from documents import document_ids
    from torch.nn.functional import cross_entropy

    from gpt_studio.artifacts.generation_config import Generation
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_artifact
    from gpt_studio.core.job import JobContext
    from gpt_studio.corpora.documents import Document, Turn
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.tokenization.conversation import CHATML
    from gpt_studio.tokenization.settings import TokenizerSettings
    from gpt_studio.tokenization.train import train_tokenizer

    tokenizer = train_tokenizer([MIXED * 20, *QUESTIONS], TokenizerSettings(vocab_size=350), JobContext())
    shape = ModelShape(model_type="qwen3", layers=2, heads=2, hidden_size=48, context_length=CONTEXT, dropout=0.0)
    config = family("qwen3").from_shape(shape, tokenizer.vocab_size)
    random = torch.Generator().manual_seed(0)
    model = new_model(config, generator=random)
    documents = [Document(turns=(Turn("user", asked), Turn("assistant", MIXED))) for asked in QUESTIONS * 4]
    ids = torch.tensor([token for document in documents for token in document_ids(tokenizer, document)])
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(STEPS):
        starts = torch.randint(0, len(ids) - WINDOW - 1, (4,), generator=random)
        batch = torch.stack([ids[start : start + WINDOW + 1] for start in starts])
        loss = cross_entropy(model.logits(model(batch[:, :-1])).flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    special = tokenizer.special_ids
    generation = Generation(
        eos_token_ids=(special["<|im_end|>"], special["<|endoftext|>"]),
        bos_token_id=special["<|endoftext|>"],
        do_sample=True,
        temperature=0.8,
        top_p=0.95,
        top_k=50,
        max_new_tokens=most,
    )
    facts = CardFacts(name=NAME)
    save_artifact(folder, model.eval(), config, tokenizer, chat_template=CHATML, generation=generation, card=facts)


def talk(home: Path, chosen: argparse.Namespace) -> None:
    from window import opened_window
    from window_person import let_the_window_work

    from gpt_studio.ui.state.handover import Stage

    person, runner = opened_window(home)
    person.click("navigate_chat")
    tab = person.window.tab(Stage.CHAT)
    person.wait_until(lambda: person.sees("chat_open_newest") or tab.parts.opener.model is not None)
    if tab.parts.opener.model is None:
        person.click("chat_open_newest")
    person.wait_until(lambda: tab.parts.opener.model is not None and tab.busy() is None)
    let_the_window_work(1000)
    began, minute, turns = time.perf_counter(), 0, 0
    while (gone := time.perf_counter() - began) < chosen.minutes * MINUTE and turns < chosen.turns:
        if gone >= minute * MINUTE:
            # While a job runs, a list of all objects would hold a tuple that its thread is just making.
            person.wait_until(lambda: not runner.busy)
            report(minute, turns, tab)
            minute += 1
            if chosen.tints and minute - 1 == int(chosen.minutes) // 2:
                print("the tints are switched on")
                tab.commands["chat.thoughts"].trigger()
        person.say_in_chat(QUESTIONS[turns % len(QUESTIONS)])
        person.wait_until(lambda: tab.busy() is None, PATIENCE_MS)
        turns += 1
        let_the_window_work(round(chosen.pause * 1000))
    report(minute, turns, tab)
    runner.wait_for_all()
    person.window.close()


def report(minute: int, turns: int, tab: Any) -> None:
    import psutil

    gc.collect()
    tokens = sum(passage.tokens for passage in tab.parts.talk.conversation.passages)
    memory, (used, free) = psutil.Process().memory_info().rss / 1e6, heap()
    widgets, objects = len(tab.parts.middle.messages.messages), len(gc.get_objects())
    print(
        f"minute {minute}: {turns} turns, {tokens:,} tokens; {memory:.1f} MB, in the heap {used:.1f} used, {free:.1f} "
        f"free; {widgets} messages are widgets, {objects:,} objects",
        flush=True,
    )


def heap() -> tuple[float, float]:
    """Megabytes that are used and free in the heap that all threads share; 0 without glibc."""

    class Figures(ctypes.Structure):
        _fields_ = [("all", ctypes.c_size_t * 10)]

    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if library is None or not hasattr(library, "mallinfo2"):
        return 0.0, 0.0
    library.mallinfo2.restype = Figures
    used, free = library.mallinfo2().all[7:9]
    return used / 1e6, free / 1e6


if __name__ == "__main__":
    main()
