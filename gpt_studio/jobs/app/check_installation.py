"""The checks of ``--self-test``: the whole pipeline, tiny, in a temporary folder."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, new_conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.self_checks import Check
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.sample import sample_documents
from gpt_studio.corpora.scan import FileReport, preview, scan
from gpt_studio.inference.kept_code import kept_in
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.app.one_of_each import SENTENCE, write_one_of_each
from gpt_studio.jobs.chat import serve_model, write_text
from gpt_studio.jobs.chat.conversations import (
    ListConversations,
    SaveConversation,
    list_conversations,
    save_conversation,
)
from gpt_studio.jobs.corpora import report_corpus, scan_corpus
from gpt_studio.jobs.models import inspect_folder, open_model
from gpt_studio.jobs.tokenizers import open_tokenizer, train_tokenizer
from gpt_studio.jobs.training import train_model
from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.models.shape import ModelShape
from gpt_studio.server.settings import ServerSettings
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.training.settings import TrainingSettings

_BYTES = 200_000
"""How much of the built-in sample is used: half English, half Spanish."""
_SHAPE = ModelShape(model_type="qwen3", layers=1, heads=2, kv_heads=1, hidden_size=32, context_length=64)
_SETTINGS = TrainingSettings(steps=40, batch_size=4, threads=1, precision="float32", device="cpu", sample_tokens=4)
_OLD_TEXT = "Malý kluk šel po úzké cestě k rybníku, kde na něj čekal dědeček s novým prutem. Bylo časné ráno."
_GREETING = "¡Hola! — one 🦊, два, 三"
_GARBLED = _GREETING.encode().decode("latin-1")
_BITS_OF_CHANCE = 8.0
"""Bits per byte of a model that has learned nothing."""


class InstallationError(Exception):
    """A part of the program gave a wrong result."""


def checks(folder: Path) -> Sequence[Check]:
    """The checks, to be run in this order: each uses the results of those before. They write into ``folder`` only, but
    for the machine code, which is kept where it always is."""
    return _Pipeline(folder).checks()


class _Pipeline:
    """The steps from text to generation. Each works with what the one before left in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._stories = folder / "stories.txt"
        self._talks = folder / "conversations.jsonl"
        self._old = folder / "windows-1250.txt"
        self._garbled = folder / "garbled.txt"
        self._corpus = Corpus(name="self-test", sources=(str(self._stories), str(self._talks)))
        self._tokenizer = folder / "tokenizers" / "self-test"
        self._model = folder / "models" / "self-test"
        self._home = Home(folder)
        self._cache = self._home.cache
        self._formats = folder / "formats"

    def checks(self) -> Sequence[Check]:
        return (
            Check("Load every architecture", self._load_architectures),
            Check("Write and scan text", self._scan),
            Check("Read every format", self._read_formats),
            Check("Report on text", self._report),
            Check("Train a tokenizer", self._train_tokenizer),
            Check("Reload the tokenizer", self._reload_tokenizer),
            Check("Train and save a model", self._train_model),
            Check("Validate the model's folder", self._validate),
            Check("Compute in machine code", self._compute),
            Check("Reload the model, and write", self._write),
            Check("Hold a conversation", self._converse),
            Check("Keep a conversation and find it", self._find),
            Check("Answer other programs", self._serve),
        )

    def _load_architectures(self) -> str:
        for model_type in SUPPORTED:
            family(model_type)
        return ", ".join(SUPPORTED)

    def _scan(self) -> str:
        documents = list(sample_documents(size=_BYTES))
        stories = [document.text for document in documents if not document.turns]
        talks = [{"messages": [_message(turn) for turn in document.turns]} for document in documents if document.turns]
        self._stories.write_text("\n\n".join(stories), encoding="utf-8")
        self._talks.write_text("\n".join(json.dumps(talk) for talk in talks), encoding="utf-8")
        scanned = scan_corpus.run(scan_corpus.ScanCorpus(self._corpus), JobContext())
        self._old.write_bytes(_OLD_TEXT.encode("cp1250"))
        _expect(preview(self._old, self._corpus) == _OLD_TEXT, "a text in Windows-1250 was not read right")
        return f"{scanned.documents:,} documents, {scanned.characters:,} characters"

    def _read_formats(self) -> str:
        self._formats.mkdir()
        paths = tuple(str(path) for path in write_one_of_each(self._formats))
        corpus = Corpus("formats", paths, cleaning=Cleaning(duplicates=False)).kept_in(self._cache)
        reports = list(scan(corpus))
        lacking = [report.format for report in reports if _lacks_a_library(report)]
        read = [report for report in reports if not _lacks_a_library(report)]
        faults = [f"{report.format}: {fault}" for report in read if (fault := _fault_of(report, corpus))]
        _expect(not faults, "; ".join(faults))
        without = f", without {', '.join(lacking)}, whose libraries are not installed" if lacking else ""
        return f"{len(read)} files{without}"

    def _report(self) -> str:
        corpus = replace(self._corpus, sources=(*self._corpus.sources, str(self._garbled)))
        self._garbled.write_text(_GARBLED, encoding="utf-8")
        report = report_corpus.run(report_corpus.ReportCorpus(corpus), JobContext())
        _expect(not report.missing, f"packages are missing: {', '.join(report.missing)}")
        _expect(set(report.main_languages) == {"en", "es"}, f"the languages are taken for {report.main_languages}")
        mended = preview(self._garbled, corpus.with_remedy("mojibake"))
        _expect(mended == _GREETING, "garbled letters were not repaired")
        return f"{len(report.kinds)} kinds of findings in {report.documents:,} documents"

    def _train_tokenizer(self) -> str:
        settings = TokenizerSettings(vocab_size=512)
        card = train_tokenizer.run(
            train_tokenizer.TrainTokenizer(self._corpus, settings, self._tokenizer), JobContext()
        )
        return f"{card.vocab_size} tokens, {card.held_out_bytes_per_token:.2f} bytes per token"

    def _reload_tokenizer(self) -> str:
        opened = open_tokenizer.run(open_tokenizer.OpenTokenizer(self._tokenizer), JobContext())
        cut = open_tokenizer.split_text(open_tokenizer.SplitText(opened.tokenizer, _GREETING), JobContext())
        _expect(len(cut.pieces) > 0, "the tokenizer gave no tokens")
        _expect(opened.tokenizer.decode([piece.id for piece in cut.pieces]) == _GREETING, "a text did not come back")
        return f"{len(_GREETING)} characters as {len(cut.pieces)} tokens and back"

    def _train_model(self) -> str:
        request = train_model.TrainModel(
            folder=self._model,
            corpus=self._corpus,
            settings=_SETTINGS,
            cache=self._cache,
            tokenizer=self._tokenizer,
            shape=_SHAPE,
        )
        trained = train_model.run(request, JobContext())
        _expect(trained.finished, "the training did not reach its end")
        _expect(
            trained.bits_per_byte < _BITS_OF_CHANCE, f"nothing was learned: {trained.bits_per_byte:.2f} bits per byte"
        )
        return f"{trained.parameters:,} parameters, {trained.steps} steps, {trained.bits_per_byte:.2f} bits per byte"

    def _validate(self) -> str:
        report = inspect_folder.run(inspect_folder.InspectFolder(self._model), JobContext())
        _expect(report.sound, "; ".join(str(problem) for problem in report.problems))
        return f"{len(report.files)} files, sound"

    def _compute(self) -> str:
        import torch

        from gpt_studio.inference.compiled_plan import can_compile
        from gpt_studio.inference.engine import Engine
        from gpt_studio.models.build import new_model

        generator = torch.Generator().manual_seed(0)
        model = new_model(family(_SHAPE.model_type).from_shape(_SHAPE, 64), generator=generator).eval()
        if not can_compile(model):
            _expect(not getattr(sys, "frozen", False), "there is none, so torch writes, which takes longer")
            return "not here, because numba is not installed: torch writes"
        engines = (Engine(model, compiled=compiled) for compiled in (True, False))
        here, torchs = (engine.all_scores(torch.arange(8)[None], engine.new_cache()) for engine in engines)
        _expect(torch.allclose(here, torchs, atol=1e-4), "its numbers are not those of torch")
        folder = kept_in()
        return "made anew at each start, because it can be kept nowhere" if folder is None else f"kept in {folder}"

    def _write(self) -> str:
        texts = {self._written() for _ in range(2)}
        _expect(len(texts) == 1, "the same seed gave two different texts")
        return f"{len(texts.pop())} characters, the same ones twice"

    def _written(self) -> str:
        opened = self._opened()
        written = write_text.run(write_text.WriteText(opened, "Once upon a time", self._sampling(opened)), JobContext())
        _expect(written.tokens > 0, "the model wrote nothing")
        return written.text

    def _converse(self) -> str:
        opened = self._opened()
        _expect(opened.has_template, "the model has no chat template")
        turns = (Turn("user", "¿De qué color es la hierba?"),)
        answer = write_text.reply(write_text.ReplyToChat(opened, turns, self._sampling(opened)), JobContext())
        return f"{answer.tokens} tokens"

    def _find(self) -> str:
        kept = new_conversation(CHAT).add(Passage("user", _GREETING))
        save_conversation(SaveConversation(self._home, kept), JobContext())
        found = list_conversations(ListConversations(self._home, "hola ДВА"), JobContext()).found
        _expect([each.id for each in found] == [kept.id], "the search did not find it")
        return found[0].heading

    def _serve(self) -> str:
        said: SimpleQueue[Event] = SimpleQueue()
        context, opened = JobContext(said.put), self._opened()
        with ThreadPoolExecutor(1) as pool:
            request = serve_model.ServeModel(opened, ServerSettings(port=0))
            done = pool.submit(serve_model.run, request, context)
            done.add_done_callback(lambda _: said.put(Event()))
            try:
                serving = said.get()
                answer = _asked(serving) if isinstance(serving, serve_model.Serving) else {}
            finally:
                context.cancel()
            served = done.result()
        _expect(answer["usage"]["completion_tokens"] > 0, "the server's answer holds no text")
        return f"{served.answered} request, {served.tokens} tokens"

    def _opened(self) -> open_model.OpenedModel:
        return open_model.run(open_model.OpenModel(self._model), JobContext())

    def _sampling(self, opened: open_model.OpenedModel) -> Sampling:
        return replace(opened.defaults, max_new_tokens=24, seed=7)


def _lacks_a_library(report: FileReport) -> bool:
    """Whether it cannot be read because this Python lacks a library, which the packaged application must have."""
    missing = report.problem is not None and report.problem.key == "file.library_missing"
    return missing and not getattr(sys, "frozen", False)


def _fault_of(report: FileReport, corpus: Corpus) -> str:
    """What is wrong with how one of the files was read; "" if nothing is."""
    if report.problem is not None:
        return str(report.problem)
    try:
        return "" if SENTENCE in preview(report.path, corpus) else f"the text of {report.name} did not come back"
    except StudioError as error:
        return str(error)


def _asked(serving: serve_model.Serving) -> dict[str, Any]:
    """What the server answers to a request over its socket."""
    request = urllib.request.Request(
        f"{serving.address}/v1/completions",
        json.dumps({"prompt": "Once upon a time", "max_tokens": 8}).encode(),
        {"Authorization": f"Bearer {serving.token}", "Content-Type": "application/json"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=60) as answered:
        found: dict[str, Any] = json.load(answered)
        return found


def _message(turn: Turn) -> dict[str, str]:
    return {"role": turn.role, "content": turn.text}


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise InstallationError(otherwise)
