"""Keeps the tokenizers that were trained for runs without one, by the content of their text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from gpt_studio.core import durable
from gpt_studio.core.errors import say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import fingerprint
from gpt_studio.corpora.mixture import TrainingText, corpora_of
from gpt_studio.dataset.split import SPLIT_VERSION
from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_tokenizer
from gpt_studio.tokenization.files import load_tokenizer, tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer

_VERSION = 2  # goes up when the same text comes to give another tokenizer


def fitted_tokenizer(text: TrainingText, cache: Path, context: JobContext) -> Tokenizer:
    """As :func:`fitting_tokenizer`, from ``cache`` where the same text was read before."""
    text = text.kept_in(cache)
    contents = [fingerprint(corpus, context) for corpus in corpora_of(text)]
    name = hashlib.sha256(json.dumps([_VERSION, SPLIT_VERSION, *contents]).encode()).hexdigest()
    folder = cache / "tokenizers" / name[:32]
    if durable.is_intact(folder):
        context.emit(Log(say("tokenizer.kept", "The tokenizer that was trained on this text is in the cache already.")))
        return load_tokenizer(folder)
    tokenizer = fitting_tokenizer(text, context)
    with durable.staged_folder(folder) as staging:
        for file, content in tokenizer_files(tokenizer).items():
            (staging / file).write_bytes(content)
    return tokenizer
