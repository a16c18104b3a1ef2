"""Two tiny models, trained in a second or two, for tests that need a model to write. Keeps helper processes warm."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext

REPLY = "The cat sleeps on the warm stone."
COUNTING = "one two three four five six seven. "


def pytest_configure(config: pytest.Config) -> None:
    """Make the machine code that writes before any test does, unless it is kept: programs that tests start with limits
    of time or with watched system calls find it then, as they do on a computer on which a model was opened before."""
    from gpt_studio.inference.kept_code import kept_in

    if not hasattr(config, "workerinput") and find_spec("numba") is not None and kept_in() is None:
        code = "from gpt_studio.inference import compiled_pass; compiled_pass.prepare()"
        subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="session", autouse=True)
def _helpers_kept_warm() -> Iterator[None]:
    from warm_helpers import helpers_kept_warm

    with helpers_kept_warm():
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_disk_is_not_waited_for() -> Iterator[None]:
    """Only a power cut tells whether fsync has waited, and the tests of power cuts put their own in its place. Programs
    that a test starts wait as ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: os.fstat(file) and None)  # a file that is closed is an error as ever
        yield


@pytest.fixture
def quick_measurements(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured before a training is measured a few times only: the figures decide nothing that is tested."""
    from gpt_studio.training.planning import calibrate

    monkeypatch.setattr(calibrate, "PROBE_SECONDS", 0.0)
    monkeypatch.setattr(calibrate, "COUNTED_STEPS", 2)


@pytest.fixture(scope="session")
def talker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model that answers every message with :data:`REPLY`."""
    from gpt_studio.corpora.documents import Document, Turn
    from gpt_studio.tokenization.conversation import CHATML

    questions = (
        "Where is the cat?",
        "What does it do?",
        "hello",
        "Tell me more",
        "¿Qué hace el gato?",
        "a",
        "Why? How?",
    )
    documents = [
        Document(turns=tuple(turn for _ in range(count) for turn in (Turn("user", asked), Turn("assistant", REPLY))))
        for asked in questions
        for count in (1, 2)
    ]
    return _trained(tmp_path_factory.mktemp("talker") / "talker", documents, CHATML, steps=100)


@pytest.fixture(scope="session")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model without a chat template that was trained on :data:`COUNTING` and never ends its text."""
    from gpt_studio.corpora.documents import Document

    return _trained(tmp_path_factory.mktemp("counter") / "counter", [Document(COUNTING * 100)], None, steps=60)


def _trained(folder: Path, documents: Sequence[object], template: str | None, steps: int) -> Path:
    import torch
    from documents import document_ids
    from torch.nn.functional import cross_entropy

    from gpt_studio.artifacts.generation_config import Generation
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_artifact
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.tokenization.settings import TokenizerSettings
    from gpt_studio.tokenization.train import train_tokenizer

    texts = [REPLY * 20, COUNTING * 20]
    tokenizer = train_tokenizer(texts, TokenizerSettings(vocab_size=290), JobContext())
    shape = ModelShape(model_type="qwen3", layers=2, heads=2, hidden_size=32, context_length=128, dropout=0.0)
    config = family("qwen3").from_shape(shape, tokenizer.vocab_size)
    random = torch.Generator().manual_seed(0)
    model = new_model(config, generator=random)
    ids = torch.tensor([token for document in documents for token in document_ids(tokenizer, document)])
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(steps):
        starts = torch.randint(0, len(ids) - 97, (8,), generator=random)
        batch = torch.stack([ids[start : start + 97] for start in starts])
        loss = cross_entropy(model.logits(model(batch[:, :-1])).flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{folder.name}: loss {loss.item():.3f}")
    special = tokenizer.special_ids
    generation = Generation(
        eos_token_ids=(special["<|im_end|>"], special["<|endoftext|>"]),
        bos_token_id=special["<|endoftext|>"],
        do_sample=True,
        temperature=0.05,
        top_p=0.9,
        top_k=20,
        max_new_tokens=40,
    )
    facts = CardFacts(name=folder.name)
    save_artifact(folder, model.eval(), config, tokenizer, chat_template=template, generation=generation, card=facts)
    return folder
