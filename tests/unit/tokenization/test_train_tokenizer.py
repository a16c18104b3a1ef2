from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import tokenizers
from tokenizers import models, pre_tokenizers, trainers

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.tokenization import training_process
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer
from tests.unit.tokenization.conftest import STORY

SLOW_TO_MERGE = " ".join(f"{number * 7919 % 1_000_003:x}" * 12 for number in range(25_000))


def training_processes() -> list[multiprocessing.process.BaseProcess]:
    return multiprocessing.active_children()


def test_has_the_bytes_the_special_tokens_and_the_size_that_was_asked_for(trained: Tokenizer) -> None:
    assert trained.vocab_size == 400
    assert trained.special_ids == {"<|endoftext|>": 0, "<|im_start|>": 1, "<|im_end|>": 2}
    assert trained.end_of_text == 0
    assert {bytes([byte]) for byte in range(256)} <= {trained.token_bytes(i) for i in range(400)}


def test_learns_what_the_library_learns_from_the_text_in_one_piece() -> None:
    text = STORY * 200  # several pieces
    whole = tokenizers.Tokenizer(models.BPE())
    whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=420, min_frequency=2, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    whole.train_from_iterator([text], trainer)
    ours = train_tokenizer([text], TokenizerSettings(vocab_size=420, special_tokens=()), JobContext())
    assert ours.backend.get_vocab() == whole.get_vocab()
    assert ours.encode(text) == whole.encode(text).ids


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (TokenizerSettings(vocab_size=256), "field.small"),
        (TokenizerSettings(vocab_size=259), "tokenizer.vocab_small"),
        (TokenizerSettings(min_frequency=0), "field.small"),
        (TokenizerSettings(special_tokens=("<|a|>", "<|a|>")), "tokenizer.special_twice"),
        (TokenizerSettings(special_tokens=("",)), "tokenizer.special_blank"),
        (TokenizerSettings(special_tokens=(" \n",)), "tokenizer.special_blank"),
        (TokenizerSettings(special_tokens=("<|a|> ",)), "tokenizer.special_blank"),
        (TokenizerSettings(special_tokens=("a",)), "tokenizer.special_short"),
    ],
)
def test_explains_settings_that_cannot_work(settings: TokenizerSettings, key: str) -> None:
    with pytest.raises(StudioError) as caught:
        train_tokenizer([STORY], settings, JobContext())
    assert caught.value.message.key == key


def test_the_smallest_vocabulary_has_one_merge() -> None:
    tokenizer = train_tokenizer([STORY], TokenizerSettings(vocab_size=260), JobContext())
    assert tokenizer.vocab_size == 260


def test_a_vocabulary_never_gets_larger_than_the_text_supports() -> None:
    text = ["banana bandana " * 3]
    supported = train_tokenizer(text, TokenizerSettings(vocab_size=5000), JobContext()).vocab_size
    assert 259 < supported < 280
    for wanted, got in ((supported, supported), (supported - 1, supported - 1), (supported + 1, supported)):
        assert train_tokenizer(text, TokenizerSettings(vocab_size=wanted), JobContext()).vocab_size == got


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_explains_that_there_is_no_text(texts: list[str]) -> None:
    with pytest.raises(StudioError) as caught:
        train_tokenizer(texts, TokenizerSettings(), JobContext())
    assert caught.value.message.key == "tokenizer.no_text"
    assert not training_processes()


def test_an_error_of_the_texts_ends_the_training_process() -> None:
    def texts() -> Iterator[str]:
        yield STORY
        raise StudioError("file.gone", "It is gone.")

    with pytest.raises(StudioError, match="It is gone"):
        train_tokenizer(texts(), TokenizerSettings(), JobContext())
    assert not training_processes()


def test_cancel_while_reading() -> None:
    context = JobContext()

    def texts() -> Iterator[str]:
        while True:
            yield STORY
            context.cancel()

    with pytest.raises(JobCancelled):
        train_tokenizer(texts(), TokenizerSettings(), context)
    assert not training_processes()


def test_cancel_while_merging_takes_effect_at_once_and_leaves_nothing_behind() -> None:
    threads = threading.active_count()
    cancelled: list[float] = []

    def cancel_at_the_first_progress(event: Event) -> None:
        if isinstance(event, Progress) and event.what.key == "tokenizer.merging" and not cancelled:
            cancelled.append(time.monotonic())
            context.cancel()

    context = JobContext(cancel_at_the_first_progress)
    with pytest.raises(JobCancelled):
        train_tokenizer([SLOW_TO_MERGE], TokenizerSettings(vocab_size=20_000), context)
    assert time.monotonic() - cancelled[0] < 1
    assert not training_processes()
    assert threading.active_count() == threads


def test_reports_how_far_the_merging_is() -> None:
    events: list[Event] = []
    train_tokenizer([SLOW_TO_MERGE], TokenizerSettings(vocab_size=4000), JobContext(events.append))
    merging = [event for event in events if isinstance(event, Progress) and event.what.key == "tokenizer.merging"]
    fractions = [event.fraction for event in merging]
    assert len(fractions) >= 2
    assert fractions == sorted(fractions)


def test_explains_that_the_training_process_was_ended() -> None:
    def end_the_process(event: Event) -> None:
        for process in training_processes():
            psutil.Process(process.pid).kill()

    with pytest.raises(StudioError, match="memory ran out") as caught:
        train_tokenizer([SLOW_TO_MERGE], TokenizerSettings(vocab_size=20_000), JobContext(end_the_process))
    assert caught.value.message.key == "tokenizer.process_ended"


def test_the_training_process_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "train_and_be_killed.py"
    script.write_text(
        "import multiprocessing, os\n"
        "from gpt_studio.core.job import JobContext\n"
        "from gpt_studio.tokenization.settings import TokenizerSettings\n"
        "from gpt_studio.tokenization.train import train_tokenizer\n"
        "text = ' '.join(f'{number * 7919 % 1_000_003:x}' * 12 for number in range(80_000))\n"
        "def killed(event):\n"
        "    print(multiprocessing.active_children()[0].pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "if __name__ == '__main__':\n"
        "    train_tokenizer([text], TokenizerSettings(vocab_size=80_000), JobContext(killed))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    left = int(done.stdout)
    gone, _ = psutil.wait_procs([psutil.Process(left)] if psutil.pid_exists(left) else [], timeout=5)
    assert not psutil.pid_exists(left) or gone


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_the_process_that_trains_leaves_ctrl_c_and_a_closed_terminal_to_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both signals reach the whole group; whoever started it decides, and keeps what it can."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)}
    ours, theirs = multiprocessing.Pipe()
    monkeypatch.setattr(training_process, "_train", lambda *_: "trained")
    try:
        training_process.serve(theirs, 300, 2, ())
        assert b"trained" in ours.recv_bytes()
        assert {signal.getsignal(number) for number in before} == {signal.SIG_IGN}
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
