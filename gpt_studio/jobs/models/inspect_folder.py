"""Report what an artifact folder holds, file by file, and whether its model can be opened."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.artifacts import names
from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.artifacts.config_file import byte_order_marks
from gpt_studio.artifacts.find_model import ModelPlace, found_model
from gpt_studio.artifacts.folder_facts import end_tokens, missing, precision
from gpt_studio.artifacts.json_file import unreadable
from gpt_studio.artifacts.not_a_model import explain_file
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.remote_code import remote_code
from gpt_studio.artifacts.summary import Summary, summary
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.job import JobContext

if TYPE_CHECKING:
    from gpt_studio.artifacts.validate import Language


@dataclass(frozen=True)
class InspectFolder:
    """``step`` and ``follow_links`` as in jobs.models.open_model.OpenModel."""

    folder: Path
    step: int | None = None
    follow_links: bool = False


@dataclass(frozen=True)
class FolderFile:
    """A file, or a folder, whose ``name`` ends with a slash and whose ``size`` in bytes is that of all its files."""

    name: str
    size: int
    holds: Message


@dataclass(frozen=True)
class FolderReport:
    """``folder`` is the one that was inspected: for a model in a Hugging Face cache, its snapshot.

    ``sound``: the model can be opened; otherwise ``problems`` say why not. ``facts`` describe the model.
    """

    folder: Path
    files: tuple[FolderFile, ...]
    facts: tuple[Message, ...]
    problems: tuple[Message, ...]
    sound: bool


def run(request: InspectFolder, context: JobContext) -> FolderReport:
    """Inspect the folder without reading weights. Raises StudioError if there is no such folder or checkpoint."""
    if not request.folder.is_dir():
        raise explain_file(request.folder)
    try:
        with found_model(request.folder, request.step, follow_links=request.follow_links) as place:
            notes: list[Message] = []
            problems = tuple(_problems(place, notes))
            facts = (*place.notes, *_facts(place), *notes)
            return FolderReport(place.folder, _listed(place.folder), facts, problems, sound=not problems)
    except StudioError as error:
        if request.step is not None:
            raise
        return FolderReport(request.folder, _listed(request.folder), (), (error.message,), sound=False)


def _listed(folder: Path) -> tuple[FolderFile, ...]:
    try:
        return tuple(_files(folder))
    except OSError as error:
        raise unreadable(folder, error) from error


def _problems(place: ModelPlace, notes: list[Message]) -> Iterator[Message]:
    """What is wrong with the config, the weights and the tokenizer; what is only unusual goes into ``notes``."""
    from gpt_studio.artifacts.validate import check_language, read_config, weights_in

    folder = place.folder
    try:
        notes += (*byte_order_marks(folder), *remote_code(folder))
        config = read_config(folder)
    except StudioError as error:
        yield error.message
        return
    try:
        weights = weights_in(place, config)
        config = weights.config
        notes += weights.notes
    except StudioError as error:
        yield error.message
    try:
        with Quarantine() as quarantine:
            language = check_language(folder, config, quarantine)
        notes += [*language.notes, *_language_facts(language), *missing(folder, language)]
    except StudioError as error:
        yield error.message


def _language_facts(language: Language) -> Iterator[Message]:
    yield say("fact.tokenizer", "Tokenizer: {kind}", kind=language.tokenizer.kind)
    if ends := end_tokens(language):
        yield say("fact.ends", "Ends a text with: {tokens}", tokens=ends)


def _facts(place: ModelPlace) -> Iterator[Message]:
    if place.checkpoint is not None:
        yield say("fact.checkpoint", "Checkpoint: {name}", name=place.checkpoint.name)
    try:
        known = summary(place.folder)
    except StudioError:
        return
    yield from _facts_of(known)


def _facts_of(known: Summary) -> Iterator[Message]:
    yield say("fact.model_type", "Architecture: {model_type}", model_type=known.model_type)
    yield say("fact.parameters", "Parameters: {count:,}", count=known.parameters)
    yield say("fact.precision", "Precision: {precision}", precision=precision(known.dtypes))
    yield say("fact.layers", "Layers: {count}", count=known.layers)
    yield say("fact.context", "Context length: {count:,} tokens", count=known.context_length)
    yield say("fact.vocabulary", "Vocabulary: {count:,} tokens", count=known.vocab_size)
    if known.has_template:
        yield say("fact.chat", "Conversations: it has a chat template")


def _files(folder: Path) -> Iterator[FolderFile]:
    """Files, then folders, without hidden ones. A link counts with the size of the file that it leads to."""
    shown = [path for path in folder.iterdir() if not path.name.startswith(".")]
    for path in sorted(shown, key=lambda path: (_is_folder(path), path.name)):
        if _is_folder(path):
            inside = sum(file.lstat().st_size for file in path.rglob("*") if not file.is_dir())
            yield FolderFile(f"{shortened(path.name)}/", inside, _what_is_in(path))
        else:
            yield FolderFile(shortened(path.name), _length(path), _what_is(path.name))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _length(path: Path) -> int:
    """The size of the file; of the link itself where it leads to no regular file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        found = path.lstat()
    return found.st_size if stat.S_ISREG(found.st_mode) else path.lstat().st_size


def _what_is_in(folder: Path) -> Message:
    if folder.name == TRAINING:
        return say("file.training", "the recipe, the measurements and the checkpoints of the training")
    return say("file.folder", "a folder that is not part of the model")


def _what_is(name: str) -> Message:
    if name in _KNOWN:
        return _KNOWN[name]
    if name in names.ADAPTER_FILES:
        return say("file.adapter", "an adapter: what was learnt on top of another model")
    if name.endswith(".safetensors"):
        return say("file.weights_part", "a part of the trained tensors")
    if name.lower().endswith(names.PICKLED_ENDINGS):
        return say("file.pickled", "pickled data, which GPT Studio never opens: it could run any program")
    return say("file.unknown", "not part of the model")


_KNOWN = {
    names.CONFIG: say("file.config", "the architecture: layers, heads, sizes, context length"),
    names.GENERATION: say("file.generation", "how it writes: temperature, top-p, maximum length"),
    names.WEIGHTS: say("file.weights", "the trained tensors"),
    names.WEIGHTS_INDEX: say("file.weights_index", "in which file each of the trained tensors is"),
    names.TOKENIZER: say("file.tokenizer", "the whole tokenizer"),
    names.TOKENIZER_CONFIG: say("file.tokenizer_config", "the settings of the tokenizer"),
    names.VOCABULARY: say("file.vocabulary", "the vocabulary: each token and its id"),
    names.MERGES: say("file.merges", "the merge rules of the tokenizer"),
    names.WORD_PIECES: say("file.word_pieces", "the vocabulary: one token a line"),
    names.ADDED_TOKENS: say("file.added_tokens", "tokens that were added to the vocabulary, and their ids"),
    names.SPECIAL_TOKENS: say("file.special_tokens", "which token plays which special part"),
    names.CHAT_TEMPLATE: say("file.chat_template", "how a conversation is written for the model"),
    names.CARD: say("file.card", "the model card: data, sizes, how to load it"),
}
