"""Long texts are encoded in a helper process, with the same ids."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection

import psutil
import pytest
import tokenizers
from tokenizers import models, pre_tokenizers

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.hardware.helper_process import become_helper, helper_process
from gpt_studio.hardware.memory import TOKENIZER_THREADS
from gpt_studio.tokenization import encoder as encoder_module
from gpt_studio.tokenization.encoder import WORTH_A_PROCESS, encoder
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import hostile_texts


@pytest.fixture(autouse=True)
def one_heap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(TOKENIZER_THREADS, "false")
    yield
    assert not multiprocessing.active_children()


def test_the_ids_are_those_that_the_tokenizer_gives_here(trained: Tokenizer) -> None:
    texts = [*hostile_texts(), "lone \ud800 surrogate", "<|endoftext|>"]
    with encoder(trained, WORTH_A_PROCESS, JobContext()) as encode:
        assert multiprocessing.active_children()
        there = [list(map(int, ids)) for batch in (texts, [], texts[:1]) for ids in encode(batch)]
    assert there == trained.encode_pieces([*texts, *texts[:1]])


@pytest.mark.parametrize(("size", "shared"), [(WORTH_A_PROCESS - 1, "false"), (WORTH_A_PROCESS, "true")])
def test_little_text_and_a_heap_for_each_thread_need_no_process(
    trained: Tokenizer, size: int, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKENIZER_THREADS, shared)
    with encoder(trained, size, JobContext()) as encode:
        assert not multiprocessing.active_children()
        assert encode(["the boat"]) == trained.encode_pieces(["the boat"])


def test_a_tokenizer_that_fails_is_explained_as_it_is_here() -> None:
    words = tokenizers.Tokenizer(models.WordLevel({"boat": 0}, unk_token="unknown"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    damaged = Tokenizer(words)
    with pytest.raises(StudioError) as here:
        damaged.encode_pieces(["old harbour"])
    with encoder(damaged, WORTH_A_PROCESS, JobContext()) as encode, pytest.raises(StudioError) as there:
        encode(["old harbour"])
    assert there.value.message == here.value.message


def test_a_process_that_was_ended_is_explained(trained: Tokenizer) -> None:
    with encoder(trained, WORTH_A_PROCESS, JobContext()) as encode:
        encode(["the boat"])
        [process] = multiprocessing.active_children()
        psutil.Process(process.pid).kill()
        with pytest.raises(StudioError, match="memory ran out") as caught:
            encode(["the boat"])
    assert caught.value.message.key == "tokenizer.encoding_ended"


def test_cancelling_does_not_wait_for_the_text(trained: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    context = JobContext()
    monkeypatch.setattr(encoder_module, "serve", _never_answer)
    with encoder(trained, WORTH_A_PROCESS, context) as encode:
        context.cancel()
        with pytest.raises(JobCancelled):
            encode(["the boat"])


def test_a_helper_process_may_use_several_threads() -> None:
    with helper_process(_say_how_many_threads, name="threads") as (_, line):
        assert line.recv_bytes() == b"None"


def _never_answer(line: Connection, _: str) -> None:
    line.recv_bytes()
    line.recv_bytes()


def _say_how_many_threads(line: Connection) -> None:
    become_helper()
    line.send_bytes(str(os.environ.get(TOKENIZER_THREADS)).encode())
