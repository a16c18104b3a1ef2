from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer

SENTENCES = "".join(
    f"The {animal} and the {other} walked {way} the river, and the {animal} said good {day} to the {other}.\n"
    for animal in ("cat", "dog", "heron", "otter", "badger", "lighthouse keeper")
    for other in ("fox", "owl", "mouse", "gardener", "captain")
    for way in ("along", "across", "towards", "behind")
    for day in ("morning", "night", "evening")
)


@pytest.fixture(scope="session")
def trained() -> Tokenizer:
    return train_tokenizer([SENTENCES], TokenizerSettings(vocab_size=300), JobContext())


@pytest.fixture
def saved(home: Home, trained: Tokenizer) -> Callable[[str], Path]:
    """A function that saves a tokenizer in the home under a name."""

    def save(name: str) -> Path:
        save_tokenizer(trained, home.tokenizers / name)
        return home.tokenizers / name

    return save


@pytest.fixture
def corpus(home: Home, tmp_path: Path) -> Corpus:
    """A saved corpus called Tales."""
    text = tmp_path / "tales.txt"
    text.write_text(SENTENCES, encoding="utf-8")
    made = Corpus("Tales", (str(text),))
    write_corpus(home.corpora / "Tales.toml", made)
    return made
